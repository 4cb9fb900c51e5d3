"""The comparison as Markdown, for a pull request or a job's page."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.comparison import Comparison, Part
from assess.output.comparison import wording
from assess.output.presentation.markdown_text import code, escaped
from assess.output.presentation.texts import english

_MOST = 15


def render_markdown(comparison: Comparison) -> str:
    """Headline, a table of parts, their findings, and the areas, layers and cells that moved."""
    return "\n\n".join(_blocks(comparison)) + "\n"


def _blocks(comparison: Comparison) -> Iterator[str]:
    yield f"## {english()('change.page_title', name=escaped(comparison.after.name))}"
    yield from change_blocks(comparison, 3)


def change_blocks(comparison: Comparison, level: int) -> Iterator[str]:
    """The same without its title, for a page that has one; the headings of parts are of this level."""
    text = english()
    sides = (escaped(wording.side(side)) for side in (comparison.before, comparison.after))
    yield "  \n".join(text(key, side=side) for key, side in zip(("change.from", "change.to"), sides, strict=True))
    whole = wording.overall(comparison)
    if whole is None:
        yield text("change.nothing")
        return
    proven, possible = (wording.change(getattr(whole.change, end)) for end in ("proven", "possible"))
    spans = {"span": wording.span(whole, "proven"), "span_possible": wording.span(whole, "possible")}
    yield text("change.line", proven=proven, possible=possible, level=wording.level(comparison), **spans)
    if not comparison.parts:
        yield text("change.none")
    else:
        yield _parts(comparison)
        ends = zip(comparison.parts, *wording.columns(comparison), strict=True)
        yield from (_findings(part, low, high, level) for part, low, high in ends)
        yield from _scores(comparison)
    yield from (f"> {escaped(note, 600)}" for note in comparison.notes)


def _row(*keys: str) -> str:
    """The head of a table."""
    return f"| {' | '.join(english()(key) for key in keys)} |"


def _parts(comparison: Comparison) -> str:
    text, columns = english(), wording.columns(comparison)
    lines = [_row("change.origin", "change.proven", "change.possible"), "| --- | --: | --: |"]
    for part, low, high in zip(comparison.parts, *columns, strict=True):
        lines.append(f"| {escaped(part.title)} | {wording.signed(low)} | {wording.signed(high)} |")
    lines.append(
        f"| **{text('change.together')}** | **{wording.signed(sum(columns[0]))}** | **{wording.signed(sum(columns[1]))}** |"
    )
    return "\n".join(lines)


def _findings(part: Part, low: int, high: int, level: int) -> str:
    lines = [f"{'#' * level} {escaped(part.title)[:1].upper()}{escaped(part.title)[1:]}", ""]
    lines += [
        _row("change.criterion", "change.became", "change.proven", "change.possible"),
        "| --- | --- | --: | --: |",
    ]
    lines += [
        f"| {code(f.criterion or 'rubric')} {escaped(f.title)} | {escaped(wording.states(f))} | {proven} | {possible} |"
        for f, proven, possible in wording.shared(part, low, high)[:_MOST]
    ]
    if len(part.findings) > _MOST:
        lines += ["", english().n("change.more", len(part.findings) - _MOST)]
    return "\n".join(lines)


def _scores(comparison: Comparison) -> Iterator[str]:
    shown = list(wording.moved(comparison, "area", "layer", "cell"))
    if not shown:
        return
    lines = [f"| {_row('change.proven', 'change.change', 'change.split')}", "| --- | --: | --: | --- |"]
    for score in shown:
        parts = ", ".join(f"{name} {points}" for name, points in wording.split_of(score))
        change = wording.change(score.change.proven)
        lines.append(f"| {escaped(score.title)} | {wording.span(score, 'proven')} | {change} | {escaped(parts)} |")
    yield "\n".join(lines)
