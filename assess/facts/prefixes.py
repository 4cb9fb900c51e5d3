"""A cheaper pattern that finds every file in which a dear one may match.

Bounded gaps such as `[^\\n]{0,160}` make one set of many patterns slow (measured: 30 times). What stands before the first
gap finds the same files and a few more; places are looked up with the whole pattern afterwards.
"""

from __future__ import annotations

import re

_FLAGS = re.compile(r"\(\?[ims]+\)")
_GAP = re.compile(
    r"(?:\[\\s\\S\]|\[\^\\?[^\]]{1,12}\]|\.|\\s|\\w|\[[\\\w\s.:/\"'=-]{2,24}\])(?:\{\d*,\d*\}|\{\d{2,}\}|\*)\??"
)
SHORTEST = 4
"""Fewer characters before a gap would find nearly every file; the pattern then stays whole."""


def index_form(pattern: str) -> str:
    """The pattern cut at the first gap of each of its alternatives; the pattern itself where that would say too little."""
    flags = _FLAGS.match(pattern)
    lead = flags[0] if flags else ""
    heads = [_head(part) for part in _alternatives(pattern[len(lead) :])]
    if any(head is None for head in heads):
        return pattern
    return lead + "|".join(str(head) for head in heads)


def _head(alternative: str) -> str | None:
    """What stands before the first gap outside brackets; None when that is too short."""
    depth = index = 0
    while index < len(alternative):
        if depth == 0 and (gap := _GAP.match(alternative, index)):
            if not gap[0].endswith(("*", "*?")) or gap[0].startswith((".", "[")):
                head = alternative[:index]
                plain = re.sub(r"\\[bBsSwWd^$]|\(\?[a-z:]*|[\\^$()|?*+\[\]]", "", head)
                return head if len(plain) >= SHORTEST else None
            index = gap.end()
            continue
        step, change = _token(alternative, index)
        index, depth = index + step, depth + change
    return alternative


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of the top level."""
    parts, start, index, depth = [], 0, 0, 0
    while index < len(pattern):
        if pattern[index] == "|" and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
        step, change = _token(pattern, index)
        index, depth = index + step, depth + change
    return [*parts, pattern[start:]]


def _token(pattern: str, index: int) -> tuple[int, int]:
    """Length of the token at an index (an escape, a class, a character) and how it changes the depth of groups."""
    char = pattern[index]
    if char == "\\":
        return 2, 0
    if char == "[":
        end = pattern.find("]", index + (3 if pattern[index + 1 : index + 2] == "^" else 2))
        while end > 0 and pattern[end - 1] == "\\" and pattern[end - 2] != "\\":
            end = pattern.find("]", end + 1)
        return (end - index + 1 if end > 0 else 1), 0
    return 1, {"(": 1, ")": -1}.get(char, 0)
