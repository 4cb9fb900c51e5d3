"""Compares last week's inputs with the training set."""

import sys

import pandas as pd
from evidently.metric_preset import DataDriftPreset
from evidently.report import Report
from sqlalchemy import create_engine

from pricing.settings import DATABASE_URL

MOST_DRIFTED_SHARE = 0.3


def main() -> None:
    """Fails when too many columns have drifted."""
    current = pd.read_sql("select * from last_week_inputs", create_engine(DATABASE_URL))
    report = Report([DataDriftPreset()])
    report.run(reference_data=pd.read_parquet("data/training.parquet"), current_data=current)
    share = report.as_dict()["metrics"][0]["result"]["share_of_drifted_columns"]
    if share > MOST_DRIFTED_SHARE:
        sys.exit(f"{share:.0%} of the columns have drifted")


if __name__ == "__main__":
    main()
