"""Compares predictions with the prices that flats were sold for."""

import sys

import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error
from sqlalchemy import create_engine

from pricing.settings import DATABASE_URL

LARGEST_ERROR = 0.12
JOINED = """
select p.price as predicted, s.price as actual from predictions p
join sales s on s.flat_id = p.flat_id where s.sold_on > now() - interval '30 days'
"""


def main() -> None:
    """Fails when the live error is above the limit."""
    rows = pd.read_sql(JOINED, create_engine(DATABASE_URL))
    error = mean_absolute_percentage_error(rows["actual"], rows["predicted"])
    if error > LARGEST_ERROR:
        sys.exit(f"the live error is {error:.3f}")


if __name__ == "__main__":
    main()
