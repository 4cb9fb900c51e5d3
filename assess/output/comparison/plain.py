"""The comparison as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.comparison import Comparison, Part
from assess.output.comparison import wording
from assess.output.presentation.safe_text import clean

_WIDE = 44
_MOST = 12
"""Findings shown of one part; the others are counted."""


def render_plain(comparison: Comparison) -> str:
    """Headline, parts with their findings, then areas, layers and cells that moved."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"from {clean(wording.side(comparison.before))}"
    yield f"to   {clean(wording.side(comparison.after))}"
    yield ""
    whole = wording.overall(comparison)
    if whole is None:
        yield "Nothing applies on either side, so there is no score."
        return
    yield f"Score, proven    {wording.span(whole, 'proven')}   {wording.change(whole.change.proven)}"
    yield f"Score, possible  {wording.span(whole, 'possible')}   {wording.change(whole.change.possible)}"
    yield f"Maturity level   {wording.level(comparison)}"
    yield ""
    if not comparison.parts:
        yield "No finding changed."
        return
    yield f"{'Where it comes from, in points':{_WIDE}}  {'proven':>8}  {'possible':>8}"
    proven, possible = wording.columns(comparison)
    for part, low, high in zip(comparison.parts, proven, possible, strict=True):
        yield f"{clean(part.title):{_WIDE}}  {wording.signed(low):>8}  {wording.signed(high):>8}"
        yield from _findings(part, low, high)
    yield f"{'together':{_WIDE}}  {wording.signed(sum(proven)):>8}  {wording.signed(sum(possible)):>8}"
    for kinds, title in ((("area", "layer"), "Areas and layers"), (("cell",), "Cells")):
        yield from _scores(comparison, kinds, title)
    yield from ("", *(clean(note) for note in comparison.notes)) if comparison.notes else ()


def _findings(part: Part, low: int, high: int) -> Iterator[str]:
    for finding, one, other in wording.shared(part, low, high)[:_MOST]:
        name = clean(finding.criterion or "the rubric's own numbers", _WIDE - 2)
        yield f"  {name:{_WIDE - 2}}  {one:>8}  {other:>8}  {clean(wording.states(finding))}"
    if len(part.findings) > _MOST:
        yield f"  and {len(part.findings) - _MOST} more in --format json"


def _scores(comparison: Comparison, kinds: tuple[str, ...], title: str) -> Iterator[str]:
    shown = list(wording.moved(comparison, *kinds))
    if not shown:
        return
    yield ""
    yield f"{title}, proven"
    for score in shown:
        parts = ", ".join(f"{name} {points}" for name, points in wording.split_of(score))
        line = f"  {clean(score.title, _WIDE):{_WIDE}}  {wording.span(score, 'proven'):>12}"
        yield f"{line}  {wording.change(score.change.proven):>7}  {parts}".rstrip()
