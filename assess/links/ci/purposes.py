"""What a command or packaged step is for, and whether its own options lose its failure."""

from __future__ import annotations

from functools import lru_cache

import re2

from assess.facts.build_files.pre_commit import Hook
from assess.facts.shell.wrappers import program_name
from assess.links.ci.purpose_tables import checks, deliveries, deployments, losses, scans
from assess.links.ci.purpose_tables.names import HOUSEKEEPING, PAIRS, WORDS
from assess.links.ci.purpose_tables.rows import Row, parsed
from assess.links.ci.reference_purposes import hook_purposes, plain_reference, reference_loses, reference_purposes

_PYTHON = re2.compile(r"^(python|pypy)[\d.]*w?$|^py$|^ipython\d?$")
_WORD = re2.compile(r"[A-Za-z][a-z]*[0-9]*|[0-9]+")
_RUNNERS = frozenset(
    {"make", "gmake", "just", "task", "go-task", "tox", "nox", "invoke", "inv", "fab", "doit", "poe", "hatch", "pdm", "pixi",
     "rye", "npm", "yarn", "pnpm", "bun", "lerna", "turbo", "nx", "composer", "earthly", "bash", "sh", "zsh", "source", ".",
     "pre-commit", "prek", "pwsh", "powershell", "bats", "mingw32-make", "sbt", "mise"}
)  # fmt: skip
_NAMED_RUNNERS = _RUNNERS - {"tox", "nox", "sbt", "pre-commit", "prek", "bats"}
_WHOLE_BUILDS = {
    "mvn": frozenset({"verify", "install", "deploy", "package", "site"}),
    "mvnw": frozenset({"verify", "install", "deploy", "package", "site"}),
    "gradle": frozenset({"check", "build", "ci"}),
    "gradlew": frozenset({"check", "build", "ci"}),
}
_R_CALL = re2.compile(
    r"\b(\w+)::(\w+)|\b(test_dir|test_file|test_package|test_local|install\.packages|lint_package|lint_dir)\b"
)
_R_PURPOSES = {
    "devtools::test": "test", "testthat::*": "test", "tinytest::*": "test", "rcmdcheck::*": "test lint", "devtools::check": "test lint",
    "lintr::*": "lint", "styler::*": "format-check", "covr::*": "coverage", "renv::restore": "install-locked",
    "packrat::restore": "install-locked", "install.packages": "install-unlocked", "remotes::*": "install-unlocked",
    "pak::*": "install-unlocked", "pkgdown::*": "docs-site", "rmarkdown::*": "docs-site", "bookdown::*": "docs-site",
    "rsconnect::*": "deploy", "targets::*": "pipeline-run", "RUnit::*": "test", "oysteR::*": "dependency-audit", "test_dir": "test",
    "test_file": "test", "test_package": "test", "test_local": "test", "lint_package": "lint", "lint_dir": "lint",
    "vetiver::*": "model-deploy", "shinytest2::*": "test",
}  # fmt: skip
_TOOLS = frozenset(
    {"pip", "setuptools", "wheel", "uv", "poetry", "pipenv", "tox", "nox", "hatch", "pdm", "build", "twine", "virtualenv", "pipx",
     "docker-compose", "awscli", "pre-commit", "poetry-plugin-sort", "poetry-plugin-export", "tox-gh-actions", "tox-uv", "flit",
     "conda", "mamba", "pip-tools", "pip-audit", "codecov", "coveralls", "azure-cli", "ansible", "aws-sam-cli", "npm", "yarn",
     "pnpm", "invoke", "just", "rye", "maturin", "cibuildwheel", "bump2version", "semantic-release", "gsutil", "yq"}
)  # fmt: skip
_GRADLE_CHOICES = frozenset({"-x", "--exclude-task"})
_DBT_CHOICES = frozenset(
    {"--exclude", "--exclude-resource-type", "--exclude-resource-types", "--resource-type", "--resource-types"}
)
_LOOKING = frozenset(
    {"check", "verify", "validate", "was", "status", "wait", "list", "show", "get", "describe", "monitor"}
)
_RESULTS = frozenset({"codecov", "coverage", "coveralls", "junit", "sonar", "results", "reports", "artifacts", "docs"})
_PACKAGES = frozenset(
    {"dependency", "dependencies", "deps", "dep", "pip", "npm", "packages", "package", "python", "js", "security"}
)
_R_FAILS = ("stop(", "quit(", "q(", "LINTR_ERROR_ON_LINT", "stopifnot", "expect_", "abort(")
_GENERAL = frozenset({"cli", "main", "__main__", "run", "app", "cmd", "entrypoint", "runner", "script", "job"})
_ASKING = frozenset({"--version", "-V", "version", "--help", "-h", "help"})
_ABOUT_RESULTS = frozenset(
    {"setup", "install", "upload", "download", "cache", "report", "reporter", "result", "results", "badge"}
)
_COMMON_WORDS = frozenset(
    {"next", "auto", "standard", "green", "ward", "tape", "trunk", "inspect", "danger", "flow", "astro", "alex", "build", "test", "task",
     "check", "serve", "sonar", "migrate", "bash", "make", "node", "rome", "fixit", "inspec", "goss", "bom", "stack", "robot", "mage",
     "taplo", "remark", "cargo", "kaniko", "meson", "trial", "beam", "railway", "render", "porter", "clever", "mina", "surge", "tilt"}
)  # fmt: skip
_SCRIPT_WORDS = frozenset(
    {"train", "evaluate", "deploy", "database-migrate", "load-test", "release", "publish-package", "model-deploy", "data-test",
     "model-register", "smoke-test", "llm-eval", "notify", "dbt-build", "dependency-update"}
)  # fmt: skip


