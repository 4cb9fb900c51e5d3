import pandas as pd

from forecast.features import build


def test_a_week_ago_is_seven_rows_back():
    parcels = pd.DataFrame({"day": [f"2026-01-{n:02}" for n in range(1, 9)], "count": range(8)})
    assert build(parcels)["week_ago"].iloc[-1] == 0
    assert build(parcels)["weekday"].iloc[0] == 3
