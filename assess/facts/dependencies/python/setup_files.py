"""setup.cfg and setup.py; the latter is read as a syntax tree, never run."""

from __future__ import annotations

import ast
import configparser
import warnings
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from assess.facts.dependencies.model import Dependency, Group, Manifest, Reader, group_of
from assess.facts.dependencies.python.pins import from_text
from assess.facts.dependencies.reading import Lines
from assess.facts.extractor import Unparsable

_LISTS: dict[str, Group] = {
    "install_requires": "main",
    "requires": "main",
    "tests_require": "test",
    "setup_requires": "build",
}
MOST_NODES = 20_000
MOST_DEPTH = 20


def read_setup_cfg(path: str, text: str) -> Manifest:
    """One setup.cfg. Raises: Unparsable."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise Unparsable(f"not a valid INI file: {error.message.splitlines()[0]}") from error
    lines = Lines(text)
    found: list[Dependency] = []
    includes: list[str] = []
    wanted: list[tuple[str, str, Group]] = [("options", key, group) for key, group in _LISTS.items()]
    if parser.has_section("options.extras_require"):
        wanted += [("options.extras_require", key, group_of(key)) for key in parser["options.extras_require"]]
    for section, key, group in wanted:
        value = parser.get(section, key, fallback="") or ""
        if value.strip().startswith("file:"):
            includes += [normpath(join(dirname(path), n.strip())) for n in value.strip()[5:].split(",") if n.strip()]
            continue
        after = lines.key(key, lines.header(section))
        for raw in (line.strip() for line in value.replace(";\n", "\n").split("\n")):
            dependency = (
                raw and not raw.startswith("#") and from_text(raw, path, lines.item(raw, after - 1), group=group)
            )
            if dependency:
                found.append(dependency)
    return Manifest(path, "setup", "pypi", tuple(found), includes=tuple(includes))


class _Setup:
    """The texts that the arguments of `setup(...)` can be seen to hold."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: dict[str, ast.expr] = {}
        self.unread: list[tuple[int, str]] = []
        self.files: list[str] = []
        self._budget = MOST_NODES
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self.names.setdefault(node.targets[0].id, node.value)

    def texts(self, node: ast.expr, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Line and text of every literal that the expression is made of."""
        self._budget -= 1
        if depth > MOST_DEPTH or self._budget < 0:
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, part) for part in node.value.split("\n"))
        elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            for element in node.elts:
                yield from self.texts(element, depth + 1)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from self.texts(node.left, depth + 1)
            yield from self.texts(node.right, depth + 1)
        elif isinstance(node, ast.Starred):
            yield from self.texts(node.value, depth + 1)
        elif isinstance(node, ast.Name) and node.id in self.names:
            yield from self.texts(self.names[node.id], depth + 1)
        else:
            self._computed(node)

    def _computed(self, node: ast.expr) -> None:
        """Something that only running the file would tell; requirements files named in it are followed."""
        if len(self.unread) >= MOST_DEPTH:
            return
        reached: list[ast.AST] = [node]
        reached += [self.names[n.id] for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in self.names]
        for part in reached:
            for child in ast.walk(part):
                if (
                    isinstance(child, ast.Constant)
                    and isinstance(child.value, str)
                    and child.value.endswith((".txt", ".in"))
                ):
                    self.files.append(child.value)
        self.unread.append((node.lineno, "computed when setup.py runs"))


def read_setup_py(path: str, text: str) -> Manifest:
    """One setup.py, as far as it can be read. Raises: Unparsable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError) as error:
        raise Unparsable("not valid Python", getattr(error, "lineno", None)) from error
    setup = _Setup(tree)
    found: list[Dependency] = []
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and _is_setup(n.func)):
        for keyword in call.keywords:
            if keyword.arg in _LISTS:
                found += _requirements(setup, keyword.value, path, _LISTS[keyword.arg])
            elif keyword.arg == "extras_require":
                found += _extras(setup, keyword.value, path)
    includes = tuple(dict.fromkeys(normpath(join(dirname(path), name)) for name in setup.files))
    unread = () if includes else tuple(setup.unread)
    return Manifest(path, "setup", "pypi", tuple(found), unread=unread, includes=includes)


def _is_setup(function: ast.expr) -> bool:
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    return name == "setup"


def _requirements(setup: _Setup, node: ast.expr, path: str, group: Group) -> list[Dependency]:
    found = (from_text(text, path, line, group=group) for line, text in setup.texts(node) if text.strip())
    return [f for f in found if f]


def _extras(setup: _Setup, node: ast.expr, path: str) -> list[Dependency]:
    if isinstance(node, ast.Name):
        node = setup.names.get(node.id, node)
    if not isinstance(node, ast.Dict):
        return []
    found = []
    for key, value in zip(node.keys, node.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
        found += _requirements(setup, value, path, group_of(name))
    return found


MANIFESTS = (Reader(("setup.cfg",), read_setup_cfg), Reader(("setup.py",), read_setup_py))
