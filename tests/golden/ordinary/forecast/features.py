"""What the model knows of a day."""

import pandas as pd


def build(parcels: pd.DataFrame) -> pd.DataFrame:
    """Weekday, month and the parcels of a week ago."""
    days = pd.to_datetime(parcels["day"])
    return pd.DataFrame(
        {
            "weekday": days.dt.weekday,
            "month": days.dt.month,
            "week_ago": parcels["count"].shift(7).fillna(0),
        }
    )
