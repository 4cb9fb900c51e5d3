"""What people said: answers with who, when and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import Field

from assess.errors import Place
from assess.model.document import Document


class Answer(Document):
    """One response to one question, as it stands in `.maturity/answers.yaml`."""

    value: Any = None
    """yes/no, a band, a choice, a number, a date, a map of fields, `unknown` or `not-applicable`."""
    who: str = ""
    when: date | None = None
    evidence: str = ""
    note: str = ""
    reason: str = ""
    """Required with `not-applicable`."""


class Response(Document):
    """Everything under one question's id: one answer, or several with a reviewer's decision."""

    answers: tuple[Answer, ...] = Field(min_length=1)
    decision: Answer | None = None


class AnswersFile(Document):
    """The parsed `.maturity/answers.yaml`."""

    rubric: str | None = None
    answers: dict[str, Response] = {}


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one question's responses come to at a given date.

    `credit` is 0..1 before the claimed factor; None when nothing usable was said.
    """

    state: Literal["none", "given", "unknown", "expired", "disagreement", "not-applicable"]
    credit: float | None = None
    attested: bool = False
    answer: Answer | None = None
    responses: tuple[Answer, ...] = field(default=())
    place: Place | None = None
    note: str = ""


NO_TESTIMONY = Testimony("none")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The commit that last changed what stands under one question."""

    who: str
    address: str
    """E-mail address of the commit's author."""
    when: date
    commit: str
    taken: tuple[Literal["who", "when"], ...] = ()
    """What the answer left out and was taken from here."""
    differs: tuple[Literal["who", "when"], ...] = ()
    """Where the answer says something else."""
