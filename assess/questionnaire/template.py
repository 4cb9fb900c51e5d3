"""A commented answers file: the open questions, most points first, with what the scan already knows."""

from __future__ import annotations

import textwrap

from assess.model.assessment import Assessment
from assess.model.evidence import cut
from assess.model.finding import Finding
from assess.model.question import Question, QuestionType
from assess.model.rubric import Criterion, Rubric
from assess.questionnaire.cards import MOST_EVIDENCE, PEOPLE, evidence_line, worth
from assess.questionnaire.scales import DELIVERY_METRICS, DELIVERY_STEPS, NOT_APPLICABLE, UNKNOWN
from assess.questionnaire.trait_questions import TraitQuestion, trait_questions
from assess.questionnaire.values import Asked, asked

_WIDTH = 100
_INTRODUCTION = """\
Answers for {name}: {count}, the one worth most first. Keep this file as .maturity/answers.yaml in the repository.
To answer a question, take the single # away from the front of its lines and fill in `value`.
An answer that names who, when and evidence (a link, a document, a ticket) counts in full, any other counts half.
`unknown` is an honest answer. Leave out what you do not want to answer."""


def template(assessment: Assessment, rubric: Rubric) -> str:
    """YAML that reads as a valid answers file without answers, until somebody takes comment signs away."""
    findings = {finding.criterion: finding for finding in assessment.findings}
    wanted = [
        (criterion, findings[criterion.id])
        for identifier in assessment.questionnaire.open
        if (criterion := rubric.criterion(identifier)) is not None and criterion.id in findings
    ]
    count = f"{len(wanted)} open question{'' if len(wanted) == 1 else 's'}"
    lines = [
        *_prose(_INTRODUCTION.format(name=cut(assessment.subject.name), count=count)),
        "",
        f"rubric: {rubric.settings.id}",
        "answers:",
    ]
    for criterion, finding in wanted:
        lines += ["", *_block(criterion, finding, assessment.as_of)]
    for trait in trait_questions(assessment, rubric):
        lines += ["", *_trait_block(trait, assessment.as_of)]
    return "\n".join(lines) + "\n"


def _block(criterion: Criterion, finding: Finding, as_of: str) -> list[str]:
    how = asked(criterion.question)
    return [
        *_prose(f"{criterion.title} ({criterion.layer}, {criterion.area}; {worth(finding)})"),
        *_prose(_asks(criterion)),
        *_known(finding),
        f"#  {criterion.id}:",
        *_value_lines(how),
        f"#    who:{_comment(PEOPLE.get(criterion.question.who) if criterion.question else 'name or role')}",
        f"#    when:{_comment(f'for example {as_of}')}",
        f"#    evidence:{_comment((criterion.question.evidence if criterion.question else '') or 'link or document')}",
    ]


def _trait_block(trait: TraitQuestion, as_of: str) -> list[str]:
    return [
        *_prose(trait.asks),
        *_prose(trait.hangs),
        f"#  {trait.identifier}:",
        "#    value:  # yes | no",
        "#    reason:  # why; without one the answer does not count",
        "#    who:  # name or role",
        f"#    when:{_comment(f'for example {as_of}')}",
    ]


def _asks(criterion: Criterion) -> str:
    question = criterion.question
    if question is None:
        return f"Is this done in another place than this repository: {criterion.title}? Name the place as evidence."
    parts = [question.asks, question.why, f"Good: {question.good}" if question.good else ""]
    return "\n".join(part for part in parts if part)


def _known(finding: Finding) -> list[str]:
    """What the scan saw, and what was answered before."""
    lines = _prose(f"The repository shows: {finding.reason}") if finding.rung is not None else []
    for evidence in finding.evidence[:MOST_EVIDENCE]:
        lines += _prose(f"  - {evidence_line(evidence)}")
    if finding.answer is not None and finding.answer.state != "given":
        lines += _prose(f"An earlier answer is {finding.answer.state}.")
    return lines


def _value_lines(how: Asked) -> list[str]:
    other = [UNKNOWN]
    if how.question is not None and how.question.not_applicable:
        other.append(f"{NOT_APPLICABLE} (with `reason:`)")
    if how.words is not None:
        return [*_choices(how.question), f"#    value:{_comment(' | '.join([*how.words, *other]))}"]
    if how.fields:
        parts = [f"#      {part}:{_comment(_part_title(how, part))}" for part in how.fields]
        return ["#    value:", *parts]
    kinds = {QuestionType.NUMBER: "a number", QuestionType.DATE: "a date such as 2026-03-31"}
    kind = kinds.get(how.type, "a text")
    unit = f" ({how.question.unit})" if how.question and how.question.unit else ""
    return [f"#    value:{_comment(' | '.join([kind + unit, *other]))}"]


def _choices(question: Question | None) -> list[str]:
    choices = question.choices if question else ()
    return [line for choice in choices for line in _prose(f"  {choice.value}: {choice.title}")]


def _part_title(how: Asked, part: str) -> str:
    if how.type is QuestionType.DORA:
        steps = DELIVERY_STEPS.get(part, ())
        if steps or part in DELIVERY_METRICS:
            return " | ".join((*steps, UNKNOWN)) if steps else f"percent of deployments | {UNKNOWN}"
    titles = {field.id: field.title for field in how.question.fields} if how.question else {}
    return titles.get(part, "")


def _comment(text: str | None) -> str:
    clean = cut(text or "", 300)
    return f"  # {clean}" if clean else ""


def _prose(text: str) -> list[str]:
    """Comment lines that stay comments when one # is taken away."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        indent = len(paragraph) - len(paragraph.lstrip())
        clean = cut(paragraph, 1000)
        pad = " " * indent
        lines += textwrap.wrap(clean, _WIDTH - 3, initial_indent=pad, subsequent_indent=pad) if clean else []
    return [f"## {line}" for line in lines]
