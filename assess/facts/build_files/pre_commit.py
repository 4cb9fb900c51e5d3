"""pre-commit and prek: the hooks of a configuration, and what each runs."""

from __future__ import annotations

from dataclasses import dataclass

from assess.facts.ci.nodes import document
from assess.facts.globs import Globs

_FILES = Globs((".pre-commit-config.{yaml,yml}",))
MANUAL_STAGES = frozenset({"manual"})


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook; `entry` is what a local hook runs."""

    id: str
    repo: str
    line: int
    entry: str = ""
    args: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    rev: str = ""
    files: str = ""


@dataclass(frozen=True, slots=True)
class PreCommit:
    """One configuration; `skipped` are hooks that pre-commit.ci leaves out, `service` whether it names that service."""

    path: str
    hooks: tuple[Hook, ...]
    skipped: tuple[str, ...]
    service: bool


class PreCommitConfig:
    """Reads one pre-commit configuration."""

    name = "build-pre-commit"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The configuration's name."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Repositories of hooks."""
        return "repos" in text

    def extract(self, path: str, text: str) -> PreCommit:
        """All hooks. Raises: Unparsable."""
        top = document(path, text)
        shared = top.get("default_stages").texts
        hooks = tuple(
            Hook(
                hook.get("id").text,
                repo.get("repo").text,
                hook.line,
                hook.get("entry").text,
                hook.get("args").texts,
                hook.get("stages").texts or shared,
                repo.get("rev").text,
                hook.get("files").text,
            )
            for repo in top.get("repos").elements()
            for hook in repo.get("hooks").elements()
            if hook.get("id").text
        )
        return PreCommit(path, hooks, top.get("ci").get("skip").texts, top.has("ci"))


EXTRACTOR = PreCommitConfig()
