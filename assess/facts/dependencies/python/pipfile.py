"""Pipfile and Pipfile.lock."""

from __future__ import annotations

from assess.facts.dependencies.model import Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.python.pyproject import keyed_dependency
from assess.facts.dependencies.reading import Lines, read_json, read_toml, table, text_of

_PARTS: tuple[tuple[str, Group], ...] = (("packages", "main"), ("dev-packages", "dev"))


def read_pipfile(path: str, text: str) -> Manifest:
    """One Pipfile. Raises: Unparsable."""
    data, lines = read_toml(text), Lines(text)
    found = tuple(
        keyed_dependency(name, wanted, path, lines.key(name, lines.header(part)), group)
        for part, group in _PARTS
        for name, wanted in table(data.get(part)).items()
    )
    return Manifest(path, "pipfile", "pypi", found)


def read_pipfile_lock(path: str, text: str) -> Lock:
    """One Pipfile.lock. Raises: Unparsable."""
    data = read_json(text)
    packages = {
        (normalised(name, "pypi"), text_of(table(body).get("version")).removeprefix("=="))
        for part in ("default", "develop")
        for name, body in table(data.get(part)).items()
    }
    return Lock(path, "pipenv", "pypi", frozenset(packages))


MANIFESTS = (Reader(("Pipfile",), read_pipfile),)
LOCKS = (Reader(("Pipfile.lock",), read_pipfile_lock),)
