"""Which Dockerfiles live automation builds."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import basename, dirname, normpath

import re2

from assess.facts.compose import COMPOSE_FACTS
from assess.facts.containers import DOCKERFILE_FACTS
from assess.facts.store import Facts
from assess.links.kinds import AUTOMATIC, Hop, Run

BUILD_IMAGE = "build-image"
_PATH_OPTIONS = frozenset(
    {"file", "dockerfile", "context", "path", "buildcontext", "dockerfile-path", "build-context", "workdir"}
)
_EXPRESSION = re2.compile(
    r"\$\{\{\s*github\.workspace\s*\}\}/|\$\(Build\.SourcesDirectory\)/|\$CI_PROJECT_DIR/|\$\{CI_PROJECT_DIR\}/|\$WORKSPACE/|\$PWD/|\$\(pwd\)/"
)


class Builds:
    """Image builds of live, automatic jobs, matched with the Dockerfiles of the product."""

    def __init__(self, facts: Facts, commands: Sequence[Run], dockerfiles: tuple[str, ...]) -> None:
        self._facts = facts
        self._dockerfiles = dockerfiles
        self._known = tuple(dict.fromkeys((*dockerfiles, *facts.of(DOCKERFILE_FACTS))))
        self._runs = [
            r for r in commands if BUILD_IMAGE in r.purposes and r.live and not r.may_fail and r.events & AUTOMATIC
        ]
        self._chained = {h.path: r.chain[0] for r in commands if r.live and r.events & AUTOMATIC for h in r.chain[1:]}
        self._found = {path: run.chain[-1] for run in reversed(self._runs) if run.chain for path in self._built_by(run)}

    def of(self, dockerfile: str) -> Hop | None:
        """Where live automation builds the Dockerfile."""
        return self._found.get(dockerfile) or self._chained.get(dockerfile)

    def without_dockerfile(self, programs: frozenset[str]) -> Hop | None:
        """Where live automation builds an image with one of the programs."""
        runs = (r for r in self._runs if r.chain and (r.program in programs or any(p in r.command for p in programs)))
        return next((r.chain[-1] for r in runs), None)

    def _built_by(self, run: Run) -> tuple[str, ...]:
        words = [self._plain(w) for w in run.arguments]
        words += [self._plain(v) for name, v in run.options if name.lower() in _PATH_OPTIONS]
        flagged = [
            self._plain(v)
            for w in run.arguments
            for name, sign, v in (w.partition("="),)
            if sign and name.startswith("-")
        ]
        if "compose" in run.arguments or run.program.endswith("compose"):
            return self._of_compose(words)
        paths = [w for w in (*words, *flagged) if w]
        explicit = [
            d for d in self._known for p in paths if p == d or (p.endswith(basename(d)) and d.endswith("/" + p))
        ]
        if explicit:
            return tuple(dict.fromkeys(explicit))
        if any(
            ("$" in p or "*" in p) and ("ocker" in p or p.startswith("$")) for p in paths if "/" in p or "ocker" in p
        ):
            return self._dockerfiles
        contexts = {p for p in paths if p != "."}
        by_context = [d for d in self._known if dirname(d) and dirname(d) in contexts]
        return tuple(by_context) or self._usual()

    def _usual(self) -> tuple[str, ...]:
        """The Dockerfile meant when none is named: the one at the top, or the only one."""
        top = tuple(d for d in self._dockerfiles if d in ("Dockerfile", "Containerfile"))
        return top or (self._dockerfiles if len(self._dockerfiles) == 1 else ())

    def _of_compose(self, words: list[str]) -> tuple[str, ...]:
        files = self._facts.of(COMPOSE_FACTS)
        named = [f for path, f in files.items() if path in words]
        usual = [f for path, f in files.items() if "/" not in path]
        return tuple(
            s.dockerfile for file in named or usual for s in file.services if s.dockerfile in self._dockerfiles
        )

    @staticmethod
    def _plain(word: str) -> str:
        path = str(_EXPRESSION.sub("", word.strip()))
        return normpath(path) if path and not path.startswith("-") and len(path) < 300 else ""
