"""The comparison document: contributions gathered into parts and printed so that they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assess.comparison.attribution import attribute
from assess.comparison.changes import Cause
from assess.comparison.mixture import Ends, Item, Key, Pair, Piece, Scores
from assess.comparison.sides import Record, Side
from assess.engine.rounding import POINT_DECIMALS, SCORE_DECIMALS, apportion, from_units, half_up, printed
from assess.model.assessment import Interval
from assess.model.comparison import FindingChange, FindingState, Part, PartCause, ScoreChange, Share
from assess.model.rubric import RubricSettings

_SCALE = 10**POINT_DECIMALS
_NOTHING: Ends = (Fraction(), Fraction())
_ORDER: tuple[PartCause, ...] = ("code", "answers", "configuration", "time", "rules")
_PART: Mapping[Cause, PartCause] = {
    Cause.CODE: "code",
    Cause.ANSWER_GIVEN: "answers",
    Cause.ANSWER_WITHDRAWN: "answers",
    Cause.ANSWER_EXPIRED: "answers",
    Cause.TIME: "time",
    Cause.CONFIGURATION: "configuration",
    Cause.RULES: "rules",
}
_TITLES: Mapping[PartCause, str] = {
    "code": "code",
    "answers": "answers",
    "configuration": "configuration",
    "time": "passing of time",
    "rules": "rubric or tool",
}
_WHAT = {
    Piece.WORTH: "weight, tier, cell or applicability",
    Piece.FIT: "applicability",
    Piece.SHOWN: "what the repository shows",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One item and what it moved each score by."""

    item: Item
    by: Mapping[Key, Ends]
    pair: Pair

    @property
    def part(self) -> str:
        """The id of the part that it belongs to."""
        causes = {_PART[cause] for cause in self.item.causes}
        return "+".join(cause for cause in _ORDER if cause in causes)


@dataclass(frozen=True, slots=True)
class Split:
    """Every score's change and the parts that it is split into."""

    scores: tuple[ScoreChange, ...]
    parts: tuple[Part, ...]

    @property
    def parts_unseparated(self) -> bool:
        """Whether some part has causes that cannot be told apart."""
        return any(len(part.causes) > 1 for part in self.parts)


def split(stages: Sequence[Pair]) -> Split:
    """The change from the first stage's side before to the last one's side after, split exactly.

    Each stage starts where the one before it ended; `stages` holds at least one.
    """
    moved = [Moved(item, by, pair) for pair in stages for item, by in attribute(pair).items()]
    moved = [one for one in moved if one.by or _tells(one)]
    first, last = stages[0], stages[-1]
    before, after = first.scores(()), last.scores(last.items)
    ids = sorted({one.part for one in moved}, key=lambda part: (part.count("+"), _ORDER.index(_causes(part)[0]), part))
    keys = _keys(first.before, last.after)
    changes = tuple(
        _change(key, _title(key, first.before, last.after), before, after, ids, moved)
        for key in keys
        if key in before or key in after
    )
    whole = changes[0] if changes else None
    scored = whole is not None and whole.kind == "score"
    shares = {share.part: share for share in whole.parts} if whole is not None and scored else {}
    told = moved if scored else [Moved(one.item, {}, one.pair) for one in moved]
    parts = tuple(_part(part, [one for one in told if one.part == part], shares.get(part)) for part in ids)
    return Split(changes, parts)


def _keys(before: Side, after: Side) -> list[Key]:
    layers = dict.fromkeys(layer.id for side in (after, before) for layer in side.settings.layers)
    areas = dict.fromkeys(area.id for side in (after, before) for area in side.settings.areas)
    found: list[Key] = [("score",), *(("area", area) for area in areas), *(("layer", layer) for layer in layers)]
    return [*found, *(("cell", layer, area) for layer in layers for area in areas)]


def _causes(part: str) -> tuple[PartCause, ...]:
    words = part.split("+")
    return tuple(cause for cause in _ORDER if cause in words)


def _title(key: Key, *sides: Side) -> str:
    names = {layer.id: layer.title for side in sides for layer in side.settings.layers}
    names |= {area.id: area.title for side in sides for area in side.settings.areas}
    return " / ".join(names[word] for word in key[1:]) or "Score"


def _change(
    key: Key, title: str, before: Scores, after: Scores, ids: Sequence[str], moved: Sequence[Moved]
) -> ScoreChange:
    was, now = before.get(key), after.get(key)
    sums = {part: _sum([one.by.get(key, _NOTHING) for one in moved if one.part == part]) for part in ids}
    columns = [
        apportion([sums[part][end] * _SCALE for part in ids], _units(now, end) - _units(was, end)) for end in (0, 1)
    ]
    shares = [
        Share(part=part, proven=_points(low), possible=_points(high))
        for part, low, high in zip(ids, *columns, strict=True)
        if sums[part] != _NOTHING
    ]
    return ScoreChange(
        kind=_kind(key),
        title=title,
        layer=key[1] if key[0] in ("layer", "cell") else None,
        area=key[-1] if key[0] in ("area", "cell") else None,
        before=_interval(was),
        after=_interval(now),
        change=Interval(proven=_points(sum(columns[0])), possible=_points(sum(columns[1]))),
        parts=tuple(shares),
    )


