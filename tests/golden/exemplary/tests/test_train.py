import numpy as np
import pandas as pd
import pytest

from pricing.evaluate import check, errors
from pricing.train import COLUMNS, split, train


def rows(count=60):
    """Made-up flats whose price follows their size."""
    area = np.linspace(20, 200, count)
    return pd.DataFrame(
        {
            "log_area": np.log(area), "area_per_room": area / 3, "district": 1, "price": area * 4000,
            "name": "north", "sold_on": pd.date_range("2025-06-01", periods=count, freq="7D"),
        }
    )


def test_training_on_a_small_sample_learns_and_repeats():
    sample = rows()
    first, second = (train(sample, seed=7, max_iter=20).predict(sample[COLUMNS]) for _ in range(2))
    assert np.array_equal(first, second)
    assert errors(sample, pd.Series(first))["error"] < 0.5


def test_no_sale_is_on_both_sides_of_the_split():
    learned, judged = split(rows(), "2026-01-01")
    assert learned["sold_on"].max() < judged["sold_on"].min()


def test_a_worse_candidate_is_stopped():
    with pytest.raises(SystemExit):
        check({"error": 0.2}, {"error": 0.08}, {"error": 0.09, "error_per_district": 0.14})
