"""The JSON Schemas of the documents that go out; `python -m assess.output.schema FILE...` writes published copies."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from assess.atomic_file import put
from assess.model.assessment import SCHEMA_VERSION, Assessment
from assess.model.verdict import VERDICT_VERSION, VerdictDocument

PUBLISHED = "assessment.schema.json"
"""Its name in the folder `reports`."""

VERDICT = "verdict.schema.json"
"""The name of the schema of a gate's verdict."""


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


def verdict_schema() -> dict[str, Any]:
    """Draft 2020-12, for `assess gate --format json`: every field is required."""
    generated = VerdictDocument.model_json_schema(mode="serialization")
    generated["properties"]["schema_version"]["const"] = VERDICT_VERSION
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:assess:verdict:{VERDICT_VERSION}",
        **generated,
    }


def schema_bytes(name: str = PUBLISHED) -> bytes:
    """The content of a published file."""
    made = verdict_schema() if name == VERDICT else schema()
    return (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        put(schema_bytes(Path(argument).name), Path(argument))
