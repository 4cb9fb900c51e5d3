"""The plan as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assess.model.plan import Plan
from assess.output.plan import wording
from assess.output.presentation import numbers
from assess.output.presentation.safe_text import clean

_WIDE = 34
_TEXT = 220


def render_plain(plan: Plan) -> str:
    """What it reaches, how far it is proven, and the steps in order."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    commit = f" at {plan.subject.commit[:10]}" if plan.subject.commit else ""
    yield f"Plan for {clean(plan.subject.name)}{commit}, to reach {clean(wording.goal(plan))}"
    yield wording.result(plan)
    yield wording.proof(plan)
    for layer, steps in groupby(plan.steps, key=lambda step: step.layer):
        yield ""
        yield clean(layer)
        for step in steps:
            yield (
                f"  {step.position:3}. {clean(step.criterion, _WIDE):{_WIDE}} {step.gain:+6.2f}  "
                f"score {numbers.score(step.score_after):>5}  level {step.level_after}"
            )
            yield f"       {step.tier.value}, {wording.KIND[step.kind]}: {wording.step_effort(step)}"
            yield f"       {clean(step.action, _TEXT)}"
    if plan.notes:
        yield ""
        yield from (clean(note) for note in plan.notes)
