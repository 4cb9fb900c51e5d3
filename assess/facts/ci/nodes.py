"""A part of somebody else's YAML with its line: asked for what it should be, it answers with what it is or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assess.facts.extractor import Unparsable
from assess.yaml_source import Loaded, NotYaml, Path, load_foreign


class Node:
    """One value of a document; a missing one is empty and never fails."""

    __slots__ = ("_data", "_lines", "_loaded", "_path")

    def __init__(self, loaded: Loaded, lines: list[str], data: Any, path: Path) -> None:
        self._loaded = loaded
        self._lines = lines
        self._data = data
        self._path = path

    def get(self, *keys: str) -> Node:
        """The value under the first of the keys that is there."""
        if isinstance(self._data, dict):
            for key in keys:
                if key in self._data:
                    return self._child(self._data[key], key)
        return self._child(None, keys[0])

    def _child(self, data: Any, key: str | int) -> Node:
        return Node(self._loaded, self._lines, data, (*self._path, key))

    def has(self, key: str) -> bool:
        """Whether a mapping holds the key, whatever its value."""
        return isinstance(self._data, dict) and key in self._data

    def items(self) -> Iterator[tuple[str, Node]]:
        """Keys and values of a mapping."""
        if isinstance(self._data, dict):
            for key, value in self._data.items():
                yield str(key), self._child(value, key)

    def values(self) -> Iterator[Node]:
        """Values of a mapping."""
        return (node for _, node in self.items())

    def elements(self) -> Iterator[Node]:
        """Elements of a list, nested lists flattened; a single value is its own only element; nothing has none."""
        if isinstance(self._data, list):
            for index, value in enumerate(self._data):
                child = self._child(value, index)
                if isinstance(value, list):
                    yield from child.elements()
                else:
                    yield child
        elif self._data is not None:
            yield self

    def children(self) -> Iterator[Node]:
        """Elements of a list as they stand, not flattened."""
        if isinstance(self._data, list):
            for index, value in enumerate(self._data):
                yield self._child(value, index)

    @property
    def line(self) -> int:
        """1-based line of the value, or of the nearest part around it."""
        return self._loaded.line(*self._path)

    @property
    def text_line(self) -> int:
        """1-based line where the text itself begins: after the `|` of a block."""
        line = self.line
        source = self._lines[line - 1].split(" #")[0].rstrip() if 0 < line <= len(self._lines) else ""
        tail = source.rstrip("+-0123456789")
        opens = tail.endswith(("|", ">")) and (tail[:-1].endswith((" ", ":", "-")) or len(tail) == 1)
        return line + 1 if opens else line

    @property
    def is_map(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self._data, dict)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self._data, list)

    @property
    def is_text(self) -> bool:
        """Whether it is a single value."""
        return isinstance(self._data, str | int | float | bool)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return self._data is None or self._data in ("", [], {})

    @property
    def text(self) -> str:
        """A single value as text; empty for mappings, lists and nothing."""
        if isinstance(self._data, bool):
            return "true" if self._data else "false"
        return str(self._data) if isinstance(self._data, str | int | float) else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """A list of single values, or one value, as texts."""
        return tuple(node.text for node in self.elements() if node.is_text)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of a mapping; the texts of a list or of one value."""
        return tuple(str(k) for k in self._data) if isinstance(self._data, dict) else self.texts

    def is_true(self) -> bool:
        """Whether it plainly says yes."""
        return self.text.lower() in ("true", "yes", "on")

    def is_false(self) -> bool:
        """Whether it plainly says no."""
        return self.text.lower() in ("false", "no", "off")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Keys and values of a mapping as texts; lists are joined with line ends, `A=b` lists are split."""
        if isinstance(self._data, dict):
            return tuple((key, node.text if node.is_text else "\n".join(node.texts)) for key, node in self.items())
        found = (text.partition("=") for text in self.texts)
        return tuple((name.strip(), value) for name, equals, value in found if equals)


def documents(path: str, text: str) -> tuple[Node, ...]:
    """Every document of a YAML text. Raises: Unparsable."""
    try:
        loaded = load_foreign(text, path)
    except NotYaml as error:
        raise Unparsable(str(error), error.line) from error
    lines = text.split("\n")
    return tuple(Node(one, lines, one.data, ()) for one in loaded)


def document(path: str, text: str) -> Node:
    """The first document of a YAML text that is a mapping; empty when there is none. Raises: Unparsable."""
    found = documents(path, text)
    return next(
        (node for node in found if node.is_map), found[0] if found else Node(Loaded(path, None, {}), [], None, ())
    )
