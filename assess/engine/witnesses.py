"""Two witnesses to one criterion: the table of design section 3 that joins repository and answer.

The table is data, so that the documentation is generated from it and the tests walk it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assess.engine.decide import Decision
from assess.engine.rounding import exact
from assess.model.answer import Testimony
from assess.model.rubric import Credits
from assess.model.scale import Basis, Outcome, Rung, Truth

FULL, NONE = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What both witnesses come to."""

    low: Fraction
    high: Fraction
    basis: Basis
    conflict: str | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome that the interval means."""
        if self.low == FULL:
            return Outcome.MET
        if self.low > NONE:
            return Outcome.PARTLY_MET
        return Outcome.UNKNOWN if self.high > NONE else Outcome.NOT_MET


TABLE: tuple[tuple[str, str, str], ...] = (
    ("refuted", "any", "not-met, observed; a yes is a conflict"),
    ("wired", "yes or none", "met, observed"),
    ("wired", "no", "met, observed, conflict"),
    ("rung r, elsewhere possible", "yes", "the better of the rung's and the answer's credit; the basis says which"),
    ("rung r, elsewhere possible", "none, don't know, expired", "from the rung's credit to 1"),
    ("rung r, elsewhere possible", "no", "the rung's credit, observed"),
    ("rung r, the repository would show it", "yes", "the rung's credit, observed, conflict"),
    ("rung r, the repository would show it", "no or none", "the rung's credit, observed"),
    ("no rule", "yes, no, scale", "the answer's credit"),
    ("no rule", "none, don't know, expired", "from 0 to 1"),
)
"""Repository, answer, finding: the ten cases that `weigh` implements."""


def weigh(decision: Decision | None, testimony: Testimony, paying: Credits, *, elsewhere: bool) -> Weighed:
    """Join the witnesses; `elsewhere` says that the practice can live outside the repository.

    Scores are fractions of 1.
    """
    said = _paid(testimony, paying)
    if decision is None:
        return Weighed(NONE, FULL, Basis.NONE) if said is None else Weighed(said, said, _basis(testimony))
    low, high = exact(paying.of(decision.low)), exact(paying.of(decision.high))
    claims = testimony.credit is not None and testimony.credit > 0
    if decision.refuted is Truth.YES:
        text = "The answer says yes; the repository holds evidence against it."
        return Weighed(NONE, NONE, Basis.OBSERVED, text if claims else None)
    if decision.low is Rung.WIRED:
        denied = testimony.credit == 0 and testimony.state == "given"
        return Weighed(
            low, high, Basis.OBSERVED, "The answer says no; the repository shows it at work." if denied else None
        )
    if not elsewhere:
        text = f"The answer says yes; the repository, which would show it, shows it {decision.high.value} at most."
        conflict = claims and decision.high is not Rung.WIRED
        return Weighed(low, high, Basis.OBSERVED, text if conflict else None)
    if said is None:
        return Weighed(low, FULL, Basis.OBSERVED if low else Basis.NONE)
    if said > low:
        certain = said if decision.refuted is Truth.NO else NONE  # what may stand against it, outweighs any answer
        return Weighed(certain, max(said, high), _basis(testimony))
    return Weighed(low, high, Basis.OBSERVED)


def _paid(testimony: Testimony, paying: Credits) -> Fraction | None:
    """What the answer pays: full when attested, a part when only claimed; None when nothing usable was said."""
    if testimony.state != "given" or testimony.credit is None:
        return None
    credit = exact(testimony.credit)
    return credit if testimony.attested else credit * exact(paying.claimed)


def _basis(testimony: Testimony) -> Basis:
    return Basis.ATTESTED if testimony.attested else Basis.CLAIMED
