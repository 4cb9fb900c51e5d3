"""Taskfile.yml (go-task) and justfiles."""

from __future__ import annotations

import re2

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_TASKFILES = Globs(("{Taskfile,taskfile}{,.dist}.{yml,yaml}", "**/{taskfiles,.taskfiles}/**/*.{yml,yaml}"))
_JUSTFILES = Globs(("{justfile,Justfile,.justfile}", "*.just"))
_RECIPE = re2.compile(
    r"^@?([A-Za-z_][\w-]*)((?:\s+[*+$]?[\w-]+(?:=(?:'[^']*'|\"[^\"]*\"|\S+))?)*)\s*:(?:\s*([^=].*)?)?$"
)
_INSERTION = re2.compile(r"\{\{\s*([\w-]+)?[^}]*\}\}")
_VARIABLE = re2.compile(r"^(?:export\s+)?([\w-]+)\s*:=\s*['\"]([^'\"]*)['\"]")


class Taskfile:
    """Reads one Taskfile."""

    name = "build-task"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _TASKFILES

    def concerns(self, text: str) -> bool:
        """Tasks."""
        return "tasks" in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All tasks. Raises: Unparsable."""
        top = document(path, text)
        targets = tuple(_task(name, node) for name, node in top.get("tasks").items())
        included = tuple((node.text or node.get("taskfile").text, node.line) for _, node in top.get("includes").items())
        return BuildFile("task", path, targets, ("default",), included) if targets or included else None


def _task(name: str, node: Node) -> Target:
    commands = node if node.is_text or node.is_list else node.get("cmds") if node.has("cmds") else node.get("cmd")
    scripts: list[Script] = []
    needs = [d.text or d.get("task").text for d in node.get("deps").elements()] if node.is_map else []
    lost = node.is_map and node.get("ignore_error").is_true()
    for command in commands.elements():
        body = command if command.is_text else command.get("cmd") if command.has("cmd") else command.get("defer")
        if command.get("task").text:
            needs.append(command.get("task").text)
        elif body.text:
            ignored = lost or command.get("ignore_error").is_true()
            scripts.append(Script(body.text_line, _INSERTION.sub(r"$\1", body.text), "sh", True, False, ignored))
    return Target(name, node.line, tuple(scripts), tuple(n.lstrip(":") for n in needs if n), node.get("dir").text)


class Justfile:
    """Reads one justfile."""

    name = "build-just"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _JUSTFILES

    def concerns(self, text: str) -> bool:
        """A recipe."""
        return ":" in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All recipes; None when there are none."""
        variables: dict[str, str] = {}
        found: list[tuple[str, int, list[str], list[tuple[int, str]]]] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if line[:1] in (" ", "\t"):
                if found and line.strip():
                    found[-1][3].append((number, line))
                continue
            if given := _VARIABLE.match(line):
                variables[given.group(1)] = given.group(2)
            elif recipe := _RECIPE.match(line.split(" #")[0].rstrip()):
                needs = [w.strip("()") for w in (recipe.group(3) or "").replace("&&", " ").split()]
                found.append((recipe.group(1), number, needs, []))
        targets = tuple(
            Target(name, line, _just_scripts(body, variables), tuple(needs)) for name, line, needs, body in found
        )
        return BuildFile("just", path, targets, (targets[0].name,)) if targets else None


def _just_scripts(body: list[tuple[int, str]], variables: dict[str, str]) -> tuple[Script, ...]:
    def filled(text: str) -> str:
        return str(_INSERTION.sub(lambda m: variables.get(m.group(1) or "", "$" + (m.group(1) or "value")), text))

    if body and body[0][1].strip().startswith("#!"):
        shell = "python" if "python" in body[0][1] else "bash"
        return (Script(body[0][0], "\n".join(filled(line.strip()) for _, line in body), shell, False, False),)
    scripts: list[Script] = []
    held, start = "", 0
    for number, line in body:
        text = line.strip()
        start = start if held else number
        if text.endswith("\\"):
            held += text[:-1] + " "
            continue
        plain = (held + text).lstrip("@")
        held = ""
        ignored = plain.startswith("-")
        if plain and not plain.startswith("#"):
            scripts.append(Script(start, filled(plain.lstrip("-@ ")), "sh", True, False, ignored))
    return tuple(scripts)


EXTRACTOR = Taskfile()
JUST = Justfile()
