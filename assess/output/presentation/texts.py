"""The fixed texts of all reports, from `reports/texts/`, with their plural forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assess.resources import folder

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


@cache
def english() -> Texts:
    """The shipped English texts."""
    return parse((folder("reports") / "texts" / "en.toml").read_text(encoding="utf-8"))
