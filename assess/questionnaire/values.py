"""What an answer's value may be under each type of question, and the credit that it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from assess.model.question import Band, Question, QuestionType
from assess.questionnaire.scales import (
    COVERAGE,
    DELIVERY_METRICS,
    DELIVERY_STEPS,
    UNKNOWN,
    YES_NO,
    is_placeholder,
)
from assess.suggestion import did_you_mean


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value; `key` names the part of a map that it stands in."""

    message: str
    hint: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is to be answered: the rubric's question, or a plain yes or no where the rubric has none."""

    type: QuestionType
    question: Question | None = None

    @property
    def words(self) -> Mapping[str, float] | None:
        """Credit by word, for types that are answered with one of some words."""
        if self.type is QuestionType.YES_NO:
            return YES_NO
        if self.type is QuestionType.COVERAGE:
            return COVERAGE
        chosen = self.question.choices if self.question else ()
        if self.type is QuestionType.CHOICE or (self.type is QuestionType.DORA and chosen):
            return {choice.value: choice.credit for choice in chosen}
        return None

    @property
    def fields(self) -> tuple[str, ...]:
        """Parts of an answer that is a map."""
        named = tuple(field.id for field in self.question.fields) if self.question else ()
        return named or (DELIVERY_METRICS if self.type is QuestionType.DORA else ())

    @property
    def required(self) -> tuple[str, ...]:
        """Parts that full credit needs; all of them when none is marked."""
        marked = tuple(field.id for field in self.question.fields if field.required) if self.question else ()
        return marked or self.fields


def asked(question: Question | None, otherwise: str = "yes-no") -> Asked:
    """How to answer a criterion's question; without one, as a question of the type `otherwise`."""
    return Asked(question.type, question) if question else Asked(QuestionType(otherwise))


def faults(how: Asked, value: Any) -> tuple[Fault, ...]:
    """Everything that is wrong with a value; `unknown` and `not-applicable` are not passed in."""
    if how.words is not None:
        return _word_faults(word(value), how.words)
    if how.type is QuestionType.NUMBER:
        return () if _number(value) is not None else (Fault(f"expected a number{_unit(how)}, got {shown(value)}"),)
    if how.type is QuestionType.DATE:
        return () if day(value) else (Fault(f"expected a date, got {shown(value)}", "write it as 2026-03-31"),)
    if how.type is QuestionType.TEXT:
        return _text_faults(value)
    return _map_faults(how, value)


def credit(how: Asked, value: Any, as_of: date) -> float | None:
    """Credit in 0..1 of a value without faults; None when it decides nothing (a part unknown, a date to come)."""
    if how.words is not None:
        return how.words.get(word(value))
    if how.type is QuestionType.NUMBER:
        return _banded(_number(value), how.question)
    if how.type is QuestionType.DATE:
        then = day(value)
        return _banded(float((as_of - then).days), how.question) if then and then <= as_of else None
    if how.type is QuestionType.TEXT:
        return 1.0
    if not isinstance(value, dict):
        return None
    return _delivery_credit(how, value) if how.type is QuestionType.DORA else _filled_share(how, value)


def word(value: Any) -> str:
    """A value as one of the scale's words; true and false are yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip().lower() if isinstance(value, str | int | float) else ""


def day(value: Any) -> date | None:
    """A date as it is written in a document."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-03-31") else None
    except ValueError:
        return None


def shown(value: Any) -> str:
    """A value for a message: short, and by its kind when it is not a scalar."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "\u2026") if isinstance(value, str) else text


def _word_faults(given: str, words: Mapping[str, float]) -> tuple[Fault, ...]:
    if given in words:
        return ()
    expected = ", ".join([*words, UNKNOWN])
    return (Fault(f"expected one of: {expected}; got {given!r}", did_you_mean(given, [*words, UNKNOWN])),)


def _text_faults(value: Any) -> tuple[Fault, ...]:
    if not isinstance(value, str):
        return (Fault(f"expected a text, got {shown(value)}"),)
    if is_placeholder(value):
        return (Fault(f"{value.strip()!r} answers nothing", "leave the question out, or write `unknown`"),)
    return ()


def _map_faults(how: Asked, value: Any) -> tuple[Fault, ...]:
    if not isinstance(value, dict):
        return (Fault(f"expected a map of {', '.join(how.fields)}; got {shown(value)}"),)
    found = [
        Fault(f"unknown part {key!r}", did_you_mean(key, how.fields) or f"parts are: {', '.join(how.fields)}", key)
        for key in value
        if key not in how.fields
    ]
    check = _delivery_fault if how.type is QuestionType.DORA else _part_fault
    known = [(key, part) for key, part in value.items() if key in how.fields]
    return (*found, *(fault for key, part in known if (fault := check(key, part))))


def _part_fault(key: str, part: Any) -> Fault | None:
    return Fault(f"expected a text or a number, got {shown(part)}", key=key) if isinstance(part, dict | list) else None


def _delivery_fault(key: str, part: Any) -> Fault | None:
    if part is None or part == UNKNOWN:
        return None
    steps = DELIVERY_STEPS.get(key)
    if steps is None:
        number = _number(part)
        fine = number is not None and 0 <= number <= 100
        return None if fine else Fault(f"expected a percentage from 0 to 100, got {shown(part)}", key=key)
    if _step(steps, part) is not None:
        return None
    hint = did_you_mean(part, steps) if isinstance(part, str) else None
    return Fault(f"expected one of: {', '.join(steps)}; got {shown(part)}", hint, key)


def _step(steps: tuple[str, ...], part: Any) -> int | None:
    """0 (worst) to 5; steps may also be written as 1 to 6."""
    if isinstance(part, int) and not isinstance(part, bool) and 1 <= part <= len(steps):
        return part - 1
    return steps.index(part) if part in steps else None


def _delivery_credit(how: Asked, value: dict[str, Any]) -> float | None:
    earned: list[float | None] = []
    for key in how.required:
        part, steps = value.get(key), DELIVERY_STEPS.get(key)
        if steps is not None:
            step = _step(steps, part)
            earned.append(None if step is None else step / (len(steps) - 1))
        else:
            number = _number(part)
            earned.append(None if number is None else (100 - number) / 100)
    known = [one for one in earned if one is not None]
    return sum(known) / len(known) if known and len(known) == len(earned) else None


def _filled_share(how: Asked, value: dict[str, Any]) -> float | None:
    if not how.required:
        return None
    filled = [key for key in how.required if value.get(key) is not None and not is_placeholder(str(value[key]))]
    return len(filled) / len(how.required)


def _banded(number: float | None, question: Question | None) -> float | None:
    """Credit of the first band that a number falls into; beyond the last one nothing is earned."""
    bands: tuple[Band, ...] = question.bands if question else ()
    if number is None or not bands:
        return None
    return next((band.credit for band in bands if band.up_to is None or number <= band.up_to), 0.0)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if isfinite(value) else None


def _unit(how: Asked) -> str:
    return f" ({how.question.unit})" if how.question and how.question.unit else ""
