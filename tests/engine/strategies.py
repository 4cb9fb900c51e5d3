"""Generated rubrics and decided criteria, for the properties of the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assess.engine.score import Scored
from assess.model.assessment import Interval, LevelInterval
from assess.model.rubric import Area, Layer, RubricSettings
from assess.model.scale import Tier
from hypothesis import settings
from hypothesis import strategies as st

PROPERTY = settings(deadline=None, max_examples=50)
"""How long each property is tried."""

CREDITS = tuple(Fraction(c) for c in ("0", "1/8", "1/4", "1/2", "1", "1/3", "0.59999"))
WEIGHTS = (1.0, 2.0, 3.0, 5.0, 0.1, 2.5)
THRESHOLDS = (60.0, 60.0, 50.0, 33.3, 0.5, 100.0)


@dataclass(frozen=True, slots=True)
class Subject:
    """A rubric's settings and its criteria, decided."""

    settings: RubricSettings
    scored: tuple[Scored, ...]

    def with_changed(self, index: int, **changes: object) -> Subject:
        """The same with other values in one criterion."""
        changed = replace(self.scored[index], **changes)  # type: ignore[arg-type]
        return Subject(self.settings, (*self.scored[:index], changed, *self.scored[index + 1 :]))


def rubric_settings(
    thresholds: Sequence[float] = (60.0,) * 4,
    areas: int = 4,
    layer_weights: Sequence[float] = (1.0,) * 4,
    area_weights: Sequence[float] = (25.0,) * 4,
) -> RubricSettings:
    """Layers l0, l1, ... from the bottom up, with these thresholds, and areas a0, a1, ..."""
    return RubricSettings(
        id="generated",
        version="1",
        title="Generated",
        layers=tuple(
            Layer(id=f"l{i}", title=f"Layer {i}", threshold=threshold, weight=layer_weights[i])
            for i, threshold in enumerate(thresholds)
        ),
        areas=tuple(Area(id=f"a{i}", title=f"Area {i}", weight=area_weights[i]) for i in range(areas)),
    )


def decided(
    name: str,
    cell: tuple[int, int] = (0, 0),
    score: tuple[Fraction | int, Fraction | int] = (0, 0),
    *,
    tier: Tier = Tier.STANDARD,
    weight: float = 1.0,
    applies: bool = True,
    observed: bool = True,
    waived: bool = False,
) -> Scored:
    """A criterion in layer and area number `cell`, with its score interval."""
    low, high = Fraction(score[0]), Fraction(score[1])
    layer, area = f"l{cell[0]}", f"a{cell[1]}"
    return Scored(name, layer, area, tier, weight, applies, low, high, observed, waived)


def interval(proven: float, possible: float) -> Interval:
    """A score interval."""
    return Interval(proven=proven, possible=possible)


def level(proven: int, possible: int, with_waivers: int, of: int) -> LevelInterval:
    """A maturity level."""
    return LevelInterval(proven=proven, possible=possible, with_waivers=with_waivers, of=of)


@st.composite
def _criterion(draw: st.DrawFn, name: str, cell: tuple[int, int], applies: bool | None) -> Scored:
    low, high = sorted((draw(st.sampled_from(CREDITS)), draw(st.sampled_from(CREDITS))))
    return decided(
        name,
        cell,
        (low, high),
        tier=draw(st.sampled_from((Tier.ESSENTIAL, Tier.STANDARD, Tier.STANDARD, Tier.ADVANCED))),
        weight=draw(st.sampled_from(WEIGHTS)),
        applies=draw(st.booleans() | st.just(True)) if applies is None else applies,
        observed=draw(st.booleans()),
        waived=draw(st.booleans()),
    )


@st.composite
def subjects(draw: st.DrawFn, *, built_in_shape: bool = False) -> Subject:
    """Any subject; or one of the built-in shape: equal areas and layers, no empty cell, everything applies."""
    if built_in_shape:
        layers, areas, fewest = draw(st.integers(1, 4)), 4, 1
        rubric = rubric_settings(draw(_several(THRESHOLDS, layers)), areas)
    else:
        layers, areas, fewest = draw(st.integers(1, 4)), draw(st.integers(1, 3)), 0
        rubric = rubric_settings(
            draw(_several(THRESHOLDS, layers)),
            areas,
            draw(_several(WEIGHTS, layers)),
            draw(_several(WEIGHTS, areas)),
        )
    applies = True if built_in_shape else None
    scored = [
        draw(_criterion(f"c{layer}{area}{number}", (layer, area), applies))
        for layer in range(layers)
        for area in range(areas)
        for number in range(draw(st.integers(fewest, 2 if built_in_shape else 3)))
    ]
    return Subject(rubric, tuple(scored))


def subjects_with_one() -> st.SearchStrategy[tuple[Subject, int]]:
    """A subject with at least one criterion, and the number of one of them."""
    return subjects().filter(lambda s: bool(s.scored)).flatmap(_picked)


def _picked(subject: Subject) -> st.SearchStrategy[tuple[Subject, int]]:
    return st.tuples(st.just(subject), st.integers(0, len(subject.scored) - 1))


def _several(values: Sequence[float], count: int) -> st.SearchStrategy[list[float]]:
    return st.lists(st.sampled_from(values), min_size=count, max_size=count)


def raised(subject: Subject, index: int, pick: Callable[[Sequence[Fraction]], Fraction], end: str) -> Subject:
    """The subject with one low or high end moved up; a low end takes the high end along."""
    one = subject.scored[index]
    if end == "high":
        return subject.with_changed(index, high=pick([c for c in CREDITS if c >= one.high]))
    low = pick([c for c in CREDITS if c >= one.low])
    return subject.with_changed(index, low=low, high=max(low, one.high))
