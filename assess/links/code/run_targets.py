"""What a command runs or uses: words of a command line resolved to files of the repository."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from posixpath import basename, dirname, normpath, splitext

import re2

from assess.facts.code_text import code_text
from assess.facts.store import Facts
from assess.links.code.applications import Applications
from assess.links.code.mentions import Mentions
from assess.links.code.modules import ModuleGraph
from assess.links.code.programs import (
    BUILD_FILES,
    BUILDERS,
    CHECKERS,
    FLOW_PROGRAMS,
    INSTALLERS,
    PASSIVE,
    PROJECT_FILES,
    PYTHON_PROGRAMS,
    TEST_PROGRAMS,
    TRANSFERS,
    Kind,
    is_test_command,
    reads_only,
)
from assess.links.kinds import Role
from assess.links.scope.role_rules import CODE_SUFFIXES
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

MOST_FOLDER_FILES = 2_000
_ENTRY = re2.compile(r"""(?m)["']?([\w.-]+)["']?\s*=\s*["']?([A-Za-z_][\w.]*):[A-Za-z_]\w*""")
_CONFIG_SUFFIXES = frozenset([".yml", ".yaml", ".toml", ".cfg", ".ini", ".json", ".conf", ".txt", ".lock", ".rc"])
_MODULE = re2.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_PATH_LIKE = re2.compile(r"\.{0,2}[\w.@/+\\-]*[/.][\w.@/+\\-]+(?::[\w.]+)?")


@dataclass(frozen=True, slots=True)
class Used:
    """Files that one command uses, and how."""

    kind: Kind
    files: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    """Files that the command puts where the running system reads them."""
    systems: frozenset[str] = frozenset()
    """Orchestrators whose pipelines the command runs: `dvc repro` runs every `dvc` pipeline."""


class RunTargets:
    """Resolves commands of one repository."""

    def __init__(self, facts: Facts, roles: Roles, modules: ModuleGraph) -> None:
        self._facts = facts
        self._roles = roles
        self._modules = modules
        self.mentions = Mentions(facts)
        self.applications = Applications(facts, roles)

    def of(self, words: tuple[str, ...], base: str) -> Used:
        """The files that a command (wrappers taken off) runs, checks, tests or moves; `base` is where it is written."""
        if not words:
            return Used(Kind.NONE)
        program, arguments = basename(words[0]).lower(), words[1:]
        scripts = self._script(words[0], base)
        if scripts:
            return Used(Kind.RUN, (*scripts, *self._named(arguments, base)))
        if program in PASSIVE:
            return Used(Kind.NONE)
        if program in INSTALLERS:
            return Used(Kind.RUN, self._named(arguments, base))
        if reads_only(program, arguments):
            return Used(Kind.CHECK)
        if program in CHECKERS or (program in PYTHON_PROGRAMS and _module_argument(arguments) in CHECKERS):
            return Used(Kind.CHECK, self._named(arguments, base, only=_CONFIG_SUFFIXES))
        if program in TEST_PROGRAMS or is_test_command(program, arguments):
            return Used(Kind.TEST, self._tests(arguments, base))
        if program in TRANSFERS:
            named = (*self._named(arguments, base), *self._markers(program))
            return Used(Kind.RUN, named, moved=self._in_folders(arguments, base))
        return self._run(program, arguments, base)

    def _run(self, program: str, arguments: tuple[str, ...], base: str) -> Used:
        files: list[str] = [*self._console_script(program), *self._named(arguments, base)]
        if program in PYTHON_PROGRAMS:
            files += self._python(arguments, base)
        if program in ("rscript", "r"):
            files += (f for _, found in self.applications.packages_in(" ".join(arguments)) for f in found)
        if program in (
            "terraform",
            "tofu",
            "terragrunt",
            "kubectl",
            "helm",
            "kustomize",
            "helmfile",
            "ansible-playbook",
        ):
            files += self._in_folders(arguments, base) or (
                self._with_suffix(".tf", ".hcl") if "terra" in program else ()
            )
        if program in ("docker", "podman", "buildah", "kaniko"):
            files += self._images(arguments, base)
        if program in BUILDERS:
            files += self._project(program, arguments, base)
        if program == "dbt":
            files += self._below("dbt_project.yml", (".sql", ".yml", ".yaml", ".csv"))
        if program in ("alembic", "flask", "aerich", "django-admin") and {"upgrade", "db", "migrate"} & set(arguments):
            files += self._below("env.py", (".py",))
        return Used(Kind.RUN, tuple(dict.fromkeys(files)), systems=FLOW_PROGRAMS.get(program, frozenset()))

    def texts(self, texts: Iterable[str], base: str) -> tuple[str, ...]:
        """Code files and modules that texts name."""
        named = [t for t in texts if t]
        found = dict.fromkeys(f for t in named for f in self.mentions.resolve(t, base))
        for text in named:  # `src/handler.main` is a function of src/handler.py
            stem, dot, _ = text.rpartition(".")
            if dot and "/" in stem and not found:
                found.update(dict.fromkeys(self.mentions.resolve(stem + ".py", base)))
        return tuple(found)

    def _script(self, word: str, base: str) -> tuple[str, ...]:
        """The program itself, when it is a script of the repository."""
        if "/" not in word and splitext(word)[1] not in (".sh", ".py"):
            return ()
        return tuple(p for p in self.mentions.resolve(word, base) if self._roles.of(p) is not Role.VENDORED)

    def _named(self, arguments: Iterable[str], base: str, only: frozenset[str] | None = None) -> tuple[str, ...]:
        """Files whose paths stand among the arguments."""
        found: dict[str, None] = {}
        for argument in arguments:
            for word in _values(argument):
                if _PATH_LIKE.fullmatch(word) is None:
                    continue
                for path in self.mentions.resolve(word, base):
                    if only is None or splitext(path)[1] in only or basename(path).startswith("."):
                        found.setdefault(path)
        return tuple(found)

    def module(self, word: str, near: str) -> str | None:
        """The module of `pkg.mod`, `pkg.mod:app` or `pkg.mod.function`, seen from a file or from the top."""
        name = word.partition(":")[0]
        suffix = splitext(name)[1]
        if suffix in CODE_SUFFIXES or suffix in _CONFIG_SUFFIXES:
            return None
        for dotted in (name, name.rpartition(".")[0]):
            if _MODULE.fullmatch(dotted) is None:
                continue
            found = self._modules.resolve(dotted, near) or self._modules.resolve(dotted, "")
            if found is not None:
                return found
        return None

    def _python(self, arguments: tuple[str, ...], base: str) -> list[str]:
        found: list[str] = []
        module = _module_argument(arguments)
        if module:
            path = self.module(f"{module}.__main__", base) or self.module(module, base)
            found += [path] if path is not None else []
        for argument in arguments:
            if "import " in argument:  # python -c
                found += self.mentions.files([argument], base)
            for word in _values(argument) if not argument.startswith("-") or "=" in argument else ():
                plain = word.strip("()")
                path = self.module(plain, base) if "." in plain or ":" in plain else None
                found += [path] if path is not None else []
        if _takes_module(arguments) and (path := self.module(_takes_module(arguments), base)):
            found.append(path)
        return found

    def _console_script(self, program: str) -> tuple[str, ...]:
        return self.console_scripts.get(program, ())

    @cached_property
    def console_scripts(self) -> dict[str, tuple[str, ...]]:
        """Modules behind the console scripts and plug-in entry points that manifests declare, by name."""
        found: dict[str, tuple[str, ...]] = {}
        for path in self._facts.paths:
            if (
                basename(path) not in ("pyproject.toml", "setup.cfg", "setup.py")
                or self._roles.of(path) is not Role.PRODUCT
            ):
                continue
            try:
                text = code_text(path, self._facts.text(path))
            except Unavailable:
                continue
            for match in _ENTRY.finditer(text):
                module = self._modules.resolve(match[2], path)
                if module is not None:
                    found[match[1].lower()] = (*found.get(match[1].lower(), ()), module)
        return found

    def _tests(self, arguments: tuple[str, ...], base: str) -> tuple[str, ...]:
        """Test files that a test command selects: those it names, else all."""
        named = [p for p in self._named(arguments, base) if self._roles.of(p) is Role.TEST]
        folders = [p for p in self._in_folders(arguments, base) if self._roles.of(p) is Role.TEST]
        return tuple(dict.fromkeys((*named, *folders))) or self._all_tests

    @cached_property
    def _all_tests(self) -> tuple[str, ...]:
        return tuple(p for p in self._facts.paths if self._roles.of(p) is Role.TEST)

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder of the repository, without a trailing slash."""
        found: set[str] = set()
        for path in self._facts.paths:
            folder = dirname(path)
            while folder and folder not in found:
                found.add(folder)
                folder = dirname(folder)
        return frozenset(found)

    def _folder(self, word: str, base: str) -> str | None:
        clean = normpath(word.strip("\"'").lstrip("/").removesuffix("/*").removesuffix("/**")) if word else ""
        near = dirname(base)
        while clean and clean not in (".", ".."):
            joined = normpath(f"{near}/{clean}" if near else clean)
            if joined in self.folders:
                return joined
            if not near:
                return None
            near = dirname(near)
        return None

    def _in_folders(self, arguments: Iterable[str], base: str) -> tuple[str, ...]:
        found: list[str] = []
        for argument in arguments:
            for word in _values(argument):
                folder = self._folder(word, base) if _is_folder_word(word) else None
                if folder is not None:
                    found += [p for p in self._facts.paths if p.startswith(folder + "/")][:MOST_FOLDER_FILES]
        return tuple(found)

    def _with_suffix(self, *suffixes: str) -> tuple[str, ...]:
        return tuple(p for p in self._facts.paths if p.endswith(suffixes) and self._roles.of(p) is Role.PRODUCT)

    def _below(self, name: str, suffixes: tuple[str, ...]) -> tuple[str, ...]:
        """Files of those kinds below the folders that hold a file of that name."""
        roots = [dirname(p) for p in self._facts.paths if basename(p) == name and self._roles.of(p) is Role.PRODUCT]
        return tuple(
            p for p in self._facts.paths if p.endswith(suffixes) and any(not r or p.startswith(f"{r}/") for r in roots)
        )

    def _markers(self, program: str) -> tuple[str, ...]:
        """The project files that a deployment tool reads without being told."""
        names = PROJECT_FILES.get(program, frozenset())
        return tuple(p for p in self._facts.paths if basename(p) in names and self._roles.of(p) is Role.PRODUCT)

    def _images(self, arguments: tuple[str, ...], base: str) -> tuple[str, ...]:
        """The Dockerfile or compose file that a container command takes when it names none."""
        words = {a for a in arguments if not a.startswith("-")}
        wanted: tuple[str, ...] = ()
        if "compose" in words:
            wanted = ("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml")
        elif {"build", "buildx"} & words:
            wanted = ("Dockerfile",)
        contexts = [f for a in arguments if (f := self._folder(a, base))]
        found = [f"{c}/{name}" for c in contexts for name in wanted if f"{c}/{name}" in self._facts.entries]
        return tuple(found or [name for name in wanted if name in self._facts.entries])

    def _project(self, program: str, arguments: tuple[str, ...], base: str) -> tuple[str, ...]:
        """All code of the projects that a build tool builds: those it names, else the root's, else all."""
        marks = BUILD_FILES[BUILDERS[program]]
        roots = [dirname(p) for p in self._facts.paths if p in marks and self._roles.of(p) is Role.PRODUCT]
        named = [f for a in arguments for w in _values(a) if (f := self._folder(w, base)) in roots]
        chosen = named or ([""] if "" in roots else roots)
        return tuple(
            p
            for p in self._facts.paths
            if splitext(p)[1].lower() in CODE_SUFFIXES
            and not p.endswith((".py", ".ipynb", ".sh"))
            and any(not r or p.startswith(f"{r}/") for r in chosen)
        )


def _module_argument(arguments: tuple[str, ...]) -> str:
    """The module of `python -m module`."""
    for first, second in pairwise(arguments):
        if first == "-m":
            return second
        if not first.startswith("-"):
            return ""
    return ""


def _takes_module(arguments: tuple[str, ...]) -> str:
    """The application of `celery -A proj worker` and `flask --app proj run`."""
    return next((b for a, b in pairwise(arguments) if a in ("-A", "--app", "--application")), "")


def _values(argument: str) -> tuple[str, ...]:
    """An argument, or the value of `--option=value` and of `key=value`; commas part several."""
    _, equals, value = argument.partition("=")
    return tuple(v for v in (value if equals else argument).strip("\"'").split(",") if v)


def _is_folder_word(word: str) -> bool:
    return bool(word) and not word.startswith("-") and "://" not in word and len(word) < 200
