"""The plan as a Markdown checklist, and as one issue draft for each step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assess.model.plan import Plan, PlannedStep
from assess.output.plan import wording
from assess.output.presentation import numbers
from assess.output.presentation.markdown_text import code, escaped

_TEXT = 1000


def render_markdown(plan: Plan) -> str:
    """A checklist by layer, in the order to be followed."""
    return "\n\n".join(_blocks(plan)) + "\n"


def _blocks(plan: Plan) -> Iterator[str]:
    yield f"## Plan for {escaped(plan.subject.name)}: {escaped(wording.goal(plan))}"
    yield f"{escaped(wording.result(plan), _TEXT)}.  \n{escaped(wording.proof(plan), _TEXT)}"
    for layer, steps in groupby(plan.steps, key=lambda step: step.layer):
        yield f"### {escaped(layer)}"
        yield "\n".join(_item(step) for step in steps)
    yield from (f"> {escaped(note, _TEXT)}" for note in plan.notes)


def _item(step: PlannedStep) -> str:
    after = f"score {numbers.score(step.score_after)}, level {step.level_after} afterwards"
    return (
        f"- [ ] **{step.position}. {escaped(step.title)}** {code(step.criterion)}: {wording.KIND[step.kind]}, "
        f"{escaped(wording.step_effort(step))}; +{step.gain:.2f}, {after}  \n  {escaped(step.action, _TEXT)}"
    )


def issue_drafts(plan: Plan) -> dict[str, bytes]:
    """File name to content, one for each step in order."""
    width = max(2, len(str(len(plan.steps))))
    return {
        f"{step.position:0{width}}-{_slug(step.criterion)}.md": _draft(plan, step).encode("utf-8", "replace")
        for step in plan.steps
    }


def _slug(criterion: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in criterion)[:80]


def _draft(plan: Plan, step: PlannedStep) -> str:
    before = (
        "" if step.position == 1 else f"\n\nStep {step.position} of {len(plan.steps)}; the steps before it come first."
    )
    return (
        f"# {escaped(step.title)}\n\n{escaped(step.action, _TEXT)}\n\n"
        f"| | |\n| --- | --- |\n"
        f"| Criterion | {code(step.criterion)} |\n"
        f"| Where | {escaped(step.layer)} / {escaped(step.area)}, {step.tier.value} |\n"
        f"| Effort | {escaped(wording.step_effort(step))} |\n"
        f"| Brings | +{step.gain:.2f} points; score {numbers.score(step.score_after)} afterwards |\n\n"
        f"Part of the plan for {escaped(plan.subject.name)} to reach {escaped(wording.goal(plan))}.{before}\n\n"
        f"Done when {code(f'assess explain {step.criterion} --repo .')} says that it is met.\n"
    )
