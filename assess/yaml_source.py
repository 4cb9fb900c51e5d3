"""YAML in, with the position of every key and value.

Two readings: `load_own` for documents that people write for this tool (strict, JSON's scalars only), and
`load_foreign` for files of examined repositories (anchors, merges and tags are read, within bounds).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from assess.errors import InputError, Place, Problems

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(\.\d{1,18})?(?:[eE][+-]?\d{1,3})?")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")
_CONSTANTS = {"null": None, "~": None, "": None, "true": True, "false": False, "True": True, "False": False}
_QUOTED = frozenset({"'", '"', "|", ">"})
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
)
FOREIGN_NODE_LIMIT = 400_000
FOREIGN_DEPTH_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Loaded:
    """Plain data (dict, list, str, int, float, bool, None) and where each part stands, 1-based."""

    name: str
    data: Any
    places: dict[Path, tuple[int, int]]

    def place(self, *path: str | int) -> Place:
        """The place of a part, or of the nearest part around it."""
        for end in range(len(path), -1, -1):
            found = self.places.get(path[:end])
            if found:
                return Place(self.name, *found)
        return Place(self.name, 1, 1)

    def line(self, *path: str | int) -> int:
        """The 1-based line of a part, or of the nearest part around it."""
        return self.place(*path).line


class NotYaml(Exception):
    """A foreign file that cannot be read as YAML, with its line."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def load_own(text: str, name: str) -> Loaded:
    """One strict document. Raises: Problems with every mistake found."""
    loaded, problems = read_own(text, name)
    if problems:
        raise Problems(problems)
    return loaded


def read_own(text: str, name: str) -> tuple[Loaded, tuple[InputError, ...]]:
    """One strict document as far as it can be read, and what had to be left out. Raises: Problems where YAML ends."""
    if marks := _conflict_marks(text, name):
        raise Problems(marks)
    if bad := unreadable_character(text):
        raise Problems([InputError("a control character stands here", Place(name, *bad), "remove it")])
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise Problems([InputError(f"not valid YAML: {error.problem or error.context}", place, _hint(text))]) from error
    except yaml.YAMLError as error:
        raise Problems([InputError(f"not valid YAML: {error}", Place(name))]) from error
    except RecursionError as error:
        raise Problems([InputError("nested too deeply", Place(name))]) from error
    reader = _Own(name)
    try:
        data = None if node is None else reader.value(node, ())
    except RecursionError as error:
        raise Problems([InputError("nested too deeply", Place(name))]) from error
    return Loaded(name, data, reader.places), tuple(reader.problems)


def _conflict_marks(text: str, name: str) -> list[InputError]:
    """Each mark that an unfinished merge left; only where one of them opens or closes, for lines of === may be text."""
    found = [(number, line) for number, line in enumerate(text.split("\n"), 1) if _CONFLICT.match(line)]
    if not any(line[0] in "<>" for _, line in found):
        return []
    hint = "finish the merge: keep what holds, and take the marks out"
    return [
        InputError(f"a mark of an unfinished merge: {line.strip()[:40]}", Place(name, n, 1), hint) for n, line in found
    ]


def unreadable_character(text: str) -> tuple[int, int] | None:
    """Line and column of the first character that YAML forbids."""
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return line, found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1


def _hint(text: str) -> str | None:
    if "\t" in text:
        return "YAML is indented with spaces, not tabs"
    return None


def scalar(node: yaml.ScalarNode) -> Any:
    """JSON's scalars for plain text, text for everything quoted."""
    text: str = node.value
    if node.style in _QUOTED:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number = _NUMBER.fullmatch(text)
    if not number:
        return text
    return float(text) if number[1] or "e" in text.lower() else int(text)


