"""R: DESCRIPTION files and renv.lock."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from assess.facts.dependencies.model import Dependency, Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.reading import read_json, table, text_of

_FIELDS: dict[str, Group] = {
    "Depends": "main",
    "Imports": "main",
    "LinkingTo": "build",
    "Suggests": "optional",
    "Enhances": "optional",
}
_FIELD = re2.compile(r"^([A-Za-z][A-Za-z/@0-9-]*):(.*)$")
_ENTRY = re2.compile(r"^\s*([A-Za-z][A-Za-z0-9.]*)\s*(?:\(([^)]*)\))?\s*$")


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, field and entry of every comma-separated item."""
    field = ""
    for number, line in enumerate(text.split("\n"), 1):
        head = _FIELD.match(line)
        if head:
            field, line = head.group(1), head.group(2)
        for entry in line.split(","):
            if field in _FIELDS and entry.strip():
                yield number, field, entry


def read_description(path: str, text: str) -> Manifest:
    """One DESCRIPTION file of an R package or project."""
    found = []
    for line, field, entry in _entries(text):
        match = _ENTRY.match(entry)
        if match and match.group(1) != "R":
            wanted = (match.group(2) or "").strip()
            name = normalised(match.group(1), "cran")
            found.append(Dependency(name, "cran", wanted, wanted.startswith("=="), _FIELDS[field], path, line))
    return Manifest(path, "r-description", "cran", tuple(found))


def read_renv_lock(path: str, text: str) -> Lock:
    """One renv.lock. Raises: Unparsable."""
    listed = table(read_json(text).get("Packages"))
    packages = {(normalised(name, "cran"), text_of(table(body).get("Version"))) for name, body in listed.items()}
    return Lock(path, "renv", "cran", frozenset(packages))


MANIFESTS = (Reader(("DESCRIPTION",), read_description),)
LOCKS = (Reader(("renv.lock", "pkg.lock"), read_renv_lock),)
