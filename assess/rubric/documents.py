"""What the files of a rubric may say, before conditions are read."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from assess.errors import InputError
from assess.model.document import Document
from assess.model.question import Question
from assess.model.rubric import Case, Source
from assess.model.scale import Rung, Tier
from assess.rubric.files import Merged
from assess.validation import problem_of

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
        problems += [problem_of(model, detail, lambda path: merged.place(*path)) for detail in error.errors()]
        return None
