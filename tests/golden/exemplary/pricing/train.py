"""Trains, tracks and registers the model."""

import os
import subprocess
import sys

import mlflow
import pandas as pd
import yaml
from mlflow.models import infer_signature
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["log_area", "area_per_room", "district"]


def split(rows: pd.DataFrame, before: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Older sales to learn from, newer ones to be judged by."""
    day = pd.Timestamp(before)
    return rows[rows["sold_on"] < day], rows[rows["sold_on"] >= day]


def train(rows: pd.DataFrame, seed: int, **settings: float) -> Pipeline:
    """A fitted pipeline; everything learned is learned from these rows alone."""
    steps = [("scale", StandardScaler()), ("model", HistGradientBoostingRegressor(random_state=seed, **settings))]
    return Pipeline(steps).fit(rows[COLUMNS], rows["price"])


def main(source: str, target: str) -> None:
    """One tracked run. Reads params.yaml."""
    with open("params.yaml") as file:
        params = yaml.safe_load(file)
    mlflow.set_tracking_uri(os.environ["MLFLOW_TRACKING_URI"])
    learned, _ = split(pd.read_parquet(source), str(params["split_before"]))
    with mlflow.start_run():
        mlflow.autolog()
        mlflow.log_params(params["model"])
        mlflow.set_tag("git_commit", subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip())
        mlflow.log_input(mlflow.data.from_pandas(learned, source=source), context="training")
        mlflow.log_artifact("requirements.lock")
        mlflow.log_artifact("dvc.lock")
        model = train(learned, params["seed"], **params["model"])
        signature = infer_signature(learned[COLUMNS], model.predict(learned[COLUMNS]))
        mlflow.sklearn.log_model(model, "model", signature=signature, registered_model_name="pricing")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
