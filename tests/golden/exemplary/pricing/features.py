"""Features of a flat; training and serving both call this."""

import numpy as np
import pandas as pd


def build_features(flats: pd.DataFrame) -> pd.DataFrame:
    """One row per flat: logarithm of the area, area per room, district."""
    return pd.DataFrame(
        {
            "log_area": np.log(flats["area_m2"]),
            "area_per_room": flats["area_m2"] / flats["rooms"],
            "district": flats["district"].astype("category").cat.codes,
        }
    )
