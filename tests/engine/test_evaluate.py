"""Conditions in three-valued logic."""

import pytest
from assess.engine.evaluate import evaluate
from assess.model.evidence import Observation, seen
from assess.model.rubric import All, AnyOf, AtLeast, Condition, Not, Probe
from assess.model.scale import Truth
from assess.probes.files import Files

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def probe(value: Truth, name: str = "a", threshold: float | None = None) -> Probe:
    return Probe(value.name, Files(paths=(name,)), threshold)


def observe(asked: Probe) -> Observation:
    return Observation(Truth[asked.name], (seen(asked.params.paths[0]),), share=(0.2, 0.6))


def parts(*values: Truth) -> tuple[Condition, ...]:
    return tuple(probe(value, f"p{number}") for number, value in enumerate(values))


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        pytest.param(All(parts(YES, NO, UNKNOWN)), NO, id="all with a no is no"),
        pytest.param(All(parts(YES, UNKNOWN)), UNKNOWN, id="all with an unknown is unknown"),
        pytest.param(All(parts(YES, YES)), YES, id="all yes"),
        pytest.param(AnyOf(parts(NO, NO)), NO, id="any of only no"),
        pytest.param(AnyOf(parts(NO, UNKNOWN)), UNKNOWN, id="any with an unknown"),
        pytest.param(AnyOf(parts(UNKNOWN, YES)), YES, id="any with a yes"),
        pytest.param(AtLeast(2, parts(YES, NO, UNKNOWN)), UNKNOWN, id="two of yes no unknown"),
        pytest.param(AtLeast(2, parts(YES, NO, NO)), NO, id="two of one"),
        pytest.param(AtLeast(2, parts(YES, NO, YES)), YES, id="two of two"),
        pytest.param(Not(probe(UNKNOWN)), UNKNOWN, id="not unknown"),
        pytest.param(Not(probe(NO)), YES, id="not no"),
        pytest.param(probe(NO, threshold=0.2), YES, id="a share surely over its threshold"),
        pytest.param(probe(NO, threshold=0.5), UNKNOWN, id="a share that may reach its threshold"),
        pytest.param(probe(YES, threshold=0.7), NO, id="a share below its threshold"),
    ],
)
@pytest.mark.parametrize("thorough", [False, True], ids=["quick", "thorough"])
def test_truth(condition: Condition, value: Truth, thorough: bool) -> None:
    assert evaluate(condition, observe, thorough=thorough).value is value


def test_a_no_carries_no_evidence_and_a_yes_only_that_of_its_yes_parts() -> None:
    assert evaluate(All(parts(YES, NO)), observe).evidence == ()
    found = evaluate(AnyOf(parts(NO, YES)), observe).evidence
    assert [e.path for e in found] == ["p1"]
