"""Sets bad sales aside, and stops when there are too many, too few or only old ones."""

import sys

import pandas as pd
import pandera as pa

from pricing.schema import FLAT

MOST_BAD_SHARE = 0.02
FEWEST_ROWS = 10_000
OLDEST_DAYS = 8


def validate(sales: pd.DataFrame, today: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Good and bad sales. Raises: ValueError when the load as a whole can't be used."""
    try:
        good, bad = FLAT.validate(sales, lazy=True), sales.iloc[0:0]
    except pa.errors.SchemaErrors as errors:
        wrong = errors.failure_cases["index"].dropna().unique()
        good, bad = sales.drop(index=wrong), sales.loc[wrong]
    if len(bad) > MOST_BAD_SHARE * len(sales):
        raise ValueError(f"{len(bad)} of {len(sales)} sales are bad")
    row_count = len(good)
    if row_count < FEWEST_ROWS:
        raise ValueError(f"only {row_count} rows were loaded")
    freshness = (today - good["sold_on"].max()).days
    if freshness > OLDEST_DAYS:
        raise ValueError(f"the newest sale is {freshness} days old")
    return good, bad


if __name__ == "__main__":
    good, bad = validate(pd.read_parquet(sys.argv[1]), pd.Timestamp.now())
    good.to_parquet("data/valid.parquet")
    bad.to_parquet("data/quarantine.parquet")
