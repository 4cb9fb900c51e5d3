"""An SVG logo rebuilt from what only draws: nothing that runs, moves, loads, refers or unfolds gets through."""

from __future__ import annotations

from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import re2

from assess.errors import InputError, Place, Problems

SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
_SEPARATOR = " "
ELEMENTS_LIMIT = 5000
DEPTH_LIMIT = 40

_DRAWING = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
    ]
)
_SKIPPED = frozenset({"metadata"})
_ATTRIBUTES = frozenset(
    [
        "id",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "dx",
        "dy",
        "rotate",
        "transform",
        "version",
        "preserveAspectRatio",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "offset",
        "clipPathUnits",
        "textLength",
        "lengthAdjust",
        "clip-path",
        "clip-rule",
        "color",
        "display",
        "fill",
        "fill-opacity",
        "fill-rule",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "letter-spacing",
        "opacity",
        "overflow",
        "stop-color",
        "stop-opacity",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-width",
        "text-anchor",
        "visibility",
        "word-spacing",
    ]
)
_HARMLESS = frozenset({"class", "role", "enable-background", "baseProfile", "aria-label", "aria-hidden"})
"""Attributes that are left behind without a word."""
_REFERENCE = re2.compile(r"^url\(#[A-Za-z0-9_.-]+\)$")
_NAME = re2.compile(r"^[A-Za-z_][A-Za-z0-9_.-]*$")
_DANGEROUS = re2.compile(r"(?i)url\s*\(|script|expression|data:|@import|\\|&|/\*")


def cleaned_svg(content: bytes, name: str) -> bytes:
    """The drawing, written anew; `name` is what errors call the file.

    Raises: Problems with every element and attribute that has no place in a logo; InputError for broken XML.
    """
    reader = _Reader(name)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        place = Place(name, error.lineno, error.offset + 1)
        raise InputError(f"not well-formed XML: {expat.errors.messages[error.code]}", place) from error
    if reader.problems:
        raise Problems(reader.problems)
    if not reader.is_svg:
        raise InputError("the outermost element is no <svg>", Place(name, 1))
    return "".join(reader.out).encode("utf-8")


class _Reader:
    """Collects the drawing and the complaints while the parser walks the document."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.out: list[str] = []
        self.problems: list[InputError] = []
        self.is_svg = False
        self.elements = 0
        self.open: list[str] = []
        """Names of the open elements; empty for those that are left out with all that they hold."""
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self.parser = parser

    def _refuse(self, message: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        hint = "export it as plain SVG with presentation attributes, or as PNG"
        self.problems.append(InputError(message, Place(self.name, line, column), hint))

    def _doctype(self, kind: str, system: str | None, public: str | None, internal: bool) -> None:
        if internal:
            raise Problems([InputError("a logo declares no entities", Place(self.name, self.parser.CurrentLineNumber))])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(_SEPARATOR)
        self.elements += 1
        if self.elements > ELEMENTS_LIMIT or len(self.open) >= DEPTH_LIMIT:
            place = Place(self.name, self.parser.CurrentLineNumber)
            message = f"a logo has at most {ELEMENTS_LIMIT} elements, {DEPTH_LIMIT} deep"
            raise Problems([*self.problems, InputError(message, place)])
        if not self.open:
            self.is_svg = (namespace, local) == (SVG, "svg")
        left_out = namespace != SVG or local in _SKIPPED or (self.open and not self.open[-1])
        if left_out or local not in _DRAWING:
            if not left_out:
                self._refuse(f"<{local[:40]}> has no place in a logo")
            self.open.append("")
            return
        kept = {"xmlns": SVG} if not self.open else {}
        for key, value in sorted(attributes.items(), key=lambda pair: pair[0] == "style"):  # which outdoes the others
            kept |= self._kept(key, value)
        self.out.append(f"<{local}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")
        self.open.append(local)

    def _end(self, name: str) -> None:
        local = self.open.pop()
        if local:
            self.out.append(f"</{local}>")

    def _text(self, text: str) -> None:
        if self.open[-1] in ("text", "tspan", "title", "desc"):
            self.out.append(escape(text))

    def _kept(self, key: str, value: str) -> dict[str, str]:
        """What of one attribute goes into the new drawing; a style becomes the attributes that it sets."""
        namespace, _, local = key.rpartition(_SEPARATOR)
        if local == "href":
            self._refuse("a reference has no place in a logo")
        if namespace or local in _HARMLESS or local.startswith("data-"):
            return {}
        if local == "style":
            rules = (part.partition(":") for part in value.split(";"))
            named = {own.strip(): said.strip() for own, _, said in rules}
            return {k: v for own, said in named.items() if own in _ATTRIBUTES for k, v in self._kept(own, said).items()}
        if local not in _ATTRIBUTES:
            self._refuse(f"the attribute {local[:40]!r} has no place in a logo")
        elif local == "id":
            return {local: value} if _NAME.search(value) else {}
        elif _DANGEROUS.search(value) and not _REFERENCE.search(value):
            self._refuse(f"the value of {local!r} has no place in a logo")
        else:
            return {local: value}
        return {}
