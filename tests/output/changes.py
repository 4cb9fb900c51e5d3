"""A comparison and a plan of the sample, and hostile ones: what their outputs are tried on."""

from __future__ import annotations

from functools import cache
from typing import Any

from assess.comparison.stages import compared
from assess.model.assessment import Assessment
from assess.model.comparison import Comparison
from assess.model.plan import Plan
from assess.planning.goals import to_score
from assess.planning.planning import cheapest_to, plan_of
from assess.planning.steps import ground_of

from .sample import document, sample
from .variants import hostile


def _earlier(assessment: Assessment) -> Assessment:
    """The same with another commit, three findings that were worse, one better, and an answer not yet given."""
    made: dict[str, Any] = assessment.model_dump(mode="json")
    made["subject"]["commit"] = "0" * 40
    changed = 0
    for finding in made["findings"]:
        if not finding["applies"]["value"] or changed == 4:
            continue
        if finding["rung"] in ("wired", "absent") and finding["kind"] == "repository" and not finding["refuted"]:
            other = "absent" if finding["rung"] == "wired" else "wired"
            credit = 1.0 if other == "wired" else 0.0
            finding.update(rung=other, rung_possible=other, score={"low": credit, "high": credit})
            finding["outcome"] = "met" if credit else "not-met"
            changed += 1
    return Assessment.model_validate(made)


@cache
def comparison() -> Comparison:
    """The sample against its earlier self."""
    return compared(_earlier(sample()), sample())


@cache
def hostile_comparison() -> Comparison:
    """The same of the hostile sample."""
    it = hostile()
    return compared(_earlier(it), it)


@cache
def plan(poisoned: bool = False) -> Plan:
    """A plan for the sample, or for the hostile one."""
    it = hostile() if poisoned else Assessment.model_validate(document())
    ground = ground_of(it)
    goal = to_score(70)
    return plan_of(it, ground, cheapest_to(ground, goal), goal.words, ("Something else is to be settled.",))
