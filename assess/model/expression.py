"""Expressions over traits: `trains-models and not (library or sample)`; `any` is always true."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:(\()|(\))|([a-z][a-z0-9-]*))")
_WORDS = frozenset({"and", "or", "not"})


class ExpressionError(ValueError):
    """An expression that cannot be read."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: an operator with its parts, or a trait."""

    operator: str
    parts: tuple[Expression, ...] = ()
    trait: str = ""

    def holds(self, traits: AbstractSet[str]) -> bool:
        """Whether it is true of a set of traits."""
        if self.operator == "and":
            return all(part.holds(traits) for part in self.parts)
        if self.operator == "or":
            return any(part.holds(traits) for part in self.parts)
        if self.operator == "not":
            return not self.parts[0].holds(traits)
        return self.trait == "any" or self.trait in traits

    def names(self) -> frozenset[str]:
        """Every trait it mentions."""
        inner = frozenset[str]().union(*(part.names() for part in self.parts))
        return inner | {self.trait} if self.trait and self.trait != "any" else inner


def parse(text: str) -> Expression:
    """The expression of a text. Raises: ExpressionError."""
    tokens = _tokens(text)
    found, rest = _either(tokens)
    if rest:
        raise ExpressionError(f"unexpected {rest[0]!r}")
    return found


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if not match:
            raise ExpressionError(f"cannot read {stripped[position:].strip()[:20]!r}")
        tokens.append(match[0].strip())
        position = match.end()
    return tokens


def _either(tokens: list[str]) -> tuple[Expression, list[str]]:
    return _chain(tokens, "or", _both)


def _both(tokens: list[str]) -> tuple[Expression, list[str]]:
    return _chain(tokens, "and", _single)


def _chain(tokens: list[str], word: str, part: object) -> tuple[Expression, list[str]]:
    assert callable(part)
    first, rest = part(tokens)
    parts = [first]
    while rest and rest[0] == word:
        following, rest = part(rest[1:])
        parts.append(following)
    return (first if len(parts) == 1 else Expression(word, tuple(parts))), rest


def _single(tokens: list[str]) -> tuple[Expression, list[str]]:
    if not tokens:
        raise ExpressionError("it ends where a trait was expected")
    head, rest = tokens[0], tokens[1:]
    if head == "not":
        inner, rest = _single(rest)
        return Expression("not", (inner,)), rest
    if head == "(":
        inner, rest = _either(rest)
        if not rest or rest[0] != ")":
            raise ExpressionError("a bracket is not closed")
        return inner, rest[1:]
    if head == ")" or head in _WORDS:
        raise ExpressionError(f"unexpected {head!r}")
    return Expression("trait", trait=head), rest
