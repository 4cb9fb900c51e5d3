"""Calls and imports of all first-party Python code, found by dotted patterns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

import re2

from assess.facts.python_code import Call, Class, Import, PythonModule
from assess.links.code.carried_names import meaning


@lru_cache(maxsize=4096)
def name_pattern(pattern: str) -> re2._Regexp:
    """The regular expression of a dotted pattern, for a full match; `*` stands for any text."""
    return re2.compile(".*".join(re2.escape(part) for part in pattern.split("*")))


def last_word(pattern: str) -> str:
    """The last word of a dotted pattern without wildcards: `log_` of `mlflow.log_*`."""
    return next((word for word in reversed(pattern.replace("*", ".").split(".")) if word), "")


class CodeIndex:
    """Looks up calls, imports and classes: first the names that match, then where they stand.

    `carried` tells, by path, what imported first-party names stand for (`carried_names`).
    """

    def __init__(self, code: dict[str, PythonModule], carried: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._code = code
        self._carried = carried or {}
        self._calls: dict[str, tuple[tuple[str, Call], ...]] = {}
        self._imports: dict[str, tuple[tuple[str, Import], ...]] = {}
        self._classes: dict[str, tuple[tuple[str, Class], ...]] = {}

    def calls(self, pattern: str) -> tuple[tuple[str, Call], ...]:
        """Every call and decorator whose resolved name matches, with its path."""
        if pattern not in self._calls:
            names = [name for name in self._candidates(pattern) if _matches(pattern, name)]
            self._calls[pattern] = tuple(place for name in names for place in self._named_calls[name])
        return self._calls[pattern]

    def imports(self, pattern: str) -> tuple[tuple[str, Import], ...]:
        """Every import of what matches, or of something in it, with its path."""
        if pattern not in self._imports:
            below = f"{pattern}.*"
            first = pattern.partition(".")[0]
            targets = self._targets_by_first.get(first, ()) if "*" not in first else self._named_imports
            self._imports[pattern] = tuple(
                place
                for target in targets
                if _matches(pattern, target) or _matches(below, target)
                for place in self._named_imports[target]
            )
        return self._imports[pattern]

    def classes(self, pattern: str) -> tuple[tuple[str, Class], ...]:
        """Every class with a direct base that matches, with its path."""
        if pattern not in self._classes:
            self._classes[pattern] = tuple(
                (path, made) for path, made in self._derived if any(_matches(pattern, base) for base in made.bases)
            )
        return self._classes[pattern]

    def _candidates(self, pattern: str) -> Iterable[str]:
        last, first = pattern.rpartition(".")[2], pattern.partition(".")[0]
        if "*" not in last:
            return self._names_by_last.get(last, ())
        if "*" not in first:
            return self._names_by_first.get(first, ())
        return self._named_calls

    @cached_property
    def _named_calls(self) -> dict[str, list[tuple[str, Call]]]:
        found: dict[str, list[tuple[str, Call]]] = defaultdict(list)
        for path, module in self._code.items():
            carried = self._carried.get(path, {})
            for call in module.calls:
                found[call.name].append((path, call))
                meant = meaning(call.name, carried) if carried else ""
                if meant:
                    found[meant].append((path, call))
        return dict(found)

    @cached_property
    def _names_by_last(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._named_calls:
            found[name.rpartition(".")[2]].append(name)
        return found

    @cached_property
    def _names_by_first(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._named_calls:
            found[name.partition(".")[0]].append(name)
        return found

    @cached_property
    def _named_imports(self) -> dict[str, list[tuple[str, Import]]]:
        found: dict[str, list[tuple[str, Import]]] = defaultdict(list)
        for path, module in self._code.items():
            for made in module.imports:
                found[made.target].append((path, made))
        return dict(found)

    @cached_property
    def _targets_by_first(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for target in self._named_imports:
            found[target.partition(".")[0]].append(target)
        return found

    @cached_property
    def _derived(self) -> list[tuple[str, Class]]:
        return [(path, made) for path, module in self._code.items() for made in module.classes if made.bases]


def _matches(pattern: str, name: str) -> bool:
    head, star, tail = pattern.partition("*")
    if not star:
        return name == pattern
    if not name.startswith(head):
        return False
    if not tail:
        return True
    if "*" not in tail:
        return len(name) >= len(head) + len(tail) and name.endswith(tail)
    return name_pattern(pattern).fullmatch(name) is not None
