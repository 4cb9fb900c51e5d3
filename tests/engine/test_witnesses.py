"""The table of the two witnesses."""

from fractions import Fraction

import pytest
from assess.engine.decide import Decision
from assess.engine.witnesses import weigh
from assess.model.answer import NO_TESTIMONY, Answer, Testimony
from assess.model.rubric import Credits
from assess.model.scale import Basis, Outcome, Rung, Truth

YES = Testimony("given", 1.0, attested=True, answer=Answer(value="yes"))
CLAIM = Testimony("given", 1.0, attested=False, answer=Answer(value="yes"))
SOME = Testimony("given", 0.25, attested=True, answer=Answer(value="some"))
DENIAL = Testimony("given", 0.0, attested=True, answer=Answer(value="no"))
EXPIRED = Testimony("expired", answer=Answer(value="yes"))


def shows(low: Rung, high: Rung | None = None, refuted: Truth = Truth.NO) -> Decision:
    return Decision(low, high or low, refuted, "", "", (), ())


@pytest.mark.parametrize(
    ("decision", "testimony", "elsewhere", "low", "high", "basis", "conflict"),
    [
        pytest.param(shows(Rung.ABSENT, refuted=Truth.YES), YES, True, 0, 0, Basis.OBSERVED, True, id="refuted, yes"),
        pytest.param(
            shows(Rung.ABSENT, refuted=Truth.YES), NO_TESTIMONY, True, 0, 0, Basis.OBSERVED, False, id="refuted"
        ),
        pytest.param(shows(Rung.WIRED), YES, True, 1, 1, Basis.OBSERVED, False, id="wired, yes"),
        pytest.param(shows(Rung.WIRED), NO_TESTIMONY, False, 1, 1, Basis.OBSERVED, False, id="wired, none"),
        pytest.param(shows(Rung.WIRED), DENIAL, True, 1, 1, Basis.OBSERVED, True, id="wired, no"),
        pytest.param(shows(Rung.DECLARED), YES, True, 1, 1, Basis.ATTESTED, False, id="elsewhere, attested yes"),
        pytest.param(shows(Rung.DECLARED), CLAIM, True, 0.5, 0.5, Basis.CLAIMED, False, id="elsewhere, claimed yes"),
        pytest.param(shows(Rung.PRESENT), SOME, True, 0.5, 0.5, Basis.OBSERVED, False, id="elsewhere, less than seen"),
        pytest.param(shows(Rung.PRESENT), NO_TESTIMONY, True, 0.5, 1, Basis.OBSERVED, False, id="elsewhere, silence"),
        pytest.param(shows(Rung.ABSENT), EXPIRED, True, 0, 1, Basis.NONE, False, id="elsewhere, expired"),
        pytest.param(shows(Rung.PRESENT), DENIAL, True, 0.5, 0.5, Basis.OBSERVED, False, id="elsewhere, no"),
        pytest.param(shows(Rung.ABSENT), YES, False, 0, 0, Basis.OBSERVED, True, id="it would show here, yes"),
        pytest.param(shows(Rung.ABSENT), DENIAL, False, 0, 0, Basis.OBSERVED, False, id="it would show here, no"),
        pytest.param(shows(Rung.ABSENT, Rung.WIRED), NO_TESTIMONY, False, 0, 1, Basis.OBSERVED, False, id="unreadable"),
        pytest.param(
            shows(Rung.ABSENT, Rung.WIRED, Truth.UNKNOWN),
            YES,
            True,
            0,
            1,
            Basis.ATTESTED,
            False,
            id="what may stand against it could not be read, attested yes",
        ),
        pytest.param(
            shows(Rung.ABSENT, Rung.WIRED, Truth.UNKNOWN),
            NO_TESTIMONY,
            True,
            0,
            1,
            Basis.NONE,
            False,
            id="what may stand against it could not be read",
        ),
        pytest.param(None, YES, True, 1, 1, Basis.ATTESTED, False, id="no rule, yes"),
        pytest.param(None, CLAIM, True, 0.5, 0.5, Basis.CLAIMED, False, id="no rule, claimed"),
        pytest.param(None, SOME, True, 0.25, 0.25, Basis.ATTESTED, False, id="no rule, scale"),
        pytest.param(None, NO_TESTIMONY, True, 0, 1, Basis.NONE, False, id="no rule, silence"),
    ],
)
def test_weigh(
    decision: Decision | None, testimony: Testimony, elsewhere: bool,
    low: float, high: float, basis: Basis, conflict: bool,
) -> None:  # fmt: skip
    weighed = weigh(decision, testimony, Credits(), elsewhere=elsewhere)
    assert (weighed.low, weighed.high) == (Fraction(low), Fraction(high))
    assert weighed.basis is basis
    assert (weighed.conflict is not None) is conflict


@pytest.mark.parametrize(
    ("low", "high", "outcome"),
    [
        pytest.param(0, 0, Outcome.NOT_MET, id="looked for and not there"),
        pytest.param(0, 1, Outcome.UNKNOWN, id="nothing certain"),
        pytest.param(0.25, 1, Outcome.PARTLY_MET, id="something certain"),
        pytest.param(1, 1, Outcome.MET, id="full"),
    ],
)
def test_outcome(low: float, high: float, outcome: Outcome) -> None:
    decision = {0: Rung.ABSENT, 0.25: Rung.DECLARED, 1: Rung.WIRED}
    weighed = weigh(shows(decision[low], decision[high]), NO_TESTIMONY, Credits(), elsewhere=False)
    assert weighed.outcome is outcome