def _kind(key: Key) -> Literal["score", "area", "layer", "cell"]:
    kinds: tuple[Literal["score", "area", "layer", "cell"], ...] = ("score", "area", "layer", "cell")
    return next(kind for kind in kinds if kind == key[0])


def _sum(ends: Sequence[Ends]) -> Ends:
    return sum((low for low, _ in ends), Fraction()), sum((high for _, high in ends), Fraction())


def _units(ends: Ends | None, end: int) -> int:
    return half_up(ends[end], POINT_DECIMALS) if ends else 0


def _points(units: int) -> float:
    return from_units(units, POINT_DECIMALS)


def _interval(ends: Ends | None) -> Interval | None:
    if ends is None:
        return None
    return Interval(proven=printed(ends[0], SCORE_DECIMALS), possible=printed(ends[1], SCORE_DECIMALS))


def _part(part: str, moved: Sequence[Moved], share: Share | None) -> Part:
    """One part; its findings are printed so that they sum to it."""
    causes = _causes(part)
    names = [_TITLES[cause] for cause in causes]
    grouped: dict[tuple[str, ...], list[Moved]] = {}
    for one in moved:
        grouped.setdefault((one.item.criterion,), []).append(one)
    sums = [_sum([one.by.get(("score",), _NOTHING) for one in group]) for group in grouped.values()]
    whole = (share.proven, share.possible) if share else (0.0, 0.0)
    columns = [apportion([ends[end] * _SCALE for ends in sums], round(whole[end] * _SCALE)) for end in (0, 1)]
    findings = [
        _finding(group, _points(low), _points(high))
        for group, low, high in zip(grouped.values(), *columns, strict=True)
    ]
    return Part(
        id=part,
        causes=causes,
        title=names[0] if len(names) == 1 else f"{' and '.join(names)}, unseparated",
        proven=whole[0],
        possible=whole[1],
        findings=tuple(sorted(findings, key=lambda f: (-abs(f.proven), -abs(f.possible), f.criterion or ""))),
    )


def _finding(group: Sequence[Moved], proven: float, possible: float) -> FindingChange:
    name = group[0].item.criterion
    was = next((r for one in group if (r := one.pair.before.records.get(name))), None)
    now = next((r for one in reversed(group) if (r := one.pair.after.records.get(name))), None)
    record = now or was
    return FindingChange(
        criterion=name or None,
        title=record.title if record else "The rubric's weights, thresholds and credits",
        what=tuple(dict.fromkeys(_what(one, was, now) for one in group)),
        before=_state(was) if was else None,
        after=_state(now) if now else None,
        proven=proven,
        possible=possible,
    )


def _what(moved: Moved, was: Record | None, now: Record | None) -> str:
    if moved.item.piece is Piece.TOLD:
        cause = next(iter(moved.item.causes))
        return "worth of the answer" if cause in (Cause.TIME, Cause.RULES) else cause.value
    if moved.item.piece is Piece.WORTH and moved.item.criterion:
        if moved.item.criterion not in moved.pair.before.records:
            return "new in the rubric"
        if moved.item.criterion not in moved.pair.after.records:
            return "no longer in the rubric"
    if moved.item.piece is Piece.SETTINGS:
        return _numbers(moved.pair.before.settings, moved.pair.after.settings)
    return _WHAT[moved.item.piece]


def _numbers(was: RubricSettings, now: RubricSettings) -> str:
    """Which of the rubric's own numbers differ."""
    thresholds = [{layer.id: layer.threshold for layer in one.layers} for one in (was, now)]
    layers = [{layer.id: layer.weight for layer in one.layers} for one in (was, now)]
    areas = [{area.id: area.weight for area in one.areas} for one in (was, now)]
    pairs = (
        ("weights of layers", layers),
        ("weights of areas", areas),
        ("thresholds", thresholds),
        ("credits", [was.credits, now.credits]),
    )
    return ", ".join(name for name, (before, after) in pairs if before != after) or "order of layers or areas"


def _state(record: Record) -> FindingState:
    return FindingState(
        outcome=record.outcome,
        low=float(record.worked.low),
        high=float(record.worked.high),
        rung=record.shown.rung,
        answer=record.told.state,
    )


def _tells(moved: Moved) -> bool:
    """Whether an item that moved no score is worth telling: an outcome, a rung, or what applies became another."""
    was, now = (side.records.get(moved.item.criterion) for side in (moved.pair.before, moved.pair.after))
    there = was or now
    if there is None:
        return True
    if was is None or now is None:
        return there.worked.applies
    return (was.outcome, was.worked.applies) != (now.outcome, now.worked.applies)
