"""Checks a person's document against its model: every mistake as an input error with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assess.errors import InputError, Place, Problems
from assess.model.document import Document
from assess.suggestion import did_you_mean

Path = tuple[str | int, ...]
Checked = TypeVar("Checked", bound=Document)

_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "date_type": "a date such as 2026-03-31",
    "date_parsing": "a date such as 2026-03-31",
    "date_from_datetime_parsing": "a date such as 2026-03-31",
    "dict_type": "a map",
    "model_type": "a map",
    "tuple_type": "a list",
    "list_type": "a list",
}


def validated(model: type[Checked], data: Any, place: Callable[[Path], Place]) -> Checked:
    """The document as its model; `place` tells where a part stands. Raises: Problems."""
    try:
        return model.model_validate_json(json.dumps({} if data is None else data, default=str), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Problems([problem_of(model, detail, place) for detail in details]) from error


def problem_of(model: type[BaseModel], detail: ErrorDetails, place: Callable[[Path], Place]) -> InputError:
    """One of pydantic's complaints as an input error: place, what was expected, did you mean."""
    path: Path = tuple(detail["loc"])
    at, kind, given = place(path), detail["type"], detail.get("input")
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known) or (f"known keys: {', '.join(known)}" if known else None)
        return InputError(f"unknown key {path[-1]!r}", at, hint)
    if kind == "missing":
        return InputError(f"the key {path[-1]!r} is missing", at)
    name = next((part for part in reversed(path) if isinstance(part, str)), "the document")
    if kind in _EXPECTED:
        return InputError(f"{name}: expected {_EXPECTED[kind]}, got {_shown(given)}", at)
    if kind in ("literal_error", "enum"):
        expected = str(detail.get("ctx", {}).get("expected", ""))
        words = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
        return InputError(f"{name}: expected {expected}, got {_shown(given)}", at, did_you_mean(str(given), words))
    if kind == "value_error":  # a validator of ours: its sentence says it all
        return InputError(f"{name}: {detail['msg'].removeprefix('Value error, ')}", at)
    return InputError(f"{name}: {detail['msg'][:1].lower()}{detail['msg'][1:]}, got {_shown(given)}", at)


def _keys_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that a model knows at a path; none when the path leaves the models."""
    current: type[BaseModel] | None = model
    for part in path:
        if current is None:
            return ()
        if isinstance(part, int):
            continue
        field = current.model_fields.get(part)
        if field is None:  # a key of a map: the map's values were already chosen
            continue
        current = _model_in(field.annotation)
    return tuple(current.model_fields) if current is not None else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((found for part in inner if (found := _model_in(part)) is not None), None)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}\u2026"
