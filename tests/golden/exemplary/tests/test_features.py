import pandas as pd
import pytest

from pricing.features import build_features
from pricing.prepare import prepare


@pytest.fixture
def sales():
    """Three made-up sales of two flats."""
    return pd.DataFrame(
        {
            "district": ["north", "north", "west"],
            "area_m2": [50.0, 50.0, 80.0],
            "rooms": [2, 2, 4],
            "sold_on": pd.to_datetime(["2025-01-01", "2025-06-01", "2025-03-01"]),
            "price": [200_000.0, 210_000.0, 300_000.0],
        }
    )


def test_area_per_room(sales):
    assert build_features(sales)["area_per_room"].tolist() == [25.0, 25.0, 20.0]


def test_the_latest_sale_of_a_flat_counts(sales):
    pd.testing.assert_series_equal(
        prepare(sales)["price"].sort_values(), pd.Series([210_000.0, 300_000.0], index=[1, 2], name="price")
    )
