"""Answers with the price of a flat."""

import logging
import time

import mlflow
import pandas as pd
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from pricing.features import build_features
from pricing.schema import FLAT
from pricing.settings import MODEL_ENABLED, MODEL_VERSION
from pricing.store import log_prediction

FALLBACK_PER_M2 = 4_100.0
app = FastAPI()
model = mlflow.pyfunc.load_model(f"models:/pricing@{MODEL_VERSION}")


class Flat(BaseModel):
    """What the broker types in."""

    district: str = Field(pattern="^(north|south|east|west)$")
    area_m2: float = Field(ge=8, le=800)
    rooms: int = Field(ge=1, le=20)


class Estimate(BaseModel):
    """The answer: price in euros and which model gave it."""

    price: float = Field(gt=0)
    model_version: str


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok", "model": MODEL_VERSION}


@app.post("/predict")
def predict(flat: Flat) -> Estimate:
    """The model's price; the median price per square metre when the model is off or fails."""
    version, price = MODEL_VERSION, 0.0
    rows = pd.DataFrame([flat.model_dump()]).assign(sold_on=pd.Timestamp.now())
    if MODEL_ENABLED:
        try:
            price = float(model.predict(build_features(FLAT.validate(rows)))[0])
        except ValueError:
            logging.exception("the model failed")
    if not 10_000 < price < 20_000_000:
        version, price = "fallback", FALLBACK_PER_M2 * flat.area_m2
    if price <= 0:
        raise HTTPException(500, "no price")
    log_prediction(inputs=flat.model_dump(), price=price, model_version=version, at=time.time())
    return Estimate(price=price, model_version=version)
