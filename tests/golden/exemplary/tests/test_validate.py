import pandas as pd
import pytest

from pricing.validate import validate


def test_few_rows_stop_the_run():
    rows = pd.DataFrame({"district": ["north"], "area_m2": [50.0], "rooms": [2], "sold_on": [pd.Timestamp("2026-01-01")]})
    with pytest.raises(ValueError, match="only 1 rows"):
        validate(rows, pd.Timestamp("2026-01-02"))
