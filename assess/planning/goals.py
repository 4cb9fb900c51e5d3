"""What a plan must reach, as exact limits; all of them can only be helped by a further step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil

from assess.engine.rounding import SCORE_DECIMALS, exact
from assess.errors import InputError
from assess.model.assessment import Assessment
from assess.model.config import GateLimits
from assess.model.scale import Outcome, Tier
from assess.planning.steps import Ground

_UNIT = Fraction(1, 10**SCORE_DECIMALS)


@dataclass(frozen=True, slots=True)
class Goal:
    """Exact least values in points of 100, and criteria that must be met."""

    score: Fraction | None = None
    layers: Mapping[str, Fraction] = field(default_factory=dict)
    areas: Mapping[str, Fraction] = field(default_factory=dict)
    coverage: Fraction | None = None
    met: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def joined(self, other: Goal) -> Goal:
        """Both goals at once."""
        return Goal(
            score=_larger(self.score, other.score),
            layers=_larger_of_each(self.layers, other.layers),
            areas=_larger_of_each(self.areas, other.areas),
            coverage=_larger(self.coverage, other.coverage),
            met=self.met | other.met,
            words=(*self.words, *other.words),
            notes=(*self.notes, *other.notes),
        )

    def parts(self) -> Iterator[Goal]:
        """The same with one limit at a time: what the whole costs, none of them costs more than."""
        alone = replace(self, score=None, areas={}, coverage=None)
        if self.score is not None:
            yield replace(alone, score=self.score)
        for area, limit in self.areas.items():
            yield replace(alone, areas={area: limit})
        if self.coverage is not None:
            yield replace(alone, coverage=self.coverage)


def least(printed: float) -> Fraction:
    """The smallest exact number that is printed as this one or more, half up."""
    units = ceil(exact(printed) / _UNIT)
    return max(Fraction(), (units - Fraction(1, 2)) * _UNIT)


def to_score(score: float) -> Goal:
    """At least this printed score."""
    return Goal(score=least(score), words=(f"a score of {score:g}",))


def to_level(ground: Ground, level: int) -> Goal:
    """So many layers established, from the bottom. Raises: InputError when there are fewer that apply."""
    end, _, shares = ground.ends()
    applying = [layer for layer in end.layers if layer.score is not None]
    if level > len(applying):
        hint = f"{len(applying)} layers apply" if len(applying) != 1 else "one layer applies"
        raise InputError(f"there is no maturity level {level} here", hint=hint)
    chosen = {layer.id: least(float(layer.threshold)) for layer in applying[:level]}
    essential = frozenset(
        share.scored.criterion
        for share in shares
        if share.scored.layer in chosen and share.scored.tier is Tier.ESSENTIAL and not share.scored.low
    )
    return Goal(layers=chosen, met=essential, words=(f"maturity level {level}",))


def to_gate(ground: Ground, assessment: Assessment, limits: GateLimits) -> Goal:
    """What the gate asks for, as far as steps can bring it. Raises: InputError for layers that there are not."""
    found = Goal()
    if limits.min_score is not None:
        found = found.joined(to_score(limits.min_score))
    if limits.min_level:
        found = found.joined(to_level(ground, limits.min_level))
    scores = ground.scores()
    for kind, wanted in (("area", limits.min_area), ("layer", limits.min_layer)):
        for name, limit in wanted.items():
            if (kind, name) not in scores:
                raise InputError(f"nothing applies in {kind} {name!r}, so no step can bring it to {limit:g}")
            goals = {name: least(limit)}
            found = found.joined(
                Goal(
                    areas=goals if kind == "area" else {},
                    layers=goals if kind == "layer" else {},
                    words=(f"{kind} {name} at {limit:g}",),
                )
            )
    if limits.min_coverage is not None:
        found = found.joined(Goal(coverage=least(limits.min_coverage), words=(f"coverage of {limits.min_coverage:g}",)))
    return found.joined(_named(assessment, limits))


def _named(assessment: Assessment, limits: GateLimits) -> Goal:
    """Criteria that the gate names, one by one or as a kind; and what only people can settle."""
    away = {f.criterion for f in assessment.findings if not f.applies.value}
    required = frozenset(limits.require)
    if gone := sorted(required & away):
        raise InputError(f"{', '.join(gone)}: required by the gate, but does not apply here")
    essential = _essential_not_met(assessment) if limits.no_essential_not_met else frozenset()
    words = [f"{name} met" for name in limits.require]
    words += ["no essential criterion not met"] if limits.no_essential_not_met else []
    notes = tuple(
        f"The gate also asks for more than steps can bring: {text}." for text in _unplannable(assessment, limits)
    )
    return Goal(met=required | essential, words=tuple(words), notes=notes)


def _unplannable(assessment: Assessment, limits: GateLimits) -> Iterator[str]:
    """What stands against the gate and is no criterion to be met."""
    asked = assessment.questionnaire
    if limits.no_conflicts and asked.conflicts:
        names = ", ".join(one.criterion for one in asked.conflicts)
        yield f"settle where answers and the repository contradict each other ({names})"
    if limits.no_expired_answers and asked.expired:
        yield f"give expired answers anew ({', '.join(asked.expired)})"
    expired = [waiver.criterion for waiver in assessment.waivers if waiver.state == "expired"]
    if limits.no_expired_waivers and expired:
        yield f"renew expired waivers or take them away ({', '.join(expired)})"
    if limits.no_regress:
        yield "what got worse since the baseline shows in `assess gate`"


def _essential_not_met(assessment: Assessment) -> frozenset[str]:
    return frozenset(
        f.criterion for f in assessment.findings if f.tier is Tier.ESSENTIAL and f.outcome is Outcome.NOT_MET
    )


def reached(ground: Ground, goal: Goal, met: Collection[str]) -> bool:
    """Whether the goal is reached, by exact re-scoring with some criteria met."""
    scores = ground.scores(met)
    low, high, _ = ground.ends(met)
    wanted = [(("score",), goal.score)] if goal.score is not None else []
    pairs = [
        *wanted,
        *((("layer", name), value) for name, value in goal.layers.items()),
        *((("area", name), value) for name, value in goal.areas.items()),
    ]
    done = {one.criterion for one in ground.after(met) if one.low == 1}
    covered = goal.coverage is None or 100 - (high.ungated - low.ungated) >= goal.coverage
    return covered and goal.met <= done and all(key in scores and scores[key][0] >= value for key, value in pairs)


def _larger(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    known = [value for value in (one, other) if value is not None]
    return max(known, default=None)


def _larger_of_each(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> dict[str, Fraction]:
    names = dict.fromkeys((*one, *other))
    return {name: max(side[name] for side in (one, other) if name in side) for name in names}
