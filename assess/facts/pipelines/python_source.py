"""A Python module as flow readers see it: names resolved through imports, constants followed, literals read."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from assess.facts.extractor import Unparsable

FOLLOW_LIMIT = 4
TEXTS_LIMIT = 40
RESPELLED_LINES = 20
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class PythonSource:
    """A parsed module."""

    path: str
    tree: ast.Module
    origins: dict[str, str] = field(default_factory=dict)
    """Local name to dotted origin, from imports anywhere in the module."""
    assigned: dict[str, ast.expr] = field(default_factory=dict)
    """The first value assigned to each plain name."""
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)

    def dotted(self, node: ast.AST) -> str:
        """The dotted name of a name, attribute chain or call, resolved through imports; empty for anything else."""
        parts: list[str] = []
        while True:
            if isinstance(node, ast.Call):
                node = node.func
            elif isinstance(node, ast.Attribute):
                parts.append(node.attr)
                node = node.value
            elif isinstance(node, ast.Subscript):
                node = node.value
            else:
                break
        if not isinstance(node, ast.Name):
            return ""
        parts.append(self.origins.get(node.id, node.id))
        return ".".join(reversed(parts))

    def follow(self, node: ast.expr | None) -> ast.expr | None:
        """The value behind a name, when the module assigns it."""
        for _ in range(FOLLOW_LIMIT):
            if isinstance(node, ast.Name) and node.id in self.assigned:
                node = self.assigned[node.id]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
                node = node.func.value
            else:
                break
        return node

    def text(self, node: ast.expr | None, depth: int = 0) -> str:
        """The text of a string, f-string (`{}` for its fields) or joined strings; empty for anything else."""
        node = self.follow(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.JoinedStr):
            return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod | ast.Div):
            if depth > FOLLOW_LIMIT * 4:
                return ""
            left, right = self.text(node.left, depth + 1), self.text(node.right, depth + 1)
            return f"{left}/{right}" if isinstance(node.op, ast.Div) else left + right
        return ""

    def entries(self, node: ast.expr | None, depth: int = 0) -> dict[str, ast.expr]:
        """Keys and values of a dict literal or `dict(...)` call, spreads followed."""
        node = self.follow(node)
        found: dict[str, ast.expr] = {}
        if depth > FOLLOW_LIMIT:
            return found
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is None:
                    found.update(self.entries(value, depth + 1))
                elif isinstance(key, ast.Constant):
                    found[str(key.value)] = value
        elif isinstance(node, ast.Call) and self.dotted(node.func) == "dict":
            for argument in node.args:
                found.update(self.entries(argument, depth + 1))
            found.update({k.arg: k.value for k in node.keywords if k.arg})
        return found

    def texts(self, node: ast.AST | None) -> tuple[str, ...]:
        """String constants and f-strings below a node, in order, at most TEXTS_LIMIT."""
        found: list[str] = []
        if node is None:
            return ()
        for child in ast.walk(node):
            if isinstance(child, ast.JoinedStr) or (isinstance(child, ast.Constant) and isinstance(child.value, str)):
                text = self.text(child)
                if text and len(text) <= 2000:
                    found.append(text)
            elif isinstance(child, ast.Name) and isinstance(self.assigned.get(child.id), ast.Constant | ast.JoinedStr):
                found.append(self.text(child)[:2000])
            if len(found) >= TEXTS_LIMIT:
                break
        return tuple(dict.fromkeys(t for t in found if t))

    def calls(self) -> Iterator[ast.Call]:
        """Every call of the module."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self, *prefixes: str) -> bool:
        """Whether something is imported from one of the packages."""
        return any(o == p or o.startswith(p + ".") for o in self.origins.values() for p in prefixes)


def parse_python(path: str, text: str) -> PythonSource:
    """The module, names collected. Raises: Unparsable."""
    source = PythonSource(path, _tree(text))
    for node in ast.walk(source.tree):
        _collect(source, node)
    return source


def _tree(text: str) -> ast.Module:
    """The syntax tree. Python 3.12's f-strings with quotes inside are respelled for older readers."""
    for attempt in range(RESPELLED_LINES + 1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(text)
        except SyntaxError as error:
            respelled = _respelled(text, error) if attempt < RESPELLED_LINES else None
            if respelled is None:
                raise Unparsable(f"not readable as Python: {error.msg}", error.lineno) from error
            text = respelled
        except (ValueError, MemoryError) as error:
            raise Unparsable(f"not readable as Python: {error}") from error
    raise Unparsable("not readable as Python")


def _respelled(text: str, error: SyntaxError) -> str | None:
    lines = text.split("\n")
    if not error.lineno or error.lineno > len(lines):
        return None
    line = lines[error.lineno - 1]
    for quote, other in (('"', "'"), ("'", '"')):
        start = max(line.find(f"f{quote}"), line.find(f"F{quote}"))
        if start < 0 or other in line[start:]:
            continue
        depth, out = 0, []
        for char in line[start + 2 :]:
            depth += (char == "{") - (char == "}")
            out.append(other if char == quote and depth > 0 else char)
        respelled = line[: start + 2] + "".join(out)
        if respelled != line:
            lines[error.lineno - 1] = respelled
            return "\n".join(lines)
    return None


def _collect(source: PythonSource, node: ast.AST) -> None:
    if isinstance(node, ast.Import):
        for alias in node.names:
            source.origins[alias.asname or alias.name.split(".")[0]] = (
                alias.name if alias.asname else alias.name.split(".")[0]
            )
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            source.origins[alias.asname or alias.name] = f"{module}.{alias.name}" if module else alias.name
    elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        source.assigned.setdefault(node.targets[0].id, node.value)
    elif isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
        source.assigned.setdefault(node.target.id, node.value)
    elif isinstance(node, Function):
        source.functions.setdefault(node.name, node)
    elif isinstance(node, ast.ClassDef):
        source.classes.setdefault(node.name, node)


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The value of the first of these keyword arguments that the call gives."""
    given = {k.arg: k.value for k in call.keywords if k.arg}
    return next((given[name] for name in names if name in given), None)


def argument(call: ast.Call, position: int, *names: str) -> ast.expr | None:
    """A keyword argument, else the positional one at that place."""
    found = keyword(call, *names)
    if found is None and position < len(call.args) and not isinstance(call.args[position], ast.Starred):
        return call.args[position]
    return found


def is_none(node: ast.expr | None) -> bool:
    """Whether the value is missing or `None`."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def is_false(node: ast.expr | None) -> bool:
    """Whether the value is written as `False`."""
    return isinstance(node, ast.Constant) and node.value is False


def is_true(node: ast.expr | None) -> bool:
    """Whether the value is written as `True`."""
    return isinstance(node, ast.Constant) and node.value is True


def positive(node: ast.expr | None) -> bool:
    """Whether the value is given and not written as nought, `None` or `False`."""
    if node is None:
        return False
    return not (isinstance(node, ast.Constant) and not node.value)


def decorators(source: PythonSource, node: Function | ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """Dotted names of the decorators, with their expressions."""
    for expression in node.decorator_list:
        yield source.dotted(expression), expression
