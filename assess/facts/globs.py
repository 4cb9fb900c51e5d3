"""Path globs: `*` within a folder, `**` across folders, `?`, `[abc]`, `{a,b}`; matched in linear time.

A glob without `/` matches the file's name anywhere; one with `/` is anchored at the repository's top.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import re2


def to_regex(glob: str) -> str:
    """The regular expression (RE2 syntax, for a full match, case-insensitive) of one glob."""
    anchored = glob if "/" in glob else f"**/{glob}"
    out, index, depth = ["(?i)"], 0, 0
    body = anchored.lstrip("/")
    while index < len(body):
        char = body[index]
        if body.startswith("**/", index):
            out.append("(?:.*/)?")
            index += 3
            continue
        if body.startswith("**", index):
            out.append(".*")
            index += 2
            continue
        if char == "[" and "]" in body[index + 2 :]:
            end = body.index("]", index + 2)
            inner = body[index + 1 : end]
            out.append("[" + ("^" + inner[1:] if inner[0] == "!" else inner).replace("\\", r"\\") + "]")
            index = end + 1
            continue
        if char == "{":
            depth += 1
        elif char == "}" and depth:
            depth -= 1
        out.append(_single(char, depth))
        index += 1
    return "".join(out) + (")" * depth if depth else "")


def _single(char: str, depth: int) -> str:
    plain = {"*": "[^/]*", "?": "[^/]", "{": "(?:"}
    if char == "}":
        return ")"
    if char == "," and depth:
        return "|"
    return plain.get(char) or re2.escape(char)


@lru_cache(maxsize=4096)
def _union(globs: tuple[str, ...]) -> re2._Regexp | None:
    if not globs:
        return None
    options = re2.Options()
    options.log_errors = False
    return re2.compile("|".join(f"(?:{to_regex(g)})" for g in globs), options)


@lru_cache(maxsize=400_000)
def _matches(regex: re2._Regexp, path: str) -> bool:
    """Remembered: many rules ask the same question of the same paths."""
    return regex.fullmatch(path) is not None


class Globs:
    """A set of globs; `in` asks whether a path matches one of them."""

    def __init__(self, globs: Iterable[str]) -> None:
        self.globs = tuple(globs)
        self._regex = _union(self.globs)

    def __contains__(self, path: object) -> bool:
        return self._regex is not None and _matches(self._regex, str(path))

    def __bool__(self) -> bool:
        return bool(self.globs)
