"""Words and numbers of a comparison: signed points that still add up when cut to two decimals, states in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from assess.model.assessment import Interval
from assess.model.comparison import ComparedSide, Comparison, FindingChange, FindingState, Part, ScoreChange
from assess.output.presentation import numbers
from assess.output.presentation.texts import english

_MILLIONTHS_PER_CENT = 10_000
ARROW = "\u2192"


def hundredths(values: Sequence[float], total: float | None = None) -> tuple[int, ...]:
    """Points in hundredths that sum to their total in hundredths (largest remainder); nothing stays nothing."""
    units = [round(value * 10**6) for value in values]
    whole = [floor(unit / _MILLIONTHS_PER_CENT) for unit in units]
    goal = rounded(sum(units) if total is None else round(total * 10**6))
    behind = sorted(
        (i for i, unit in enumerate(units) if unit % _MILLIONTHS_PER_CENT),
        key=lambda i: -(units[i] % _MILLIONTHS_PER_CENT),
    )
    for i in behind[: max(0, goal - sum(whole))]:
        whole[i] += 1
    return tuple(whole)


def rounded(millionths: int) -> int:
    """Millionths of a point in hundredths, half up."""
    return floor(millionths / _MILLIONTHS_PER_CENT + 0.5)


def signed(hundredth: int) -> str:
    """Hundredths of a point with their sign."""
    return "0.00" if hundredth == 0 else f"{hundredth / 100:+.2f}".replace("-", "\u2212")


def change(value: float) -> str:
    """Points with their sign, two decimals."""
    return signed(rounded(round(value * 10**6)))


def span(score: ScoreChange, end: str) -> str:
    """Before and after at one end."""
    was, now = (getattr(side, end) if side else None for side in (score.before, score.after))
    return f"{numbers.score(was)} {ARROW} {numbers.score(now)}"


def side(it: ComparedSide) -> str:
    """What was assessed, and when."""
    text = english()
    return text(
        "change.side",
        name=it.name,
        commit=f" {it.commit[:10]}" if it.commit else "",
        dirty=text("change.side_dirty") if it.dirty else "",
        date=it.as_of,
        rubric=f"{it.rubric.id} {it.rubric.version}",
        lock=text("change.side_lock", version=it.rubric.lock) if it.rubric.lock else "",
        again=text("change.side_again") if it.again else "",
    )


def level(comparison: Comparison) -> str:
    """The maturity level on both sides."""
    was, now = comparison.before.level, comparison.after.level
    if (was.proven, was.of) == (now.proven, now.of):
        return english()("change.level_same", proven=now.proven, of=now.of)
    before = {"proven_before": was.proven, "of_before": was.of}
    return english()("change.level_moved", arrow=ARROW, proven=now.proven, of=now.of, **before)


def states(finding: FindingChange) -> str:
    """How a criterion stood and stands; the rung where that is what tells them apart."""
    was, now = finding.before, finding.after
    if was is None or now is None:
        there = now or was
        return ", ".join(finding.what) + (f" ({there.outcome.value})" if there else "")
    told = (
        f"{_words(was, now)} {ARROW} {_words(now, was)}" if _words(was, now) != _words(now, was) else was.outcome.value
    )
    rungs = f": {was.rung.value} {ARROW} {now.rung.value}" if was.rung and now.rung and was.rung is not now.rung else ""
    return f"{told} ({', '.join(finding.what)}{rungs})"


def _words(one: FindingState, other: FindingState) -> str:
    if one.outcome is not other.outcome:
        return one.outcome.value
    return f"{one.outcome.value}, {_credit(one)}"


def _credit(one: FindingState) -> str:
    return f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"


def shared(part: Part, low: int, high: int) -> list[tuple[FindingChange, str, str]]:
    """The findings of a part with their points at both ends, which sum to the part's hundredths."""
    proven = hundredths([f.proven for f in part.findings], low / 100)
    possible = hundredths([f.possible for f in part.findings], high / 100)
    return [(f, signed(a), signed(b)) for f, a, b in zip(part.findings, proven, possible, strict=True)]


def columns(comparison: Comparison) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Hundredths of each part, proven and possible, which sum to the score's change."""
    whole = overall(comparison)
    ends = [
        hundredths([getattr(part, end) for part in comparison.parts], getattr(whole.change, end) if whole else 0.0)
        for end in ("proven", "possible")
    ]
    return ends[0], ends[1]


def overall(comparison: Comparison) -> ScoreChange | None:
    """The score itself, if anything applied on either side."""
    return next((score for score in comparison.scores if score.kind == "score"), None)


def moved(comparison: Comparison, *kinds: str) -> Iterator[ScoreChange]:
    """The scores of some kinds that changed."""
    return (score for score in comparison.scores if score.kind in kinds and moves(score))


def moves(score: ScoreChange) -> bool:
    """Whether a score changed, or parts of it cancel each other."""
    return bool(score.parts) or score.change != Interval(proven=0.0, possible=0.0)


def split_of(score: ScoreChange, end: str = "proven") -> list[tuple[str, str]]:
    """The parts of one score with their points, those that moved this end."""
    points = hundredths([getattr(part, end) for part in score.parts], getattr(score.change, end))
    return [
        (part.part.replace("+", " + "), signed(point))
        for part, point in zip(score.parts, points, strict=True)
        if getattr(part, end)
    ]
