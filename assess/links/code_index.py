"""Calls and imports of all first-party Python code, found by dotted patterns."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache

import re2

from assess.facts.python_code import Call, Class, Import, PythonModule


@lru_cache(maxsize=4096)
def name_pattern(pattern: str) -> re2._Regexp:
    """The regular expression of a dotted pattern, for a full match; `*` stands for any text."""
    return re2.compile(".*".join(re2.escape(part) for part in pattern.split("*")))


def last_word(pattern: str) -> str:
    """The last word of a dotted pattern without wildcards: `log_` of `mlflow.log_*`."""
    return next((word for word in reversed(pattern.replace("*", ".").split(".")) if word), "")


class CodeIndex:
    """Looks up calls, imports and classes by the parts of their names that a pattern spells out."""

    def __init__(self, code: dict[str, PythonModule]) -> None:
        self._code = code
        self._calls: dict[str, tuple[tuple[str, Call], ...]] = {}
        self._imports: dict[str, tuple[tuple[str, Import], ...]] = {}
        self._classes: dict[str, tuple[tuple[str, Class], ...]] = {}

    def calls(self, pattern: str) -> tuple[tuple[str, Call], ...]:
        """Every call and decorator whose resolved name matches, with its path."""
        if pattern not in self._calls:
            matches = name_pattern(pattern).fullmatch
            self._calls[pattern] = tuple(found for found in self._candidates(pattern) if matches(found[1].name))
        return self._calls[pattern]

    def imports(self, pattern: str) -> tuple[tuple[str, Import], ...]:
        """Every import of what matches, or of something in it, with its path."""
        if pattern not in self._imports:
            matches = re2.compile(f"{name_pattern(pattern).pattern}(\\..*)?").fullmatch
            self._imports[pattern] = tuple(
                (path, made) for path, module in self._code.items() for made in module.imports if matches(made.target)
            )
        return self._imports[pattern]

    def classes(self, pattern: str) -> tuple[tuple[str, Class], ...]:
        """Every class with a direct base that matches, with its path."""
        if pattern not in self._classes:
            matches = name_pattern(pattern).fullmatch
            self._classes[pattern] = tuple(
                (path, made)
                for path, module in self._code.items()
                for made in module.classes
                if any(matches(base) for base in made.bases)
            )
        return self._classes[pattern]

    def _candidates(self, pattern: str) -> list[tuple[str, Call]]:
        last, first = pattern.rpartition(".")[2], pattern.partition(".")[0]
        if "*" not in last:
            return self._by_last.get(last, [])
        if "*" not in first:
            return self._by_first.get(first, [])
        return [(path, call) for path, module in self._code.items() for call in module.calls]

    @cached_property
    def _by_last(self) -> dict[str, list[tuple[str, Call]]]:
        found: dict[str, list[tuple[str, Call]]] = defaultdict(list)
        for path, module in self._code.items():
            for call in module.calls:
                found[call.name.rpartition(".")[2]].append((path, call))
        return found

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, Call]]]:
        found: dict[str, list[tuple[str, Call]]] = defaultdict(list)
        for path, module in self._code.items():
            for call in module.calls:
                found[call.name.partition(".")[0]].append((path, call))
        return found
