"""Paths, modules and commands as people write them, resolved to files of the repository."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable

import re2

from assess.facts.store import Facts

_SPLIT = re2.compile(r"[\s\"'`,;=()\[\]<>|&]+")
_MODULE = re2.compile(r"\.*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_MODULE_ENDINGS = (".py", "/__init__.py", ".R", ".r")
TOKEN_LIMIT = 400
TEXT_LIMIT = 4000
TWINS_LIMIT = 3
"""A name that more files share than this says nothing."""


class Mentions:
    """The files of one repository by the ends of their paths."""

    def __init__(self, facts: Facts) -> None:
        self._paths = frozenset(facts.paths)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        for path in facts.paths:
            self._by_name[posixpath.basename(path)].append(path)

    def files(self, texts: Iterable[str], base: str) -> tuple[str, ...]:
        """Files that the texts name, seen from the file `base`; in the order of their mention."""
        found: dict[str, None] = {}
        budget = TOKEN_LIMIT
        for text in texts:
            for token in _SPLIT.split(text[:TEXT_LIMIT]):
                if len(token) < 3 or budget <= 0:
                    continue
                budget -= 1
                for path in self.resolve(token, base):
                    found.setdefault(path)
        return tuple(found)

    def resolve(self, token: str, base: str) -> tuple[str, ...]:
        """Files that one word may mean: a path, `path:function`, or a dotted module."""
        key = (token, posixpath.dirname(base))
        if key not in self._known:
            self._known[key] = self._resolved(token, base)
        return self._known[key]

    def _resolved(self, token: str, base: str) -> tuple[str, ...]:
        word = token.strip(".,:!?*").split("::")[0]
        head, _, tail = word.partition(":")
        if tail and not tail.startswith("/") and "." in head:
            word = head
        word = word.replace("\\", "/")
        if "/" in word or posixpath.basename(word) in self._by_name:
            found = self._as_path(word, base)
            if found:
                return found
        return self._as_module(token.strip("\"':,"), base) if _MODULE.fullmatch(token.strip("\"':,")) else ()

    def _as_path(self, word: str, base: str) -> tuple[str, ...]:
        folder = posixpath.dirname(base)
        while True:
            joined = posixpath.normpath(posixpath.join(folder, word.lstrip("/")))
            if joined in self._paths:
                return (joined,)
            if not folder:
                break
            folder = posixpath.dirname(folder)
        parts = [p for p in word.split("/") if p and p not in {".", ".."}]
        for start in range(len(parts)):
            found = self._ending("/".join(parts[start:]))
            if found:
                return found
        return ()

    def _ending(self, suffix: str) -> tuple[str, ...]:
        name = posixpath.basename(suffix)
        twins = [p for p in self._by_name.get(name, ()) if p == suffix or p.endswith("/" + suffix)]
        limit = TWINS_LIMIT if "/" in suffix else 1
        return tuple(twins) if 0 < len(twins) <= limit else ()

    def _as_module(self, word: str, base: str) -> tuple[str, ...]:
        folder = posixpath.dirname(base)
        dots = len(word) - len(word.lstrip("."))
        for _ in range(dots - 1):
            folder = posixpath.dirname(folder)
        parts = word.strip(".").split(".")
        while parts:
            stem = "/".join(parts)
            for ending in _MODULE_ENDINGS:
                if dots or len(parts) == 1:
                    near = posixpath.join(folder, stem + ending)
                    if near in self._paths or (near := stem + ending) in self._paths:
                        return (near,)
                elif found := self._ending(stem + ending):
                    return found
            parts.pop()
        return ()
