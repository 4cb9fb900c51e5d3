"""A page for each criterion, and their index by cell."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assess.cli.reference.rules import condition, ladder
from assess.engine.rounding import printed
from assess.engine.shares import Scored, share_out
from assess.model.question import Question
from assess.model.rubric import Case, Criterion, Rubric
from assess.questionnaire.values import asked

_WITNESSES = {"repository": "the repository", "question": "people", "both": "the repository, then people"}


def index(rubric: Rubric) -> Iterator[str]:
    """Every criterion in its cell: layers from the bottom up, areas side by side."""
    settings = rubric.settings
    yield from (f"# Criteria of {settings.id} {settings.version}", "", f"{settings.title}.", "")
    for layer in settings.layers:
        yield from ("", f"## {layer.title}", "", _sentence(layer.summary), "")
        yield f"Established from {layer.threshold:g} points on, with every essential criterion met at least in part."
        for area in settings.areas:
            inside = [c for c in rubric.criteria if (c.layer, c.area) == (layer.id, area.id)]
            yield from ("", f"### {layer.title}: {area.title}", "")
            yield from (f"- [{c.title}]({c.id}.md) (`{c.id}`, {c.tier.value}, weight {c.weight:g})" for c in inside)


def page(criterion: Criterion, rubric: Rubric, points: float) -> Iterator[str]:
    """One criterion: what it is, why, how it is decided, what to do, on which sources it rests, and its traps."""
    yield from (f"# {criterion.title}", "", *_facts(criterion, rubric, points))
    yield from ("", "## Why", "", criterion.rationale)
    if criterion.rule is not None:
        yield from ("", "## How it is decided", "", *ladder(criterion.rule))
    yield from _around(criterion)
    if criterion.question is not None:
        yield from ("", "## What people are asked", "", *_question(criterion.question))
    yield from ("", "## What to do", "", criterion.remedy, "", f"Effort: about {criterion.effort_days:g} person-days.")
    yield from ("", "## Sources", "", *_sources(criterion, rubric))
    if criterion.cases:
        yield from ("", "## Cases", "", "Each of these is tested:", "", *map(_case, criterion.cases))


def _facts(criterion: Criterion, rubric: Rubric, points: float) -> Iterator[str]:
    titles = {layer.id: layer.title for layer in rubric.settings.layers}
    titles |= {area.id: area.title for area in rubric.settings.areas}
    yield from ("| | |", "|---|---|", f"| id | `{criterion.id}` |")
    yield f"| cell | [{titles[criterion.layer]}: {titles[criterion.area]}](index.md) |"
    yield f"| tier | {criterion.tier.value} |"
    yield f"| weight | {criterion.weight:g}; {points:g} of 100 points where everything applies |"
    yield f"| applies to | {'every subject' if criterion.applies == 'any' else f'`{criterion.applies}`'} |"
    yield f"| decided by | {_WITNESSES[criterion.kind]} |"
    yield f"| since | {criterion.since} |"
    place = f"rubrics/{rubric.settings.id}/{criterion.layer}/{criterion.area}/{criterion.id}.yaml"
    yield f"| defined in | [`{criterion.id}.yaml`](../../../{place}) |"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def points_at_most(rubric: Rubric) -> dict[str, float]:
    """What each criterion is worth in points of 100 where everything applies."""
    nought = Fraction()
    every = [
        Scored(c.id, c.layer, c.area, c.tier, c.weight, True, nought, nought, False, False) for c in rubric.criteria
    ]
    return {share.scored.criterion: printed(share.value, 2) for share in share_out(rubric.settings, every)}


def _around(criterion: Criterion) -> Iterator[str]:
    """When it leaves, is proposed away, or is looked for elsewhere."""
    if criterion.means is not None:
        yield from ("", "It leaves, and counts nowhere, unless this holds:", "", *condition(criterion.means))
    if criterion.proposal is not None:
        yield from ("", f"The scan proposes that it does not apply in this case: {criterion.proposal.because}", "")
        yield from condition(criterion.proposal.when)
    if criterion.elsewhere is not None:
        yield from ("", f"Without any trace here it is unknown in this case: {criterion.elsewhere.because}", "")
        yield from condition(criterion.elsewhere.when)


def _question(question: Question) -> Iterator[str]:
    yield f"> {question.asks}"
    for label, text in (("Why", question.why), ("A good answer", question.good), ("Evidence", question.evidence)):
        if text:
            yield from ("", f"{label}: {text}")
    yield from ("", f"Ask: {question.who.replace('-', ' ')}. An answer holds for {question.expires_days} days.", "")
    how = asked(question)
    if question.choices:
        yield from (f"- `{choice.value}`: {choice.title} ({choice.credit:.0%})" for choice in question.choices)
    elif how.words is not None:
        yield from (f"- `{word}` ({credit:.0%})" for word, credit in how.words.items())
    elif question.fields:
        yield from (f"- `{f.id}`: {f.title}{'' if f.required else ' (optional)'}" for f in question.fields)
    elif question.bands:
        yield f"Answered with a {question.type.value}{f' in {question.unit}' if question.unit else ''}:"
        yield from ("", *(f"- {_band(b.up_to)}: {b.credit:.0%}" for b in question.bands))
    else:
        yield f"Answered with: {', '.join(how.fields) or question.type.value}."
    if question.not_applicable:
        yield from ("", "It may be answered with `not-applicable` and a reason.")


def _band(up_to: float | None) -> str:
    return "beyond" if up_to is None else f"up to {up_to:g}"


def _sources(criterion: Criterion, rubric: Rubric) -> Iterator[str]:
    for cited in criterion.sources:
        name, _, part = cited.partition(" ")
        source = rubric.sources[name]
        title = f"[{source.title}]({source.url})" if source.url else source.title
        yield f"- {title}{f', {part}' if part else ''}"


def _case(case: Case) -> str:
    expected = " and ".join(one.value for one in (case.rung, case.outcome) if one is not None)
    trap = " ".join(case.trap.split())
    return f"- {case.name}: **{expected}**{f'. Trap: {trap}' if trap else ''}"
