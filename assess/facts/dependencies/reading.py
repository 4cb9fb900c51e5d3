"""Foreign TOML, JSON and YAML as plain shapes, and the lines where names stand."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import re2

from assess.facts.extractor import Unparsable
from assess.yaml_source import Loaded, NotYaml, load_foreign

MOST_SEARCHES = 300
"""Searches through all lines of one file; later ones settle for a nearby line."""
_AT_LINE = re2.compile(r"line (\d+)")


def table(value: Any) -> dict[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """The texts among a list's items; a single text is a list of one."""
    return [value] if isinstance(value, str) else [v for v in items(value) if isinstance(v, str)]


def text_of(value: Any) -> str:
    """A scalar as text; empty for anything else."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def read_toml(text: str) -> dict[str, Any]:
    """A TOML document. Raises: Unparsable."""
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise Unparsable(f"not valid TOML: {error}", _line_in(str(error))) from error


def read_json(text: str) -> dict[str, Any]:
    """A JSON object. Raises: Unparsable."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unparsable(f"not valid JSON: {error.msg}", error.lineno) from error
    except ValueError as error:
        raise Unparsable(f"not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise Unparsable("not a JSON object")
    return data


def read_yaml(text: str, path: str) -> Loaded:
    """The first YAML document. Raises: Unparsable."""
    try:
        documents = load_foreign(text, path)
    except NotYaml as problem:
        raise Unparsable(str(problem), problem.line) from problem
    return documents[0] if documents else Loaded(path, None, {})


def _line_in(message: str) -> int | None:
    match = _AT_LINE.search(message)
    return int(match.group(1)) if match else None


class Lines:
    """Where things stand in a text; every look-up is by hash or one pass."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._keys: dict[str, list[int]] = {}
        self._items: dict[str, list[int]] = {}
        self._headers: dict[str, int] = {}
        self._searches = MOST_SEARCHES
        for number, line in enumerate(self._lines, 1):
            stripped = line.strip()
            if stripped.startswith("["):
                self._headers.setdefault(
                    stripped.partition("#")[0].strip().strip("[]").strip().replace('"', ""), number
                )
            for mark in ("=", ":"):
                key = stripped.partition(mark)[0].strip().strip("\"'")
                self._keys.setdefault(key, []).append(number)
            item = stripped.rstrip(",]").rstrip().removeprefix("- ").strip().strip("\"'")
            self._items.setdefault(item, []).append(number)

    def header(self, name: str) -> int:
        """The line of a TOML table's header; 0 when there is none."""
        return self._headers.get(name, 0)

    def key(self, name: str, after: int = 0) -> int:
        """The first line after `after` that begins with the key; else the first such line; else `after` or 1."""
        return self._first(self._keys.get(name, []), after)

    def item(self, text: str, after: int = 0) -> int:
        """The first line after `after` that is the list item; else the first line that holds the quoted text."""
        if found := self._items.get(text):
            return self._first(found, after)
        self._searches -= 1
        quoted = (f'"{text}"', f"'{text}'")
        for number, line in enumerate(self._lines[after:] if self._searches >= 0 else (), after + 1):
            if quoted[0] in line or quoted[1] in line:
                return number
        return after or 1

    def _first(self, numbers: list[int], after: int) -> int:
        later = next((n for n in numbers if n > after), 0)
        return later or (numbers[0] if numbers else after or 1)
