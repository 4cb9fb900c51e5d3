"""What somebody typed, in a terminal, a form or a cell, as the value of an answer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assess.model.question import QuestionType
from assess.questionnaire.scales import DELIVERY_STEPS, NOT_APPLICABLE, UNKNOWN
from assess.questionnaire.values import Asked, Fault, day, faults

_NOT_KNOWN = frozenset({UNKNOWN, "don't know", "dont know", "do not know", "not known", "?"})
_LEFT_OUT = frozenset({NOT_APPLICABLE, "not applicable", "n/a", "na", "does not apply"})
_NUMBER = re.compile(r"([-+]?\d{1,15}(?:[.,]\d{1,9})?)\s*(%|[a-z ]{0,30})")
_WRITTEN_DAY = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_PART = re.compile(r"([\w-]{1,60})[ \t]*[:=][ \t]*(.*)")


def value_of(how: Asked, text: str) -> tuple[Any, tuple[Fault, ...]]:
    """The value that was meant, and what is wrong with it.

    Words may be shortened as long as one alone is meant, and written with spaces; numbers may carry their unit and a
    decimal comma; dates may be written 31.3.2026; maps stand as one `part: value` on each line.
    """
    words = " ".join(text.replace("\u2019", "'").split())
    if words.lower() in _NOT_KNOWN:
        return UNKNOWN, ()
    if words.lower() in _LEFT_OUT:
        return NOT_APPLICABLE, ()
    if how.fields:
        return _map(how, text)
    value = scalar_of(how, text)
    return value, faults(how, value)


def scalar_of(how: Asked, text: str) -> Any:
    """The value of a question that is answered with one word, number, date or text; what is not understood stays."""
    stripped = text.strip()
    if how.words is not None:
        return _word(stripped, list(how.words))
    if how.type is QuestionType.NUMBER:
        return _number(stripped)
    if how.type is QuestionType.DATE:
        found = _day(stripped)
        return found.isoformat() if found else stripped
    return stripped


def part_of(how: Asked, part: str, text: str) -> Any:
    """The value of one part of a map."""
    stripped = text.strip()
    if how.type is not QuestionType.DORA:
        return stripped
    if stripped.lower() in _NOT_KNOWN:
        return UNKNOWN
    if part in DELIVERY_STEPS:
        return _numbered(stripped, DELIVERY_STEPS[part])
    return _number(stripped)


def written(value: Any) -> str:
    """A value as people type it: the counterpart of `value_of`."""
    if isinstance(value, dict):
        return "\n".join(f"{key}: {written(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _map(how: Asked, text: str) -> tuple[Any, tuple[Fault, ...]]:
    found: dict[str, str] = {}
    last = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        named = _PART.fullmatch(line.strip())
        if named and (named[1] in how.fields or not last):
            last = named[1]
            found[last] = named[2]
        elif last and line.strip():
            found[last] += f" {line.strip()}"
        elif line.strip():
            hint = f"one line for each part: {', '.join(how.fields)}"
            return text, (Fault(f"expected `part: value`, got {line.strip()[:40]!r}", hint),)
    value = {part: part_of(how, part, said) for part, said in found.items() if said.strip()}
    return value, faults(how, value)


def _word(text: str, words: list[str]) -> str:
    """The word that was meant, by its beginning."""
    plain = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    if plain in words:
        return plain
    if plain in ("true", "false") and "yes" in words:
        return "yes" if plain == "true" else "no"
    near = [one for one in words if plain and one.startswith(plain)]
    return near[0] if len(near) == 1 else text


def _numbered(text: str, steps: tuple[str, ...]) -> str:
    """A step by its name, its beginning, or its number from 1 (worst)."""
    if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= len(steps):
        return steps[int(text) - 1]
    return _word(text, list(steps))


def _number(text: str) -> Any:
    found = _NUMBER.fullmatch(text.lower())
    if not found:
        return text
    plain = found[1].replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _day(text: str) -> date | None:
    """A date; with slashes only where day and month can be told apart."""
    if found := day(text):
        return found
    written_out = _WRITTEN_DAY.fullmatch(text)
    if not written_out:
        return None
    first, sign, second, year = int(written_out[1]), written_out[2], int(written_out[3]), int(written_out[4])
    if sign == "/" and first <= 12 and second <= 12 and first != second:
        return None
    months = (second, first) if sign == "." or first > 12 else (first, second)
    try:
        return date(year, *months)
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """A date as people type it; None when it is not certainly one."""
    return _day(text.strip())
