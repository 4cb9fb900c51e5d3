"""Conda environments, Pixi manifests, and what locks them: conda-lock, pixi.lock, explicit specifications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename
from typing import Any

import re2

from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.python.pins import from_text
from assess.facts.dependencies.python.pyproject import pixi_dependencies
from assess.facts.dependencies.reading import Lines, items, read_toml, read_yaml, table, text_of

_ENVIRONMENTS = (
    "{environment,env,conda}{,[._-]*}.{yml,yaml}",
    "*{environment,conda,_env,-env}*.{yml,yaml}",
    "*dependencies*.{yml,yaml}",
    "python_env.yaml",
)
_SPEC = re2.compile(r"^\s*(?:([^\s:]+)::)?([A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(?:\[[^\]]*\])?\s*(.*)$")
_EXACT = re2.compile(
    r"^(==\s*[^\s*,|<>]+|=\s*\d+\.\d+(\.\d+)+|=\s*[^\s*,|<>=]+=[^\s*]+|\s*[^\s*,|<>=]+ [^\s*]+)(=\S+)?$"
)
_ARCHIVE = re2.compile(r"/([A-Za-z0-9_.+-]+)-([^-/]+)-[^-/]+\.(?:conda|tar\.bz2)")
_INTERPRETERS = frozenset({"python", "pip", "r-base"})


def conda_dependency(spec: str, path: str, line: int) -> Dependency | None:
    """One conda match specification: `channel::name=1.2.3=build`; None when there is no name."""
    match = _SPEC.match(spec)
    if not match:
        return None
    channel, name, rest = match.groups()
    rest = rest.strip()
    return Dependency(
        normalised(name, "conda"), "conda", rest, bool(_EXACT.match(rest)), "main", path, line, channel or ""
    )


def read_environment(path: str, text: str) -> Manifest:
    """One conda environment file; without dependencies when it is another kind of YAML. Raises: Unparsable."""
    document = read_yaml(text, path)
    listed = items(table(document.data).get("dependencies"))
    found: list[Dependency] = []
    for index, entry in enumerate(listed[:MOST_DEPENDENCIES]):
        if isinstance(entry, str):
            dependency = conda_dependency(entry, path, document.line("dependencies", index))
            if dependency and dependency.name not in _INTERPRETERS:
                found.append(dependency)
        for number, raw in enumerate(items(table(entry).get("pip"))):
            line = document.line("dependencies", index, "pip", number)
            dependency = from_text(raw, path, line) if isinstance(raw, str) and not raw.startswith("-") else None
            if dependency:
                found.append(dependency)
    return Manifest(path, "conda", "conda", tuple(found))


def read_pixi(path: str, text: str) -> Manifest:
    """One pixi.toml. Raises: Unparsable."""
    return Manifest(path, "pixi", "conda", tuple(pixi_dependencies(read_toml(text), path, Lines(text))))


def read_conda_lock(path: str, text: str) -> Lock:
    """conda-lock.yml or pixi.lock. Raises: Unparsable."""
    data = table(read_yaml(text, path).data)
    listed = items(data.get("package")) or items(data.get("packages"))
    packages = {pair for entry in listed for pair in _locked(table(entry))}
    tool = "pixi" if basename(path) == "pixi.lock" else "conda-lock"
    return Lock(path, tool, "conda", frozenset(packages))


def _locked(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    name, version = text_of(entry.get("name")), text_of(entry.get("version"))
    if name:
        yield normalised(name, "conda"), version
    archive = _ARCHIVE.search(text_of(entry.get("conda")))
    if archive and not name:
        yield normalised(archive.group(1), "conda"), str(archive.group(2))


def read_explicit(path: str, text: str) -> Lock:
    """An explicit conda specification (`@EXPLICIT`): one archive a line."""
    packages = {(normalised(m.group(1), "conda"), str(m.group(2))) for m in _ARCHIVE.finditer(text)}
    return Lock(path, "conda-explicit", "conda", frozenset(packages))


def read_mlflow_environment(path: str, text: str) -> Manifest:
    """MLflow's python_env.yaml. Raises: Unparsable."""
    document = read_yaml(text, path)
    found = (
        from_text(raw, path, document.line("dependencies", index))
        for index, raw in enumerate(items(table(document.data).get("dependencies")))
        if isinstance(raw, str) and not raw.startswith("-")
    )
    listed = tuple(replace(f, group="main") for f in found if f)
    return Manifest(path, "requirements", "pypi", listed)


MANIFESTS = (
    Reader(("python_env.yaml", "python_env.yml"), read_mlflow_environment),
    Reader(_ENVIRONMENTS, read_environment),
    Reader(("pixi.toml",), read_pixi),
)
LOCKS = (
    Reader(("conda-lock.{yml,yaml}", "*.conda-lock.{yml,yaml}", "pixi.lock"), read_conda_lock),
    Reader(("conda-*.lock", "*explicit*.txt", "conda-*-64.txt"), read_explicit),
)
