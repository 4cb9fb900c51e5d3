"""A question to people: how it is worded, answered and paid, and for how long an answer holds."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from assess.model.document import Document


class QuestionType(StrEnum):
    """How a question is answered."""

    YES_NO = "yes-no"
    COVERAGE = "coverage"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    DORA = "dora6"
    STRUCTURED = "structured"
    TEXT = "text"


class Choice(Document):
    """One possible answer and its credit in 0..1."""

    value: str
    title: str
    credit: float = Field(ge=0, le=1)


class Band(Document):
    """Credit for a number (inclusive upper bound, in the question's unit) or a date's age in days."""

    up_to: float | None = None
    """None: everything beyond the bands before it."""
    credit: float = Field(ge=0, le=1)


class AnswerField(Document):
    """One part of a structured answer."""

    id: str
    title: str
    required: bool = True


class Question(Document):
    """What a repository cannot show, asked of people."""

    asks: str = Field(min_length=10)
    why: str = ""
    good: str = ""
    """What a good answer looks like."""
    type: QuestionType
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    bands: tuple[Band, ...] = ()
    fields: tuple[AnswerField, ...] = ()
    who: Literal["tech-lead", "data-engineer", "data-scientist", "product-owner", "on-call"] = "tech-lead"
    evidence: str = ""
    """What makes the answer attested: link, document, ticket."""
    expires_days: int = Field(default=365, gt=0)
    not_applicable: bool = False
    """Whether 'not applicable' with a reason may be answered."""
