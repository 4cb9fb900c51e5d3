"""A criterion in words: what it asks, how it is decided, and each condition with what was seen."""

from __future__ import annotations

from collections.abc import Iterator

from assess.engine.evaluate import described
from assess.model.evidence import Evaluation, Evidence
from assess.model.question import Question
from assess.model.rubric import AnyOf, AtLeast, Condition, Criterion, Not, Probe, Rubric, Rule
from assess.model.scale import Truth
from assess.model.testified import FindingAnswer
from assess.questionnaire.values import asked

_MARKS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
_MOST_EVIDENCE = 3


def rule_lines(rule: Rule) -> Iterator[str]:
    """The ladder, strongest rung first, with its caps and what refutes it."""
    for step in rule.steps:
        yield f"{step.rung.value}: {step.says}"
        yield from _indented(condition_lines(step.when))
    yield f"absent: {rule.nothing}"
    for cap in rule.caps:
        yield f"at most {cap.at_most.value}: {cap.because}"
        yield from _indented(condition_lines(cap.when))
    if rule.refuted is not None:
        yield f"refuted, whatever is answered: {rule.refuted.because}"
        yield from _indented(condition_lines(rule.refuted.when))


def condition_lines(condition: Condition) -> Iterator[str]:
    """A condition as a tree."""
    if isinstance(condition, Probe):
        share = f", at least {condition.at_least:.0%}" if condition.at_least is not None else ""
        yield f"{described(condition)}{share}"
        return
    if isinstance(condition, Not):
        yield "not"
        yield from _indented(condition_lines(condition.part))
        return
    if len(condition.parts) == 1:
        yield from condition_lines(condition.parts[0])
        return
    if isinstance(condition, AtLeast):
        yield f"at least {condition.count} of"
    else:
        yield "any of" if isinstance(condition, AnyOf) else "all of"
    for part in condition.parts:
        yield from _indented(condition_lines(part))


def question_lines(question: Question) -> Iterator[str]:
    """What is asked, whom, and how it may be answered."""
    yield question.asks
    for label, text in (("why", question.why), ("a good answer", question.good), ("evidence", question.evidence)):
        if text:
            yield f"{label}: {text}"
    how = asked(question)
    if question.choices:
        yield from (f"{choice.value}: {choice.title} ({choice.credit:.0%})" for choice in question.choices)
    elif how.words is not None:
        yield "answers: " + ", ".join(f"{word} ({credit:.0%})" for word, credit in how.words.items())
    elif how.fields:
        yield f"answers: a map of {', '.join(how.fields)}"
    else:
        yield f"answers: a {question.type.value}{f' in {question.unit}' if question.unit else ''}"
    yield f"ask: {question.who}; an answer holds for {question.expires_days} days"


def evaluation_lines(evaluation: Evaluation) -> Iterator[str]:
    """A condition as it was evaluated, with where it was seen."""
    note = f" ({evaluation.note})" if evaluation.note else ""
    yield f"{_MARKS[evaluation.value]:7}  {evaluation.label}{note}"
    if evaluation.children:
        for child in evaluation.children:
            yield from _indented(evaluation_lines(child))
        return
    for evidence in evaluation.evidence[:_MOST_EVIDENCE]:
        yield f"           seen at {evidence_text(evidence)}"
    if len(evaluation.evidence) > _MOST_EVIDENCE:
        yield f"           and in {len(evaluation.evidence) - _MOST_EVIDENCE} more places"


def evidence_text(evidence: Evidence) -> str:
    """Place and text of one piece of evidence, on one line."""
    place = evidence.path or (evidence.commit or "")[:12] or evidence.kind
    where = f"{place}:{evidence.line}" if evidence.line else place
    return " ".join(f"{where}: {evidence.text}".split()) if evidence.text else where


def answer_lines(answer: FindingAnswer | None) -> Iterator[str]:
    """What was said, by whom and when, and what git knows of it."""
    if answer is None:
        return
    if answer.responses:
        for one in answer.responses:
            yield f"{'Decided' if one.decision else 'Answered'}: {_said(one.value, one.who, one.when)}"
    else:
        yield f"Answered: {_said(answer.value, answer.who, answer.when)}"
    if answer.recorded and answer.recorded.differs:
        yield f"Committed: by {answer.recorded.who} on {answer.recorded.when}, {answer.recorded.commit[:12]}"
    elif answer.recorded and answer.recorded.taken:
        taken = " and ".join({"who": "name", "when": "day"}[one] for one in answer.recorded.taken)
        yield f"Its {taken} {'is' if len(answer.recorded.taken) == 1 else 'are'} that of commit {answer.recorded.commit[:12]}"


def _said(value: object, who: str, when: str | None) -> str:
    text = "; ".join(f"{key}: {part}" for key, part in value.items()) if isinstance(value, dict) else str(value)
    return text + (f" by {who}" if who else "") + (f" on {when}" if when else "")


def source_lines(criterion: Criterion, rubric: Rubric) -> Iterator[str]:
    """What the criterion rests on: the part that it cites, title and address."""
    for cited in criterion.sources:
        source = rubric.sources.get(cited.split(" ")[0])
        yield ": ".join((cited, " ".join(part for part in (source.title, source.url) if part))) if source else cited


def origin(criterion: Criterion) -> str:
    """The files that say what the criterion is."""
    paths = dict.fromkeys(place.path for place in criterion.places.values() if place.path)
    return ", ".join(paths)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
