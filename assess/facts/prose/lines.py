"""Lines of Markdown, reStructuredText, AsciiDoc and plain documents: headings and text, without code and directives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import re2

_FENCE = re2.compile(r"^\s{0,8}(?:>\s*)?(`{3,}|~{3,})")
_ATX = re2.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_SETEXT = re2.compile(r"^ {0,3}(={3,}|-{3,})[ \t]*$")
_BOLD_ALONE = re2.compile(r"^(?:\*\*([^*]{2,80})\*\*|__([^_]{2,80})__):?\s*$")
_HTML_HEADING = re2.compile(r"(?i)<h([1-6])[^>]*>(.*?)</h[1-6]>")
_ITEM = re2.compile(r"^\s*(?:[-*+\x{2022}]|\d{1,3}[.)]|[a-z][.)])\s+(?:\[[ xX]\]\s+)?(.*)$")
_TABLE_RULE = re2.compile(r"^\s*\|?[\s:|+=-]*[-=]{2,}[\s:|+=-]*\|?\s*$")
_RST_LINE = re2.compile(r"^[=~^\"'#*+.:_`-]{3,}\s*$")
_RST_DIRECTIVE = re2.compile(r"^(\s*)\.\.(?:\s+(\|[^|]+\|\s+)?([\w:.-]+?)::(?:\s+(.*))?|\s+.*|\s*)$")
_RST_PROSE = frozenset(
    ["note", "warning", "tip", "important", "hint", "caution", "attention", "danger", "admonition", "topic"]
)
_ADOC_HEADING = re2.compile(r"^(={1,6})\s+(\S.*)$")
_ADOC_FENCE = re2.compile(r"^(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})\s*$")
_ADOC_NOISE = re2.compile(r"^(?::[\w!-]+:|\[[^\]]*\]\s*$|(?:image|include|toc|ifdef|ifndef|endif|video)::|//|\|===)")
BOLD_LEVEL = 7
"""Level of a bold line that stands for a heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a reader reads: its 1-based number, and its heading level (0 for text)."""

    number: int
    text: str
    level: int = 0
    kind: str = "text"
    """`text`, `item` or `row`."""


def markdown_lines(text: str) -> Iterator[Line]:
    """Headings, paragraphs, list items and table rows of Markdown; front matter, code and comments left out."""
    lines = _without_comments(text).split("\n")
    start = _after_front_matter(lines)
    fence, pending, previous_item = "", None, False
    for number, line in enumerate(lines[start:], start + 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and str(mark.group(1)).startswith(fence):
                fence = ""
            continue
        if mark:
            if pending:
                yield pending
            fence, pending = str(mark.group(1))[:3], None
            continue
        heading = _markdown_heading(number, line, pending)
        if heading is not None:
            if pending and heading.number != pending.number:
                yield pending
            pending, previous_item = None, False
            yield heading
            continue
        if pending:
            yield pending
        pending = _markdown_text(number, line, previous_item, after_text=pending is not None)
        if pending is not None:
            previous_item = pending.kind == "item" or (previous_item and line[:1] in " \t")
        elif line.strip():
            previous_item = False
    if pending:
        yield pending


def _markdown_heading(number: int, line: str, pending: Line | None) -> Line | None:
    atx = _ATX.match(line)
    if atx:
        return Line(number, str(atx.group(2) or ""), len(atx.group(1)))
    under = _SETEXT.match(line)
    if under and pending and pending.kind == "text":
        return Line(pending.number, pending.text, 1 if under.group(1).startswith("=") else 2)
    html = _HTML_HEADING.search(line)
    if html:
        return Line(number, str(html.group(2)), int(html.group(1)))
    bold = _BOLD_ALONE.match(line.strip())
    return (
        Line(number, str(bold.group(1) or bold.group(2)), BOLD_LEVEL)
        if bold and (pending is None or pending.kind == "row")
        else None
    )


def _markdown_text(number: int, line: str, in_item: bool, *, after_text: bool) -> Line | None:
    stripped = line.strip().lstrip("> ")
    if not stripped or _TABLE_RULE.match(line):
        return None
    item = _ITEM.match(line)
    if item:
        return Line(number, str(item.group(1)), kind="item")
    if line.startswith(("    ", "\t")) and not in_item and not after_text:
        return None  # indented code
    if stripped.startswith("|") or stripped.count(" | ") > 1:
        return Line(number, stripped.strip("|"), kind="row")
    return Line(number, stripped)


def _after_front_matter(lines: list[str]) -> int:
    if not lines or lines[0].strip() != "---":
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:400], 1) if line.strip() in ("---", "...")), 0)


def _without_comments(text: str) -> str:
    """The text with the same lines, HTML comments blanked."""
    parts, position = [], 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start)
        stop = len(text) if end < 0 else end + 3
        parts += [text[position:start], "\n" * text.count("\n", start, stop)]
        position = stop
    return "".join(parts) + text[position:]


def rst_lines(text: str) -> Iterator[Line]:
    """Headings and paragraphs of reStructuredText; directives but admonitions, and literal blocks, left out."""
    lines = text.split("\n")
    levels: list[str] = []
    skip_deeper_than: int | None = None
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if skip_deeper_than is not None and line.strip():
            if indent > skip_deeper_than:
                continue
            skip_deeper_than = None
        directive = _RST_DIRECTIVE.match(line)
        if directive:
            if str(directive.group(3) or "") not in _RST_PROSE:
                skip_deeper_than = indent
            elif directive.group(4):
                yield Line(index + 1, str(directive.group(4)))
            continue
        if not line.strip() or _is_rst_rule(line) or _TABLE_RULE.match(line):
            continue
        if _is_rst_rule(lines[index + 1] if index + 1 < len(lines) else "") and not indent:
            mark = lines[index + 1][0]
            levels += [mark] if mark not in levels else []
            yield Line(index + 1, line.strip(), levels.index(mark) + 1)
            continue
        if line.rstrip().endswith("::"):
            skip_deeper_than = indent
        yield _plain(index + 1, line)


def _is_rst_rule(line: str) -> bool:
    return len(set(line.strip())) == 1 and _RST_LINE.match(line) is not None


def adoc_lines(text: str) -> Iterator[Line]:
    """Headings and paragraphs of AsciiDoc; blocks of code, attributes and includes left out."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _ADOC_FENCE.match(line)
        if fence:
            fence = "" if mark and mark.group(1) == fence else fence
        elif mark:
            fence = str(mark.group(1))
        elif heading := _ADOC_HEADING.match(line):
            yield Line(number, str(heading.group(2)), len(heading.group(1)))
        elif line.strip() and not _ADOC_NOISE.match(line):
            yield _plain(number, line)


def plain_lines(text: str) -> Iterator[Line]:
    """Paragraphs of plain text; underlined lines are headings."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if not line.strip() or _is_rst_rule(line):
            continue
        if _is_rst_rule(following) and following[0] in "=-~":
            yield Line(index + 1, line.strip(), 1 if following[0] == "=" else 2)
        else:
            yield _plain(index + 1, line)


def _plain(number: int, line: str) -> Line:
    item = _ITEM.match(line)
    if item:
        return Line(number, str(item.group(1)), kind="item")
    stripped = line.strip()
    return Line(number, stripped.strip("|"), kind="row") if stripped.startswith("|") else Line(number, stripped)
