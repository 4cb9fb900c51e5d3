"""The parts of a comparison add up, whatever changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from assess.comparison.attribution import attribute
from assess.comparison.changes import Cause
from assess.comparison.items import pair_of
from assess.comparison.mixture import Key, Piece
from assess.comparison.sides import Side, Told
from assess.comparison.splitting import Split, split
from assess.model.comparison import ScoreChange
from assess.model.scale import Rung
from hypothesis import given, settings

from tests.comparison.strategies import INPUTS, PAIRS, a_pair, scored, worked
from tests.engine import formula

SIDES = tuple[Side, Side]
PROPERTY = settings(deadline=None, max_examples=60)


def by_formula(side: Side, key: Key) -> tuple[Fraction, Fraction] | None:
    """A score by its definition, both ends."""
    where = {"area": key[-1]} if key[0] in ("area", "cell") else {}
    where |= {"layer": key[1]} if key[0] in ("layer", "cell") else {}
    ends = [
        formula.score_of(side.settings, scored(side), credit, gated=key[0] in ("score", "area"), **where)
        for credit in (formula.low, formula.high)
    ]
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


@settings(PROPERTY, max_examples=1000)
@given(PAIRS)
def test_the_parts_of_every_score_sum_to_its_change_exactly(sides: SIDES) -> None:
    pair = pair_of(*sides, INPUTS)
    parts = attribute(pair)
    for key in {**pair.scores(()), **pair.scores(pair.items)}:
        was, now = (by_formula(side, key) or (Fraction(), Fraction()) for side in sides)
        for end in (0, 1):
            assert sum((by[key][end] for by in parts.values() if key in by), Fraction()) == now[end] - was[end]


@PROPERTY
@given(PAIRS)
def test_backwards_every_sign_turns(sides: SIDES) -> None:
    forwards = {(i.piece, i.criterion): by for i, by in attribute(pair_of(*sides, INPUTS)).items()}
    backwards = {(i.piece, i.criterion): by for i, by in attribute(pair_of(*sides[::-1], INPUTS)).items()}
    assert forwards.keys() == backwards.keys()
    for name, by in forwards.items():
        for key, (low, high) in by.items():
            assert backwards[name].get(key, (0, 0)) == (-low, -high)


def units(number: float) -> int:
    return round(number * 10**6)


@PROPERTY
@given(PAIRS)
def test_the_printed_parts_and_their_findings_sum_as_printed(sides: SIDES) -> None:
    found = split([pair_of(*sides, INPUTS)])
    for score in found.scores:
        assert sum(units(share.proven) for share in score.parts) == units(score.change.proven)
        assert sum(units(share.possible) for share in score.parts) == units(score.change.possible)
    for part in found.parts:
        assert sum(units(finding.proven) for finding in part.findings) == units(part.proven)
        assert sum(units(finding.possible) for finding in part.findings) == units(part.possible)


def test_without_a_score_at_either_end_no_finding_brings_points() -> None:
    sides = a_pair(Random(338319324))
    found = split([pair_of(*sides, INPUTS)])
    assert [score for score in found.scores if score.kind == "score"] == []
    assert found.parts
    assert {(f.proven, f.possible) for part in found.parts for f in part.findings} == {(0.0, 0.0)}


@PROPERTY
@given(PAIRS)
def test_the_scores_of_both_ends_are_those_of_the_engine(sides: SIDES) -> None:
    for score in split([pair_of(*sides, INPUTS)]).scores:
        key = tuple(word for word in (score.kind, score.layer, score.area) if word)
        for side, shown in zip(sides, (score.before, score.after), strict=True):
            exact = by_formula(side, key)
            assert (shown is None) == (exact is None)
            if shown and exact:
                assert (shown.proven, shown.possible) == tuple(formula.to_print(end) for end in exact)


@PROPERTY
@given(PAIRS)
def test_nothing_changed_has_no_parts(sides: SIDES) -> None:
    found = split([pair_of(sides[0], sides[0], INPUTS)])
    assert found.parts == ()
    assert all(score.change.proven == 0 for score in found.scores)


@PROPERTY
@given(PAIRS, PAIRS)
def test_stages_join_without_loss(first: SIDES, second: SIDES) -> None:
    """A way over a third side adds up to the change between its two ends."""
    start, middle = first
    end = replace(middle, records={**middle.records, **start.records})
    found = split([pair_of(start, middle, INPUTS), pair_of(middle, end, INPUTS)])
    whole: ScoreChange | None = next((score for score in found.scores if score.kind == "score"), None)
    was, now = (by_formula(side, ("score",)) for side in (start, end))
    if whole is not None and was and now:
        moved = units(whole.change.proven) - (now[0] - was[0]) * 10**6
        assert abs(moved) < 1


def of(found: Split, part: str) -> float:
    return next((one.proven for one in found.parts if one.id == part), 0.0)


@pytest.fixture
def one() -> Side:
    """One criterion that is present and can be done elsewhere; nothing else counts."""
    from assess.comparison.sides import Record, Shown, Worked, Worth
    from assess.model.scale import Outcome, Tier, Truth

    from tests.engine.strategies import rubric_settings

    record = Record(
        "tests-run", "Tests run", Worth("l0", "a0", Tier.STANDARD, Fraction(1), asked=True, expression="any"),
        Shown(Rung.ABSENT, Rung.ABSENT, Truth.NO, elsewhere=False, absent=False), Told("none", None, attested=False),
        (), set_aside=False, worked=Worked(False, Fraction(), Fraction()), outcome=Outcome.UNKNOWN, observed=True,
        waived=False, reads_traits=frozenset(),
    )  # fmt: skip
    settings = rubric_settings((60.0,), 1)
    return Side(settings, frozenset(), frozenset(), {"tests-run": worked(record, frozenset(), settings.credits)})


def changed(side: Side, **pieces: object) -> Side:
    record = replace(side.records["tests-run"], **pieces)  # type: ignore[arg-type]
    return replace(side, records={"tests-run": worked(record, side.held, side.settings.credits)})


ATTESTED = Told("given", Fraction(1), attested=True)


def test_code_and_answer_that_do_the_same_share_what_they_bring(one: Side) -> None:
    shown = replace(one.records["tests-run"].shown, rung=Rung.WIRED, rung_possible=Rung.WIRED)
    after = changed(one, shown=shown, told=ATTESTED, words=("yes",))
    found = split([pair_of(one, after, INPUTS)])
    assert (of(found, "code"), of(found, "answers")) == (50.0, 50.0)


@pytest.mark.parametrize(
    ("pieces", "inputs", "cause"),
    [
        pytest.param({"words": ("yes",)}, INPUTS, Cause.ANSWER_GIVEN, id="an answer given"),
        pytest.param({}, INPUTS, Cause.TIME, id="the same words are worth something else on another day"),
        pytest.param({}, replace(INPUTS, time=False, rules=True), Cause.RULES, id="or by other rules"),
    ],
)
def test_causes_of_an_answer(one: Side, pieces: dict[str, object], inputs: object, cause: Cause) -> None:
    pair = pair_of(one, changed(one, told=ATTESTED, **pieces), inputs)  # type: ignore[arg-type]
    assert [(item.piece, item.causes) for item in pair.items] == [(Piece.TOLD, {cause})]


def test_an_answer_that_expired_and_one_withdrawn(one: Side) -> None:
    said = changed(one, told=ATTESTED, words=("yes",))
    expired = changed(one, told=Told("expired", None, attested=False), words=("yes",))
    assert pair_of(said, expired, INPUTS).items[0].causes == {Cause.ANSWER_EXPIRED}
    assert pair_of(said, one, INPUTS).items[0].causes == {Cause.ANSWER_WITHDRAWN}
    found = split([pair_of(said, expired, INPUTS)])
    assert of(found, "answers") == -100.0
    assert found.parts[0].findings[0].what == ("answer expired",)


def test_code_and_rules_are_one_where_nobody_can_tell_them_apart(one: Side) -> None:
    shown = replace(one.records["tests-run"].shown, rung=Rung.PRESENT, rung_possible=Rung.PRESENT)
    found = split([pair_of(one, changed(one, shown=shown), replace(INPUTS, rules=True))])
    assert [(part.id, part.title, part.proven) for part in found.parts] == [
        ("code+rules", "code and rubric or tool, unseparated", 50.0)
    ]


def test_a_trait_that_rules_look_at_may_have_changed_what_they_see(one: Side) -> None:
    shown = replace(one.records["tests-run"].shown, rung=Rung.PRESENT, rung_possible=Rung.PRESENT)
    inputs = replace(INPUTS, traits=("library",))
    deaf = pair_of(one, changed(one, shown=shown), inputs)
    assert deaf.items[0].causes == {Cause.CODE}
    reads = pair_of(one, changed(one, shown=shown, reads_traits=frozenset({"library"})), inputs)
    assert reads.items[0].causes == {Cause.CODE, Cause.CONFIGURATION}
