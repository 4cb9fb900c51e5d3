"""Keeps predictions, so that outcomes can be joined to them."""

import json

from sqlalchemy import create_engine, text

from pricing.settings import DATABASE_URL

ENGINE = create_engine(DATABASE_URL)


def log_prediction(inputs: dict[str, object], price: float, model_version: str, at: float) -> None:
    """One row per answer: inputs, price, version and time."""
    with ENGINE.begin() as connection:
        connection.execute(
            text("insert into predictions (inputs, price, model_version, predicted_at) values (:i, :p, :v, :a)"),
            {"i": json.dumps(inputs), "p": price, "v": model_version, "a": at},
        )
