"""All text patterns of a rubric over all files in one linear-time pass, then places only where something hit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import re2

from assess.facts.code_text import code_text
from assess.facts.prefixes import index_form
from assess.facts.store import BINARY, Facts
from assess.facts.text import line_of
from assess.snapshot.protocol import Unavailable

LIMIT_BYTES = 3_000_000
"""Larger files are not searched; they are unreadable candidates."""
MOST_HITS = 200
"""Places kept for one pattern in one file."""


@dataclass(frozen=True, slots=True)
class Search:
    """One pattern and the globs of paths in which it is looked for; no globs means everywhere."""

    pattern: str
    globs: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re2._Regexp:
    """One pattern, `^` and `$` matching at line ends. Raises: re2.error."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(f"(?m){pattern}", options)


class Matches:
    """Where the patterns occur; comments and docstrings do not count unless asked for."""

    def __init__(self, facts: Facts, searches: Iterable[Search]) -> None:
        self._facts = facts
        self._searches = tuple(dict.fromkeys(searches))
        self._places: dict[tuple[str, str, bool], tuple[tuple[int, str], ...]] = {}
        self._code: dict[str, str] = {}

    def paths(self, pattern: str, globs: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Files (of some paths) that may hold the pattern, comments included; sorted."""
        search = Search(pattern, globs)
        if search not in self._index:
            self._index[search] = self._search_one(search)
        return self._index[search]

    def unreadable(self) -> dict[str, str]:
        """Files that could not be searched, with the reason; binary files are none."""
        _ = self._index
        return self._unsearched

    def hits(self, pattern: str, path: str, *, comments: bool = False) -> tuple[tuple[int, str], ...]:
        """Line and source line of every match in one file, in order."""
        key = (pattern, path, comments)
        if key not in self._places:
            self._places[key] = self._locate(pattern, path, comments)
        return self._places[key]

    def _locate(self, pattern: str, path: str, comments: bool) -> tuple[tuple[int, str], ...]:
        try:
            text = self._facts.text(path)
        except Unavailable:
            return ()
        searched = text if comments else self._code_of(path, text)
        found: dict[int, str] = {}
        for match in compiled(pattern).finditer(searched):
            line = line_of(searched, match.start())
            found.setdefault(line, _line_at(text, match.start()))
            if len(found) >= MOST_HITS:
                break
        return tuple(found.items())

    def _code_of(self, path: str, text: str) -> str:
        if path not in self._code:
            self._code[path] = code_text(path, text)
        return self._code[path]

    @cached_property
    def _unsearched(self) -> dict[str, str]:
        return {}

    @cached_property
    def _index(self) -> dict[Search, tuple[str, ...]]:
        """Files by search: one set of patterns for each group of paths, one pass over all files."""
        found: dict[Search, list[str]] = {search: [] for search in self._searches}
        groups: dict[tuple[str, ...], list[Search]] = {}
        for search in self._searches:
            groups.setdefault(search.globs, []).append(search)
        self._facts.path_sets.announce(groups)
        sets = [(self._facts.path_sets.of(globs), _set_of(group), group) for globs, group in groups.items()]
        for path, text in self._facts.texts(self._facts.paths, LIMIT_BYTES) if sets else ():
            if isinstance(text, Unavailable):
                if str(text) != BINARY:
                    self._unsearched[path] = str(text)
                continue
            for wanted, several, group in sets:
                if path in wanted or not group[0].globs:
                    for number in several.Match(text) or ():
                        found[group[number]].append(path)
        return {search: tuple(sorted(paths)) for search, paths in found.items()}

    def _search_one(self, search: Search) -> tuple[str, ...]:
        regex = compiled(search.pattern)
        wanted = sorted(self._facts.path_sets.of(search.globs)) if search.globs else self._facts.paths
        texts = self._facts.texts(wanted, LIMIT_BYTES)
        return tuple(sorted(path for path, text in texts if isinstance(text, str) and regex.search(text)))


def _set_of(searches: list[Search]) -> re2.Set:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 256 << 20
    several = re2.Set.SearchSet(options)
    for search in searches:
        several.Add(f"(?m){index_form(search.pattern)}")
    several.Compile()
    return several


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else None].strip()
