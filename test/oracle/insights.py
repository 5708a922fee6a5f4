"""Figures of the analyses, computed by pandas, numpy and lifetimes from sales files. Prints JSON.

Usage: insights.py FOLDER
"""

import json
import sys
import warnings
from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd

from lines import read

warnings.filterwarnings("ignore")
SERVICES = {"POST", "DOT", "M", "D", "S", "BANK CHARGES", "AMAZONFEE", "CRUK", "PADS", "C2"}


def goods(lines):
    return lines[~lines["product"].isin(SERVICES) & ~lines["product"].str.startswith("GIFT_")]


def baskets(lines, support):
    """Pairs of goods in at least that share of the sale invoices with goods, counted one invoice after the other."""
    sales = goods(lines[~lines["is_return"]])
    sets = sales.groupby("invoice")["product"].agg(lambda codes: sorted(set(codes)))
    least = support * len(sets)
    single = Counter(code for codes in sets for code in codes)
    often = {code for code, count in single.items() if count >= least}
    pairs = Counter(pair for codes in sets for pair in combinations([c for c in codes if c in often], 2))
    kept = {pair: count for pair, count in pairs.items() if count >= least}
    rules = {}
    for (one, other), both in kept.items():
        for left, right in ((one, other), (other, one)):
            rules[f"{left}>{right}"] = {
                "support": both / len(sets),
                "confidence": both / single[left],
                "lift": both * len(sets) / (single[left] * single[right]),
            }
    return {"invoices": len(sets), "products": len(single), "pairs": len(kept), "rules": rules}


def classes(lines):
    """ABC by net revenue, highest first, and the variation of weekly units since the week of the first sale."""
    own = goods(lines)
    sold = own[~own["is_return"]]
    codes = sold["product"].unique()
    revenue = own[own["product"].isin(codes)].groupby("product")["amount"].sum().reset_index()
    revenue = revenue.sort_values(["amount", "product"], ascending=[False, True]).reset_index(drop=True)
    positive = revenue["amount"].clip(lower=0)
    before = positive.cumsum() - positive
    whole = positive.sum()
    revenue["abc"] = np.where(before >= 0.95 * whole, "C", np.where(before >= 0.8 * whole, "B", "A"))
    week = lambda days: days - pd.to_timedelta(days.dt.dayofweek, unit="D")
    last = week(own["day"]).max()
    table = sold.assign(week=week(sold["day"])).pivot_table(index="week", columns="product", values="quantity", aggfunc="sum")
    table = table.reindex(pd.date_range(table.index.min(), last, freq="7D"))
    result = {}
    for row in revenue.itertuples():
        units = table[row.product]
        units = units.loc[units.first_valid_index() :].fillna(0)
        mean = units.mean()
        spread = units.std(ddof=1) if len(units) > 1 else 0.0
        xyz = "X" if spread / mean < 0.5 else "Y" if spread / mean < 1 else "Z"
        result[row.product] = [row.amount / 10_000, row.abc + xyz, float(mean), float(spread)]
    return result


def elasticity(lines, count):
    """Ordinary least squares of ln units on ln price and ln units of the others, with White's errors times n / (n - k)."""
    sold = goods(lines[~lines["is_return"]])
    sold = sold.assign(week=sold["day"] - pd.to_timedelta(sold["day"].dt.dayofweek, unit="D"))
    weekly = sold.groupby(["product", "week"])[["quantity", "amount"]].sum().reset_index()
    market = weekly.groupby("week")["quantity"].sum()
    top = sold.groupby("product")["amount"].sum().sort_values(ascending=False).index[:count]
    result = {}
    for code in top:
        own = weekly[weekly["product"] == code]
        price = np.log(own["amount"] / 10_000 / own["quantity"]).to_numpy()
        if len(own) < 10 or price.std(ddof=1) < 0.03:
            result[code] = None
            continue
        others = np.log(own["week"].map(market).to_numpy() - own["quantity"].to_numpy())
        x = np.column_stack([np.ones(len(own)), price, others])
        y = np.log(own["quantity"].to_numpy())
        beta, *_ = np.linalg.lstsq(x, y, rcond=None)
        residual = y - x @ beta
        bread = np.linalg.inv(x.T @ x)
        meat = x.T @ np.diag(residual**2) @ x
        cover = bread @ meat @ bread * len(y) / (len(y) - 3)
        result[code] = [float(beta[1]), float(np.sqrt(cover[1, 1]))]
    return result


def buying(lines):
    """The summary and the likelihoods of the library `lifetimes`, in weeks."""
    from lifetimes import BetaGeoFitter, GammaGammaFitter
    from lifetimes.datasets import load_cdnow_summary_data_with_monetary_value
    from lifetimes.utils import summary_data_from_transaction_data
    from scipy.optimize import minimize

    sales = lines[~lines["is_return"] & lines["customer"].notna()]
    sales = sales.assign(value=sales["amount"] / 10_000)
    table = summary_data_from_transaction_data(
        sales, "customer", "day", monetary_value_col="value", observation_period_end=lines["day"].max(), freq="D"
    )
    # The library's own search does not come to rest where nobody leaves; its likelihood is searched from several places instead.
    given = [table[name].to_numpy() / unit for name, unit in (("frequency", 1), ("recency", 7), ("T", 7))]
    likelihood = lambda x: BetaGeoFitter._negative_log_likelihood(x, *given, np.ones(len(table)), 0.0)
    best = min(
        (
            minimize(likelihood, start, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-8, "fatol": 1e-12})
            for start in ([0, 1, 0, 0], [0, 1, -2, 2], [-1, 2, -1, 1])
        ),
        key=lambda found: found.fun,
    )
    back = table[(table["frequency"] > 0) & (table["monetary_value"] > 0)]
    value = GammaGammaFitter(penalizer_coef=0.0).fit(back["frequency"], back["monetary_value"])
    cdnow = load_cdnow_summary_data_with_monetary_value()
    known = BetaGeoFitter(penalizer_coef=0.0).fit(cdnow["frequency"], cdnow["recency"], cdnow["T"])
    repeated = cdnow[cdnow["frequency"] > 0]
    spent = GammaGammaFitter(penalizer_coef=0.0).fit(repeated["frequency"], repeated["monetary_value"])
    return {
        "customers": len(table),
        "frequency": int(table["frequency"].sum()),
        "log_likelihood": float(-best.fun * len(table)),
        "r_alpha": [float(np.exp(best.x[0])), float(np.exp(best.x[1]))],
        "gamma_gamma": [float(one) for one in value.params_],
        "cdnow": {
            "rows": cdnow[["frequency", "recency", "T", "monetary_value"]].to_numpy().tolist(),
            "bg_nbd": [float(one) for one in known.params_],
            "gamma_gamma": [float(one) for one in spent.params_],
            "alive": [float(one) for one in known.conditional_probability_alive(cdnow["frequency"], cdnow["recency"], cdnow["T"])],
            "purchases": [
                float(one)
                for one in known.conditional_expected_number_of_purchases_up_to_time(
                    39, cdnow["frequency"], cdnow["recency"], cdnow["T"]
                )
            ],
        },
    }


def main():
    lines = read(sys.argv[1])
    print(
        json.dumps(
            {
                "baskets": baskets(lines, 0.01),
                "classes": classes(lines),
                "elasticity": elasticity(lines, 30),
                "buying": buying(lines),
            }
        )
    )


if __name__ == "__main__":
    main()
