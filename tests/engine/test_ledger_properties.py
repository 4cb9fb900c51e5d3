"""Properties of the ledger and of each criterion's points, for every assessment."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from assess.engine.score import score
from assess.engine.shares import in_rubric_order, share_out
from hypothesis import given

from .formula import high, low, score_of, to_print
from .strategies import PROPERTY, Subject, subjects


def units(numbers: Iterable[float]) -> int:
    return sum(round(number * 1_000_000) for number in numbers)


@PROPERTY
@given(subjects())
def test_the_ledger_sums_to_the_score_at_both_ends(subject: Subject) -> None:
    scores, rubric, scored = score(subject.settings, subject.scored), subject.settings, subject.scored
    book = scores.ledger
    if book.total is None:
        assert scores.score is None
        assert book.lines == ()
        return
    criteria = [line for line in book.lines if line.kind == "criterion"]
    for end, credit in (("proven", low), ("possible", high)):
        total = getattr(book.total, end)
        assert total == to_print(score_of(rubric, scored, credit, gated=True), 6)
        assert units(getattr(line, end) for line in book.lines) == units([total])
        ungated = to_print(score_of(rubric, scored, credit), 6)
        assert units(getattr(line, end) for line in criteria) == units([ungated or 0.0])
    assert units(line.value for line in criteria) == 100_000_000
    assert units(points.earned for points in scores.points.values()) == units([book.total.proven])


@PROPERTY
@given(subjects())
def test_every_ledger_line_is_in_order_and_true_to_the_last_decimals(subject: Subject) -> None:
    book = score(subject.settings, subject.scored).ledger
    shares = share_out(subject.settings, in_rubric_order(subject.settings, subject.scored))
    criteria = [line for line in book.lines if line.kind == "criterion"]
    assert [line.ref for line in criteria] == [share.scored.criterion for share in shares]
    for line, share in zip(criteria, shares, strict=True):
        assert 0 <= line.proven <= line.possible <= line.value
        assert units([line.open]) == units([line.value]) - units([line.proven])
        assert abs(line.proven - share.low) < 1.001e-6
        assert abs(line.possible - share.high) < 2.001e-6
        assert abs(line.value - share.value) < 3.001e-6
        assert (line.proven == 0) or share.low > 0
        assert (line.open == 0) or share.scored.low < 1
        assert (line.proven == line.possible) or share.low < share.high
    foundations = [line for line in book.lines if line.kind == "foundation"]
    assert all(line.proven <= 0 and line.possible <= 0 and line.value == line.open == 0 for line in foundations)


@PROPERTY
@given(subjects())
def test_open_points_are_what_scoring_again_would_give(subject: Subject) -> None:
    rubric, scores = subject.settings, score(subject.settings, subject.scored)
    now = score_of(rubric, subject.scored, low, gated=True)
    assert set(scores.points) == {one.criterion for one in subject.scored}
    for index, one in enumerate(subject.scored):
        met = subject.with_changed(index, low=Fraction(1), high=Fraction(1))
        then = score_of(rubric, met.scored, low, gated=True)
        gain = then - now if then is not None and now is not None else Fraction()
        assert scores.points[one.criterion].open == to_print(gain, 6)
