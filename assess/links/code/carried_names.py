"""What names stand for that one first-party module defines by a library's means and another one imports.

`orders = pandera.DataFrameSchema(...)` or `class Orders(pandera.DataFrameModel)` in `schemas.py` make `schemas.orders.validate`
in a module that imports them a call of `pandera.DataFrameSchema.validate`. Methods only: what merely makes an object of a
first-party class says nothing of the library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assess.facts.python_code import Import, PythonModule

_HOPS = 4
"""Through how many modules a name is followed, re-exports included."""
Resolve = Callable[[str, str], str | None]


def carried_names(code: Mapping[str, PythonModule], resolve: Resolve) -> dict[str, dict[str, str]]:
    """By path: imported first-party names as calls write them, with the library name that each stands for."""
    defined = {path: _defined(module) for path, module in code.items()}
    found: dict[str, dict[str, str]] = {}
    for path, module in code.items():
        names = {
            written: value
            for made in module.imports
            for written, value in _brought(made, path, code, defined, resolve, _HOPS)
            if resolve(value.rpartition(".")[0], path) is None
        }
        if names:
            found[path] = names
    return found


def meaning(name: str, carried: Mapping[str, str]) -> str:
    """The library's name of a call's name whose beginning is a carried one; empty when none is."""
    head = name
    while "." in head:
        head = head.rpartition(".")[0]
        if head in carried:
            return f"{carried[head]}{name[len(head) :]}"
    return ""


def _defined(module: PythonModule) -> dict[str, str]:
    """Names of one module that stand for something of a library: values first, then classes by their first such base."""
    found = {
        made.name: base
        for made in module.classes
        for base in made.bases[::-1]
        if "." in base and not base.startswith("?")
    }
    return found | dict(module.values)


def _brought(
    made: Import,
    path: str,
    code: Mapping[str, PythonModule],
    defined: Mapping[str, Mapping[str, str]],
    resolve: Resolve,
    hops: int,
) -> list[tuple[str, str]]:
    """What one import brings: the names of a module, or one name of it, which it may itself have imported."""
    whole = resolve(made.target, path)
    if whole is not None:
        return [(f"{made.target}.{name}", value) for name, value in defined.get(whole, {}).items()]
    source = resolve(made.module, path) if made.name and made.name != "*" else None
    if source is None:
        return []
    value = defined.get(source, {}).get(made.name)
    if value is not None:
        return [(made.target, value)]
    if not hops:
        return []
    return [
        (made.target, value)
        for again in code[source].imports
        if again.alias == made.name
        for written, value in _brought(again, source, code, defined, resolve, hops - 1)
        if written == again.target
    ]
