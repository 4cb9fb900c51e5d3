from __future__ import annotations

from typing import Any

import pytest
from assess.comparison.changes import Cause, Change, compare, separated, told_from_history
from assess.model.assessment import RubricInfo, ToolInfo
from assess.model.baseline import Baseline, Decided, Said, TraitMark
from assess.model.scale import Basis, Outcome, Rung

LADDER = {Rung.ABSENT: 0.0, Rung.DECLARED: 0.25, Rung.PRESENT: 0.5, Rung.WIRED: 1.0}
YES = Said(state="given", digest="yes")
NO = Said(state="given", digest="no")


def outcome(low: float, high: float) -> Outcome:
    if low == 1:
        return Outcome.MET
    return Outcome.PARTLY_MET if low else Outcome.UNKNOWN if high else Outcome.NOT_MET


def shown(rung: Rung, possible: Rung | None = None, **more: Any) -> Decided:
    """What the repository alone shows."""
    low, high = LADDER[rung], LADDER[possible or rung]
    values = {"rung": rung, "rung_possible": possible or rung, "low": low, "high": high, "basis": Basis.OBSERVED}
    return Decided(**{"criterion": "tests-run", "outcome": outcome(low, high), **values, **more})


def said(credit: float, answer: Said | None, **more: Any) -> Decided:
    """What only people can tell; without a usable answer unknown."""
    usable = answer is not None and answer.state == "given"
    low, high = (credit, credit) if usable else (0.0, 1.0)
    values = {"low": low, "high": high, "outcome": outcome(low, high), "answer": answer, "basis": Basis.ATTESTED}
    return Decided(**{"criterion": "tests-run", **values, **more})


def gone(by: str, **more: Any) -> Decided:
    return shown(Rung.ABSENT, applies=False, left_by=by, outcome=Outcome.NOT_APPLICABLE, **more)


def side(*findings: Decided, **more: Any) -> Baseline:
    values: dict[str, Any] = {
        "tool": ToolInfo(name="assess", version="1"),
        "rubric": RubricInfo(id="r", version="1", title="R", digest="one"),
        "name": "shop",
        "commit": "a" * 40,
        "dirty": False,
        "as_of": "2026-06-30",
        "traits": {"deploys": TraitMark(holds=True, set_by="profile")},
        "findings": findings,
    }
    return Baseline(**(values | more))


CODE = {"commit": "b" * 40}
RULES = {"rubric": RubricInfo(id="r", version="2", title="R", digest="two")}
TIME = {"as_of": "2027-06-30"}
EXCLUDES = {"exclude": ("old/**",)}
TRAITS = {"traits": {"deploys": TraitMark(holds=False, set_by="configuration")}}
TRAIT_ANSWERED = {"traits": {"deploys": TraitMark(holds=False, set_by="answer")}}
WIRED, PRESENT, ABSENT = shown(Rung.WIRED), shown(Rung.PRESENT), shown(Rung.ABSENT)


def the_change(before: Decided, after: Decided, inputs: dict[str, Any]) -> Change | None:
    changes = compare(side(before), side(after, **inputs)).changes
    assert len(changes) <= 1
    return changes[0] if changes else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(WIRED, WIRED, id="the same"),
        pytest.param(gone("traits"), gone("absence"), id="away on both sides"),
        pytest.param(said(1, YES), said(1, NO), id="another answer of equal worth"),
    ],
)
def test_what_is_decided_alike_is_no_change(before: Decided, after: Decided) -> None:
    assert the_change(before, after, {**CODE, **RULES, **TIME}) is None


