"""Tasks written in Python, read without running them: nox sessions, invoke and fabric tasks, doit tasks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from posixpath import basename

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_FILES = Globs(("noxfile.py", "nox.py", "tasks.py", "**/tasks/*.py", "fabfile.py", "dodo.py"))
_RUNS = frozenset({"run", "run_always", "sudo", "local", "run_install"})
_INSTALLS = {"install": "pip install", "conda_install": "conda install"}


class PythonTasks:
    """Reads one file of tasks."""

    name = "build-python-tasks"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """One of the tools."""
        return "nox" in text or "invoke" in text or "fabric" in text or "def task_" in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All tasks; None when the file is ordinary code. Raises: Unparsable."""
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError) as error:
            if basename(path) == "noxfile.py":
                raise Unparsable("not valid Python", getattr(error, "lineno", None)) from error
            return None
        if basename(path) == "dodo.py":
            return _doit(path, tree)
        tool = "nox" if "nox" in basename(path) else "invoke"
        constants = dict(_constants(tree))
        targets = [
            _target(node, tool, constants)
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and _is_task(node, tool)
        ]
        if not targets:
            return None
        return BuildFile(tool, path, tuple(targets), _default(tree, targets) if tool == "nox" else ())


def _constants(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            words = tuple(_words([node.value], {}))
            if words:
                yield node.targets[0].id, words


def _is_task(node: ast.FunctionDef, tool: str) -> bool:
    names = [_name(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
    wanted = "session" if tool == "nox" else "task"
    return any(name.rsplit(".", 1)[-1] in (wanted, f"{wanted}s") for name in names)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _default(tree: ast.Module, targets: list[Target]) -> tuple[str, ...]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(_name(t).endswith("options.sessions") for t in node.targets):
            return tuple(_words([node.value], {}))
    return tuple(target.name for target in targets)


def _target(node: ast.FunctionDef, tool: str, constants: dict[str, tuple[str, ...]]) -> Target:
    name = node.name if tool == "nox" else node.name.replace("_", "-").strip("-")
    needs: list[str] = []
    for decorator in node.decorator_list:
        for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                name = str(keyword.value.value)
            elif keyword.arg in ("pre", "requires"):
                needs += [_name(e) or str(getattr(e, "value", "")) for e in getattr(keyword.value, "elts", [])]
        if isinstance(decorator, ast.Call) and tool == "invoke":
            needs += [_name(a).replace("_", "-") for a in decorator.args]
    return Target(name, node.lineno, tuple(_scripts(node, constants)), tuple(n for n in needs if n))


def _scripts(node: ast.FunctionDef, constants: dict[str, tuple[str, ...]]) -> Iterator[Script]:
    for call in sorted((n for n in ast.walk(node) if isinstance(n, ast.Call)), key=lambda c: (c.lineno, c.col_offset)):
        verb = call.func.attr if isinstance(call.func, ast.Attribute) else _name(call.func)
        words = list(_words(call.args, constants))
        if not words:
            continue
        lost = any(
            k.arg == "warn" and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords
        )
        lost = lost or any(k.arg == "success_codes" for k in call.keywords)
        if verb in _RUNS:
            yield Script(call.lineno, _line(words), "sh", True, False, lost)
        elif verb in _INSTALLS and isinstance(call.func, ast.Attribute):
            yield Script(call.lineno, f"{_INSTALLS[verb]} {_line(words)}")


def _line(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return " ".join(f"'{w}'" if any(c in w for c in " ;|&()<>*") and "'" not in w else w for w in words)


def _words(nodes: list[ast.expr], constants: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "$value" for p in node.values)
        elif isinstance(node, ast.List | ast.Tuple):
            yield from _words(node.elts, constants)
        elif isinstance(node, ast.Starred):
            yield from _words([node.value], constants)
        elif isinstance(node, ast.Name):
            yield from constants.get(node.id, ())
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield "".join(_words([node.left, node.right], constants))
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join")
        ):
            yield from _words([node.func.value], constants)


def _doit(path: str, tree: ast.Module) -> BuildFile | None:
    targets = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("task_"):
            continue
        scripts = []
        for part in ast.walk(node):
            if isinstance(part, ast.Dict):
                for key, value in zip(part.keys, part.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "actions":
                        scripts += [Script(value.lineno, word, "sh") for word in _words([value], {})]
        targets.append(Target(node.name.removeprefix("task_"), node.lineno, tuple(scripts)))
    return BuildFile("doit", path, tuple(targets), tuple(t.name for t in targets)) if targets else None


EXTRACTOR = PythonTasks()
