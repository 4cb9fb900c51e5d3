"""Generated grounds for plans, and the answer by trying every set of steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from random import Random

from assess.planning.goals import Goal, reached, to_level, to_score
from assess.planning.steps import Ground, Step

from tests.comparison.strategies import a_side, scored

COSTS = tuple(Fraction(text) for text in ("1/8", "1/2", "1", "2", "3", "5", "1/3"))
MOST_STEPS = 8


def a_ground(rng: Random) -> Ground:
    """Any ground with a few steps; what else is open stays so."""
    side = a_side(rng)
    criteria = scored(side)
    opened = [one for one in criteria if one.applies and one.low < 1]
    chosen = rng.sample(opened, min(len(opened), MOST_STEPS))
    names = [one.criterion for one in criteria if one in chosen]
    costs = [rng.choice(COSTS) for _ in names]
    return Ground(side, criteria, tuple(Step(n, "work", c, c) for n, c in zip(names, costs, strict=True)))


def a_goal(rng: Random, ground: Ground) -> Goal:
    """A goal that all steps together reach: some part of the way to what they reach."""
    every = {step.criterion for step in ground.steps}
    now, then = ground.scores(), ground.scores(every)
    goal = Goal()
    if not then:
        return goal
    part = Fraction(rng.randint(1, 10), 10)
    aims = {key: now[key][0] + part * (then[key][0] - now[key][0]) for key in then}
    kind = rng.choice(("score", "score", "score", "areas", "coverage", "level", "mixed"))
    if kind in ("score", "mixed"):
        goal = goal.joined(Goal(score=aims[("score",)]))
    if kind in ("areas", "mixed"):
        goal = goal.joined(Goal(areas={key[1]: aims[key] for key in aims if key[0] == "area"}))
    if kind == "coverage":
        low, high, _ = ground.ends()
        after = ground.ends(every)
        gap, left = high.ungated - low.ungated, after[1].ungated - after[0].ungated
        goal = goal.joined(Goal(coverage=100 - gap + part * (gap - left), met=frozenset(list(every)[:0])))
    if kind == "level":
        level = ground.standing(every).level.proven
        goal = goal.joined(to_level(ground, level)) if level else to_score(0)
    if kind == "mixed" and every:
        goal = goal.joined(Goal(met=frozenset({rng.choice(sorted(every))})))
    return goal


def subsets(ground: Ground) -> Iterator[tuple[frozenset[str], Fraction]]:
    """Every set of steps with what it costs."""
    for count in range(len(ground.steps) + 1):
        for chosen in combinations(ground.steps, count):
            yield frozenset(step.criterion for step in chosen), sum((step.cost for step in chosen), Fraction())


def cheapest_by_trying(ground: Ground, goal: Goal) -> Fraction | None:
    """What the goal costs at least; None when nothing reaches it."""
    return min((cost for met, cost in subsets(ground) if reached(ground, goal, met)), default=None)


def fullest_by_trying(ground: Ground, budget: Fraction) -> Fraction:
    """The most points that a budget can buy."""
    affordable = [met for met, cost in subsets(ground) if cost <= budget]
    return max(score(ground, met) for met in affordable)


def score(ground: Ground, met: frozenset[str]) -> Fraction:
    scores = ground.scores(met)
    return scores[("score",)][0] if scores else Fraction()
