"""The fixed texts of all reports, from `reports/texts/`, with their plural forms, and those that replace some."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.resources import folder
from assess.suggestion import did_you_mean

OWN = "texts/en.toml"
"""Where a folder of templates holds sentences of its own."""
_FORMS = frozenset({"zero", "one", "other"})


@dataclass(frozen=True, slots=True)
class Texts:
    """One language: sentences by dotted key, and plural forms by dotted key."""

    sentences: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its values filled in."""
        text = self.sentences[key]
        return text.format(**values) if values else text

    def n(self, key: str, count: int, **values: object) -> str:
        """The plural form for a count; `{count}` and `{word}` (small counts spelt out) stand in it."""
        forms = self.plurals[key]
        form = "one" if count == 1 else "zero" if count == 0 and "zero" in forms else "other"
        return forms[form].format(count=f"{count:,}", word=self.word(count), **values)

    def word(self, count: int) -> str:
        """A count up to twelve as a word."""
        return self.sentences.get(f"word.{count}", f"{count:,}")


def parse(content: str) -> Texts:
    """Reads one language's TOML: nested tables give dotted keys, a table of plural forms is one text."""
    sentences: dict[str, str] = {}
    plurals: dict[str, Mapping[str, str]] = {}
    for key, value in _leaves(tomllib.loads(content), ""):
        if isinstance(value, str):
            sentences[key] = value
        else:
            plurals[key] = value
    return Texts(sentences, plurals)


def _leaves(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and not (value and value.keys() <= _FORMS):
            yield from _leaves(value, f"{name}.")
        else:
            yield name, value


def english() -> Texts:
    """The texts in force: the shipped English ones, or while `speaking` those with somebody's own before them."""
    return _SPOKEN.get() or _shipped()


@contextmanager
def speaking(own: str | None) -> Iterator[None]:
    """Puts somebody's own texts, checked, before the shipped ones for as long as it lasts."""
    token = _SPOKEN.set(with_own(own))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@cache
def with_own(own: str | None) -> Texts:
    """The shipped texts with somebody's own before them."""
    shipped = _shipped()
    if own is None:
        return shipped
    found = parse(own)
    return Texts({**shipped.sentences, **found.sentences}, {**shipped.plurals, **found.plurals})


def check_own(content: str, name: str) -> None:
    """Whether texts can stand before the shipped ones.

    Raises: InputError when they are no TOML; Problems with every key that replaces nothing, has no plural where one
    belongs, or holds a place that is never filled in.
    """
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not valid TOML: {error}", Place(name)) from error
    shipped = dict(_leaves(tomllib.loads(_content()), ""))
    problems = []
    for key, value in _leaves(data, ""):
        if key not in shipped:
            problems.append(InputError(f"no text is called {key!r}", Place(name), did_you_mean(key, shipped)))
        elif fault := _fault(value, shipped[key]):
            problems.append(InputError(f"{key!r} {fault}", Place(name)))
    if problems:
        raise Problems(problems)


def _fault(value: Any, shipped: Any) -> str:
    """What is wrong with one text; empty when nothing is."""
    if isinstance(shipped, dict):
        if (
            not isinstance(value, dict)
            or "other" not in value
            or not all(isinstance(one, str) for one in value.values())
        ):
            return "has plural forms: `one`, `other`, and `zero` where wanted"
        places = {"count", "word"}.union(*map(_places, shipped.values()))
        texts = list(value.values())
    elif isinstance(value, str):
        places, texts = _places(shipped), [value]
    else:
        return "is one text"
    try:
        unknown = set().union(*map(_places, texts)) - places
    except ValueError as error:
        return f"cannot be filled in: {error}"
    known = ", ".join(f"{{{place}}}" for place in sorted(places)) or "none"
    return f"holds {{{min(unknown)}}}; known here: {known}" if unknown else ""


def _places(text: str) -> set[str]:
    """The names that are filled in. Raises: ValueError."""
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None and (form or conversion or not name.isidentifier()):
            raise ValueError(f"{{{name}}} is no plain name")
        found |= {name} if name is not None else set()
    return found


def _content() -> str:
    return (folder("reports") / "texts" / "en.toml").read_text(encoding="utf-8")


@cache
def _shipped() -> Texts:
    return parse(_content())


_SPOKEN: ContextVar[Texts | None] = ContextVar("spoken", default=None)
