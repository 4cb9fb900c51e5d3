"""The comparison as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.comparison import Comparison, Part
from assess.output.comparison import wording
from assess.output.presentation.safe_text import clean
from assess.output.presentation.texts import english

_WIDE = 44
_MOST = 12
"""Findings shown of one part; the others are counted."""


def render_plain(comparison: Comparison) -> str:
    """Headline, parts with their findings, then areas, layers and cells that moved."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    text = english()
    yield f"from {clean(wording.side(comparison.before))}"
    yield f"to   {clean(wording.side(comparison.after))}"
    yield ""
    whole = wording.overall(comparison)
    if whole is None:
        yield text("change.nothing")
        return
    yield f"{text('change.score_proven'):15}  {wording.span(whole, 'proven')}   {wording.change(whole.change.proven)}"
    yield f"{text('change.score_possible'):15}  {wording.span(whole, 'possible')}   {wording.change(whole.change.possible)}"
    yield f"{text('change.maturity_level'):15}  {wording.level(comparison)}"
    yield ""
    if not comparison.parts:
        yield text("change.none")
        return
    yield f"{text('change.origin_points'):{_WIDE}}  {text('score.proven'):>8}  {text('score.possible'):>8}"
    proven, possible = wording.columns(comparison)
    for part, low, high in zip(comparison.parts, proven, possible, strict=True):
        yield f"{clean(part.title):{_WIDE}}  {wording.signed(low):>8}  {wording.signed(high):>8}"
        yield from _findings(part, low, high)
    yield f"{text('change.together'):{_WIDE}}  {wording.signed(sum(proven)):>8}  {wording.signed(sum(possible)):>8}"
    for kinds, title in ((("area", "layer"), text("change.areas_and_layers")), (("cell",), text("change.cells"))):
        yield from _scores(comparison, kinds, title)
    yield from ("", *(clean(note) for note in comparison.notes)) if comparison.notes else ()


def _findings(part: Part, low: int, high: int) -> Iterator[str]:
    for finding, one, other in wording.shared(part, low, high)[:_MOST]:
        name = clean(finding.criterion or english()("change.own_numbers"), _WIDE - 2)
        yield f"  {name:{_WIDE - 2}}  {one:>8}  {other:>8}  {clean(wording.states(finding))}"
    if len(part.findings) > _MOST:
        yield f"  {english().n('change.more_in_json', len(part.findings) - _MOST)}"


def _scores(comparison: Comparison, kinds: tuple[str, ...], title: str) -> Iterator[str]:
    shown = list(wording.moved(comparison, *kinds))
    if not shown:
        return
    yield ""
    yield english()("change.proven_only", title=title)
    for score in shown:
        parts = ", ".join(f"{name} {points}" for name, points in wording.split_of(score))
        line = f"  {clean(score.title, _WIDE):{_WIDE}}  {wording.span(score, 'proven'):>12}"
        yield f"{line}  {wording.change(score.change.proven):>7}  {parts}".rstrip()
