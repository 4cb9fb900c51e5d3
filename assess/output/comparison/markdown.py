"""The comparison as Markdown, for a pull request or a job's page."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.comparison import Comparison, Part
from assess.output.comparison import wording
from assess.output.presentation.markdown_text import code, escaped

_MOST = 15


def render_markdown(comparison: Comparison) -> str:
    """Headline, a table of parts, their findings, and the areas, layers and cells that moved."""
    return "\n\n".join(_blocks(comparison)) + "\n"


def _blocks(comparison: Comparison) -> Iterator[str]:
    yield f"## What changed in {escaped(comparison.after.name)}"
    yield from change_blocks(comparison, 3)


def change_blocks(comparison: Comparison, level: int) -> Iterator[str]:
    """The same without its title, for a page that has one; the headings of parts are of this level."""
    yield f"From {escaped(wording.side(comparison.before))}  \nto {escaped(wording.side(comparison.after))}"
    whole = wording.overall(comparison)
    if whole is None:
        yield "Nothing applies on either side, so there is no score."
        return
    proven, possible = (wording.change(getattr(whole.change, end)) for end in ("proven", "possible"))
    yield (
        f"**Score, proven: {wording.span(whole, 'proven')} ({proven})**; possible: "
        f"{wording.span(whole, 'possible')} ({possible}). Maturity level: {wording.level(comparison)}."
    )
    if not comparison.parts:
        yield "No finding changed."
    else:
        yield _parts(comparison)
        ends = zip(comparison.parts, *wording.columns(comparison), strict=True)
        yield from (_findings(part, low, high, level) for part, low, high in ends)
        yield from _scores(comparison)
    yield from (f"> {escaped(note, 600)}" for note in comparison.notes)


def _parts(comparison: Comparison) -> str:
    columns = wording.columns(comparison)
    lines = ["| Where it comes from | Proven | Possible |", "| --- | --: | --: |"]
    for part, low, high in zip(comparison.parts, *columns, strict=True):
        lines.append(f"| {escaped(part.title)} | {wording.signed(low)} | {wording.signed(high)} |")
    lines.append(f"| **together** | **{wording.signed(sum(columns[0]))}** | **{wording.signed(sum(columns[1]))}** |")
    return "\n".join(lines)


def _findings(part: Part, low: int, high: int, level: int) -> str:
    lines = [f"{'#' * level} {escaped(part.title)[:1].upper()}{escaped(part.title)[1:]}", ""]
    lines += ["| Criterion | What became of it | Proven | Possible |", "| --- | --- | --: | --: |"]
    lines += [
        f"| {code(f.criterion or 'rubric')} {escaped(f.title)} | {escaped(wording.states(f))} | {proven} | {possible} |"
        for f, proven, possible in wording.shared(part, low, high)[:_MOST]
    ]
    if len(part.findings) > _MOST:
        lines += ["", f"and {len(part.findings) - _MOST} more"]
    return "\n".join(lines)


def _scores(comparison: Comparison) -> Iterator[str]:
    shown = list(wording.moved(comparison, "area", "layer", "cell"))
    if not shown:
        return
    lines = ["| | Proven | Change | Of which |", "| --- | --: | --: | --- |"]
    for score in shown:
        parts = ", ".join(f"{name} {points}" for name, points in wording.split_of(score))
        change = wording.change(score.change.proven)
        lines.append(f"| {escaped(score.title)} | {wording.span(score, 'proven')} | {change} | {escaped(parts)} |")
    yield "\n".join(lines)
