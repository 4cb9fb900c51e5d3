"""Trains the forecast and tells how far off it is."""

import sys

import joblib
import mlflow
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

from forecast.features import build


def train(parcels: pd.DataFrame) -> tuple[GradientBoostingRegressor, float]:
    """A model and its mean absolute error in parcels."""
    rows = build(parcels)
    seen, held_out, counts, truth = train_test_split(rows, parcels["count"], random_state=7)
    model = GradientBoostingRegressor(random_state=7).fit(seen, counts)
    return model, mean_absolute_error(truth, model.predict(held_out))


if __name__ == "__main__":
    model, error = train(pd.read_csv(sys.argv[1]))
    mlflow.log_metric("mean_absolute_error", error)
    joblib.dump(model, "model.joblib")
