"""The JSON Schemas of the documents that go out; `python -m assess.output.schema FILE...` writes published copies."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from assess.atomic_file import put
from assess.model.assessment import SCHEMA_VERSION, Assessment
from assess.model.baseline import BASELINE_VERSION, Baseline
from assess.model.comparison import COMPARISON_VERSION, Comparison
from assess.model.document import Document
from assess.model.plan import PLAN_VERSION, Plan
from assess.model.verdict import VERDICT_VERSION, VerdictDocument

PUBLISHED = "assessment.schema.json"
"""Its name in the folder `reports`."""

DOCUMENTS: dict[str, tuple[type[Document], str]] = {
    PUBLISHED: (Assessment, SCHEMA_VERSION),
    "verdict.schema.json": (VerdictDocument, VERDICT_VERSION),
    "comparison.schema.json": (Comparison, COMPARISON_VERSION),
    "plan.schema.json": (Plan, PLAN_VERSION),
    "baseline.schema.json": (Baseline, BASELINE_VERSION),
}
"""Every published schema: its file name, the document and the version of its form."""

_LEFT_OUT = {"run"}
"""Fields that a document may lack: `run` is left out on request."""


def schema(name: str = PUBLISHED) -> dict[str, Any]:
    """Draft 2020-12: every field is required but those that are left out on request."""
    model, version = DOCUMENTS[name]
    generated = model.model_json_schema(mode="serialization")
    generated["required"] = [key for key in generated["required"] if key not in _LEFT_OUT]
    generated["properties"]["schema_version"]["const"] = version
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:assess:{name.split('.')[0]}:{version}",
        **generated,
    }


def schema_bytes(name: str = PUBLISHED) -> bytes:
    """The content of a published file."""
    return (json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        put(schema_bytes(Path(argument).name), Path(argument))