@lru_cache(maxsize=1)
def _programs() -> dict[str, tuple[Row, ...]]:
    tables = (checks.TESTS, checks.LINTS, scans.SCANS, deliveries.BUILDS, deliveries.INSTALLS, deliveries.RELEASES,
              deployments.DEPLOYS, deployments.PROVISIONS, deployments.LOGINS)  # fmt: skip
    return parsed("\n".join(tables))


@lru_cache(maxsize=1)
def _losses() -> dict[str, tuple[Row, ...]]:
    return parsed(losses.LOSSES)


@lru_cache(maxsize=1)
def purpose_names() -> frozenset[str]:
    """Every purpose that a command, step or hook can have."""
    tables = (*_programs().values(),)
    own = {purpose for rows in tables for row in rows for purpose in row.purposes}
    return frozenset(
        own
        | {"deploy-test-cluster", "install-tool", "pipeline-check"}
        | set(WORDS.values())
        | set(PAIRS.values())
        | {p for v in _R_PURPOSES.values() for p in v.split()}
        | hook_purposes.names()
    )


def of_words(words: tuple[str, ...]) -> frozenset[str]:
    """Purposes of one simple command, wrappers already taken off."""
    found = _of_words(words)
    if "install-unlocked" in found and _installs_tools(words):
        return found - {"install-unlocked"} | {"install-tool"}
    return found


def _installs_tools(words: tuple[str, ...]) -> bool:
    """Whether only tools of the build itself are installed (pip, poetry, tox ...)."""
    start = words.index("install") + 1 if "install" in words else len(words)
    names = [re2.split(r"[=<>!~\[;@$]", w.strip("'\""))[0].lower() for w in words[start:] if not w.startswith("-")]
    return bool(names) and all(name in _TOOLS for name in names)


def _of_words(words: tuple[str, ...]) -> frozenset[str]:
    program, arguments = _plain(words)
    if not program or (arguments and all(a in _ASKING for a in arguments)) or "--help" in arguments:
        return frozenset()
    if _PYTHON.match(program):
        return _of_python(arguments)
    if program in ("Rscript", "R", "r", "littler"):
        return _of_r(program, arguments)
    if program == "julia" and any("Pkg.test" in a for a in arguments):
        return frozenset({"test"})
    found = _matching(_programs().get(program, ()), arguments)
    if not found and program in _NAMED_RUNNERS:
        return by_name(words)
    if not found and ("/" in words[0] or program.endswith((".sh", ".bash", ".ps1"))):
        return by_name(words[:1])
    if program == "dbt":
        found = _matching(_programs()["dbt"], _joined(arguments, _DBT_CHOICES))
    if program in ("gradle", "gradlew"):
        found = _matching(_programs().get(program, ()), _without_excluded(arguments))
    if program == "coverage" and arguments[:1] == ("run",):
        return found | _of_python(tuple(a for a in arguments[1:] if not a.startswith("--")))
    return found


