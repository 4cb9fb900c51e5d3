from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from assess.errors import InputError
from assess.planning import fronts
from assess.planning.goals import Goal, least, reached, to_level, to_score
from assess.planning.planning import Choice, cheapest_to, fullest_for
from assess.planning.steps import Ground
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.formula import to_print
from tests.planning.grounds import a_goal, a_ground, cheapest_by_trying, fullest_by_trying, score

SEEDS = st.integers(0, 2**32).map(Random)
PROPERTY = settings(deadline=None, max_examples=60)


def cost(ground: Ground, choice: Choice) -> Fraction:
    return sum((step.cost for step in ground.steps if step.criterion in choice.met), Fraction())


@PROPERTY
@given(SEEDS)
def test_the_plan_is_the_cheapest_of_all_sets_of_steps(rng: Random) -> None:
    ground = a_ground(rng)
    goal = a_goal(rng, ground)
    best = cheapest_by_trying(ground, goal)
    if best is None:
        with pytest.raises(InputError, match="no plan reaches"):
            cheapest_to(ground, goal)
        return
    choice = cheapest_to(ground, goal)
    assert reached(ground, goal, choice.met)
    assert choice.proof.optimal
    assert cost(ground, choice) == best


@PROPERTY
@given(SEEDS)
def test_cut_short_it_still_reaches_the_goal_and_its_bound_holds(rng: Random) -> None:
    ground = a_ground(rng)
    goal = a_goal(rng, ground)
    best = cheapest_by_trying(ground, goal)
    if best is None:
        return
    choice = cheapest_to(ground, goal, nodes=rng.choice((0, 3, 20)))
    assert reached(ground, goal, choice.met)
    assert choice.proof.bound is not None
    assert choice.proof.bound <= float(best) + 1e-6
    assert cost(ground, choice) == best or not choice.proof.optimal


@PROPERTY
@given(SEEDS)
def test_with_thinned_fronts_the_bound_still_holds(rng: Random) -> None:
    ground = a_ground(rng)
    goal = a_goal(rng, ground)
    best = cheapest_by_trying(ground, goal)
    if best is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fronts, "most_of", lambda _: 2)
        choice = cheapest_to(ground, goal)
    assert reached(ground, goal, choice.met)
    assert choice.proof.bound is not None
    assert choice.proof.bound <= float(best) + 1e-6
    assert cost(ground, choice) == best or not choice.proof.optimal


@PROPERTY
@given(SEEDS)
def test_a_budget_buys_the_most_points(rng: Random) -> None:
    ground = a_ground(rng)
    budget = Fraction(rng.randint(0, 24), 2)
    choice = fullest_for(ground, budget)
    assert cost(ground, choice) <= budget
    assert choice.proof.optimal
    assert score(ground, choice.met) == fullest_by_trying(ground, budget)


@PROPERTY
@given(SEEDS)
def test_a_budget_cut_short_stays_within_it_and_its_bound_holds(rng: Random) -> None:
    ground = a_ground(rng)
    budget = Fraction(rng.randint(0, 24), 2)
    choice = fullest_for(ground, budget, nodes=rng.choice((0, 3, 20)))
    assert cost(ground, choice) <= budget
    assert choice.proof.bound is not None
    assert choice.proof.bound >= float(fullest_by_trying(ground, budget)) - 1e-6


@given(st.integers(0, 1000), st.integers(-60, 60))
def test_the_least_number_is_the_smallest_that_is_printed_so(tenths: int, off: int) -> None:
    number = Fraction(tenths, 10) + Fraction(off, 1000)
    printed = to_print(number)
    assert printed is not None
    assert (printed >= tenths / 10) == (number >= least(tenths / 10)) or number < 0


def test_a_level_that_there_is_not() -> None:
    ground = a_ground(Random(1))
    with pytest.raises(InputError, match="there is no maturity level 9"):
        to_level(ground, 9)


def test_a_goal_that_is_reached_needs_no_step() -> None:
    ground = next(one for seed in range(99) if (one := a_ground(Random(seed))).scores())
    choice = cheapest_to(ground, to_score(0))
    assert (choice.met, choice.proof.method) == (frozenset(), "nothing to do")


def test_goals_join_to_the_stricter() -> None:
    one = Goal(score=Fraction(10), layers={"l0": Fraction(5)})
    other = Goal(score=Fraction(7), layers={"l0": Fraction(9), "l1": Fraction(1)})
    joined = one.joined(other)
    assert (joined.score, joined.layers) == (10, {"l0": 9, "l1": 1})


OPTIONS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)), max_size=12)


@given(OPTIONS)
def test_of_pairs_of_values_just_the_beaten_are_left_out(given_: list[tuple[int, int, int]]) -> None:
    items = tuple(fronts.Item(str(i), cost, (one, other)) for i, (cost, one, other) in enumerate(given_[:7]))
    kept, whole = fronts.options_of(items, (0, 0))
    found = {(option.cost, option.values) for option in kept}
    every = {
        (sum(i.cost for i in chosen), (sum(i.gains[0] for i in chosen), sum(i.gains[1] for i in chosen)))
        for count in range(len(items) + 1)
        for chosen in combinations(items, count)
    }
    beaten = {
        one for one in every for other in every
        if other != one and other[0] <= one[0] and other[1][0] >= one[1][0] and other[1][1] >= one[1][1]
    }  # fmt: skip
    assert whole
    assert found == every - beaten
