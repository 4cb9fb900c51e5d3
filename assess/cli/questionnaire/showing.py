"""How one question looks in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assess.cli.streams import say
from assess.model.question import QuestionType
from assess.questionnaire.cards import PEOPLE
from assess.questionnaire.replies import written
from assess.questionnaire.scales import DELIVERY_STEPS

if TYPE_CHECKING:
    from assess.model.answer import Answer, Response
    from assess.model.rubric import Rubric
    from assess.questionnaire.cards import Card

_WIDTH = 96
_COVERAGE = {
    "none": "nowhere",
    "some": "in some places",
    "at-least-half": "in at least half of them",
    "most": "in most of them",
    "all": "everywhere",
}


def show(card: Card, number: int, of: int, rubric: Rubric) -> None:
    """The question with what is known, and how to answer it."""
    layers = {layer.id: layer.title for layer in rubric.settings.layers}
    areas = {area.id: area.title for area in rubric.settings.areas}
    place = f"{layers[card.criterion.layer]} / {areas[card.criterion.area]}"
    say()
    say(f"{number} of {of}. {card.criterion.title}", bold=True)
    say(f"{place}; {card.worth}; ask {PEOPLE[card.role]}")
    say()
    _wrapped(card.asks)
    for index, text in enumerate(card.seen):
        _wrapped(f"The repository shows: {text}" if index == 0 else f"- {text}", indent=2)
    for text in said_lines(card.response):
        _wrapped(text, indent=2)
    if card.note:
        _wrapped(f"So far: {card.note}", indent=2)
    for text in scale_lines(card):
        _wrapped(text, indent=2)


def explain(card: Card) -> None:
    """Why it is asked, what good looks like, and every way to answer."""
    for label, text in (("Why", card.why), ("Good", card.good), ("Evidence", card.evidence)):
        if text:
            _wrapped(f"{label}: {text}", indent=2)
    _wrapped(f"An answer holds for {card.lifetime_days} days.", indent=2)
    for text in scale_lines(card):
        _wrapped(text, indent=2)
    _wrapped("Enter: later. unknown: nobody can say. back: the question before. quit: end.", indent=2)
    if card.how.question and card.how.question.not_applicable:
        _wrapped("n/a: it does not apply here, with a reason.", indent=2)


def scale_lines(card: Card) -> Iterator[str]:
    """How the question is answered."""
    how = card.how
    if how.words is not None:
        titles = {choice.value: choice.title for choice in (how.question.choices if how.question else ())}
        titles = titles or (_COVERAGE if how.type is QuestionType.COVERAGE else {})
        for number, word in enumerate(how.words, 1):
            yield f"{number} {word}: {titles[word]}" if word in titles else f"{number} {word}"
        return
    if how.fields:
        yield f"{len(how.fields)} parts, one after the other; Enter leaves a part out, at the first one the question."
        return
    unit = f": {how.question.unit}" if how.question and how.question.unit else ""
    kinds = {QuestionType.NUMBER: f"a number{unit}", QuestionType.DATE: "a date such as 2026-03-31"}
    yield f"Answer with {kinds.get(how.type, 'a sentence')}."


def part_prompt(card: Card, part: str) -> str:
    """The question for one part of a structured answer, its choices on lines of their own."""
    question = card.how.question
    titles = {field.id: field.title for field in question.fields} if question else {}
    text = titles.get(part) or part.replace("-", " ")
    if card.how.type is not QuestionType.DORA:
        return f"  {text}: "
    steps = DELIVERY_STEPS.get(part)
    choices = ", ".join(f"{n} {step}" for n, step in enumerate(steps, 1)) if steps else "percent of deployments"
    pad = "    "
    wrapped = textwrap.fill(choices, _WIDTH, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False)
    return f"  {text}\n{wrapped}\n  > "


def said_lines(response: Response | None) -> Iterator[str]:
    """Who has said what."""
    if response is None:
        return
    for answer in response.answers:
        yield f"Answered: {_said(answer)}"
    if response.decision is not None:
        yield f"Decided: {_said(response.decision)}"


def _said(answer: Answer) -> str:
    value = "; ".join(written(answer.value).splitlines())
    by = f" by {answer.who}" if answer.who else ""
    on = f" on {answer.when}" if answer.when else ""
    rest = "".join(f"; {text}" for text in (answer.evidence, answer.reason, answer.note) if text)
    return f"{value}{by}{on}{rest}"


def _wrapped(text: str, indent: int = 0) -> None:
    pad = " " * indent
    say(
        textwrap.fill(
            text,
            _WIDTH,
            initial_indent=pad,
            subsequent_indent=pad + "  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    )
