"""Groovy text as far as build definitions need it: comments taken out, texts kept, blocks matched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

HEAD_LIMIT = 300
"""Characters before a brace in which the call that it belongs to begins."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text literal: offsets of the whole literal, and its contents."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """`head { ... }`: the call before the brace and the body's offsets."""

    name: str
    argument: str
    """Text in the call's parentheses or after its name, as written."""
    start: int
    opened: int
    closed: int


class Source:
    """One Groovy text, with comments blanked and the lines kept."""

    def __init__(self, text: str) -> None:
        self._newlines = [i for i, char in enumerate(text) if char == "\n"]
        self.code, self.literals = _scan(text)
        """The code with comments blanked and literals made of quotes alone; literals in order."""
        self._starts = [literal.start for literal in self.literals]

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self._newlines, offset - 1) + 1

    def literal_from(self, offset: int, reach: int = 200) -> Literal | None:
        """The first text literal that begins at or shortly after an offset, on the way through a call's head."""
        index = bisect_right(self._starts, offset - 1)
        if index >= len(self.literals):
            return None
        found = self.literals[index]
        between = self.code[offset : found.start]
        return found if found.start - offset <= reach and not any(char in between for char in "{};") else None

    def blocks(self) -> Iterator[Block]:
        """Every block with a name before its brace, outermost first."""
        stack: list[tuple[int, str, str, int]] = []
        found: list[Block] = []
        for offset, char in enumerate(self.code):
            if char == "{":
                name, argument, start = self._head(offset)
                stack.append((offset, name, argument, start))
            elif char == "}" and stack:
                opened, name, argument, start = stack.pop()
                found.append(Block(name, argument, start, opened, offset))
        found += [Block(name, argument, start, opened, len(self.code)) for opened, name, argument, start in stack]
        return iter(sorted((b for b in found if b.name), key=lambda b: b.opened))

    def _head(self, offset: int) -> tuple[str, str, int]:
        """Name, argument and start of the call before a brace."""
        end = offset
        while end > 0 and self.code[end - 1] in " \t\r\n":
            end -= 1
        argument = ""
        start = end
        if end and self.code[end - 1] == ")":
            start = self._opening(end - 1)
            argument = self.raw(start + 1, end - 1)
            end = start
            while end > 0 and self.code[end - 1] in " \t":
                end -= 1
        else:
            line_start = self.code.rfind("\n", max(0, end - HEAD_LIMIT), end) + 1 or max(0, end - HEAD_LIMIT)
            words = self.code[line_start:end].strip()
            if words.startswith(("stage", "node", "label")) and "(" not in words:
                start = self.code.find(words, line_start)
                return words.split()[0].strip("'\""), self.raw(start, end), start
        first = end
        while first > max(0, end - HEAD_LIMIT) and (self.code[first - 1].isalnum() or self.code[first - 1] in "_."):
            first -= 1
        return self.code[first:end], argument, first

    def _opening(self, at: int) -> int:
        depth = 0
        for offset in range(at, max(-1, at - 5000), -1):
            if self.code[offset] == ")":
                depth += 1
            elif self.code[offset] == "(":
                depth -= 1
                if depth == 0:
                    return offset
        return at

    def raw(self, start: int, end: int) -> str:
        """Code between two offsets with its literals put back."""
        out, at = [], start
        for literal in self.literals[bisect_right(self._starts, start - 1) :]:
            if literal.start >= end:
                break
            out.append(self.code[at : literal.start] + "'" + literal.value + "'")
            at = literal.end
        return "".join(out) + self.code[at:end]


def _scan(text: str) -> tuple[str, list[Literal]]:
    out = list(text)
    literals: list[Literal] = []
    at, size = 0, len(text)
    while at < size:
        two = text[at : at + 2]
        if two == "//" or (two[:1] == "#" and at == 0 and two == "#!"):
            end = text.find("\n", at)
            at = _blank(out, at, size if end < 0 else end)
        elif two == "/*":
            end = text.find("*/", at + 2)
            at = _blank(out, at, size if end < 0 else end + 2)
        elif text[at] in "'\"":
            literal = _literal(text, at)
            literals.append(literal)
            at = _blank(out, at, literal.end, '"')
        else:
            at += 1
    return "".join(out), literals


def _blank(out: list[str], start: int, end: int, char: str = " ") -> int:
    for index in range(start, end):
        if out[index] != "\n":
            out[index] = char
    return end


def _literal(text: str, at: int) -> Literal:
    mark = text[at] * 3 if text.startswith(text[at] * 3, at) else text[at]
    start = end = at + len(mark)
    while end < len(text):
        if text[end] == "\\":
            end += 2
        elif text.startswith(mark, end):
            break
        elif len(mark) == 1 and text[end] == "\n":
            return Literal(at, end, text[start:end])
        else:
            end += 1
    value = text[start : min(end, len(text))]
    if "\\" in value:
        value = (
            value.replace("\\\\", "\0")
            .replace("\\\n", "\\\n")
            .replace("\\'", "'")
            .replace('\\"', '"')
            .replace("\\$", "$")
        )
        value = value.replace("\0", "\\")
    return Literal(at, min(end + len(mark), len(text)), value)
