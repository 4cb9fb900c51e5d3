"""uv.lock, poetry.lock, pdm.lock and pylock.toml: all are TOML lists of packages."""

from __future__ import annotations

from posixpath import basename
from typing import Any

from assess.facts.dependencies.model import Lock, Reader, normalised
from assess.facts.dependencies.reading import items, read_toml, table, text_of


def read_python_lock(path: str, text: str) -> Lock:
    """One TOML lock. Raises: Unparsable."""
    data = read_toml(text)
    name = basename(path).lower()
    tool = "pylock" if name.startswith("pylock") else name.partition(".")[0]
    entries = [table(e) for e in (*items(data.get("package")), *items(data.get("packages")))]
    packages = frozenset(
        (normalised(text_of(entry.get("name")), "pypi"), text_of(entry.get("version")))
        for entry in entries
        if entry.get("name")
    )
    requested = tuple(pair for entry in entries for pair in _requested(entry))
    return Lock(path, tool, "pypi", packages, requested)


def _requested(entry: dict[str, Any]) -> list[tuple[str, str]]:
    """What the lock says its own project asked for (uv)."""
    wanted = table(entry.get("metadata")).get("requires-dist")
    return [
        (normalised(text_of(table(w).get("name")), "pypi"), text_of(table(w).get("specifier")))
        for w in items(wanted)
        if table(w).get("name")
    ]


LOCKS = (Reader(("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "pylock.*.toml"), read_python_lock),)
