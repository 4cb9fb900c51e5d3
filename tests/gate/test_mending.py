"""The mending of a miss against brute force: nothing smaller is enough, and what is named is enough."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from assess.gate.conditions import Condition, conditions
from assess.gate.mending import Mending, mending
from assess.gate.reading import reading_of, shares_of
from assess.model.assessment import Assessment
from assess.model.config import GateLimits
from assess.model.finding import Finding
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.strategies import Subject, decided, rubric_settings, subjects
from tests.gate.generated import assessment_of

LIMITS = st.sampled_from((20.0, 35.5, 50.0, 60.0, 77.7, 95.0, 100.0))
TRIED = settings(deadline=None, max_examples=40)
MOST = 3
"""Sets up to this size are tried one by one."""


def held(assessment: Assessment, condition: Condition, met: tuple[str, ...], *, waivers: bool) -> bool:
    """Whether the condition holds with these findings met."""
    raised = dict.fromkeys(met, Fraction(1))
    reading = reading_of(assessment, shares_of(assessment, raised), with_waivers=waivers)
    values: dict[str, float | None] = {"score": reading.score, "coverage": reading.coverage, "level": reading.level}
    if condition.kind in ("area", "layer"):
        value = (reading.areas if condition.kind == "area" else reading.layers)[condition.ref]
    else:
        value = values[condition.kind]
    return value is not None and value >= condition.limit


def open_findings(assessment: Assessment) -> list[Finding]:
    return [f for f in assessment.findings if f.applies.value and f.score.low < 1]


def enough(assessment: Assessment, condition: Condition, size: int, *, waivers: bool) -> Iterator[tuple[str, ...]]:
    """Every set of that size that mends the condition."""
    names = [finding.criterion for finding in open_findings(assessment)]
    return (s for s in combinations(names, size) if held(assessment, condition, s, waivers=waivers))


def missing(assessment: Assessment, condition: Condition, names: tuple[str, ...]) -> float:
    """The points that these findings lack, or for coverage those that are undecided."""
    lines = [line for line in assessment.ledger.lines if line.kind == "criterion" and line.ref in names]
    return sum((line.possible - line.proven) if condition.kind == "coverage" else line.open for line in lines)


@TRIED
@given(subjects(), LIMITS, st.booleans())
def test_the_fewest_findings(subject: Subject, limit: float, waivers: bool) -> None:
    assessment = assessment_of(subject)
    limits = GateLimits(
        min_score=limit,
        min_coverage=limit,
        min_level=1,
        min_area={"a0": limit},
        min_layer={"l0": limit},
        with_waivers=waivers,
    )
    for condition in conditions(assessment, limits):
        found = mending(assessment, condition, with_waivers=waivers)
        if condition.verdict == "pass":
            assert found is None
            continue
        everything = tuple(finding.criterion for finding in open_findings(assessment))
        assert (found is not None) == held(assessment, condition, everything, waivers=waivers)
        if found is None:
            continue
        assert held(assessment, condition, found.criteria, waivers=waivers)
        assert found.more_than == len(found.criteria) - 1
        for size in range(min(MOST + 1, len(found.criteria))):
            assert next(enough(assessment, condition, size, waivers=waivers), None) is None
        if len(found.criteria) <= MOST and found.fewest_points:
            others = enough(assessment, condition, len(found.criteria), waivers=waivers)
            best = min(missing(assessment, condition, one) for one in others)
            assert missing(assessment, condition, found.criteria) <= best + 0.00001


def missed(subject: Subject, limits: GateLimits) -> Mending:
    assessment = assessment_of(subject)
    (condition,) = conditions(assessment, limits)
    found = mending(assessment, condition)
    assert found is not None
    return found


def test_foundations_count() -> None:
    """The lower layer's finding is worth as much as the upper ones, and lifts what stands on it."""
    subject = Subject(
        rubric_settings((50.0, 50.0), 1),
        (decided("low", (0, 0)), decided("high", (1, 0)), decided("held", (1, 0), (1, 1), weight=3)),
    )
    assert missed(subject, GateLimits(min_score=50)).criteria == ("low",)


def test_of_equal_numbers_the_fewest_points() -> None:
    subject = Subject(
        rubric_settings((50.0,), 1), tuple(decided(f"c{weight}", weight=weight) for weight in (1.0, 2.0, 3.0, 4.0))
    )
    assert missed(subject, GateLimits(min_score=25)).criteria == ("c3.0",)
    assert missed(subject, GateLimits(min_score=55)).criteria == ("c2.0", "c4.0")


def test_where_nothing_applies_nothing_mends() -> None:
    assessment = assessment_of(Subject(rubric_settings((50.0,), 1), (decided("c", applies=False),)))
    (condition,) = conditions(assessment, GateLimits(min_score=1))
    assert (condition.verdict, mending(assessment, condition)) == ("fail", None)


def test_a_search_that_takes_too_long_names_what_is_enough_and_how_many_are_needed() -> None:
    scored = tuple(decided(f"c{n}-{i}", (i, 0)) for i in range(4) for n in range(40))
    assessment = assessment_of(Subject(rubric_settings((60.0,) * 4, 1), scored))
    (condition,) = conditions(assessment, GateLimits(min_score=99))
    found = mending(assessment, condition)
    assert found is not None
    assert 10 < found.more_than < len(found.criteria) < 160
    assert not found.fewest_points
    assert held(assessment, condition, found.criteria, waivers=False)
    for name in found.criteria:
        fewer = tuple(other for other in found.criteria if other != name)
        assert not held(assessment, condition, fewer, waivers=False)
