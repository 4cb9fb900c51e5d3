"""Two sides and everything in between: scores when some pieces are taken from the one and the rest from the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction

from assess.comparison.changes import Cause
from assess.comparison.sides import Record, Side, Worked, work
from assess.engine.foundation import possible_end, proven_end
from assess.engine.shares import Scored, Share, in_rubric_order, share_out
from assess.model.rubric import RubricSettings

Key = tuple[str, ...]
"""("score",), ("area", id), ("layer", id) or ("cell", layer, area)."""
Ends = tuple[Fraction, Fraction]
"""Proven and possible."""
Scores = Mapping[Key, Ends]
"""Every score that there is, 0..100; where nothing applies, there is none."""

_ZERO = Fraction()


class Piece(IntEnum):
    """The parts of a side that can change alone, in the order in which a path changes them."""

    SETTINGS = 0
    """Weights and thresholds of layers and areas, and credits."""
    WORTH = 1
    """A criterion's place in the rubric."""
    FIT = 2
    """Whether traits and configuration make it apply."""
    TOLD = 3
    """What people answered."""
    SHOWN = 4
    """What the repository shows."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece that differs, and what may have changed it."""

    piece: Piece
    criterion: str
    """Empty for the settings."""
    causes: frozenset[Cause]
    """More than one: nobody can tell them apart."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A side before and a side after, with the items that lead from the one to the other."""

    before: Side
    after: Side
    items: tuple[Item, ...]
    _own: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    _other_credits: bool = False

    @staticmethod
    def of(before: Side, after: Side, items: tuple[Item, ...]) -> Pair:
        """The pair, with its items sorted by criterion."""
        own: dict[str, tuple[Item, ...]] = {}
        for item in items:
            own[item.criterion] = (*own.get(item.criterion, ()), item)
        return Pair(before, after, items, own, before.settings.credits != after.settings.credits)

    def scores(self, changed: Collection[Item]) -> Scores:
        """Every score with the pieces of some items taken from the side after."""
        settled = {(item.piece, item.criterion) for item in changed}
        renewed = (Piece.SETTINGS, "") in settled
        settings = (self.after if renewed else self.before).settings
        names = dict.fromkeys((*self.after.records, *self.before.records))
        found = [one for name in names if (one := self._scored(name, settled, settings, renewed=renewed)) is not None]
        return scores_of(settings, found)

    def _scored(
        self, name: str, settled: Collection[tuple[Piece, str]], settings: RubricSettings, *, renewed: bool
    ) -> Scored | None:
        own = self._own.get(name, ())
        count = sum((item.piece, name) in settled for item in own)
        sides = (self.before.records.get(name), self.after.records.get(name))
        worth = self._from(Piece.WORTH, name, settled, sides)
        if worth is None:
            return None
        total, done = len(own) + self._other_credits, count + (self._other_credits and renewed)
        if done in (0, total):
            whole = sides[1] if (done and total) or sides[0] is None else sides[0]
            worked = whole.worked if whole is not None else worth.worked
        else:
            worked = self._mixed(name, settled, sides, worth, settings)
        place = worth.worth
        return Scored(
            name, place.layer, place.area, place.tier, place.weight, worked.applies, worked.low, worked.high,
            observed=worth.observed, waived=worth.waived,
        )  # fmt: skip

    def _mixed(
        self,
        name: str,
        settled: Collection[tuple[Piece, str]],
        sides: tuple[Record | None, Record | None],
        worth: Record,
        settings: RubricSettings,
    ) -> Worked:
        shown, told, fit = (
            self._from(piece, name, settled, sides) or worth for piece in (Piece.SHOWN, Piece.TOLD, Piece.FIT)
        )
        joined = sides[0] is None or (sides[1] is not None and (Piece.FIT, name) in settled)
        held = (self.after if joined else self.before).held
        return work(worth.worth, shown.shown, told.told, held, settings.credits, set_aside=fit.set_aside)

    @staticmethod
    def _from(
        piece: Piece, name: str, settled: Collection[tuple[Piece, str]], sides: tuple[Record | None, Record | None]
    ) -> Record | None:
        """The side that a piece is taken from; a criterion that only one side has comes and goes with its worth."""
        if piece is not Piece.WORTH and None in sides:
            return sides[0] or sides[1]
        return sides[1] if (piece, name) in settled else sides[0]


def scores_of(settings: RubricSettings, scored: Collection[Scored]) -> Scores:
    """Every score, exact."""
    layers, areas = {layer.id for layer in settings.layers}, {area.id for area in settings.areas}
    placed = [one for one in scored if one.layer in layers and one.area in areas]
    shares = share_out(settings, in_rubric_order(settings, placed))
    if not shares:
        return {}
    low, high = proven_end(settings.layers, shares), possible_end(settings.layers, shares)
    found: dict[Key, Ends] = {("score",): (low.score, high.score)}
    factors = {layer.id: (low.foundations[i], high.foundations[i]) for i, layer in enumerate(settings.layers)}
    whole = (Fraction(1), Fraction(1))
    for area in settings.areas:
        _add(found, ("area", area.id), [(s, factors[s.scored.layer]) for s in shares if s.scored.area == area.id])
    for layer in settings.layers:
        own = [s for s in shares if s.scored.layer == layer.id]
        _add(found, ("layer", layer.id), [(s, whole) for s in own])
        for area in settings.areas:
            _add(found, ("cell", layer.id, area.id), [(s, whole) for s in own if s.scored.area == area.id])
    return found


def _add(found: dict[Key, Ends], key: Key, parts: list[tuple[Share, Ends]]) -> None:
    value = sum((share.value for share, _ in parts), _ZERO)
    if value:
        low = sum((factor[0] * share.low for share, factor in parts), _ZERO)
        high = sum((factor[1] * share.high for share, factor in parts), _ZERO)
        found[key] = (100 * low / value, 100 * high / value)
