"""Whether the manifests that an image copies are in the repository, so that it can be built at all."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename

from assess.facts.containers import Dockerfile
from assess.links.kinds import Run

_MANIFESTS = frozenset(
    {
        "requirements.txt", "pyproject.toml", "setup.py", "poetry.lock", "uv.lock", "Pipfile", "Pipfile.lock", "package.json",
        "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "go.mod", "go.sum", "Gemfile", "Gemfile.lock", "Cargo.toml",
        "Cargo.lock", "pom.xml", "composer.json", "environment.yml",
    }
)  # fmt: skip
"""Files that people write or tools lock, and that are kept in git; what a build makes is no matter of the repository."""


def missing_manifest(dockerfile: Dockerfile, paths: Iterable[str], commands: Iterable[Run]) -> tuple[int, str] | None:
    """Line and name of the first manifest that is copied from the context, is nowhere tracked and that no command makes."""
    tracked = {basename(path) for path in paths}
    for copied in dockerfile.instructions:
        if copied.keyword not in ("COPY", "ADD") or "--from" in copied.text or copied.text.startswith("["):
            continue
        sources = [word for word in copied.text.split() if not word.startswith("--")][:-1]
        for name in (basename(source) for source in sources):
            if name in _MANIFESTS and name not in tracked and not any(name in run.command for run in commands):
                return copied.line, name
    return None
