"""What an assessment says of answers: who gave them, what git knows of that, what has expired."""

from __future__ import annotations

from typing import Any, Literal

from assess.model.document import Document


class AnswerRecord(Document):
    """The commit that last changed an answer."""

    who: str
    when: str
    commit: str
    taken: tuple[Literal["who", "when"], ...] = ()
    """What the answer left out and the commit supplied."""
    differs: tuple[Literal["who", "when"], ...] = ()
    """Where the answer names another person, or a day more than a week away."""


class SaidBy(Document):
    """One person's response, or the reviewer's decision."""

    value: Any = None
    who: str = ""
    when: str | None = None
    decision: bool = False


class FindingAnswer(Document):
    """What was answered."""

    value: Any = None
    who: str = ""
    when: str | None = None
    evidence: str = ""
    state: str = "given"
    credit: float | None = None
    """Credit in 0..1 before the factor for claims; None when nothing usable was said."""
    attested: bool = False
    recorded: AnswerRecord | None = None
    """What git says of the commit that last changed the answer, where that is known."""
    responses: tuple[SaidBy, ...] = ()
    """What each person said, where it was not one alone."""


class Decay(Document):
    """One expired answer: whom to ask again, and what it still brought while it held."""

    criterion: str
    who: str = ""
    """Who answered last."""
    role: str
    """Who can usually answer."""
    given: str
    held_until: str
    points: float
    """Points of the proven score that the same answer, given anew, would bring back by itself."""


class ConflictInfo(Document):
    """Repository and answer contradict each other."""

    criterion: str
    text: str


class QuestionnaireInfo(Document):
    """State of the questionnaire."""

    asked: int
    answered: int
    expired: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """Criteria whose question is worth asking, most points first."""
    conflicts: tuple[ConflictInfo, ...] = ()
    decay: tuple[Decay, ...] = ()
    """What expired answers have taken away, most points first."""
    decayed_points: float = 0.0
    """Points of the proven score that all of them together would bring back."""
