"""Where the keys of JSON, TOML and INI texts stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

Path = tuple[str | int, ...]

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+', re.DOTALL)
_JSON_MARK = re.compile(r'["/,}\]]')
_STRING_MARK = re.compile(r'["\\]')
_LONGEST_LINE = 1000
"""Characters of a line that are looked at; keys stand at its beginning."""
_TOML_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_TOML_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TOML_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
_INI_SECTION = re.compile(r"\[([^\]]+)\]")
_INI_KEY = re.compile(r"([^\s#;=:][^=:]*?)\s*(?:[=:]|$)")
_DEPTH_LIMIT = 120


def without_comments(text: str) -> str:
    """JSON as editors allow it turned into strict JSON: comments and trailing commas blanked, lines kept."""
    parts: list[str] = []
    position = comma = 0  # `comma`: 1 + index in parts of a comma that nothing but space followed so far
    while found := _JSON_MARK.search(text, position):
        start, mark = found.start(), found[0]
        parts.append(text[position:start])
        if parts[-1].strip():
            comma = 0
        end = _string_end(text, start) if mark == '"' else _comment_end(text, start) if mark == "/" else start + 1
        piece = text[start:end]
        if mark == "/" and end > start + 1:
            piece = "\n" * piece.count("\n")
        elif mark in "}]" and comma:
            parts[comma - 1] = " "
        parts.append(piece)
        if mark == ",":
            comma = len(parts)
        elif piece.strip():
            comma = 0
        position = end
    return "".join(parts) + text[position:]


def _string_end(text: str, start: int) -> int:
    position = start + 1
    while found := _STRING_MARK.search(text, position):
        if found[0] == '"':
            return found.end()
        position = found.end() + 1
    return len(text)


def _comment_end(text: str, start: int) -> int:
    """One past the comment's last character; of a lone slash, one past it."""
    if text.startswith("//", start):
        end = text.find("\n", start)
        return len(text) if end < 0 else end
    if text.startswith("/*", start):
        end = text.find("*/", start + 2)
        return len(text) if end < 0 else end + 2
    return start + 1


@lru_cache(maxsize=16)
def json_places(text: str) -> dict[Path, int]:
    """The line of every key and item of a strict JSON text."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    places: dict[Path, int] = {}
    stack: list[list[str | int]] = []
    key: str | None = None
    for token in _JSON_TOKEN.finditer(text):
        word, line = token[0], bisect_right(starts, token.start())
        path = tuple(frame[0] for frame in stack)
        if word in "}]":
            if stack:
                stack.pop()
            key = None
        elif word == ",":
            if stack and isinstance(stack[-1][0], int):
                stack[-1][0] += 1
            key = None
        elif word == ":":
            continue
        elif stack and stack[-1][1] == "{" and key is None:
            key = _unquoted(word)
            stack[-1][0] = key
            places.setdefault((*path[:-1], key), line)
        else:
            places.setdefault(path, line)
            if word in "{[":
                if len(stack) > _DEPTH_LIMIT:
                    return places
                stack.append(["" if word == "{" else 0, word])
                key = None
    return places


def _unquoted(word: str) -> str:
    return word[1:-1] if word.startswith('"') else word


@lru_cache(maxsize=16)
def toml_places(text: str) -> dict[Path, int]:
    """The line of every table and key of a TOML text."""
    places: dict[Path, int] = {(): 1}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, whole in _outside_long_strings(text):
        line = whole[:_LONGEST_LINE]
        header = _TOML_TABLE.match(line)
        if header:
            table = _table_path(header[1], _toml_parts(header[2]), counts)
            _mark(places, table, number)
        elif key := _TOML_KEY.match(line):
            _mark(places, table + _toml_parts(key[1]), number)
    return places


def _table_path(mark: str, names: Path, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for position, name in enumerate(names, 1):
        path += (name,)
        if position == len(names) and mark == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


def _toml_parts(text: str) -> Path:
    return tuple(next(g for g in m.groups() if g is not None) for m in _TOML_PART.finditer(text))


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            fence = "" if fence in line else fence
            continue
        yield number, line
        fence = next((q for q in ('"""', "'''") if line.count(q) % 2), "")


@lru_cache(maxsize=16)
def ini_places(text: str) -> dict[Path, int]:
    """The line of every section and option of an INI text."""
    places: dict[Path, int] = {(): 1}
    section: Path = ()
    for number, whole in enumerate(text.split("\n"), 1):
        line = whole[:_LONGEST_LINE]
        if found := _INI_SECTION.match(line):
            section = (found[1],)
            places.setdefault(section, number)
        elif option := _INI_KEY.match(line):
            places.setdefault((*section, option[1]), number)
    return places


def _mark(places: dict[Path, int], path: Path, line: int) -> None:
    for end in range(1, len(path) + 1):
        places.setdefault(path[:end], line)
