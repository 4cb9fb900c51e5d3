"""Builds the training set from valid sales."""

import sys

import pandas as pd

from pricing.features import build_features


def prepare(sales: pd.DataFrame) -> pd.DataFrame:
    """Features, price, district and day of each sale; the latest sale of a flat counts."""
    latest = sales.sort_values("sold_on").drop_duplicates(["district", "area_m2", "rooms"], keep="last")
    return build_features(latest).assign(price=latest["price"], name=latest["district"], sold_on=latest["sold_on"])


if __name__ == "__main__":
    prepare(pd.read_parquet(sys.argv[1])).to_parquet(sys.argv[2])
