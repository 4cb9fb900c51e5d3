"""The JSON Schema of the assessment; `python -m assess.output.schema FILE` writes the published copy."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from assess.atomic_file import put
from assess.model.assessment import SCHEMA_VERSION, Assessment

PUBLISHED = "assessment.schema.json"
"""Its name in the folder `reports`."""


def schema() -> dict[str, Any]:
    """Draft 2020-12: every field is required but `run`, which is left out on request."""
    generated = Assessment.model_json_schema(mode="serialization")
    generated["required"] = [key for key in generated["required"] if key != "run"]
    generated["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:assess:assessment:{SCHEMA_VERSION}",
        **generated,
    }


def schema_bytes() -> bytes:
    """The published file's content."""
    return (json.dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


if __name__ == "__main__":
    put(schema_bytes(), Path(sys.argv[1]))
