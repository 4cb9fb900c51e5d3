"""Answers with tomorrow's parcels."""

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from forecast.features import build

app = FastAPI()
model = joblib.load("model.joblib")


class Day(BaseModel):
    """One depot's recent days, oldest first."""

    days: list[str]
    counts: list[int]


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/forecast")
def forecast(day: Day) -> dict[str, float]:
    rows = build(pd.DataFrame({"day": day.days, "count": day.counts}))
    return {"parcels": float(model.predict(rows)[-1])}
