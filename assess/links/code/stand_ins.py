"""Modules of which a test uses stand-ins only: `patch("pkg.score.features_of")`."""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatchcase

from assess.links.code.modules import ModuleGraph

_PATCHES = ("unittest.mock.patch", "mock.patch", "*mocker.patch", "*monkeypatch.setattr")
_OF_OBJECTS = ("unittest.mock.patch.object", "mock.patch.object", "*mocker.patch.object", "*monkeypatch.setattr")


def replaced_modules(modules: ModuleGraph, test: str) -> frozenset[str]:
    """Modules from which a product module takes only names that the test file replaces."""
    replaced: dict[str, set[str]] = defaultdict(set)
    for dotted in _patched(modules, test):
        holder, _, name = dotted.rpartition(".")
        path = modules.resolve(holder, test)
        if path is not None:
            replaced[path].add(name)
    return frozenset(source for path, names in replaced.items() for source in _only_through(modules, path, names))


def _patched(modules: ModuleGraph, test: str) -> set[str]:
    """Dotted names that the file puts stand-ins in place of."""
    known = {one.alias: one.target for one in modules.code[test].imports}
    found = set()
    for call in modules.code[test].calls:
        if len(call.arguments) > 1 and _is(call.name, _OF_OBJECTS):
            head, dot, rest = call.arguments[0].partition(".")
            found.add(f"{known.get(head, head)}{dot}{rest}.{call.arguments[1]}")
        if call.arguments and _is(call.name, _PATCHES):
            found.add(call.arguments[0])
    return found


def _is(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _only_through(modules: ModuleGraph, path: str, names: set[str]) -> set[str]:
    taken: dict[str, set[str]] = defaultdict(set)
    for made in modules.code[path].imports:
        source = modules.resolve(made.module, path)
        if source is not None:
            taken[source].add(made.alias)
    return {source for source, aliases in taken.items() if aliases <= names}
