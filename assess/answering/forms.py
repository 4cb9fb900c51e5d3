"""A form that was sent, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assess.model.answer import Answer
from assess.questionnaire.cards import Card
from assess.questionnaire.replies import day_of, part_of, scalar_of
from assess.questionnaire.scales import NOT_APPLICABLE, UNKNOWN
from assess.questionnaire.values import faults

PART = "part."
"""How the fields of a structured answer begin."""
_LONGEST = {"who": 200, "evidence": 2000, "note": 5000, "reason": 2000}

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: an answer, or what is wrong with it."""

    answer: Answer | None
    faults: tuple[str, ...] = ()


def filled(card: Card, form: Form, who: str, today: date) -> Filled:
    """The answer of one form; what does not fit its question is told in sentences, and nothing is an answer then."""
    said = form.get("say", "")
    wrong = [
        f"{name} is longer than {most:,} characters" for name, most in _LONGEST.items() if len(_text(form, name)) > most
    ]
    if not said:
        wrong.append("choose an answer first")
    value: Any = said
    if said == NOT_APPLICABLE:
        wrong += _left_out(card, form)
    elif said and said != UNKNOWN:
        value, more = _value(card, form, said)
        wrong += more
    when = day_of(form["when"]) if form.get("when") else today
    if when is None:
        wrong.append("the date is written like 2026-03-31")
    elif when > today:
        wrong.append("the date lies in the future")
    if wrong:
        return Filled(None, tuple(wrong))
    reason = _text(form, "reason") if said == NOT_APPLICABLE else ""
    texts = {"who": who.strip(), "evidence": _text(form, "evidence"), "note": _text(form, "note"), "reason": reason}
    return Filled(Answer(value=value, when=when, **texts))


def _left_out(card: Card, form: Form) -> list[str]:
    question = card.criterion.question
    if question is None or not question.not_applicable:
        return ["this question always applies: say `I don't know` instead"]
    return [] if len(_text(form, "reason")) >= 3 else ["say why it does not apply"]


def _value(card: Card, form: Form, said: str) -> tuple[Any, list[str]]:
    how = card.how
    if how.fields:
        parts = {name: form.get(PART + name, "") for name in how.fields}
        value: Any = {name: part_of(how, name, text) for name, text in parts.items() if text.strip()}
        if not value:
            return value, ["fill in at least one part"]
    else:
        value = scalar_of(how, said if how.words is not None else form.get("value", ""))
    found = faults(how, value)
    return value, [f"{fault.key}: {fault.message}" if fault.key else fault.message for fault in found]


def _text(form: Form, name: str) -> str:
    return " ".join(form.get(name, "").split()) if name != "note" else form.get(name, "").replace("\r\n", "\n").strip()
