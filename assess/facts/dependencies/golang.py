"""go.mod and go.sum."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Lock, Manifest, Reader, normalised

_REQUIRE = re2.compile(r"^\s*(?:require\s+)?([^\s()/]+(?:/[^\s()]+)*)\s+(v\d\S*)\s*(//.*)?$")
_SUM = re2.compile(r"(?m)^(\S+) (v[^\s/]+)(?:/go\.mod)? h1:")


def _entries(text: str) -> Iterator[tuple[int, str]]:
    block = ""
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if block and words[:1] == [")"]:
            block = ""
        elif len(words) >= 2 and words[1] == "(":
            block = words[0]
        elif block == "require" or words[:1] == ["require"]:
            yield number, line


def read_go_mod(path: str, text: str) -> Manifest:
    """One go.mod: direct requirements; every one names one version."""
    found = []
    for line, content in _entries(text):
        match = _REQUIRE.match(content)
        if match and "indirect" not in (match.group(3) or ""):
            name = normalised(match.group(1), "go")
            found.append(Dependency(name, "go", match.group(2), True, "main", path, line))
    return Manifest(path, "go-mod", "go", tuple(found[:MOST_DEPENDENCIES]))


def read_go_sum(path: str, text: str) -> Lock:
    """One go.sum."""
    packages = {(normalised(m.group(1), "go"), str(m.group(2))) for m in _SUM.finditer(text)}
    return Lock(path, "go", "go", frozenset(packages))


MANIFESTS = (Reader(("go.mod",), read_go_mod),)
LOCKS = (Reader(("go.sum",), read_go_sum),)
