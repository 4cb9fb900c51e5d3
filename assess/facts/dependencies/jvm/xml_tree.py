"""XML as a small tree with line numbers; documents that declare entities are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from assess.facts.extractor import Unparsable

MOST_ELEMENTS = 50_000
MOST_DEPTH = 60


@dataclass(slots=True)
class Element:
    """One element: name without prefix, its own text, line, children."""

    name: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, *names: str) -> Element | None:
        """The first descendant along a path of names."""
        here: Element | None = self
        for name in names:
            here = next((c for c in here.children if c.name == name), None) if here else None
        return here

    def value(self, *names: str) -> str:
        """The text of the first descendant along a path of names; empty when there is none."""
        found = self.child(*names)
        return found.text.strip() if found else ""

    def all(self, name: str) -> Iterator[tuple[tuple[str, ...], Element]]:
        """Every descendant of that name with the names of the elements around it, in document order."""
        pending: list[tuple[tuple[str, ...], Element]] = [((), self)]
        while pending:
            around, here = pending.pop()
            if here.name == name:
                yield around, here
            pending += [((*around, here.name), c) for c in reversed(here.children)]


class _Builder:
    def __init__(self) -> None:
        self.root = Element("", 0)
        self.open = [self.root]
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > MOST_DEPTH:
            raise Unparsable("too large an XML document", self.parser.CurrentLineNumber)
        element = Element(name.rpartition(":")[2], self.parser.CurrentLineNumber)
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        if len(self.open[-1].text) < 2000:
            self.open[-1].text += text

    def _entity(self, *_declaration: object) -> None:
        raise Unparsable("declares XML entities", self.parser.CurrentLineNumber)


def read_xml(text: str) -> Element:
    """The document's element. Raises: Unparsable."""
    builder = _Builder()
    try:
        builder.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise Unparsable(f"not valid XML: {expat.errors.messages[error.code]}", error.lineno) from error
    except (ValueError, LookupError) as error:
        raise Unparsable(f"not valid XML: {error}") from error
    return builder.root.children[0]
