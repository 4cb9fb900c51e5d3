"""The scales of judgement: rungs, tiers, outcomes, bases and three-valued truth."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Rung(StrEnum):
    """How strong the evidence in the repository is, weakest first."""

    ABSENT = "absent"
    DECLARED = "declared"
    PRESENT = "present"
    WIRED = "wired"

    @property
    def height(self) -> int:
        """Position on the ladder, 0 (absent) to 3 (wired)."""
        return LADDER.index(self)

    def lowered_to(self, limit: Rung) -> Rung:
        """The lower of this rung and a limit."""
        return self if self.height <= limit.height else limit


LADDER: tuple[Rung, ...] = (Rung.ABSENT, Rung.DECLARED, Rung.PRESENT, Rung.WIRED)


class Tier(StrEnum):
    """The order in which a team gets there."""

    ESSENTIAL = "essential"
    STANDARD = "standard"
    ADVANCED = "advanced"


class Outcome(StrEnum):
    """What a decided criterion comes to."""

    MET = "met"
    PARTLY_MET = "partly-met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Basis(StrEnum):
    """Which witness carries the finding."""

    OBSERVED = "observed"
    ATTESTED = "attested"
    CLAIMED = "claimed"
    NONE = "none"


class Truth(IntEnum):
    """Kleene's three values; ordered, so `all` is the minimum and `any` the maximum."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def negated(self) -> Truth:
        """Yes becomes no, no becomes yes, unknown stays."""
        return Truth(2 - self)


def truth(value: bool) -> Truth:
    """The certain truth value of a Python bool."""
    return Truth.YES if value else Truth.NO
