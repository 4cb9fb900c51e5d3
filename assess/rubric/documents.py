"""What the files of a rubric may say, before conditions are read."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from assess.errors import InputError
from assess.model.document import Document
from assess.model.rubric import Case, Question, Source
from assess.model.scale import Rung, Tier
from assess.rubric.files import Merged
from assess.rubric.suggestion import did_you_mean

M = TypeVar("M", bound=BaseModel)


class StepText(Document):
    """One rung: a sentence and a condition."""

    says: str = Field(min_length=5)
    when: dict[str, Any]


class CapText(Document):
    """A cap."""

    at_most: Rung
    when: dict[str, Any]
    because: str = Field(min_length=5)


class BecauseText(Document):
    """A condition with the sentence that explains it."""

    when: dict[str, Any]
    because: str = Field(min_length=5)


class RuleText(Document):
    """A ladder as it is written."""

    nothing: str = "No trace of it was found."
    declared: StepText | None = None
    present: StepText | None = None
    wired: StepText | None = None
    caps: tuple[CapText, ...] = ()
    refuted: BecauseText | None = None


class CriterionText(Document):
    """One criterion's file."""

    title: str = Field(min_length=5)
    tier: Tier
    weight: float = Field(gt=0, allow_inf_nan=False)
    applies: str
    since: str
    rationale: str = Field(min_length=20)
    remedy: str = Field(min_length=10)
    effort_days: float = Field(gt=0, allow_inf_nan=False)
    sources: tuple[str, ...] = Field(min_length=1)
    rule: RuleText | None = None
    question: Question | None = None
    means: dict[str, Any] | None = None
    proposal: BecauseText | None = None
    elsewhere: BecauseText | None = None
    cases: tuple[Case, ...] = ()


class SourcesText(Document):
    """`sources.yaml`."""

    sources: dict[str, Source]


class TermsText(Document):
    """`terms.yaml`: named conditions."""

    terms: dict[str, dict[str, Any]]


class VocabularyText(Document):
    """`vocabulary.yaml`: named lists of words, written `$name` in rules."""

    vocabulary: dict[str, tuple[str, ...]]


def read(model: type[M], merged: Merged, problems: list[InputError]) -> M | None:
    """The document, or None after adding every mistake with its place."""
    try:
        return model.model_validate_json(json.dumps(merged.data), strict=True)
    except ValidationError as error:
        problems += [explained(detail, model, merged) for detail in error.errors()]
        return None


def explained(detail: Any, model: type[BaseModel], merged: Merged, under: tuple[str | int, ...] = ()) -> InputError:
    """One of pydantic's complaints as an input error with place and hint."""
    location = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-")))
    where = merged.place(*under, *location)
    key = ".".join(str(part) for part in location)
    if detail["type"] == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        return InputError(
            f"unknown key {location[-1]!r}", where, did_you_mean(str(location[-1]), known) or _listed(known)
        )
    if detail["type"] == "missing":
        return InputError(f"{location[-1]!r} is missing", where)
    return InputError(f"{key}: {detail['msg'][0].lower()}{detail['msg'][1:]}", where)


def _listed(known: list[str]) -> str | None:
    return f"known: {', '.join(known)}" if known else None


def _known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys allowed at a location, following models through optionals, tuples and maps."""
    current: Any = model
    for part in location:
        fields = getattr(current, "model_fields", None)
        if fields is not None and part in fields:
            current = _inner_model(fields[part].annotation)
    return sorted(getattr(current, "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None
