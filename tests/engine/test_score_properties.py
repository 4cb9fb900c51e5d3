"""Properties that hold for every assessment."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assess.engine.score import Scored, Scores, score
from assess.engine.shares import share_out
from assess.model.assessment import Interval
from hypothesis import assume, given
from hypothesis import strategies as st

from .formula import foundation, high, low, score_of, to_print
from .strategies import PROPERTY, Subject, raised, subjects, subjects_with_one

RANK = {"developing": 0, "premature": 1, "established": 2}


def of(subject: Subject) -> Scores:
    return score(subject.settings, subject.scored)


def intervals(scores: Scores) -> Iterator[tuple[float | None, float | None]]:
    """Every score, and every foundation as a percentage: proven and possible."""
    for headline in (scores.score, scores.ungated):
        yield (headline.proven, headline.possible) if headline else (None, None)
    for area in scores.areas:
        yield area.proven, area.possible
    for cell in scores.cells:
        yield cell.proven, cell.possible
    for layer in scores.layers:
        yield layer.proven, layer.possible
        yield 100 * layer.foundation.proven, 100 * layer.foundation.possible


def proven_numbers(scores: Scores) -> list[float]:
    level = scores.maturity_level
    return [low for low, _ in intervals(scores) if low is not None] + [level.proven]


def all_numbers(scores: Scores) -> list[float]:
    """Everything that more credit must not lower."""
    level = scores.maturity_level
    numbers = [end for pair in intervals(scores) for end in pair if end is not None]
    ranks = [RANK.get(s, 0) for layer in scores.layers for s in (layer.status, layer.status_possible)]
    return [*numbers, level.proven, level.possible, level.with_waivers, *ranks]


@PROPERTY
@given(subjects())
def test_every_score_is_a_percentage_and_proven_is_at_most_possible(subject: Subject) -> None:
    scores = of(subject)
    for proven, possible in intervals(scores):
        assert (proven is None) == (possible is None)
        if proven is not None and possible is not None:
            assert 0 <= proven <= possible <= 100
    level = scores.maturity_level
    assert 0 <= level.proven <= level.possible <= level.of <= len(subject.settings.layers)
    assert level.proven <= level.with_waivers <= level.of
    assert scores.coverage is None or 0 <= scores.coverage <= 100
    assert scores.observed_share is None or 0 <= scores.observed_share <= 1


@PROPERTY
@given(subjects())
def test_scores_follow_their_definition(subject: Subject) -> None:
    scores, rubric, scored = of(subject), subject.settings, subject.scored
    for end, credit in (("proven", low), ("possible", high)):
        for headline, gated in ((scores.score, True), (scores.ungated, False)):
            expected = to_print(score_of(rubric, scored, credit, gated=gated))
            assert (headline and getattr(headline, end)) == expected
        for layer in scores.layers:
            assert getattr(layer, end) == to_print(score_of(rubric, scored, credit, layer=layer.id))
            factor = foundation(rubric, scored, credit, layer.id)
            assert getattr(layer.foundation, end) == to_print(factor, 6)
        for area in scores.areas:
            expected = to_print(score_of(rubric, scored, credit, gated=True, area=area.id))
            assert getattr(area, end) == expected
        for cell in scores.cells:
            expected = to_print(score_of(rubric, scored, credit, layer=cell.layer, area=cell.area))
            assert getattr(cell, end) == expected


@PROPERTY
@given(subjects())
def test_coverage_and_observed_share_follow_their_definition(subject: Subject) -> None:
    scores, rubric, scored = of(subject), subject.settings, subject.scored
    unknown = score_of(rubric, scored, lambda c: c.high - c.low)
    assert scores.coverage == (None if unknown is None else to_print(100 - unknown))
    proven = score_of(rubric, scored, low, gated=True)
    if not proven:
        assert scores.observed_share is None
        return
    everything = sum(line.proven for line in scores.ledger.lines)
    earned = sum(scores.points[c.criterion].earned for c in scored if c.observed)
    assert scores.observed_share is not None
    assert abs(scores.observed_share * everything - earned) < 1e-4


@PROPERTY
@given(subjects_with_one(), st.sampled_from(("low", "high")), st.data())
def test_more_credit_lowers_nothing(picked: tuple[Subject, int], end: str, data: st.DataObject) -> None:
    subject, index = picked
    more = raised(subject, index, lambda better: data.draw(st.sampled_from(better)), end)
    pairs = zip(all_numbers(of(subject)), all_numbers(of(more)), strict=True)
    assert all(before <= after for before, after in pairs)


@PROPERTY
@given(subjects_with_one())
def test_unknown_in_place_of_an_answer_raises_nothing_proven(picked: tuple[Subject, int]) -> None:
    subject, index = picked
    silent = subject.with_changed(index, low=Fraction(0), high=Fraction(1))
    pairs = zip(proven_numbers(of(silent)), proven_numbers(of(subject)), strict=True)
    assert all(unknown <= answered for unknown, answered in pairs)


@PROPERTY
@given(subjects_with_one())
def test_a_waiver_changes_nothing_but_the_level_with_waivers(picked: tuple[Subject, int]) -> None:
    subject, index = picked
    plain, waived = (of(subject.with_changed(index, waived=w)) for w in (False, True))
    assert plain.maturity_level.with_waivers <= waived.maturity_level.with_waivers
    for name in Scores.__slots__:
        if name != "maturity_level":
            assert getattr(plain, name) == getattr(waived, name)
    before, after = plain.maturity_level, waived.maturity_level
    assert (before.proven, before.possible, before.of) == (after.proven, after.possible, after.of)


@PROPERTY
@given(subjects().flatmap(lambda s: st.tuples(st.just(s), st.permutations(s.scored))))
def test_order_changes_nothing(given_twice: tuple[Subject, list[Scored]]) -> None:
    subject, shuffled = given_twice
    again = score(subject.settings, shuffled)
    assert again == of(subject)
    assert list(again.points) == list(of(subject).points)


@PROPERTY
@given(subjects(built_in_shape=True))
def test_with_everything_applicable_an_area_is_a_quarter_of_the_score(subject: Subject) -> None:
    scores, rubric, scored = of(subject), subject.settings, subject.scored
    for credit in (low, high):
        exact = [score_of(rubric, scored, credit, gated=True, area=area.id) for area in rubric.areas]
        mean = sum((one or Fraction() for one in exact), Fraction()) / 4
        assert mean == score_of(rubric, scored, credit, gated=True)
    shares = share_out(rubric, scored)
    for area in rubric.areas:
        assert sum(share.value for share in shares if share.scored.area == area.id) == 25
    assert scores.score is not None
    for end in ("proven", "possible"):
        mean_printed = sum(getattr(area, end) for area in scores.areas) / 4
        assert abs(mean_printed - getattr(scores.score, end)) < 0.1001


@PROPERTY
@given(subjects_with_one())
def test_what_leaves_takes_only_its_own_share(picked: tuple[Subject, int]) -> None:
    subject, index = picked
    assume(subject.scored[index].applies)
    before = share_out(subject.settings, subject.scored)
    after = share_out(subject.settings, subject.with_changed(index, applies=False).scored)
    gone = subject.scored[index].criterion
    own = next(share.value for share in before if share.scored.criterion == gone)
    rest = [share for share in before if share.scored.criterion != gone]
    assert len(rest) == len(after)
    for old, new in zip(rest, after, strict=True):
        assert new.value * (100 - own) == old.value * 100


@PROPERTY
@given(subjects())
def test_established_means_the_printed_score_reaches_the_threshold(subject: Subject) -> None:
    below_hold = True
    for layer in of(subject).layers:
        if layer.proven is None:
            assert layer.status == layer.status_possible == "not-applicable"
            assert layer.blocked_by == ()
            continue
        lacking = [
            c for c in subject.scored if c.layer == layer.id and c.applies and c.tier == "essential" and not c.low
        ]
        sound = layer.proven >= layer.threshold and not lacking
        assert layer.status == ("developing" if not sound else "established" if below_hold else "premature")
        assert (layer.blocked_by == ()) == (layer.status == "established")
        below_hold = below_hold and sound


@PROPERTY
@given(subjects())
def test_certainty_makes_both_ends_one(subject: Subject) -> None:
    certain = Subject(subject.settings, subject.scored)
    for index, one in enumerate(subject.scored):
        certain = certain.with_changed(index, high=one.low)
    scores = of(certain)
    assert all(proven == possible for proven, possible in intervals(scores))
    assert scores.coverage in (None, 100.0)
    total = scores.ledger.total
    assert total is None or total == Interval(proven=total.proven, possible=total.proven)
