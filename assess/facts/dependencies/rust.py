"""Cargo.toml and Cargo.lock."""

from __future__ import annotations

from typing import Any

from assess.facts.dependencies.model import Dependency, Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.reading import Lines, items, read_toml, table, text_of

_PARTS: tuple[tuple[str, Group], ...] = (
    ("dependencies", "main"),
    ("dev-dependencies", "dev"),
    ("build-dependencies", "build"),
)


def _dependency(name: str, wanted: Any, path: str, line: int, group: Group) -> Dependency:
    options = table(wanted)
    version = text_of(wanted) or text_of(options.get("version"))
    source = "workspace" if options.get("workspace") else "path" if "path" in options else text_of(options.get("git"))
    pinned = version.strip().startswith("=") or len(text_of(options.get("rev"))) == 40
    known = normalised(text_of(options.get("package")) or name, "cargo")
    return Dependency(known, "cargo", version, pinned, group, path, line, source)


def read_cargo(path: str, text: str) -> Manifest:
    """One Cargo.toml, of a package or a workspace. Raises: Unparsable."""
    data, lines = read_toml(text), Lines(text)
    found = []
    for prefix, body in (("", data), ("workspace.", table(data.get("workspace")))):
        for part, group in _PARTS:
            after = lines.header(prefix + part)
            for name, wanted in table(body.get(part)).items():
                found.append(_dependency(name, wanted, path, lines.key(name, after), group))
    return Manifest(path, "cargo", "cargo", tuple(found))


def read_cargo_lock(path: str, text: str) -> Lock:
    """One Cargo.lock. Raises: Unparsable."""
    listed = [table(entry) for entry in items(read_toml(text).get("package"))]
    packages = {(normalised(text_of(e.get("name")), "cargo"), text_of(e.get("version"))) for e in listed}
    return Lock(path, "cargo", "cargo", frozenset(packages))


MANIFESTS = (Reader(("Cargo.toml",), read_cargo),)
LOCKS = (Reader(("Cargo.lock",), read_cargo_lock),)
