"""The verdict as Markdown, above the summary of a report."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.verdict import ConditionInfo, VerdictDocument
from assess.output.presentation.markdown_text import code, escaped
from assess.output.verdict import wording


def verdict_blocks(verdict: VerdictDocument) -> Iterator[str]:
    """The verdict, a table of conditions, and for each miss what stands against it and what would mend it."""
    yield f"### Gate: {escaped(wording.last(verdict))}"
    if verdict.conditions:
        yield _table(verdict)
    missed = [one for one in verdict.conditions if one.verdict != "pass"]
    yield from ("\n".join(_miss(one)) for one in missed)
    compared = list(wording.ratchet(verdict.ratchet)) if verdict.ratchet else []
    if verdict.ratchet:
        yield f"Compared with {code(verdict.ratchet.baseline)}, as of {escaped(verdict.ratchet.as_of)}:"
    told = [*compared, *wording.settings(verdict)]
    if told:
        yield "\n".join(f"- {escaped(line, 600)}" for line in told)


def _table(verdict: VerdictDocument) -> str:
    rows = [
        f"| {one.verdict.upper()} | {escaped(one.name)} | {wording.value(one, one.proven)} | {wording.limit(one)} |"
        for one in verdict.conditions
    ]
    return "\n".join(("| | Condition | Proven | Limit |", "| --- | --- | --: | --- |", *rows))


def _miss(one: ConditionInfo) -> Iterator[str]:
    yield f"**{escaped(one.name)}**"
    yield ""
    yield from (f"- {code(c.criterion)} {escaped(c.text, 600)}" for c in one.concerns[: wording.MOST])
    if len(one.concerns) > wording.MOST:
        yield f"- and {len(one.concerns) - wording.MOST} more"
    if one.mending is None:
        if not one.concerns:
            yield "No finding can mend this: nothing applies there, or the limit is above what there is."
        return
    if one.concerns and one.kind not in wording.STEPS:
        return
    yield from ("", "Next:") if one.concerns else (escaped(wording.mends(one, one.mending)),)
    yield ""
    for mend in one.mending.findings[: wording.MOST]:
        yield f"- {code(mend.criterion)} ({wording.takes(mend)}): {escaped(mend.next)}"
    if len(one.mending.findings) > wording.MOST:
        yield f"- and {len(one.mending.findings) - wording.MOST} more"
