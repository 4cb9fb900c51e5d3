"""What one command installs: by which tool, from which files, by its lock or by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import basename

import re2

from assess.facts.dependencies.model import Ecosystem
from assess.facts.shell.commands import split
from assess.facts.shell.wrappers import program_name, unwrap

Words = tuple[str, ...]
MOST_COMMANDS = 400
LONGEST_SCRIPT = 20_000
"""Characters of one script that are read."""
_VERSIONED = re2.compile(r"^(pip|python|pypy)[\d.]*$")
_RENV = re2.compile(r"\brenv::(restore|hydrate|init|install)\b")
_R_INSTALL = re2.compile(
    r"\b(install\.packages|install_version|install_github|pak::pkg_install|pak::pak|remotes::\w+)\s*\("
)
_R_NAME = re2.compile(r"""["']([A-Za-z][A-Za-z0-9.]+)["']""")
_VALUE_FLAGS = frozenset(
    [
        "-c",
        "--constraint",
        "-i",
        "--index-url",
        "--extra-index-url",
        "-t",
        "--target",
        "-f",
        "--find-links",
        "--prefix",
        "--root",
        "--platform",
        "--python-version",
        "--trusted-host",
        "--timeout",
        "--retries",
        "--cache-dir",
        "--proxy",
        "--python",
        "-p",
        "-n",
        "--name",
        "--channel",
        "--index",
        "--only-binary",
        "--no-binary",
        "--override",
        "--overrides",
        "--build-constraint",
        "--group",
        "--extra",
        "--override-channels",
        "--repo",
        "-X",
        "--repository",
        "--python-platform",
    ]
)
_FILE_FLAGS = frozenset({"-r", "--requirement", "--requirements", "-f", "--file"})


@dataclass(frozen=True, slots=True)
class Install:
    """One installation."""

    tool: str
    """`pip`, `uv`, `poetry`, `pdm`, `pipenv`, `conda`, `conda-lock`, `pixi`, `npm`, `yarn`, `pnpm`, `bun`, `go`, `cargo`,
    `bundler`, `composer`, `renv`, `r`, `julia`, `maven`, `gradle`, `sbt`, `terraform`, `dbt`, `system`."""
    ecosystem: Ecosystem
    from_lock: bool = False
    """The tool installs what its own lock says; for files that are named, the file decides instead."""
    packages: tuple[str, ...] = ()
    """Packages named on the command line."""
    files: tuple[str, ...] = ()
    """Requirement, environment or lock files named on the command line."""
    project: bool = False
    """Installs the project in a folder with whatever its manifest allows."""


def _arguments(words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Plain arguments and named files."""
    plain: list[str] = []
    files: list[str] = []
    index = 0
    while index < len(words):
        word = words[index]
        name, equals, value = word.partition("=")
        following = words[index + 1] if index + 1 < len(words) else ""
        if word.startswith("-r") and len(word) > 2 and not word.startswith("-r="):
            files.append(word[2:])
        elif name in _FILE_FLAGS:
            files.append(value if equals else following)
            index += 0 if equals else 1
        elif word in _VALUE_FLAGS:
            index += 1
        elif not word.startswith("-"):
            plain.append(word)
        index += 1
    return tuple(plain), tuple(f for f in files if f)


def _local(word: str) -> bool:
    return word.startswith((".", "/", "~", "file:", "$")) or word.endswith((".whl", ".tar.gz", ".zip"))


def _pip(words: Words, tool: str = "pip") -> Install | None:
    if words[:1] not in (("install",), ("sync",)):
        return None
    plain, files = _arguments(words[1:])
    if words[0] == "sync":
        return Install(tool, "pypi", files=files + tuple(w for w in plain if w.endswith((".txt", ".toml"))))
    named = tuple(w for w in plain if not _local(w))
    return Install(tool, "pypi", packages=named, files=files, project=any(_local(w) for w in plain))


def _uv(words: Words) -> Install | None:
    if words[:1] == ("pip",):
        return _pip(words[1:], "uv")
    if words[:1] in (("sync",), ("run",)):
        loose = {"-U", "--upgrade", "--no-lock"} & set(words)
        return Install("uv", "pypi", from_lock=not loose)
    if words[:1] == ("export",):
        return Install("uv", "pypi", from_lock=True)
    return Install("uv", "pypi", packages=_arguments(words[2:])[0]) if words[:2] == ("tool", "install") else None


def _by_verbs(tool: str, ecosystem: Ecosystem, locked: str, loose: str = "") -> Callable[[Words], Install | None]:
    """A tool whose first word tells whether it installs from the lock."""

    def read(words: Words) -> Install | None:
        verb = words[0] if words else ""
        if verb in locked.split():
            return Install(tool, ecosystem, from_lock=True)
        return Install(tool, ecosystem, packages=_arguments(words[1:])[0]) if verb in loose.split() else None

    return read


def _pipenv(words: Words) -> Install | None:
    if words[:1] == ("sync",) or (words[:1] == ("install",) and {"--deploy", "--ignore-pipfile"} & set(words)):
        return Install("pipenv", "pypi", from_lock=True)
    return Install("pipenv", "pypi", packages=_arguments(words[1:])[0]) if words[:1] == ("install",) else None


def _conda(words: Words) -> Install | None:
    if words[:2] in (("env", "create"), ("env", "update")):
        return Install("conda", "conda", files=_arguments(words[2:])[1] or ("environment.yml",))
    if words[:1] not in (("install",), ("create",)):
        return None
    plain, files = _arguments(words[1:])
    listed = tuple(words[i + 1] for i, w in enumerate(words[:-1]) if w == "--file")
    return Install("conda", "conda", packages=plain, files=tuple(dict.fromkeys(files + listed)))


def _npm(words: Words) -> Install | None:
    if words[:1] in (("ci",), ("clean-install",), ("install-clean",)):
        return Install("npm", "npm", from_lock=True)
    if words[:1] not in (("install",), ("i",), ("add",)):
        return None
    return Install("npm", "npm", packages=tuple(w for w in words[1:] if not w.startswith("-")))


def _yarn(words: Words) -> Install | None:
    strict = {"--frozen-lockfile", "--immutable", "--pure-lockfile"} & set(words)
    if not words or words[0] == "install" or words[0].startswith("-"):
        return Install("yarn", "npm", from_lock=bool(strict))
    return Install("yarn", "npm", packages=words[1:]) if words[0] == "add" else None


def _pnpm(words: Words) -> Install | None:
    if words[:1] in (("install",), ("i",), ("fetch",)):
        return Install("pnpm", "npm", from_lock="--no-frozen-lockfile" not in words)
    return Install("pnpm", "npm", packages=words[1:]) if words[:1] == ("add",) else None


def _bun(words: Words) -> Install | None:
    return (
        Install("bun", "npm", from_lock="--frozen-lockfile" in words) if words[:1] in (("install",), ("ci",)) else None
    )


def _r(words: Words) -> Install | None:
    code = " ".join(words)
    if match := _RENV.search(code):
        return Install("renv", "cran", from_lock=match.group(1) == "restore")
    if _R_INSTALL.search(code):
        return Install("r", "cran", packages=tuple(m.group(1) for m in _R_NAME.finditer(code)))
    return None


def _system(words: Words) -> Install | None:
    verbs = [w for w in words if not w.startswith("-")]
    if verbs[:1] and verbs[0] in ("install", "add", "localinstall"):
        return Install(
            "system", "system", packages=tuple(w for w in _arguments(words)[0] if w not in ("install", "add"))
        )
    return None


def _conda_lock(words: Words) -> Install | None:
    return Install("conda-lock", "conda", from_lock=True) if words[:1] == ("install",) else None


def _pixi(words: Words) -> Install | None:
    return Install("pixi", "conda", from_lock=True) if words[:1] in (("install",), ("run",), ("shell-hook",)) else None


def _any_task(tool: str, ecosystem: Ecosystem) -> Callable[[Words], Install | None]:
    """A build tool that resolves dependencies at every task."""
    return lambda words: Install(tool, ecosystem, from_lock=True) if words else None


def _julia(words: Words) -> Install | None:
    return Install("julia", "julia", from_lock=True) if any("Pkg.instantiate" in w for w in words) else None


_TOOLS: dict[str, Callable[[Words], Install | None]] = {
    "pip": _pip,
    "pip-sync": lambda words: Install("pip", "pypi", files=_arguments(words)[0] or ("requirements.txt",)),
    "uv": _uv,
    "poetry": _by_verbs("poetry", "pypi", "install sync export", "add"),
    "pdm": _by_verbs("pdm", "pypi", "sync install export", "add"),
    "rye": _by_verbs("rye", "pypi", "sync"),
    "pipenv": _pipenv,
    "conda": _conda,
    "mamba": _conda,
    "micromamba": _conda,
    "conda-lock": _conda_lock,
    "pixi": _pixi,
    "npm": _npm,
    "yarn": _yarn,
    "pnpm": _pnpm,
    "bun": _bun,
    "Rscript": _r,
    "R": _r,
    "go": _by_verbs("go", "go", "build test run mod vet install generate"),
    "cargo": _by_verbs("cargo", "cargo", "build test run check clippy fetch doc bench nextest chef"),
    "bundle": _by_verbs("bundler", "rubygems", "install exec"),
    "composer": _by_verbs("composer", "composer", "install"),
    "terraform": _by_verbs("terraform", "terraform", "init"),
    "tofu": _by_verbs("terraform", "terraform", "init"),
    "dbt": _by_verbs("dbt", "dbt", "deps"),
    "julia": _julia,
    "mvn": _any_task("maven", "maven"),
    "mvnw": _any_task("maven", "maven"),
    "gradle": _any_task("gradle", "maven"),
    "gradlew": _any_task("gradle", "maven"),
    "sbt": _any_task("sbt", "maven"),
    "apt-get": _system,
    "apt": _system,
    "apk": _system,
    "yum": _system,
    "dnf": _system,
    "microdnf": _system,
}


def install_of(words: Words) -> Install | None:
    """What a command installs, its wrappers already off; None when it installs nothing."""
    if not words:
        return None
    name = basename(program_name(words[0]))
    match = _VERSIONED.match(name)
    name = match.group(1) if match else name
    rest = words[1:]
    if name in ("python", "pypy"):
        return install_of(rest[1:]) if rest[:1] == ("-m",) else None
    reader = _TOOLS.get(name)
    return reader(rest) if reader else None


def installs_in(script: str) -> Iterator[tuple[int, str, Install]]:
    """Line (1-based within the script), command and installation of every command of a shell script."""
    for count, command in enumerate(split(script[:LONGEST_SCRIPT])):
        if count >= MOST_COMMANDS:
            return
        yield from ((command.line, command.text, found) for found in _unwrapped(command.words, 0))


def _unwrapped(words: Words, depth: int) -> Iterator[Install]:
    if found := install_of(words):
        yield found
        return
    inside = unwrap(words)
    if inside.script and depth < 2:
        for command in split(inside.script):
            yield from _unwrapped(command.words, depth + 1)
    elif inside.words != words and (found := install_of(inside.words)):
        yield found
