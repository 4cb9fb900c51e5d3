"""Judges a candidate on newer sales: against a median, against limits, per district."""

import json
import sys

import mlflow
import pandas as pd
import yaml
from sklearn.dummy import DummyRegressor
from sklearn.metrics import mean_absolute_percentage_error

from pricing.train import COLUMNS, split


def errors(rows: pd.DataFrame, predicted: pd.Series) -> dict[str, float]:
    """Mean absolute percentage error, over all and by district."""
    by_district = {
        f"error_{name}": mean_absolute_percentage_error(part["price"], predicted[part.index])
        for name, part in rows.groupby("name")
    }
    return {"error": mean_absolute_percentage_error(rows["price"], predicted), **by_district}


def check(metrics: dict[str, float], champion: dict[str, float], limits: dict[str, float]) -> None:
    """Raises: SystemExit when the candidate is worse than the limits or than the champion."""
    if metrics["error"] > limits["error"] or metrics["error"] > champion["error"]:
        sys.exit(f"the candidate's error is {metrics['error']:.3f}, the champion's {champion['error']:.3f}")
    worst = max(metrics, key=metrics.__getitem__)
    if metrics[worst] > limits["error_per_district"]:
        sys.exit(f"{worst} is {metrics[worst]:.3f}")


def main(source: str) -> None:
    """Writes metrics.json. Reads params.yaml."""
    with open("params.yaml") as file:
        params = yaml.safe_load(file)
    learned, judged = split(pd.read_parquet(source), str(params["split_before"]))
    baseline = DummyRegressor(strategy="median").fit(learned[COLUMNS], learned["price"])
    candidate = mlflow.sklearn.load_model("models:/pricing/latest")
    champion = mlflow.sklearn.load_model("models:/pricing@champion")
    found = {
        name: errors(judged, pd.Series(model.predict(judged[COLUMNS]), index=judged.index))
        for name, model in (("baseline", baseline), ("candidate", candidate), ("champion", champion))
    }
    mlflow.log_metrics(found["candidate"])
    with open("metrics.json", "w") as file:
        json.dump(found, file)
    check(found["candidate"], found["champion"], params["limits"])


if __name__ == "__main__":
    main(sys.argv[1])
