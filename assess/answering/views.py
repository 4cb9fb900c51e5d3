"""What the page shows, as plain values for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assess.answering.forms import PART, Form
from assess.model.answer import Answer, Response
from assess.model.question import QuestionType
from assess.model.rubric import Rubric
from assess.questionnaire.cards import PEOPLE, Card
from assess.questionnaire.editing import fingerprint, same_person
from assess.questionnaire.replies import written
from assess.questionnaire.scales import DELIVERY_STEPS, NOT_APPLICABLE, UNKNOWN

SOON_DAYS = 30
_COVERAGE = {
    "none": "Nowhere",
    "some": "In a small part",
    "at-least-half": "In at least half",
    "most": "In most",
    "all": "Everywhere",
}
_ANSWERED = ("given", "not-applicable", "unknown")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Input:
    """One field to fill in."""

    name: str
    title: str
    value: str
    kind: str
    """`text`, `number`, `date`, `lines` or `steps`."""
    options: tuple[Option, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One person's answer, in words."""

    who: str
    when: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with its form."""

    card: Card
    person: str
    """Who can usually answer."""
    state: str
    """How it stands, in words."""
    mood: str
    """`open`, `done` or `look`: needs an answer, has one, wants looking at."""
    options: tuple[Option, ...]
    inputs: tuple[Input, ...]
    said: tuple[Said, ...]
    decision: Said | None
    evidence: str
    note: str
    reason: str
    when: str
    seen: str
    can_decide: bool
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a layer's questions are answered."""

    identifier: str
    title: str
    answered: int
    of: int


def progress(cards: tuple[Card, ...], rubric: Rubric) -> tuple[Progress, ...]:
    """One per layer that has questions, then the sum under the empty id."""
    rows = []
    for layer in rubric.settings.layers:
        mine = [card for card in cards if card.criterion.layer == layer.id]
        if mine:
            rows.append(Progress(layer.id, layer.title, sum(answered(card) for card in mine), len(mine)))
    total = Progress("", "All", sum(row.answered for row in rows), sum(row.of for row in rows))
    return (*rows, total)


def answered(card: Card) -> bool:
    """Whether somebody has said something that holds today, be it that nobody knows."""
    return card.state in _ANSWERED


def question_view(
    card: Card, who: str, today: date, draft: Form | None = None, messages: tuple[str, ...] = ()
) -> QuestionView:
    """The form as it should stand: what this visitor typed last, else what was answered under the same name."""
    own = own_answer(card.response, who)
    form = draft if draft is not None else _written(card, own)
    responses = card.response.answers if card.response else ()
    state, mood = _state(card, today)
    return QuestionView(
        card=card,
        person=PEOPLE.get(card.role, card.role),
        state=state,
        mood=mood,
        options=_options(card, form),
        inputs=_inputs(card, form),
        said=tuple(said_view(answer) for answer in responses),
        decision=said_view(card.response.decision) if card.response and card.response.decision else None,
        evidence=form.get("evidence", ""),
        note=form.get("note", ""),
        reason=form.get("reason", ""),
        when=form.get("when", ""),
        seen=fingerprint(card.response),
        can_decide=len(responses) > 1,
        messages=messages,
    )


def own_answer(response: Response | None, who: str) -> Answer | None:
    """The visitor's earlier answer; without a name, the only one there is."""
    responses = response.answers if response else ()
    mine = [one for one in responses if who.strip() and same_person(one.who, who)]
    nameless = [one for one in responses if not one.who.strip()]
    return next(iter(mine or nameless), None)


def _written(card: Card, answer: Answer | None) -> dict[str, str]:
    if answer is None:
        return {}
    form = {"evidence": answer.evidence, "note": answer.note, "reason": answer.reason}
    value = answer.value
    if value in (UNKNOWN, NOT_APPLICABLE):
        return {**form, "say": str(value)}
    if card.how.fields and isinstance(value, dict):
        parts = {f"{PART}{key}": written(part) for key, part in value.items() if part is not None}
        return {**form, **parts, "say": "answer"}
    if card.how.words is not None:
        return {**form, "say": written(value)}
    return {**form, "say": "answer", "value": written(value)}


def _options(card: Card, form: Mapping[str, str]) -> tuple[Option, ...]:
    how, said = card.how, form.get("say", "")
    titles: dict[str, str] = {"answer": "My answer stands below"}
    if how.words is not None:
        chosen = {choice.value: choice.title for choice in how.question.choices} if how.question else {}
        titles = {word: chosen.get(word) or _COVERAGE.get(word) or word.capitalize() for word in how.words}
        if how.type is QuestionType.YES_NO:
            titles = {"yes": "Yes", "no": "No"}
    titles[UNKNOWN] = "I don't know"
    if how.question is not None and how.question.not_applicable:
        titles[NOT_APPLICABLE] = "Does not apply here"
    return tuple(Option(value, title, value == said) for value, title in titles.items())


def _inputs(card: Card, form: Mapping[str, str]) -> tuple[Input, ...]:
    how = card.how
    if how.words is not None:
        return ()
    if how.fields:
        titles = {field.id: field.title for field in how.question.fields} if how.question else {}
        return tuple(
            _part(how.type, name, titles.get(name) or name.replace("-", " ").capitalize(), form, name in how.required)
            for name in how.fields
        )
    kind = {QuestionType.NUMBER: "number", QuestionType.DATE: "date"}.get(how.type, "lines")
    unit = f"Number of {how.question.unit}" if how.question and how.question.unit else "Number"
    title = {"number": unit, "date": "Date", "lines": "In your words"}[kind]
    return (Input("value", title, form.get("value", ""), kind, required=True),)


def _part(kind: QuestionType, name: str, title: str, form: Mapping[str, str], required: bool) -> Input:
    field, value = f"{PART}{name}", form.get(f"{PART}{name}", "")
    if kind is QuestionType.DORA and name in DELIVERY_STEPS:
        steps = (*DELIVERY_STEPS[name], UNKNOWN)
        options = tuple(Option(step, step.replace("-", " "), step == value) for step in steps)
        return Input(field, title, value, "steps", options, required)
    if kind is QuestionType.DORA:
        return Input(field, f"{title}, in percent of deployments", value, "text", required=required)
    return Input(field, title, value, "text", required=required)


def said_view(answer: Answer) -> Said:
    """One person's answer, in words."""
    details = [answer.reason, answer.evidence, answer.note]
    return Said(
        who=answer.who or "somebody without a name",
        when=answer.when.isoformat() if answer.when else "no date",
        value=written(answer.value).replace("\n", "; "),
        detail=" · ".join(part for part in details if part),
    )


def _state(card: Card, today: date) -> tuple[str, str]:
    expires = card.expires
    if card.state == "none":
        return "Not answered yet", "open"
    if card.state == "expired":
        return f"Expired on {expires.isoformat() if expires else 'an unknown day'}; please answer again", "look"
    if card.state == "disagreement":
        return "Answers differ; a reviewer decides", "look"
    if card.state == "unknown":
        return f"Answered, and unknown: {card.note}" if card.note else "Answered: not known", "look"
    until = f", holds until {expires.isoformat()}" if expires else ", without a date"
    if expires and expires - today <= timedelta(days=SOON_DAYS):
        return f"Answered{until}: soon to be asked again", "look"
    return f"Answered{until}", "done"
