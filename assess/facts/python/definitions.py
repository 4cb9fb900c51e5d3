"""What a function's syntax says of it."""

from __future__ import annotations

import ast
from collections.abc import Callable

from assess.facts.python.values import Function

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


def describe_function(
    node: AnyFunction,
    within: tuple[str, ...],
    place: Callable[[int], int],
    decorators: tuple[str, ...],
    method: bool,
    nested: bool,
) -> Function:
    """The fact of one function; `within` are the names of classes and functions around it."""
    names = (*within, node.name)
    takes = [a for i, a in enumerate(parameters(node.args)) if not (method and i == 0 and a.arg in ("self", "cls"))]
    return Function(
        name=".".join(names),
        line=place(node.lineno),
        end_line=place(node.end_lineno or node.lineno),
        public=is_public(names),
        documented=ast.get_docstring(node, clean=False) is not None,
        annotated=sum(a.annotation is not None for a in takes) + (node.returns is not None),
        annotatable=len(takes) + 1,
        decorators=decorators,
        method=method,
        nested=nested,
    )


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """Every parameter, `*args` and `**kwargs` last."""
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [*every, *(a for a in (arguments.vararg, arguments.kwarg) if a is not None)]


def undocumented(node: AnyFunction | ast.ClassDef) -> list[ast.stmt]:
    """The statements after the docstring."""
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def is_public(names: tuple[str, ...]) -> bool:
    """Whether no name begins with an underscore; `__init__` and its like are public."""
    return not any(n.startswith("_") and not (n.startswith("__") and n.endswith("__")) for n in names)


def is_main(test: ast.expr) -> bool:
    """Whether a test is `__name__ == "__main__"`."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return False
    sides = (test.left, test.comparators[0])
    named = any(isinstance(s, ast.Name) and s.id == "__name__" for s in sides)
    return named and any(isinstance(s, ast.Constant) and s.value == "__main__" for s in sides)


def line_of_name(node: ast.expr) -> int:
    """The line where the called name ends: in a chain over many lines that is the line of its last word."""
    named = node.func if isinstance(node, ast.Call) else node
    return named.end_lineno or named.lineno
