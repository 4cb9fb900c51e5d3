"""What a command runs next: the targets, scripts, hooks and image builds that runners reach, one hop at a time."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import dirname

from assess.facts.build_files.model import BuildFile
from assess.facts.ci.model import Script
from assess.facts.shell.wrappers import program_name
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.docker_expanders import compose_next, docker_next, image_next
from assess.links.ci.hook_expanders import hooks_next
from assess.links.ci.next_steps import Call, Next
from assess.links.ci.node_expanders import node_next
from assess.links.ci.places import folder_of
from assess.links.ci.script_expanders import scripts_at

_SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ash", "ksh", "source", ".", "pwsh", "powershell", "bats", "call"})
_MAKE_VALUES = frozenset({"-C", "-f", "-I", "-o", "-W", "--directory", "--file", "--makefile"})


def next_steps(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    """Everything a command leads to; empty for a leaf."""
    program = program_name(call.program)
    expander = _EXPANDERS.get(program)
    if expander is not None:
        return expander(index, call)
    if program in _SHELLS:
        return _shell_file(index, call)
    if "/" in program or program.endswith((".sh", ".bash", ".ps1", ".bat")):
        return scripts_at(index, call.folder, program, call.arguments)
    return _entry_point(index, call, program)


def _shell_file(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    errexit = any(a.startswith("-") and not a.startswith("--") and "e" in a for a in call.arguments)
    options = ("-o", "-eo", "-euo", "-exo", "-xeo", "-euxo", "-Command", "-ExecutionPolicy")
    for position, argument in enumerate(call.arguments):
        if argument.startswith(("-", "+")) or (position and call.arguments[position - 1] in options):
            continue
        return scripts_at(index, call.folder, argument, call.arguments[position + 1 :], errexit)
    return ()


def _entry_point(index: BuildIndex, call: Call, program: str) -> tuple[Next, ...]:
    for path, file in index.by_tool.get("entry-points", {}).items():
        target = file.target(program)
        if target is not None and index.counts(path):
            module = target.module.split(":")[0]
            return (
                Next(
                    path,
                    (Script(target.line, " ".join(("python -m", module, *call.arguments[:6]))),),
                    dirname(path),
                    f"entry {program}",
                ),
            )
    return ()


def _targets(index: BuildIndex, file: BuildFile, names: tuple[str, ...], folder: str) -> tuple[Next, ...]:
    """The scripts of targets and of what they need; a target that is not there, or is empty, leads to nothing."""
    chosen = names or file.default
    found = tuple(
        Next(file.path, target.scripts, folder_of(folder, target.directory), f"{file.tool} {file.path} {target.name}")
        for target in index.closure(file, chosen)
        if target.scripts
    )
    return found or (Next(file.path, key=f"{file.tool} {file.path} nothing"),)


def _make(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    folder, name = call.folder, ""
    targets: list[str] = []
    position = 0
    while position < len(call.arguments):
        word = call.arguments[position]
        flag, equals, value = word.partition("=")
        if word in _MAKE_VALUES and position + 1 < len(call.arguments):
            flag, value = word, call.arguments[position + 1]
            position += 1
        elif word[:2] in ("-C", "-f") and len(word) > 2 and not word.startswith("--"):
            flag, value = word[:2], word[2:]
        if flag in ("-C", "--directory"):
            folder = folder_of(folder, value)
        elif flag in ("-f", "--file", "--makefile"):
            name = value
        elif (
            not word.startswith("-") and not equals and not (position and call.arguments[position - 1] in ("-j", "-l"))
        ):
            targets.append(word)
        position += 1
    file = index.makefile(folder, name) or (index.makefile("", name) if name else None)
    return _targets(index, file, tuple(targets), folder) if file is not None else ()


def _simple(tool: str) -> Callable[[BuildIndex, Call], tuple[Next, ...]]:
    """A runner whose plain arguments are targets of a file in this folder or above."""

    def expand(index: BuildIndex, call: Call) -> tuple[Next, ...]:
        names = [a.removeprefix("./").lstrip("+") for a in call.arguments if not a.startswith("-") and "=" not in a]
        for file in index.files(tool, call.folder):
            known = {t.name for t in file.targets}
            wanted = tuple(n for n in names if n in known)
            if wanted or not names:
                return _targets(index, file, wanted, dirname(file.path))
        return ()

    return expand


def _task(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    return _simple("task")(index, call) or _simple("taskipy")(index, call) or _simple("go-task")(index, call)


def _tox(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    wanted = _option(call.arguments, ("-e", "--env")) or call.value("TOXENV")
    for file in index.files("tox", call.folder):
        known = {t.name for t in file.targets}
        names = tuple(n.strip() for n in wanted.split(",") if n.strip()) if wanted else file.default
        chosen = (
            tuple(dict.fromkeys(n if n in known else _tox_like(n, known) for n in names if "$" not in n))
            or file.default
        )
        return _targets(index, file, tuple(n for n in chosen if n), dirname(file.path))
    return ()


def _tox_like(name: str, known: set[str]) -> str:
    """The environment whose settings a name with factors uses."""
    if "testenv" in known and (name.startswith(("py", "pypy")) or name == "ALL"):
        return "testenv"
    parts = name.split("-")
    return next((k for k in sorted(known) if k in parts), "testenv" if "testenv" in known else "")


def _nox(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    wanted = [*_many(call.arguments, ("-s", "--session", "--sessions", "-e"))]
    wanted = [w.split("-3")[0].split("(")[0] for w in wanted] or call.value("NOXSESSION").split()
    for file in index.files("nox", call.folder):
        known = {t.name for t in file.targets}
        names = tuple(w for w in wanted if w in known)
        return _targets(index, file, names or (() if wanted else file.default), dirname(file.path))
    return ()


def _option(arguments: tuple[str, ...], names: tuple[str, ...]) -> str:
    for position, word in enumerate(arguments):
        flag, equals, value = word.partition("=")
        if flag in names and equals:
            return value
        if word in names and position + 1 < len(arguments):
            return arguments[position + 1]
        if word.startswith("-e") and "-e" in names and len(word) > 2:
            return word[2:]
    return ""


def _many(arguments: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    taking = False
    for word in arguments:
        if word.startswith("-"):
            flag, equals, value = word.partition("=")
            taking = flag in names
            found += [value] if taking and equals else []
        elif taking:
            found.append(word)
    return tuple(found)


def _invoke(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    names = [a for a in call.arguments if not a.startswith("-")]
    found: list[Next] = []
    for file in index.by_tool.get("invoke", {}).values():
        known = {t.name for t in file.targets}
        wanted = tuple(n for n in (name.rsplit(".", 1)[-1].replace("_", "-") for name in names) if n in known)
        if wanted and index.counts(file.path):
            found += _targets(index, file, wanted, call.folder)
    return tuple(found)


def _project_script(tool: str, *verbs: str) -> Callable[[BuildIndex, Call], tuple[Next, ...]]:
    """`pdm run NAME`, `hatch run ENV:NAME`, `pixi run NAME`; what is no script runs as a command."""

    def expand(index: BuildIndex, call: Call) -> tuple[Next, ...]:
        arguments = list(call.arguments)
        if verbs and (not arguments or arguments.pop(0) not in verbs):
            return ()
        while arguments and arguments[0].startswith(("-", "+")):
            flag = arguments.pop(0)
            if flag in ("-e", "--environment", "-p", "--project", "--manifest-path", "--env", "-C"):
                arguments = arguments[1:]
        if not arguments:
            return ()
        name = arguments[0]
        for file in index.files(tool, call.folder):
            known = {t.name for t in file.targets}
            short = name if name in known else name.rpartition(":")[2] if name.rpartition(":")[2] in known else ""
            if short:
                return _targets(index, file, (short,), call.folder)
        plain = name.rpartition(":")[2] if tool == "hatch" else name
        return (
            Next(
                call.path,
                ready_words=((plain, *arguments[1:]),),
                folder=call.folder,
                key=f"{tool} run {' '.join(arguments)}",
            ),
        )

    return expand


def _sbt(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    build = index.jvm(call.folder)
    if build is None:
        return ()
    aliases = {name: (commands, line) for name, commands, line in build.aliases}
    found = []
    for word in call.arguments:
        for name in word.split(";"):
            if name.strip() in aliases:
                commands, line = aliases[name.strip()]
                words = tuple(("sbt", part.strip()) for part in commands.split(";") if part.strip())
                found.append(Next(build.path, ready_words=words, folder=call.folder, key=f"sbt {name}", line=line))
    return tuple(found)


_EXPANDERS: dict[str, Callable[[BuildIndex, Call], tuple[Next, ...]]] = {
    "make": _make, "gmake": _make, "mingw32-make": _make, "$(MAKE)": _make,
    "just": _simple("just"), "mise": _simple("mise"), "task": _task, "go-task": _task, "tox": _tox, "nox": _nox,
    "invoke": _invoke, "inv": _invoke, "fab": _invoke, "doit": _simple("doit"), "poe": _simple("poe"),
    "hatch": _project_script("hatch", "run"), "pdm": _project_script("pdm", "run"), "pixi": _project_script("pixi", "run"),
    "rye": _project_script("rye", "run"), "composer": _simple("composer"), "earthly": _simple("earthly"),
    "npm": node_next, "yarn": node_next, "pnpm": node_next, "bun": node_next, "lerna": node_next, "turbo": node_next, "nx": node_next,
    "pre-commit": hooks_next, "prek": hooks_next,
    "docker": docker_next, "podman": docker_next, "buildah": docker_next, "nerdctl": docker_next, "img": docker_next,
    "/kaniko/executor": image_next, "executor": image_next, "gcloud": image_next, "az": image_next,
    "docker-compose": compose_next, "podman-compose": compose_next, "sbt": _sbt,
}  # fmt: skip
