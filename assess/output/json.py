"""The assessment as JSON: canonical bytes out, a checked assessment in."""

from __future__ import annotations

import json
import re

from pydantic import ValidationError
from pydantic_core import from_json

from assess.errors import InputError, Place, Problems
from assess.model.assessment import SCHEMA_VERSION, Assessment
from assess.model.document import Document
from assess.output.options import DEFAULT, Options

NAME = "json"
SUFFIXES = (".json",)

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_MOST_PROBLEMS = 20


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """Keys in the model's order, two spaces of indent, UTF-8, one newline at the end: equal values, equal bytes."""
    document = assessment.model_dump(mode="python")
    if document["run"] is None or not options.with_run:
        del document["run"]
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False, default=str)
    return (_LONE_SURROGATES.sub("\ufffd", text) + "\n").encode("utf-8")


def document_text(document: Document) -> str:
    """Any document as JSON in the model's order."""
    return json.dumps(document.model_dump(mode="json"), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def load(data: bytes, name: str = "assessment") -> Assessment:
    """Reads an assessment back; `name` is what errors call the document.

    Raises: InputError for a file that is cut off, no JSON, of another schema version or no assessment; Problems
    when several fields are wrong.
    """
    try:
        document = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise InputError(f"this is not a complete JSON document: {error}", Place(name), _cut_hint(error)) from error
    kind = document.get("document") if isinstance(document, dict) else None
    if isinstance(kind, str):
        hint = "expected a file written by `assess scan -o result.json`"
        raise InputError(f"this is a {kind[:20]}, not an assessment", Place(name), hint)
    version = document.get("schema_version") if isinstance(document, dict) else None
    if not isinstance(version, str):
        hint = "expected a file written by `assess scan -o result.json`"
        raise InputError("this is not an assessment: it has no schema_version", Place(name), hint)
    if version != SCHEMA_VERSION:
        hint = "scan again, or use the version that wrote it"
        message = f"schema version {version[:20]!r} is not known; this version reads {SCHEMA_VERSION!r}"
        raise InputError(message, Place(name), hint)
    try:
        return Assessment.model_validate_json(data)
    except ValidationError as error:
        raise Problems(_problems(error, name)) from error


def _cut_hint(error: ValueError) -> str | None:
    return "the file seems to be cut off" if str(error).startswith("EOF") else None


def _problems(error: ValidationError, name: str) -> list[InputError]:
    return [
        InputError(f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}", Place(name))
        for problem in error.errors(include_url=False, include_input=False)[:_MOST_PROBLEMS]
    ]
