"""The code of applications that images and process files start by their kind, not by a file: compiled, packed, autoloaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, splitext

import re2

from assess.facts.containers import Dockerfile
from assess.facts.globs import Globs
from assess.facts.shell.commands import split
from assess.facts.shell.wrappers import unwrap
from assess.facts.store import Facts
from assess.links.kinds import Hop, Role
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

MOST_FILES = 3_000


@dataclass(frozen=True, slots=True)
class _Kind:
    manifests: Globs
    suffixes: frozenset[str]
    programs: frozenset[str] = frozenset()
    """What starts an application of this kind without naming its files."""
    builds: str = ""
    """A pattern (RE2) of the command that makes the program which an image starts."""
    service: str = ""
    """A pattern of the runtime or buildpack by which a hosting service starts it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KINDS = (
    _Kind(
        Globs(("Gemfile", "gems.rb", "config.ru")),
        _words(".rb .ru .rake"),
        _words("puma unicorn rackup rails rake sidekiq resque karafka shoryuken thin passenger ruby racecar sneakers"),
        service=r"ruby",
    ),
    _Kind(
        Globs(("pom.xml", "build.{gradle,gradle.kts,sbt,sc}")),
        _words(".java .scala .kt .groovy .clj"),
        _words("java catalina.sh"),
        r"\b(?:mvnw?|gradlew?|sbt)\b[^\n]*\b(?:package|install|verify|assemble|build|bootJar|shadowJar|installDist|assembly|stage|jar)\b",
        r"java|jvm|kotlin",
    ),
    _Kind(Globs(("go.mod",)), _words(".go"), builds=r"\bgo\s+(?:build\b|install\s+[^\s@]+(?:\s|$))", service=r"go\d*|golang"),
    _Kind(Globs(("Cargo.toml",)), _words(".rs"), builds=r"\bcargo\s+(?:build|install\s+--path|chef\s+cook)\b"),
    _Kind(
        Globs(("package.json",)),
        _words(".js .jsx .ts .tsx .mjs .cjs .vue .svelte"),
        _words("node npm yarn pnpm bun next nuxt nest pm2 pm2-runtime tsx ts-node"),
        service=r"node(?:js)?\d*(?:\.x)?",
    ),
    _Kind(
        Globs(("*.{csproj,fsproj,vbproj,sln}",)),
        _words(".cs .fs .vb"),
        _words("dotnet"),
        r"\bdotnet\s+(?:publish|build)\b",
        r"dotnet(?:_core|core)?\d*",
    ),
    _Kind(Globs(("mix.exs",)), _words(".ex .exs"), _words("mix iex elixir"), r"\bmix\s+(?:release|phx|compile)\b", r"elixir"),
    _Kind(
        Globs(("composer.json",)),
        _words(".php"),
        _words("php php-fpm apache2-foreground artisan"),
        service=r"php\d*",
    ),
)  # fmt: skip
_PROCESS = re2.compile(r"(?m)^[ \t]*([A-Za-z][\w-]*):[ \t]+(\S.*)$")
_SERVICES = Globs(("{app,manifest*}.{yml,yaml}",))
_RUNTIME = re2.compile(r"""(?im)^\s*(?:-\s*)?(?:runtime:\s*["']?(\w[\w.-]*)|\S*?(\w+)[_-]buildpack\b)""")
_PACKAGE = re2.compile(r"(?m)^Package:\s*([A-Za-z][\w.]*)\s*$")
_USED_PACKAGE = re2.compile(
    r"""\b([A-Za-z][\w.]*):::?[A-Za-z_.]|\b(?:library|require|requireNamespace|loadNamespace)\(\s*["']?([A-Za-z][\w.]*)"""
)


