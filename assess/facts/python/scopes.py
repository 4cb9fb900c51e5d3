"""Names to what they stand for: imports, simple assignments, scopes."""

from __future__ import annotations

import ast

UNKNOWN = "?"
LONGEST_NAME = 160
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Scopes:
    """What each visible name stands for, innermost scope last. A known name without known meaning is `?`."""

    def __init__(self) -> None:
        self._stack: list[dict[str, str]] = [{}]
        self._imported: dict[str, str] = {}

    def push(self) -> None:
        """Enter a function or class."""
        self._stack.append({})

    def pop(self) -> None:
        """Leave it."""
        self._stack.pop()

    def bind(self, name: str, meaning: str) -> None:
        """Let a name stand for something; attributes of `self` belong to the class."""
        if name.startswith("self."):
            owner = self._stack[-2] if len(self._stack) > 1 else self._stack[-1]
            if meaning != UNKNOWN or name not in owner:
                owner[name] = meaning
        else:
            self._stack[-1][name] = meaning

    def bind_import(self, name: str, target: str) -> None:
        """Let a name stand for what is imported."""
        self._imported[name] = target
        self.bind(name, target)

    def is_import(self, name: str) -> bool:
        """Whether a name still stands for what was imported under it."""
        return name in self._imported and self.meaning(name) == self._imported[name]

    def meaning(self, name: str) -> str | None:
        """What a name stands for; None when nothing here defines it."""
        for scope in reversed(self._stack):
            if name in scope:
                return scope[name]
        return None

    def dotted(self, node: ast.expr) -> str:
        """The resolved dotted name of an expression; `?` at its head when that is not known."""
        tail: list[str] = []
        while True:
            if isinstance(node, ast.Attribute):
                tail.append(node.attr)
                node = node.value
            elif isinstance(node, ast.Call):
                node = node.func
            elif isinstance(node, ast.Await):
                node = node.value
            else:
                break
        tail.reverse()
        name = self._joined(node, tail)
        return name if len(name) <= LONGEST_NAME else f"{UNKNOWN}.{tail[-1]}" if tail else UNKNOWN

    def _joined(self, head: ast.expr, tail: list[str]) -> str:
        if not isinstance(head, ast.Name):
            return ".".join((UNKNOWN, *tail))
        if head.id == "self" and tail:
            held = self.meaning(f"self.{tail[0]}")
            if held is not None and held != UNKNOWN:
                return ".".join((held, *tail[1:]))
            return ".".join(("self", *tail))
        meaning = self.meaning(head.id)
        return ".".join((head.id if meaning is None else meaning, *tail))


def is_foreign(name: str) -> bool:
    """Whether a resolved name may lie in another module."""
    return "." in name and not name.startswith((UNKNOWN, "self."))


def value_text(node: ast.expr, scopes: Scopes) -> str:
    """An argument in words: text of a constant, dotted name, small collection of those, else `?`."""
    if isinstance(node, ast.Constant):
        return node.value[:200] if isinstance(node.value, str) else repr(node.value)[:200]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return f"-{node.operand.value!r}"
    if isinstance(node, ast.Name | ast.Attribute):
        return _written(node, scopes)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return f"{value_text(node.value, scopes)}[{str(node.slice.value)[:80]}]"
    if isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) <= 8:
        return f"[{', '.join(value_text(e, scopes) for e in node.elts)}]"
    if isinstance(node, ast.Call):
        return f"{scopes.dotted(node.func)}()"
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)[:200]
    return UNKNOWN


def _written(node: ast.expr, scopes: Scopes) -> str:
    """The name as written, so that `config.seed` stays readable; what is imported is resolved."""
    parts: list[str] = []
    head = node
    while isinstance(head, ast.Attribute):
        parts.append(head.attr)
        head = head.value
    if not isinstance(head, ast.Name):
        return ".".join((UNKNOWN, *reversed(parts)))
    if scopes.is_import(head.id):
        return scopes.dotted(node)
    return ".".join((head.id, *reversed(parts)))
