"""Figures of the datamart, computed by pandas from sales files. Prints JSON.

Usage: datamart.py FOLDER
"""

import json
import sys

import numpy as np
import pandas as pd

from lines import read, with_first_sale


def money(ten_thousandths):
    return int(ten_thousandths) / 10_000


def figures(lines):
    sales = lines[~lines["is_return"]]
    buyers = sales[sales["customer"].notna()]
    net, gross = int(lines["amount"].sum()), int(sales["amount"].sum())
    orders = sales["invoice"].nunique()
    return {
        "net_revenue": money(net),
        "gross_revenue": money(gross),
        "returns_value": money(net - gross),
        "return_rate": 0 if gross == 0 else (gross - net) / gross,
        "orders": orders,
        "units": int(lines["quantity"].sum()),
        "customers": lines["customer"].nunique(),
        "new_customers": buyers[buyers["day"] == buyers["first_sale"]]["customer"].nunique(),
        "repeat_customers": buyers[buyers["day"] > buyers["first_sale"]]["customer"].nunique(),
        "avg_order_value": 0 if orders == 0 else money(net) / orders,
        "items_per_order": 0 if orders == 0 else int(sales["quantity"].sum()) / orders,
    }


def by(lines, keys):
    return {str(key): figures(part) for key, part in lines.groupby(keys)}


def ntile(values, customers, largest_first):
    """Quintiles as SQL's ntile: ordered from worst to best, ties by the customer's id as text; the first ones get one more."""
    order = sorted(range(len(values)), key=lambda at: (-values[at] if largest_first else values[at], customers[at]))
    least, more = divmod(len(order), 5)
    scores, at = np.zeros(len(order), dtype=int), 0
    for tile in range(1, 6):
        size = least + (1 if tile <= more else 0)
        for place in order[at : at + size]:
            scores[place] = tile
        at += size
    return scores


def segment(r, f, m):
    if min(r, f, m) >= 4:
        return "Champions"
    if min(r, f, m) >= 3:
        return "Loyal Customers"
    if r >= 4 and f <= 2 and m >= 4:
        return "Big Spenders"
    if r >= 4 and f <= 3 and m <= 2:
        return "New Customers"
    if r >= 3 and f <= 2:
        return "Potential Loyalists"
    if r <= 2 and f <= 2 and m >= 4:
        return "Cannot Lose Them"
    if r <= 2 and f >= 3 and m >= 3:
        return "At Risk"
    if r <= 2 and f <= 2:
        return "Hibernating"
    return "Others"


def rfm(lines, as_of):
    lines = lines[(lines["day"] <= as_of) & lines["customer"].notna()]
    sales = lines[~lines["is_return"]].groupby("customer")
    table = pd.DataFrame(
        {"first": sales["day"].min(), "last": sales["day"].max(), "frequency": sales["invoice"].nunique()}
    )
    table["monetary"] = lines.groupby("customer")["amount"].sum().reindex(table.index)
    table["recency"] = (as_of - table["last"]).dt.days
    ids = table.index.to_list()
    table["r"] = ntile(table["recency"].to_list(), ids, True)
    table["f"] = ntile(table["frequency"].to_list(), ids, False)
    table["m"] = ntile(table["monetary"].to_list(), ids, False)
    table["segment"] = [segment(r, f, m) for r, f, m in zip(table["r"], table["f"], table["m"])]
    active = ((table["last"] - table["first"]).dt.days + 1).clip(lower=30)
    orders_a_year = table["frequency"] / active * 365
    table["clv"] = table["monetary"] / 10_000 / table["frequency"] * orders_a_year * 3
    return table


def segments(table):
    return {
        name: {
            "customer_count": len(part),
            "total_revenue": money(part["monetary"].sum()),
            "avg_lifetime_value": float(part["clv"].mean()),
            "avg_recency_days": float(part["recency"].mean()),
            "avg_frequency": float(part["frequency"].mean()),
        }
        for name, part in table.groupby("segment")
    }


def cohorts(lines):
    known = lines[lines["customer"].notna() & lines["first_sale"].notna()]
    known = known.assign(
        cohort=known["first_sale"].dt.strftime("%Y-%m"),
        since=(known["day"].dt.year - known["first_sale"].dt.year) * 12
        + known["day"].dt.month
        - known["first_sale"].dt.month,
    )
    known = known[known["since"] >= 0]
    return {
        cohort: {
            int(since): {
                "customers": int(month[~month["is_return"]]["customer"].nunique()),
                "revenue": money(month["amount"].sum()),
            }
            for since, month in part.groupby("since")
        }
        for cohort, part in known.groupby("cohort")
    }


def main():
    lines = with_first_sale(read(sys.argv[1]))
    last = lines["day"].max()
    now = lines[lines["day"] > last - pd.Timedelta(days=30)]
    then = lines[(lines["day"] <= last - pd.Timedelta(days=30)) & (lines["day"] > last - pd.Timedelta(days=60))]
    scores = rfm(lines, last)
    summer = pd.Timestamp("2011-06-30")
    net = lines.groupby("product")["amount"].sum()
    best = sorted(net.index, key=lambda code: (-net[code], code))[:20]
    print(
        json.dumps(
            {
                "lines": len(lines),
                "whole": figures(lines),
                "overview": {"now": figures(now), "then": figures(then)},
                "months": by(lines, lines["day"].dt.strftime("%Y-%m")),
                "weeks": by(lines, lines["day"].dt.strftime("%G-W%V")),
                "weekdays": by(lines, lines["day"].dt.day_of_week + 1),
                "countries": by(lines, lines["country"]),
                "top_products": [{"product": code, **figures(lines[lines["product"] == code])} for code in best],
                "rfm": {
                    customer: [int(row.recency), int(row.frequency), money(row.monetary), int(row.r), int(row.f), int(row.m), row.segment, row.clv]
                    for customer, row in zip(scores.index, scores.itertuples())
                },
                "segments": segments(scores),
                "segments_of_summer": segments(rfm(lines, summer)),
                "cohorts": cohorts(lines),
            }
        )
    )


main()
