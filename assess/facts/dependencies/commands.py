"""Packages that Dockerfiles and notebooks install by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import re2

from assess.facts.containers import DOCKERFILE_FACTS, parse_dockerfile
from assess.facts.dependencies.conda import conda_dependency
from assess.facts.dependencies.installs import Install, install_of, installs_in
from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Manifest, normalised
from assess.facts.dependencies.python.pins import from_text
from assess.facts.notebooks import LIMIT_BYTES, read_notebook
from assess.facts.shell.commands import split

_MAGIC = re2.compile(
    r"^\s*[%!]\s*(?:sudo\s+)?((?:[\w./-]*python[\d.]*\s+-m\s+)?(?:uv\s+)?(?:pip|pip3|conda|mamba)\s+install\s.*)$"
)
_NODE_EXACT = re2.compile(r"^(@?[^@]+)@(\d+\.\d+\.\d+\S*)$")


def dependencies_of(install: Install, path: str, line: int) -> Iterator[Dependency]:
    """The packages that an installation names."""
    for raw in install.packages:
        if raw.startswith("$"):
            continue
        if install.ecosystem == "pypi":
            found = from_text(raw, path, line)
        elif install.ecosystem == "conda":
            found = conda_dependency(raw, path, line)
        else:
            found = _by_name(install, raw, path, line)
        if found:
            yield found


def _by_name(install: Install, raw: str, path: str, line: int) -> Dependency:
    node = _NODE_EXACT.match(raw) if install.ecosystem == "npm" else None
    name, _, version = raw.partition("=")
    if node:
        name, version = node.groups()
    known = normalised(name, install.ecosystem)
    return Dependency(known, install.ecosystem, version, bool(version) and "*" not in version, "main", path, line)


def read_dockerfile_installs(path: str, text: str) -> Manifest:
    """Packages that the `RUN` instructions of a Dockerfile name. Raises: Unparsable."""
    found: list[Dependency] = []
    for run in parse_dockerfile(path, text).runs:
        for _, _, install in installs_in(run.text):
            found += dependencies_of(install, path, run.line)
    return Manifest(path, "dockerfile", "pypi", tuple(found[:MOST_DEPENDENCIES]))


def read_notebook_installs(path: str, text: str) -> Manifest:
    """Packages that `%pip install` and `!pip install` cells name. Raises: Unparsable."""
    found: list[Dependency] = []
    for cell in read_notebook(text).code_cells:
        for number, source in enumerate(cell.source.split("\n"), 1):
            match = _MAGIC.match(source)
            for command in split(match.group(1)) if match else ():
                install = install_of(command.words)
                found += dependencies_of(install, path, cell.line_at(number)) if install else ()
    return replace(Manifest(path, "notebook", "pypi", ()), dependencies=tuple(found[:MOST_DEPENDENCIES]))


class InstallCommandExtractor:
    """Packages installed by name in Dockerfiles and notebooks."""

    name = "install-commands"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Dockerfiles and notebooks."""
        return (path.endswith(".ipynb") and ".ipynb_checkpoints/" not in path) or DOCKERFILE_FACTS.selects(path)

    def concerns(self, text: str) -> bool:
        """Files that speak of installing."""
        return "install" in text or " add " in text

    def extract(self, path: str, text: str) -> Manifest:
        """The packages. Raises: Unparsable."""
        return read_notebook_installs(path, text) if path.endswith(".ipynb") else read_dockerfile_installs(path, text)


INSTALL_COMMAND_FACTS = InstallCommandExtractor()
