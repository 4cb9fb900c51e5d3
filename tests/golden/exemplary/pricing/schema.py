"""One schema of a flat, for training and for serving."""

import pandera as pa

FLAT = pa.DataFrameSchema(
    {
        "district": pa.Column(str, pa.Check.isin(["north", "south", "east", "west"])),
        "area_m2": pa.Column(float, pa.Check.in_range(8, 800)),
        "rooms": pa.Column(int, pa.Check.in_range(1, 20)),
        "sold_on": pa.Column("datetime64[ns]"),
        "price": pa.Column(float, pa.Check.gt(0), required=False),
    },
    strict=True,
)