@pytest.mark.parametrize(
    ("before", "after", "inputs", "effect", "causes"),
    [
        pytest.param(WIRED, ABSENT, CODE, "worse", {Cause.CODE}, id="code takes it away"),
        pytest.param(ABSENT, WIRED, CODE, "better", {Cause.CODE}, id="code brings it"),
        pytest.param(
            ABSENT, shown(Rung.ABSENT, refuted=True), CODE, "worse", {Cause.CODE}, id="evidence against, score alike"
        ),
        pytest.param(PRESENT, shown(Rung.PRESENT, Rung.WIRED), CODE, "other", {Cause.CODE}, id="the high end alone"),
        pytest.param(WIRED, PRESENT, RULES, "worse", {Cause.RULES}, id="rules of another version"),
        pytest.param(WIRED, PRESENT, EXCLUDES, "worse", {Cause.CONFIGURATION}, id="more paths left out"),
        pytest.param(said(1, YES), said(0, None), CODE, "worse", {Cause.ANSWER_WITHDRAWN}, id="answer taken back"),
        pytest.param(said(1, YES), said(0.25, NO), CODE, "worse", {Cause.ANSWER_WITHDRAWN}, id="answer lowered"),
        pytest.param(
            said(1, YES),
            said(0, Said(state="disagreement", digest="yes")),
            {},
            "worse",
            {Cause.ANSWER_WITHDRAWN},
            id="somebody contradicts",
        ),
        pytest.param(
            said(1, YES),
            said(0, Said(state="expired", digest="yes")),
            {**TIME, **CODE},
            "worse",
            {Cause.ANSWER_EXPIRED},
            id="answer expired while code moved on",
        ),
        pytest.param(
            said(1, YES),
            said(0, Said(state="expired", digest="older")),
            {**TIME, **CODE},
            "worse",
            {Cause.ANSWER_WITHDRAWN},
            id="replaced by an answer that is too old",
        ),
        pytest.param(said(1, YES), said(0.5, YES), TIME, "worse", {Cause.TIME}, id="a date that recedes"),
        pytest.param(said(0, None), said(1, YES), CODE, "better", {Cause.ANSWER_GIVEN}, id="answer given"),
        pytest.param(
            WIRED, shown(Rung.PRESENT, answer=YES), CODE, "worse", {Cause.CODE}, id="a new answer never made it worse"
        ),
        pytest.param(
            shown(Rung.PRESENT, low=1.0, outcome=Outcome.MET, answer=YES, basis=Basis.ATTESTED),
            ABSENT,
            CODE,
            "worse",
            {Cause.CODE, Cause.ANSWER_WITHDRAWN},
            id="both witnesses lost",
        ),
        pytest.param(
            shown(Rung.PRESENT, low=1.0, outcome=Outcome.MET, answer=YES, basis=Basis.ATTESTED),
            PRESENT,
            CODE,
            "worse",
            {Cause.ANSWER_WITHDRAWN},
            id="the repository shows what it did",
        ),
        pytest.param(PRESENT, shown(Rung.PRESENT, low=0.4), {**RULES}, "worse", {Cause.RULES}, id="lower credits"),
        pytest.param(WIRED, gone("traits"), TRAITS, "left", {Cause.CONFIGURATION}, id="a trait put down"),
        pytest.param(WIRED, gone("traits"), TRAIT_ANSWERED, "left", {Cause.ANSWER_GIVEN}, id="a trait answered"),
        pytest.param(WIRED, gone("traits"), RULES, "left", {Cause.RULES}, id="other traits asked for"),
        pytest.param(WIRED, gone("answer"), CODE, "left", {Cause.ANSWER_GIVEN}, id="answered not applicable"),
        pytest.param(WIRED, gone("absence"), CODE, "left", {Cause.CODE}, id="nothing left that it is about"),
        pytest.param(gone("absence"), ABSENT, CODE, "joined", {Cause.CODE}, id="the first of its kind"),
        pytest.param(gone("configuration"), ABSENT, CODE, "joined", {Cause.CONFIGURATION}, id="confirmed no more"),
    ],
)
def test_causes(before: Decided, after: Decided, inputs: dict[str, Any], effect: str, causes: set[Cause]) -> None:
    change = the_change(before, after, inputs)
    assert change is not None
    assert (change.effect, change.causes, change.unseparated) == (effect, causes, frozenset())


@pytest.mark.parametrize(
    ("inputs", "candidates"),
    [
        pytest.param({**CODE, **RULES}, {Cause.CODE, Cause.RULES}, id="code and rules"),
        pytest.param({**CODE, **EXCLUDES}, {Cause.CODE, Cause.CONFIGURATION}, id="code and exclusions"),
        pytest.param({"dirty": True, **RULES}, {Cause.CODE, Cause.RULES}, id="an uncommitted change and rules"),
        pytest.param({"commit": None, **TRAITS}, {Cause.CODE, Cause.CONFIGURATION}, id="a folder and traits"),
    ],
)
def test_what_documents_cannot_tell_apart_is_said(inputs: dict[str, Any], candidates: set[Cause]) -> None:
    change = the_change(WIRED, ABSENT, inputs)
    assert change is not None
    assert (change.causes, change.unseparated) == (frozenset(), candidates)


@pytest.mark.parametrize(
    ("before", "after", "unread"),
    [
        pytest.param(WIRED, ABSENT, False, id="certainly gone"),
        pytest.param(WIRED, shown(Rung.ABSENT, Rung.PRESENT), False, id="less even at best"),
        pytest.param(WIRED, shown(Rung.ABSENT, Rung.WIRED), True, id="may be there still"),
    ],
)
def test_worse_only_because_something_could_not_be_read(before: Decided, after: Decided, unread: bool) -> None:
    change = the_change(before, after, CODE)
    assert change is not None
    assert change.may_be_unread is unread


def test_criteria_of_one_side_only_are_named_and_renamed_ones_meet() -> None:
    def called(name: str) -> Decided:
        return shown(Rung.WIRED, criterion=name)

    before = side(called("old-name"), called("dropped"))
    after = side(shown(Rung.ABSENT, criterion="new-name"), called("added"), **CODE)
    found = compare(before, after, {"old-name": "new-name"})
    assert [change.criterion for change in found.changes] == ["new-name"]
    assert (found.gone, found.new) == (("dropped",), ("added",))


@pytest.mark.parametrize(
    ("same_rules", "causes", "unseparated"),
    [
        pytest.param(WIRED, {Cause.CODE}, set(), id="worse by the same rules: code"),
        pytest.param(ABSENT, {Cause.RULES}, set(), id="alike by the same rules: the rules"),
    ],
)
def test_code_and_rules_told_apart_by_a_second_comparison(
    same_rules: Decided, causes: set[Cause], unseparated: set[Cause]
) -> None:
    after = side(ABSENT, **CODE, **RULES)
    (change,) = separated(compare(side(WIRED), after), compare(side(same_rules, **RULES), after)).changes
    assert (change.causes, change.unseparated) == (causes, unseparated)


@pytest.mark.parametrize(
    ("mixed", "causes"),
    [
        pytest.param(WIRED, {Cause.CODE}, id="with the later history the earlier files still show it"),
        pytest.param(ABSENT, {Cause.HISTORY}, id="with the later history they show it no more"),
    ],
)
def test_files_and_history_told_apart_by_a_third_assessment(mixed: Decided, causes: set[Cause]) -> None:
    found = told_from_history(compare(side(WIRED), side(ABSENT, **CODE)), side(mixed, **CODE))
    assert [change.causes for change in found.changes] == [causes]