def _plain(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Program name and arguments; programs of the repository (`./gradlew`) go by their own name."""
    if not words:
        return "", ()
    name = program_name(words[0])
    if "/" in name:
        base = name.rsplit("/", 1)[-1].removesuffix(".bat").removesuffix(".cmd")
        if base in _programs() or base in _RUNNERS or name in _programs():
            name = name if name in _programs() and base not in _programs() else base
    return name, words[1:]


def _without_excluded(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Gradle's arguments with `-x TASK` as one word."""
    return tuple(a.replace("--exclude-task=", "-x").replace("-x=", "-x") for a in _joined(arguments, _GRADLE_CHOICES))


def _joined(arguments: tuple[str, ...], options: frozenset[str]) -> tuple[str, ...]:
    """Arguments in which the named options and their values are one word: `--exclude=a`."""
    found: list[str] = []
    for word in arguments:
        if found and found[-1] in options:
            found[-1] = f"{found[-1]}={word}"
        else:
            found.append(word)
    return tuple(found)


def _matching(rows: tuple[Row, ...], arguments: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for row in rows:
        if not row.purposes <= found and row.matches(arguments):
            found |= row.purposes
    return frozenset(found)


def _of_python(arguments: tuple[str, ...]) -> frozenset[str]:
    rest = list(arguments)
    while rest and rest[0].startswith("-") and rest[0] not in ("-m", "-c"):
        rest = rest[2:] if rest[0] in ("-W", "-X") else rest[1:]
    if not rest:
        return frozenset()
    if rest[0] == "-c":
        code = " ".join(rest[1:])
        return frozenset({"pipeline-check"}) if "DagBag" in code else frozenset()
    if rest[0] == "-m":
        module = rest[1] if len(rest) > 1 else ""
        found = _matching(_programs().get(module.replace("_", "-"), ()) or _programs().get(module, ()), tuple(rest[2:]))
        if module == "build":
            return frozenset({"build"})
        return found or _of_own_program(module.split("."), rest[2:])
    script = rest[0].rsplit("/", 1)[-1]
    found = _matching(_programs().get(script, ()), tuple(rest[1:]))
    return found or _of_own_program([script.removesuffix(".py")], rest[1:])


def _of_own_program(path: list[str], arguments: list[str]) -> frozenset[str]:
    """Purposes of a program of the repository: by its name, by its package when the name says nothing, by its command."""
    named = _by_script(path[-1])
    if not named and path[-1] in _GENERAL and len(path) > 1:
        named = _by_script(path[-2])
    command = next((a for a in arguments[:1] if a.replace("-", "").replace("_", "").isalpha()), "")
    return named or (_named(command.lower()) & _SCRIPT_WORDS)


def _by_script(name: str) -> frozenset[str]:
    lowered = name.lower()
    if lowered in ("test", "tests", "run_tests", "runtests", "run-tests", "test_all", "unittest", "run_test"):
        return frozenset({"test"})
    return _named(lowered) & _SCRIPT_WORDS


def _of_r(program: str, arguments: tuple[str, ...]) -> frozenset[str]:
    if program == "R" and arguments[:1] == ("CMD",):
        verb = arguments[1] if len(arguments) > 1 else ""
        return frozenset({"check": {"test", "lint"}, "build": {"build"}}.get(verb, set()))
    found: set[str] = set()
    text = " ".join(arguments)[:20_000]
    if "styler::" in text and "dry" not in text:
        return frozenset({"format"})
    for match in _R_CALL.finditer(text):
        package, function, bare = match.group(1), match.group(2), match.group(3)
        known = (
            _R_PURPOSES.get(f"{package}::{function}") or _R_PURPOSES.get(f"{package}::*") or _R_PURPOSES.get(bare or "")
        )
        found |= set((known or "").split())
    if not found:
        script = next((a for a in arguments if a.lower().endswith(".r")), "")
        found |= (
            {"test"}
            if "testthat" in script
            else set(_by_script(script.rsplit("/", 1)[-1].rsplit(".", 1)[0]))
            if script
            else set()
        )
    return frozenset(found)


def by_name(words: tuple[str, ...]) -> frozenset[str]:
    """Purposes that the names in a command suggest: targets, scripts, sessions."""
    program = words[0].rsplit("/", 1)[-1] if words else ""
    plain = [w for w in words[1:] if not w.startswith("-") and "=" not in w and w not in ("run", "run-script", "exec")]
    if program not in _RUNNERS:
        plain = [program.rsplit(".", 1)[0], *plain[:0]]
    return frozenset(p for word in plain[:4] for p in _named(word.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()))


def _named(name: str) -> frozenset[str]:
    parts = _WORD.findall(name.replace("e2e", "e2e"))
    words = [part.lower() for part in parts]
    if HOUSEKEEPING & set(words) and ("test" not in words or _ABOUT_RESULTS & set(words)):
        return frozenset()
    pairs = {purpose for pair, purpose in PAIRS.items() if pair[0] in words and pair[1] in words}
    if pairs:
        return frozenset(pairs)
    found = frozenset(WORDS[word] for word in words if word in WORDS)
    if set(words) & _LOOKING or set(words) & _RESULTS:
        found -= {"deploy", "release", "publish-package", "train", "build"}
    return found - {"dependency-audit"} if len(words) > 1 and not set(words) & _PACKAGES else found


def is_runner(words: tuple[str, ...]) -> bool:
    """Whether a command only leads to others, so that its purposes are theirs."""
    program, _ = _plain(words)
    return program in _RUNNERS or program.endswith((".sh", ".bash", ".ps1")) or "/" in program


def runs_whole_build(words: tuple[str, ...]) -> bool:
    """Whether it is a Maven or Gradle call that runs the checks of the build's plug-ins."""
    program, arguments = _plain(words)
    return bool(_WHOLE_BUILDS.get(program, frozenset()) & {a.rsplit(":", 1)[-1] for a in arguments})


def may_fail(words: tuple[str, ...], variables: tuple[tuple[str, str], ...] = ()) -> bool:
    """Whether the command's own options lose its failure (`--exit-zero`, `--fix`, `--soft-fail`)."""
    program, arguments = _plain(words)
    if program in ("Rscript", "R"):
        text = " ".join(arguments)
        strict = any(name == "LINTR_ERROR_ON_LINT" for name, _ in variables)
        return "lintr::" in text and not strict and not any(word in text for word in _R_FAILS)
    if _PYTHON.match(program) and arguments[:1] == ("-m",) and len(arguments) > 1:
        program, arguments = arguments[1], arguments[2:]
    return any(row.matches(arguments) for row in _losses().get(program, ()))


def of_reference(reference: str, options: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Purposes of a packaged step."""
    found = reference_purposes(reference, options)
    if found is not None:
        return found
    plain = plain_reference(reference).split(":")[0]
    name = plain.rsplit("/", 1)[-1].rsplit(".y", 1)[0]
    return _named(name) or _of_tools(name)


def _of_tools(name: str) -> frozenset[str]:
    """Purposes of the well-known tools that a name speaks of (`rubocop.yml`, `run-brakeman`)."""
    words = {w for w in re2.split(r"[^a-z0-9]+", name.lower()) if len(w) > 3 and w not in _COMMON_WORDS}
    if HOUSEKEEPING & words:
        return frozenset()
    return frozenset(p for word in words for p in _matching(_programs().get(word, ()), ())) - {"deploy", "build"}


def reference_may_fail(reference: str, options: tuple[tuple[str, str], ...]) -> bool:
    """Whether a packaged step's own inputs lose its failure."""
    return reference_loses(reference, options)


def of_hook(hook: Hook) -> frozenset[str]:
    """Purposes of a pre-commit hook."""
    return hook_purposes.of(hook.id) or of_words((hook.id, *hook.args))


def hook_may_fail(hook: Hook) -> bool:
    """Whether a hook's arguments lose its failure; fixing hooks fail when they change something."""
    return any(arg in ("--exit-zero", "--soft-fail", "--exit-zero-even-if-changed") for arg in hook.args)
