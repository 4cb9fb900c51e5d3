"""What a plan costs on the full rubric: seconds, partial plans and what is proven, for several targets.

usage: python benchmarks/plan.py ASSESSMENT.json [ASSESSMENT.json ...]

Criteria by the rubric's own effort; with and without questions. Nodes are counts and the same on every machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from assess.output.json import load
from assess.planning.goals import to_level, to_score
from assess.planning.planning import Choice, cheapest_to, fullest_for
from assess.planning.steps import Ground, ground_of


def targets(ground: Ground) -> list[tuple[str, Callable[[], Choice]]]:
    """Scores above today's, all levels, some budgets."""
    scores = ground.scores()
    now = float(scores[("score",)][0]) if scores else 100.0
    level = ground.standing().level
    aims: list[tuple[str, Callable[[], Choice]]] = []
    aims += [(f"score {s}", lambda s=s: cheapest_to(ground, to_score(s))) for s in (30, 45, 60, 75, 90, 99) if s > now]
    aims += [
        (f"level {n}", lambda n=n: cheapest_to(ground, to_level(ground, n)))
        for n in range(level.proven + 1, level.of + 1)
    ]
    aims += [(f"{d} days", lambda d=d: fullest_for(ground, Fraction(d))) for d in (5, 20, 60, 120)]
    return aims


def main() -> None:
    """One line for each assessment and target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assessments", nargs="+", type=Path)
    print(
        f"{'assessment':24} {'steps':>5} {'questions':>9} {'target':>9} {'seconds':>8} {'nodes':>8} {'chosen':>6} {'days':>7}  proven"
    )
    for path in parser.parse_args().assessments:
        assessment = load(path.read_bytes(), str(path))
        for ask in (True, False):
            ground = ground_of(assessment, ask=ask)
            costs = {step.criterion: step.cost for step in ground.steps}
            for name, solve in targets(ground):
                started = time.perf_counter()
                choice = solve()
                seconds = time.perf_counter() - started
                days = float(sum(costs[c] for c in choice.met))
                proof = "optimal" if choice.proof.optimal else f"bound {choice.proof.bound:.2f}"
                print(
                    f"{path.stem[:24]:24} {len(costs):5} {'yes' if ask else 'no':>9} {name:>9} {seconds:8.2f} "
                    f"{choice.proof.nodes:8} {len(choice.met):6} {days:7.2f}  {proof}"
                )


if __name__ == "__main__":
    main()
