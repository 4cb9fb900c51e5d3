"""How far the layers are established, what blocks them, and the maturity level that this makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assess.engine.foundation import End, LayerPoints
from assess.engine.rounding import POINT_DECIMALS, SCORE_DECIMALS, in_print, printed
from assess.engine.shares import Scored, Share
from assess.model.assessment import Blocker, LevelInterval
from assess.model.scale import Tier

Status = Literal["established", "premature", "developing", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One layer's status at one end, with everything that keeps it from being established."""

    status: Status
    blocked_by: tuple[Blocker, ...] = ()


@dataclass(frozen=True, slots=True)
class Standings:
    """All layers from the bottom up: at the proven end, at the possible end, and proven with waivers."""

    proven: tuple[Standing, ...]
    possible: tuple[Standing, ...]
    with_waivers: tuple[Standing, ...]

    @property
    def level(self) -> LevelInterval:
        """Established layers, counted from the bottom; those with nothing applicable are left out."""
        return LevelInterval(
            proven=_level(self.proven),
            possible=_level(self.possible),
            with_waivers=_level(self.with_waivers),
            of=sum(one.status != "not-applicable" for one in self.proven),
        )


def standings(proven: End, possible: End, shares: Sequence[Share]) -> Standings:
    """Judges every layer three times; a waiver excuses a missing essential criterion, never a low score."""
    return Standings(
        _judge(proven, shares, lambda one: one.low == 0),
        _judge(possible, shares, lambda one: one.high == 0),
        _judge(proven, shares, lambda one: one.low == 0 and not one.waived),
    )


def _judge(end: End, shares: Sequence[Share], lacks: Callable[[Scored], bool]) -> tuple[Standing, ...]:
    standing: list[Standing] = []
    unfinished: list[Blocker] = []
    essential = [share.scored for share in shares if share.scored.tier is Tier.ESSENTIAL]
    for layer in end.layers:
        own = [
            Blocker(kind="essential", ref=one.criterion, gap=1.0)
            for one in essential
            if one.layer == layer.id and lacks(one)
        ]
        standing.append(_stands(layer, own + _below_threshold(layer), unfinished))
        if standing[-1].status in ("developing", "premature"):
            unfinished.append(Blocker(kind="layer", ref=layer.id))
    return tuple(standing)


def _stands(layer: LayerPoints, own: Sequence[Blocker], below: Sequence[Blocker]) -> Standing:
    if layer.score is None:
        return Standing("not-applicable")
    if own:
        return Standing("developing", (*own, *below))
    return Standing("premature", tuple(below)) if below else Standing("established")


def _below_threshold(layer: LayerPoints) -> list[Blocker]:
    """The points that the printed score lacks."""
    if layer.score is None:
        return []
    gap: Fraction = layer.threshold - in_print(layer.score, SCORE_DECIMALS)
    if gap <= 0:
        return []
    return [Blocker(kind="threshold", ref=layer.id, gap=printed(gap, POINT_DECIMALS))]


def _level(standing: Sequence[Standing]) -> int:
    # An established layer has only established layers below it, so counting them counts from the bottom.
    return sum(one.status == "established" for one in standing)