class Applications:
    """The applications of one repository by the folders of their manifests."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._facts = facts
        self._roles = roles

    def of_image(self, path: str, dockerfile: Dockerfile) -> Iterator[tuple[str, Hop]]:
        """What an image starts: applications that it builds, or whose own program it calls."""
        started = [i for keyword in ("ENTRYPOINT", "CMD") if (i := dockerfile.last(keyword)) is not None]
        if not started:
            return
        called = [words for i in started for words in _commands(shell_form(i.text))]
        built = "\n".join(run.text for run in dockerfile.runs)
        hop = Hop(path, started[-1].line, started[-1].text)
        for kind in _KINDS:
            if (kind.builds and re2.search(kind.builds, built)) or _calls(kind, called):
                yield from self._code(kind, path, hop)

    def of_process_file(self, path: str, text: str) -> Iterator[tuple[str, Hop]]:
        """What a Procfile's lines or a hosting service's settings start."""
        if basename(path).startswith("Procfile"):
            for match in _PROCESS.finditer(text):
                hop = Hop(path, text.count("\n", 0, match.start()) + 1, match[0].strip())
                called = list(_commands(match[2]))
                for kind in _KINDS:
                    if _calls(kind, called):
                        yield from self._code(kind, path, hop)
        elif path in _SERVICES:
            for match in _RUNTIME.finditer(text):
                hop = Hop(path, text.count("\n", 0, match.start(0)) + 1, match[0].strip())
                for kind in _KINDS:
                    if kind.service and re2.fullmatch(kind.service, (match[1] or match[2]).lower()):
                        yield from self._code(kind, path, hop)

    def packages_in(self, text: str) -> Iterator[tuple[re2._Match, tuple[str, ...]]]:
        """Where a text loads or calls the repository's own R packages (`pkg::run()`, `library(pkg)`), with their code."""
        for match in _USED_PACKAGE.finditer(text) if self.packages else ():
            files = self.packages.get(match[1] or match[2])
            if files:
                yield match, files

    @cached_property
    def packages(self) -> dict[str, tuple[str, ...]]:
        """Code of each R package of the repository, by its name."""
        found = {}
        for path in self._facts.paths:
            if basename(path) == "DESCRIPTION" and self._roles.of(path) is Role.PRODUCT:
                name = _PACKAGE.search(self._text(path))
                if name is not None:
                    folder = f"{dirname(path)}/R/".lstrip("/")
                    found[name[1]] = tuple(p for p in self._facts.paths if p.startswith(folder))
        return found

    def _text(self, path: str) -> str:
        try:
            return self._facts.text(path)
        except Unavailable:
            return ""

    def _code(self, kind: _Kind, base: str, hop: Hop) -> Iterator[tuple[str, Hop]]:
        """All product code of the application whose manifest lies nearest at or above a file."""
        folder = self._nearest(kind, dirname(base))
        if folder is None:
            return
        inside = f"{folder}/" if folder else ""
        others = [f"{f}/" for f in self._manifests(kind) & self._built if f != folder and f.startswith(inside)]
        count = 0
        for path in self._facts.paths:
            fits = path.startswith(inside) and splitext(path)[1].lower() in kind.suffixes
            if fits and self._roles.of(path) is Role.PRODUCT and not any(path.startswith(o) for o in others):
                count += 1
                if count > MOST_FILES:
                    return
                yield path, hop

    def _nearest(self, kind: _Kind, folder: str) -> str | None:
        folders = self._manifests(kind)
        while folder and folder not in folders:
            folder = dirname(folder)
        return folder if folder in folders else None

    def _manifests(self, kind: _Kind) -> frozenset[str]:
        return frozenset(
            dirname(p) for p in self._facts.paths if p in kind.manifests and self._roles.of(p) is Role.PRODUCT
        )

    @cached_property
    def _built(self) -> frozenset[str]:
        """Folders with an image of their own."""
        return frozenset(
            dirname(p) for p in self._facts.paths if basename(p).startswith(("Dockerfile", "Containerfile"))
        )


def _commands(text: str) -> Iterator[tuple[str, ...]]:
    for command in split(text):
        unwrapped = unwrap(command.words)
        yield from (words for words in (unwrapped.words, unwrapped.inner) if words)
        for script in (unwrapped.script, unwrapped.inner_script):
            yield from (unwrap(inner.words).words for inner in split(script)) if script else ()


def _calls(kind: _Kind, called: list[tuple[str, ...]]) -> bool:
    return any(words and basename(words[0]).lower() in kind.programs for words in called)


def shell_form(text: str) -> str:
    """A command as one shell line; the list form joined."""
    stripped = text.strip()
    if not (stripped.startswith("[") and stripped.endswith("]")):
        return stripped
    try:
        listed = json.loads(stripped)
    except (ValueError, RecursionError):
        listed = stripped[1:-1].replace('"', " ").replace("'", " ").replace(",", " ").split()
    words = [str(word) for word in listed]
    return words[2] if len(words) == 3 and words[1] in ("-c", "-lc") else " ".join(words)
