"""Reads sales files as the retail rules say and gives the lines that count, with pandas and nothing of Tillhouse's.

Amounts are whole ten-thousandths of the currency, so sums are exact.
"""

import pathlib

import numpy as np
import pandas as pd

COLUMNS = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
COUNTRIES = {
    "EIRE": "Ireland",
    "RSA": "South Africa",
    "USA": "United States",
    "Czech Republic": "Czechia",
    "Unspecified": "Unknown",
    "European Community": "Unknown",
    "": "Unknown",
}


def squeezed(texts):
    """White space trimmed and collapsed; equal texts are looked at once."""
    return texts.map({text: " ".join(text.split()) for text in texts.unique()})


def read(folder):
    """Lines that count: no second copies, none that breaks a rule. One row a line."""
    files = sorted(pathlib.Path(folder).glob("*.csv"))
    raw = pd.concat(
        [pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8").assign(file=file.name) for file in files],
        ignore_index=True,
    )
    lines = pd.DataFrame({name: squeezed(raw[name]) for name in COLUMNS})
    lines["InvoiceNo"] = lines["InvoiceNo"].str.upper()
    lines["StockCode"] = lines["StockCode"].str.upper()
    lines["CustomerID"] = lines["CustomerID"].str.replace(r"\.0+$", "", regex=True)
    lines["Country"] = lines["Country"].replace(COUNTRIES)
    lines["quantity"] = pd.to_numeric(lines["Quantity"]).astype("int64")
    price = pd.to_numeric(lines["UnitPrice"])
    lines["price"] = (price * 10_000).round().astype("int64")
    assert np.allclose(lines["price"] / 10_000, price), "a price with more than four decimals"
    lines["at"] = pd.to_datetime(lines["InvoiceDate"])
    same = ["InvoiceNo", "StockCode", "Description", "quantity", "at", "price", "CustomerID", "Country"]
    lines = lines.drop_duplicates(same)
    is_return = lines["InvoiceNo"].str.startswith("C")
    broken = (
        (lines["InvoiceNo"] == "")
        | (lines["StockCode"] == "")
        | (lines["quantity"] == 0)
        | (lines["quantity"].abs() > 100_000)
        | (lines["price"] <= 0)
        | (lines["price"] > 1_000_000 * 10_000)
        | (lines["at"] < pd.Timestamp("2000-01-01"))
        | (~is_return & (lines["quantity"] < 0))
        | (is_return & (lines["quantity"] > 0))
        | lines["InvoiceNo"].str.startswith("A")
    )
    lines = lines[~broken].copy()
    lines["is_return"] = lines["InvoiceNo"].str.startswith("C")
    lines["amount"] = lines["quantity"] * lines["price"]
    lines["customer"] = lines["CustomerID"].where(lines["CustomerID"] != "", None)
    lines["day"] = lines["at"].dt.normalize()
    return lines.rename(columns={"InvoiceNo": "invoice", "StockCode": "product", "Country": "country"})[
        ["invoice", "product", "country", "customer", "at", "day", "quantity", "price", "amount", "is_return"]
    ].reset_index(drop=True)


def with_first_sale(lines):
    """Adds the day of the first sale of the customer."""
    first = lines[~lines["is_return"] & lines["customer"].notna()].groupby("customer")["day"].min()
    return lines.assign(first_sale=lines["customer"].map(first))
