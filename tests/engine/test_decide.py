"""The ladder: lowest and highest rung, caps, refutation, reasons."""

import pytest
from assess.engine.decide import decide
from assess.model.evidence import Observation, seen
from assess.model.rubric import Cap, Probe, Refutation, Rule, Step
from assess.model.scale import Rung, Truth
from assess.probes.files import Files

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def probe(name: str) -> Probe:
    return Probe(name, Files())


def rule(*, cap: Rung | None = None, refuted: bool = False) -> Rule:
    steps = (
        Step(Rung.WIRED, "Automation runs it.", probe("wired")),
        Step(Rung.PRESENT, "People run it.", probe("present")),
        Step(Rung.DECLARED, "It is only named.", probe("declared")),
    )
    caps = (Cap(cap, probe("cap"), "Its failure is lost."),) if cap else ()
    return Rule(steps, caps, Refutation(probe("against"), "A live key stands in the code.") if refuted else None)


def decided(values: dict[str, Truth], *, cap: Rung | None = None, refuted: bool = False):
    def observe(asked: Probe) -> Observation:
        return Observation(values.get(asked.name, NO), (seen(asked.name),))

    return decide(rule(cap=cap, refuted=refuted), observe)


@pytest.mark.parametrize(
    ("values", "cap", "low", "high"),
    [
        pytest.param({}, None, Rung.ABSENT, Rung.ABSENT, id="nothing"),
        pytest.param({"wired": UNKNOWN}, None, Rung.ABSENT, Rung.WIRED, id="an unreadable candidate leaves it open"),
        pytest.param({"wired": UNKNOWN, "present": YES}, None, Rung.PRESENT, Rung.WIRED, id="sure of present"),
        pytest.param({"wired": YES}, None, Rung.WIRED, Rung.WIRED, id="rungs need not build on each other"),
        pytest.param({"wired": YES, "cap": YES}, Rung.PRESENT, Rung.PRESENT, Rung.PRESENT, id="capped"),
        pytest.param({"wired": YES, "cap": UNKNOWN}, Rung.PRESENT, Rung.PRESENT, Rung.WIRED, id="perhaps capped"),
        pytest.param(
            {"declared": YES, "cap": YES}, Rung.PRESENT, Rung.DECLARED, Rung.DECLARED, id="a cap lifts nothing"
        ),
    ],
)
def test_rungs(values: dict[str, Truth], cap: Rung | None, low: Rung, high: Rung) -> None:
    decision = decided(values, cap=cap)
    assert (decision.low, decision.high) == (low, high)


def test_refutation_outweighs_everything() -> None:
    decision = decided({"wired": YES, "against": YES}, refuted=True)
    assert (decision.low, decision.high, decision.refuted) == (Rung.ABSENT, Rung.ABSENT, YES)
    assert decision.reason == "A live key stands in the code."
    assert "against" in [e.path for e in decision.evidence]


def test_a_refutation_that_could_not_be_checked_leaves_the_lowest_rung_absent() -> None:
    decision = decided({"wired": YES, "against": UNKNOWN}, refuted=True)
    assert (decision.low, decision.high) == (Rung.ABSENT, Rung.WIRED)


def test_what_a_cap_lowers_to_nothing_is_not_praised_first() -> None:
    decision = decided({"wired": YES, "cap": YES}, cap=Rung.ABSENT)
    assert decision.low is Rung.ABSENT
    assert decision.reason == "Its failure is lost."
    assert decision.next.startswith("For ")


def test_the_reason_names_the_cap_and_next_says_what_to_mend() -> None:
    decision = decided({"wired": YES, "cap": YES}, cap=Rung.PRESENT)
    assert decision.reason == "Automation runs it. Counted as present only: its failure is lost."
    assert decision.next == "Mend this: its failure is lost."


def test_next_is_the_nearest_rung_above() -> None:
    assert decided({"declared": YES}).next == "For present: people run it."
    assert decided({"wired": YES}).next == ""
