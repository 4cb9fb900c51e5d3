"""Less supporting evidence, and unknown in place of an answer, raise nothing that is proven."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pytest
from assess.model.assessment import Assessment
from assess.model.scale import Outcome
from assess.pipeline import load_rubric
from assess.questionnaire.values import asked
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.summary import files

from .subjects import TODAY, assessed_files, finding, proven_numbers

ANSWERS = ".maturity/answers.yaml"
EXEMPLARY = {path: content for path, content in files("exemplary").items() if path != ANSWERS}
VOUCHED = f'who: Ana, when: {TODAY}, evidence: "https://example.org/minutes"'
SUPPORTING = sorted(p for p in EXEMPLARY if not p.startswith(("pricing/", ".maturity/")) and p != "pyproject.toml")
"""Files that can only speak for the team: without them nothing is worse that would be measured against the rest."""


def answered(given: Mapping[str, str]) -> dict[str, str]:
    """An answers file; each answer is a YAML flow map."""
    return {ANSWERS: "\n".join(["answers:", *(f"  {name}: {said}" for name, said in given.items())]) + "\n"}


@lru_cache(maxsize=1)
def everything() -> Assessment:
    """The exemplary repository, unanswered."""
    return assessed_files(EXEMPLARY, rubric=None)


def not_above(less: Assessment, more: Assessment) -> None:
    """Neither a criterion nor a score of the first is proven beyond the second."""
    assert [f.applies.value for f in less.findings] == [f.applies.value for f in more.findings]
    pairs = zip(less.findings, more.findings, strict=True)
    assert [f.criterion for f, g in pairs if f.score.low > g.score.low] == []
    numbers = zip(proven_numbers(less), proven_numbers(more), strict=True)
    assert all(one <= other for one, other in numbers)


@settings(deadline=None, max_examples=10)
@given(gone=st.sets(st.sampled_from(SUPPORTING), min_size=1, max_size=len(SUPPORTING)))
def test_less_supporting_evidence_proves_no_more(gone: set[str]) -> None:
    kept = {path: content for path, content in EXEMPLARY.items() if path not in gone}
    not_above(assessed_files(kept, rubric=None), everything())


ELSEWHERE = {"README.md": "Models live in our registry repository.\n", "shop.py": "def f(m, x):\n    return m.fit(x)\n"}
TRACE = {**ELSEWHERE, "MLproject": "name: shop\n"}


@pytest.mark.parametrize(
    ("said", "with_trace", "without"),
    [
        pytest.param(None, 0.25, 0, id="nobody answered"),
        pytest.param("{value: no}", 0.25, 0, id="no"),
        pytest.param("{value: yes}", 0.5, 0.5, id="claimed"),
        pytest.param(f"{{value: yes, {VOUCHED}}}", 1, 1, id="attested"),
    ],
)
def test_a_weak_trace_costs_nothing_beside_another_place(said: str | None, with_trace: float, without: float) -> None:
    given_answer = answered({"model-registered": said}) if said else {}
    for files_here, low in ((TRACE, with_trace), (ELSEWHERE, without)):
        found = finding(assessed_files({**files_here, **given_answer}), "model-registered")
        assert found.score.low == low
        assert found.conflict is None
        assert found.score.high == (low if said or files_here is TRACE else 1)


FORMS = {"yes-no": ["yes", "no"], "coverage": ["none", "some", "at-least-half", "most", "all"]}
ASKED = {
    criterion.id: list(FORMS[kind])
    for criterion in load_rubric().criteria
    if (kind := asked(criterion.question).type.value) in FORMS
}
SOMEBODY_SAID = st.dictionaries(st.sampled_from(sorted(ASKED)), st.tuples(st.integers(0, 4), st.booleans()), min_size=1)


@settings(deadline=None, max_examples=10)
@given(said=SOMEBODY_SAID, data=st.data())
def test_unknown_in_place_of_an_answer_proves_no_more(said: dict[str, tuple[int, bool]], data: st.DataObject) -> None:
    words = {
        name: f"{{value: {ASKED[name][index % len(ASKED[name])]}{f', {VOUCHED}' if vouched else ''}}}"
        for name, (index, vouched) in said.items()
    }
    silenced = data.draw(st.sampled_from(sorted(words)))
    instead = data.draw(st.sampled_from([None, "unknown", "{value: yes, when: 2020-01-01}"]))
    if instead and "yes" in instead and ASKED[silenced] != FORMS["yes-no"]:
        instead = "{value: all, when: 2020-01-01}"
    other = {name: text for name, text in words.items() if name != silenced} | ({silenced: instead} if instead else {})
    less = assessed_files({**files("bare"), **answered(other)}, rubric=None)
    more = assessed_files({**files("bare"), **answered(words)}, rubric=None)
    not_above(less, more)
    shown = next(f for f in less.findings if f.criterion == silenced)
    assert shown.conflict is None
    assert shown.outcome is not Outcome.MET or shown.rung is not None
