"""Two promises checked on generated cases: the parts of a comparison add up, and a plan is the cheapest there is.

usage: python -m benchmarks.proofs [--pairs 1000] [--plans 1000] [--seed 1], from the project's folder

A pair is an assessment and what became of it, with any of its pieces changed: rubric, settings, answers, repository. The
change of every score is worked out by its definition and must be the exact sum of the parts, at both ends; and so must
the numbers as they are printed. A plan is compared with every set of up to eight steps, scored one by one.
"""

from __future__ import annotations

import argparse
from fractions import Fraction
from random import Random
from time import perf_counter

from assess.comparison.attribution import attribute
from assess.comparison.items import pair_of
from assess.comparison.splitting import split
from assess.errors import InputError
from assess.planning.goals import reached
from assess.planning.planning import cheapest_to
from tests.comparison.strategies import INPUTS, a_pair
from tests.comparison.test_splitting import by_formula, units
from tests.planning.grounds import a_goal, a_ground, cheapest_by_trying

Ends = tuple[Fraction, Fraction]
NOTHING: Ends = (Fraction(), Fraction())


def pairs(count: int, seed: int) -> str:
    """Compares generated pairs. Raises: AssertionError with the seed of the first that does not add up."""
    sums, pieces = 0, 0
    for number in range(seed, seed + count):
        sides = a_pair(Random(number))
        pair = pair_of(*sides, INPUTS)
        parts = attribute(pair)
        pieces += len(parts)
        for key in {**pair.scores(()), **pair.scores(pair.items)}:
            was, now = (by_formula(side, key) or NOTHING for side in sides)
            for end in (0, 1):
                total = sum((by[key][end] for by in parts.values() if key in by), Fraction())
                assert total == now[end] - was[end], f"seed {number}: {key}"
                sums += 1
        for score in split([pair]).scores:
            assert sum(units(share.proven) for share in score.parts) == units(score.change.proven), f"seed {number}"
    return f"{count} pairs, {pieces} pieces that changed, {sums} changes of scores: each is the sum of its parts"


def plans(count: int, seed: int) -> str:
    """Plans for generated goals. Raises: AssertionError with the seed of the first that is not the cheapest."""
    solved, sets = 0, 0
    for number in range(seed, seed + count):
        rng = Random(number)
        ground = a_ground(rng)
        goal = a_goal(rng, ground)
        best = cheapest_by_trying(ground, goal)
        sets += 2 ** len(ground.steps)
        try:
            choice = cheapest_to(ground, goal)
        except InputError:
            assert best is None, f"seed {number}: a plan was missed"
            continue
        cost = sum((step.cost for step in ground.steps if step.criterion in choice.met), Fraction())
        assert reached(ground, goal, choice.met), f"seed {number}: the goal is not reached"
        assert choice.proof.optimal and cost == best, f"seed {number}: {cost} days, {best} would do"
        solved += 1
    return f"{count} goals, {sets} sets of steps tried: {solved} plans are the cheapest, the other goals have none"


def main() -> None:
    """Both promises, with the seconds that they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for check, count in ((pairs, chosen.pairs), (plans, chosen.plans)):
        started = perf_counter()
        said = check(count, chosen.seed)
        print(f"{said} ({perf_counter() - started:.0f} seconds)", flush=True)


if __name__ == "__main__":
    main()
