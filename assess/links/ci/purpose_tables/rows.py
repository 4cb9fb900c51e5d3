"""The little language of the tables: one row says which words a command must hold and what it is then for.

    program word|word --flag* !--other = purpose purpose

Plain words must stand among the command's first plain arguments, in this order; flags anywhere; `!` must not stand anywhere.
`*` stands for any text. A row that matches adds its purposes to those of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

PLAIN_LIMIT = 8
WORD_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One parsed row."""

    plain: tuple[tuple[str, ...], ...]
    flags: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    purposes: frozenset[str]

    def matches(self, arguments: tuple[str, ...]) -> bool:
        """Whether a command's arguments fit."""
        words = [a[:WORD_LIMIT] for a in arguments[:200]]
        if self.without and any(_fits(w, self.without) for w in words):
            return False
        if not all(any(_fits(w, flag) for w in words) for flag in self.flags):
            return False
        at = iter([w for w in words if not w.startswith("-")][:PLAIN_LIMIT])
        return all(any(_fits(w, wanted) for w in at) for wanted in self.plain)


def _fits(word: str, patterns: Iterable[str]) -> bool:
    return any(word == p or ("*" in p and fnmatchcase(word, p)) for p in patterns)


def parsed(table: str) -> dict[str, tuple[Row, ...]]:
    """Rows by program; a row may name several programs with `|`."""
    found: dict[str, list[Row]] = {}
    for line in table.strip().splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        head, _, tail = line.rpartition(" = ")
        programs, *words = head.split()
        row = Row(
            tuple(tuple(w.split("|")) for w in words if w[0] not in "-!"),
            tuple(tuple(w.split("|")) for w in words if w[0] == "-"),
            tuple(p for w in words if w[0] == "!" for p in w[1:].split("|")),
            frozenset(tail.split()),
        )
        for program in programs.split("|"):
            found.setdefault(program, []).append(row)
    return {program: tuple(rows) for program, rows in found.items()}
