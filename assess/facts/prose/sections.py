"""Documents as sections with their own words: what people wrote, without code, links, badges and template text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from posixpath import basename, splitext

from assess.facts.globs import Globs
from assess.facts.notebooks import Notebook
from assess.facts.prose.language import language_of
from assess.facts.prose.lines import Line, adoc_lines, markdown_lines, plain_lines, rst_lines
from assess.facts.prose.templates import Boilerplate, boilerplate_in, holds_marker
from assess.facts.prose.words import LISTING_HEADING, PROMISING_HEADING, heading_text, is_promise, own_text, word_count

LIMIT_BYTES = 2_000_000
MOST_LINES = 20_000
"""Lines of one document that are read; no reader goes further either."""
MOST_SECTIONS = 3_000
_MARKDOWN = frozenset([".md", ".markdown", ".mdx", ".mkd", ".rmd", ".qmd"])
_RST = frozenset([".rst", ".rest"])
_ADOC = frozenset([".adoc", ".asciidoc", ".asc"])
_PLAIN = Globs(
    (
        "{README,CONTRIBUTING,MAINTAINERS,AUTHORS,RUNBOOK,GOVERNANCE,SECURITY,DECISIONS,ARCHITECTURE,DESIGN,HISTORY,NEWS,CHANGES,CHANGELOG}",
        "{README,CONTRIBUTING,MAINTAINERS,AUTHORS,RUNBOOK,GOVERNANCE,DECISIONS,ARCHITECTURE,DESIGN,NOTES,*runbook*,*datasheet*,*model*card*}.txt",
        "**/{docs,doc,documentation,wiki,runbooks}/**/*.txt",
    )
)
_NOT_PROSE = Globs(
    ("{requirements*,constraints*,CMakeLists,robots,licen[cs]e*,copying*}.txt", "**/{licenses,licences}/**")
)


class Standing(StrEnum):
    """What a section's words are worth."""

    OWN = "own"
    TEMPLATE = "template"
    """A generator wrote it."""
    PROMISE = "promise"
    """Future work, to-do lists."""
    LISTING = "listing"
    """Tool stacks, references, licences."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and the text up to the next one; `lines` holds the file's line for each line of `text`.

    Empty lines part paragraphs, list items and table rows.
    """

    heading: str
    level: int
    """1 to 7 as in HTML, 7 for bold lines; 0 before the first heading."""
    line: int
    text: str
    lines: tuple[int, ...]
    words: int
    standing: Standing
    depth: tuple[int, ...]
    """Positions of the sections around it, outermost first."""

    def line_at(self, offset: int) -> int:
        """The file's line of an offset in `text`."""
        number = self.text.count("\n", 0, offset)
        return self.lines[min(number, len(self.lines) - 1)] if self.lines else self.line


@dataclass(frozen=True, slots=True)
class Prose:
    """One document."""

    title: str
    sections: tuple[Section, ...]
    boilerplate: str
    """Name of the generator whose text it holds; empty for none."""

    @property
    def language(self) -> str:
        """A hint: `en`, `de`, ...; empty when it can't be told."""
        return language_of("\n".join(s.text for s in self.sections))

    @property
    def words(self) -> int:
        """Own words, template text, promises and listings left out."""
        return sum(s.words for s in self.sections if s.standing is Standing.OWN)

    def within(self, position: int) -> tuple[Section, ...]:
        """The section at a position and those under it."""
        return tuple(s for i, s in enumerate(self.sections) if i == position or position in s.depth)


class ProseExtractor:
    """Reads documents that people write."""

    name = "prose"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Markdown, reStructuredText, AsciiDoc, and plain text that is a document by its name or folder."""
        suffix = splitext(path)[1].lower()
        if path in _NOT_PROSE:
            return False
        return suffix in _MARKDOWN or suffix in _RST or suffix in _ADOC or path in _PLAIN

    def concerns(self, text: str) -> bool:
        """Every document that holds something."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Prose:
        """Its sections."""
        return read_prose(path, text)


PROSE = ProseExtractor()


def read_prose(path: str, text: str) -> Prose:
    """The sections of one document, by the format that its name tells."""
    suffix = splitext(path)[1].lower()
    if suffix in _MARKDOWN:
        lines = markdown_lines(text)
    elif suffix in _RST:
        lines = rst_lines(text)
    else:
        lines = adoc_lines(text) if suffix in _ADOC else plain_lines(text)
    return _document(path, lines)


def notebook_prose(path: str, notebook: Notebook) -> Prose:
    """The sections of a notebook's markdown cells, with the notebook file's lines."""
    return _document(path, _cell_lines(notebook))


def _cell_lines(notebook: Notebook) -> Iterator[Line]:
    for cell in notebook.cells:
        if cell.kind == "markdown":
            for line in markdown_lines(cell.source):
                yield Line(cell.line_at(line.number), line.text, line.level, line.kind)


def _document(path: str, lines: Iterable[Line]) -> Prose:
    raw = tuple(islice(lines, MOST_LINES))
    generator = boilerplate_in("\n".join(line.text for line in raw))
    sections: list[Section] = []
    open_at: list[int] = []
    for group in islice(_grouped(raw), MOST_SECTIONS):
        level = group[0].level
        while open_at and level and sections[open_at[-1]].level >= level:
            open_at.pop()
        around = tuple(open_at)
        sections.append(_section(group, around, sections, generator))
        if level:
            open_at.append(len(sections) - 1)
    title = next((s.heading for s in sections if s.heading), splitext(basename(path))[0])
    return Prose(title, tuple(sections), generator.name if generator else "")


def _grouped(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.level and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _section(
    group: list[Line], around: tuple[int, ...], before: list[Section], generator: Boilerplate | None
) -> Section:
    first = group[0]
    heading = heading_text(first.text) if first.level else ""
    body = group[1:] if first.level else group
    own = list(_own_lines(body))
    standing = _standing(heading, body, before[around[-1]] if around else None, generator)
    text = "\n".join(t for _, t in own)
    return Section(
        heading, first.level, first.number, text, tuple(n for n, _ in own), word_count(text), standing, around
    )


def _own_lines(body: list[Line]) -> Iterator[tuple[int, str]]:
    """Line numbers and own words; an empty line parts paragraphs, list items and table rows.

    A list that a promise leads in (`To be added:`) is one itself.
    """
    previous, lead, promised = 0, "", False
    for line in body:
        text = own_text(line.text, line.kind)
        if not text:
            continue
        goes_on = line.kind == "text" and line.number == previous + 1
        if line.kind == "item":
            promised = promised or (lead.endswith(":") and is_promise(lead))
            lead = ""
        elif not goes_on or not promised:
            promised = False
            lead = f"{lead} {text}" if goes_on else text
        if promised:
            previous = line.number
            continue
        if previous and not goes_on:
            yield line.number, ""
        yield line.number, text
        previous = line.number


def _standing(heading: str, body: list[Line], parent: Section | None, generator: Boilerplate | None) -> Standing:
    raw = "\n".join(line.text for line in body)
    if holds_marker(f"{heading}\n{raw}") or (generator and heading.lower() in generator.headings):
        return Standing.TEMPLATE
    if parent is not None and parent.level and parent.standing in (Standing.PROMISE, Standing.LISTING):
        return parent.standing
    if PROMISING_HEADING.search(heading):
        return Standing.PROMISE
    return Standing.LISTING if LISTING_HEADING.search(heading) else Standing.OWN
