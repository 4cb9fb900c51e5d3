"""Build and task files of one snapshot, found by tool and folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cached_property, lru_cache
from posixpath import basename, dirname, join, normpath
from typing import Any

import assess.facts.build_files
from assess.facts.build_files.jvm import EXTRACTOR as JVM
from assess.facts.build_files.jvm import JvmBuild
from assess.facts.build_files.model import BuildFile, Target
from assess.facts.build_files.pre_commit import EXTRACTOR as PRE_COMMIT
from assess.facts.build_files.pre_commit import PreCommit
from assess.facts.compose import COMPOSE_FACTS, ComposeFile
from assess.facts.containers import DOCKERFILE_FACTS, Dockerfile
from assess.facts.extractor import Extractor
from assess.facts.store import Facts
from assess.links.kinds import NO_CREDIT
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

CLOSURE_LIMIT = 300
SCRIPT_LIMIT_BYTES = 300_000
_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")


@lru_cache(maxsize=1)
def _extractors() -> tuple[Extractor[Any], ...]:
    found: list[Extractor[Any]] = []
    for info in pkgutil.iter_modules(assess.facts.build_files.__path__):
        module = importlib.import_module(f"assess.facts.build_files.{info.name}")
        found += [e for name in ("EXTRACTOR", "JUST") if (e := getattr(module, name, None)) is not None]
    return tuple(e for e in found if e not in (PRE_COMMIT, JVM))


class BuildIndex:
    """Where targets, hooks, images and scripts are found."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self.facts = facts
        self._roles = roles

    def counts(self, path: str) -> bool:
        """Whether the path may give credit."""
        return self._roles.of(path) not in NO_CREDIT

    @cached_property
    def _folders(self) -> frozenset[str]:
        found: set[str] = set()
        for path in self.facts.paths:
            folder = dirname(path)
            while folder and folder not in found:
                found.add(folder)
                folder = dirname(folder)
        return frozenset(found)

    def real_folder(self, folder: str) -> str:
        """The folder when the repository has it; without its first part (a clone's or checkout's name) when it has that."""
        if not folder or folder in self._folders:
            return folder
        rest = folder.partition("/")[2]
        return rest if rest in self._folders else ""

    @cached_property
    def by_tool(self) -> dict[str, dict[str, BuildFile]]:
        """Build files by tool and path."""
        found: dict[str, dict[str, BuildFile]] = {}
        for extractor in _extractors():
            for path, fact in self.facts.of(extractor).items():
                for one in fact if isinstance(fact, tuple) else (fact,) if fact is not None else ():
                    found.setdefault(one.tool, {})[path] = one
        return found

    def files(self, tool: str, folder: str, *, upwards: bool = True) -> tuple[BuildFile, ...]:
        """A tool's files in a folder; when it has none, in the nearest folder above."""
        files = self.by_tool.get(tool, {})
        while True:
            found = tuple(f for path, f in sorted(files.items()) if dirname(path) == folder)
            if found or not folder or not upwards:
                return found
            folder = dirname(folder)

    def makefile(self, folder: str, name: str) -> BuildFile | None:
        """The makefile that make reads in a folder, with what it includes."""
        files = self.by_tool.get("make", {})
        names = (name,) if name else _MAKEFILES
        path = next((p for n in names if (p := normpath(join(folder, n))) in files), "")
        return self._with_includes(files, path, ()) if path else None

    def _with_includes(self, files: dict[str, BuildFile], path: str, open_paths: tuple[str, ...]) -> BuildFile:
        main = files[path]
        targets, default = list(main.targets), main.default
        for written, _ in main.includes if len(open_paths) < 8 else ():
            for candidate in (
                normpath(join(dirname(path), written)),
                normpath(written),
                *self._starred(files, path, written),
            ):
                if candidate in files and candidate not in (*open_paths, path):
                    inner = self._with_includes(files, candidate, (*open_paths, path))
                    known = {t.name for t in targets if t.scripts}
                    targets += [t for t in inner.targets if t.name not in known]
                    default = default or inner.default
                    break
        return BuildFile(main.tool, path, tuple(targets), default)

    def _starred(self, files: dict[str, BuildFile], path: str, written: str) -> tuple[str, ...]:
        if "*" not in written or ("/" not in written and not written.startswith("*")):
            return ()
        head, _, tail = normpath(join(dirname(path), written)).partition("*")
        return tuple(p for p in files if p.startswith(head) and p.endswith(tail))

    def closure(self, file: BuildFile, names: tuple[str, ...]) -> Iterator[Target]:
        """Targets and what they need, needs first, each once."""
        seen: set[str] = set()
        count = 0

        def visit(name: str, depth: int) -> Iterator[Target]:
            nonlocal count
            if name in seen or count > CLOSURE_LIMIT or depth > 25:
                return
            seen.add(name)
            for target in (t for t in file.targets if t.name == name):
                count += 1
                for need in target.needs:
                    yield from visit(need, depth + 1)
                yield target

        for name in names:
            yield from visit(name, 0)

    def hooks(self, folder: str) -> PreCommit | None:
        """The pre-commit configuration of a folder or the top."""
        found = self.facts.of(PRE_COMMIT)
        for base in dict.fromkeys((folder, "")):
            for name in (".pre-commit-config.yaml", ".pre-commit-config.yml"):
                path = join(base, name)
                if path in found and self.counts(path):
                    return found[path]
        return None

    def jvm(self, folder: str) -> JvmBuild | None:
        """The Maven, Gradle or sbt build of a folder, else of the top, with its modules' plug-ins."""
        every: dict[str, JvmBuild] = self.facts.of(JVM)
        inside = [b for path, b in sorted(every.items()) if not folder or path.startswith(folder + "/")]
        inside = [b for b in inside if self.counts(b.path)]
        if not inside:
            return self.jvm(dirname(folder)) if folder else None
        return JvmBuild(
            inside[0].path, tuple(p for b in inside for p in b.plugins), tuple(a for b in inside for a in b.aliases)
        )

    def dockerfile(self, path: str) -> Dockerfile | None:
        """A Dockerfile by path."""
        return self.facts.of(DOCKERFILE_FACTS).get(path)

    @cached_property
    def dockerfiles(self) -> dict[str, Dockerfile]:
        """Every Dockerfile that counts, by path."""
        return {p: d for p, d in self.facts.of(DOCKERFILE_FACTS).items() if self.counts(p)}

    def compose(self, folder: str, names: tuple[str, ...]) -> tuple[ComposeFile, ...]:
        """Compose files by name, else those that compose reads in a folder."""
        found = self.facts.of(COMPOSE_FACTS)
        if names:
            wanted = [normpath(join(folder, name)) for name in names]
            return tuple(found[p] for p in wanted if p in found) or tuple(found[n] for n in names if n in found)
        usual = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
        return tuple(found[p] for n in usual if (p := join(folder, n)) in found)[:1]

    def script(self, path: str) -> tuple[str, str] | None:
        """Text and shell of a shell script; None for anything else."""
        entry = self.facts.entries.get(path)
        if entry is None or (entry.size_bytes or 0) > SCRIPT_LIMIT_BYTES:
            return None
        name = basename(path)
        ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
        if ending not in ("", "sh", "bash", "zsh", "ps1", "bat", "cmd", "ksh", "bats"):
            return None
        try:
            text = self.facts.text(path)
        except Unavailable:
            return None
        first = text[:200].split("\n", 1)[0]
        if not ending and not (first.startswith("#!") and ("sh" in first or "bats" in first)):
            return None
        shell = {"ps1": "pwsh", "bat": "cmd", "cmd": "cmd"}.get(ending, "bash")
        return text, shell