class _Own:
    """Builds strict data; collects problems instead of stopping."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[InputError] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        at = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.places.setdefault(path, at)
        if id(node) in self._seen:
            self._problem("aliases are not read here", at, "write the value out")
            return None
        self._seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self._problem(f"the tag {node.tag} is not read here", at, "leave the tag out")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            at = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem("a key must be text", at)
                continue
            key = str(key_node.value)
            if key in data:
                first = self.places[(*path, key)]
                self._problem(f"duplicate key {key!r}", at, f"first on line {first[0]}")
                continue
            self.places[(*path, key)] = at
            data[key] = self.value(value_node, (*path, key))
        return data

    def _problem(self, message: str, at: tuple[int, int], hint: str | None = None) -> None:
        self.problems.append(InputError(message, Place(self.name, *at), hint))


def load_foreign(text: str, name: str) -> tuple[Loaded, ...]:
    """Every document of somebody else's YAML. Raises: NotYaml."""
    try:
        return tuple(_foreign_documents(text, name))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(f"not valid YAML: {error.problem or error.context}", mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, ValueError) as error:
        raise NotYaml(f"not valid YAML: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise NotYaml("nested too deeply") from error


def _foreign_documents(text: str, name: str) -> Iterator[Loaded]:
    for node in yaml.compose_all(text, Loader=_LOADER):
        reader = _Foreign()
        data = reader.value(node, (), 0)
        yield Loaded(name, data, reader.places)


class _Foreign:
    """Builds data leniently; every alias is expanded once and counted at its full size."""

    def __init__(self) -> None:
        self.places: dict[Path, tuple[int, int]] = {}
        self._built: dict[int, tuple[Any, int]] = {}
        self._open: set[int] = set()
        self._count = 0

    def value(self, node: yaml.Node, path: Path, depth: int) -> Any:
        if depth > FOREIGN_DEPTH_LIMIT:
            raise NotYaml("nested too deeply", node.start_mark.line + 1)
        self.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        known = self._built.get(id(node))
        if known is not None:
            self._spend(known[1], node)
            return known[0]
        if id(node) in self._open:
            raise NotYaml("an alias contains itself", node.start_mark.line + 1)
        self._open.add(id(node))
        before = self._count
        self._spend(1, node)
        data = self._build(node, path, depth)
        self._open.discard(id(node))
        self._built[id(node)] = (data, self._count - before)
        return data

    def _spend(self, amount: int, node: yaml.Node) -> None:
        self._count += amount
        if self._count > FOREIGN_NODE_LIMIT:
            raise NotYaml(f"more than {FOREIGN_NODE_LIMIT:,} values after expanding aliases", node.start_mark.line + 1)

    def _build(self, node: yaml.Node, path: Path, depth: int) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
        data: dict[str, Any] = {}
        merged: list[dict[str, Any]] = []
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else str(key_node.start_mark.line)
            at = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key == "<<":
                value = self.value(value_node, (*path, key), depth + 1)
                merged += [m for m in (value if isinstance(value, list) else [value]) if isinstance(m, dict)]
                continue
            self.places[(*path, key)] = at
            data[key] = self.value(value_node, (*path, key), depth + 1)
        for extra in merged:
            data = {**extra, **data}
        return data


@dataclass(frozen=True, slots=True)
class Part:
    """Where one value of a strict document stands in its text, as offsets of characters.

    `end` is where its own text ends: comments and blank lines after it do not belong to it. `items` are the values of
    a map by key, or of a list by index, each with the offsets of its key (of a list's item: of itself).
    """

    start: int
    end: int
    column: int
    """0-based column of the start."""
    block: bool
    """Whether it is a map or a list that is written over lines, without braces or brackets."""
    literal: bool = False
    """Whether it is a text written below `|` or `>`."""
    items: tuple[tuple[str | int, tuple[int, int], Part], ...] = ()


def parts(text: str) -> Part | None:
    """The layout of a document that `load_own` accepts; None when it holds nothing."""
    node = yaml.compose(text, Loader=_LOADER)
    return None if node is None else _part(node)


def _part(node: yaml.Node) -> Part:
    start, end, column = node.start_mark.index, node.end_mark.index, node.start_mark.column
    if isinstance(node, yaml.ScalarNode):
        return Part(start, end, column, block=False, literal=node.style in ("|", ">"))
    items: list[tuple[str | int, tuple[int, int], Part]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            items.append((str(key.value), (key.start_mark.index, key.end_mark.index), _part(value)))
    else:
        for index, value in enumerate(node.value):
            part = _part(value)
            items.append((index, (part.start, part.start), part))
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    return Part(start, items[-1][2].end if block and items else end, column, block, items=tuple(items))
