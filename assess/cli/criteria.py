"""`assess criteria`: what a rubric asks, cell by cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.streams import say
from assess.cli.subject import FILE
from assess.errors import InputError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.model.rubric import Criterion, Rubric


@click.command("criteria")
@click.option("--rubric", type=FILE, metavar="FOLDER", help="A rubric or an overlay instead of the built-in one.")
@click.option("--layer", metavar="LAYER", help="Only this layer.")
@click.option("--area", metavar="AREA", help="Only this area.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="[text]")
def command(rubric: Path | None, layer: str | None, area: str | None, shape: str) -> int:
    """List the criteria by layer and area; `assess explain ID` tells more about one."""
    from assess.pipeline import load_rubric

    loaded = load_rubric(rubric)
    _known(layer, [one.id for one in loaded.settings.layers], "layer")
    _known(area, [one.id for one in loaded.settings.areas], "area")
    chosen = [c for c in loaded.criteria if layer in (None, c.layer) and area in (None, c.area)]
    if shape == "json":
        say(json.dumps([_document(c) for c in chosen], indent=2, ensure_ascii=False))
    else:
        _page(loaded, chosen)
    return 0


def _known(given: str | None, known: list[str], kind: str) -> None:
    if given is not None and given not in known:
        raise InputError(
            f"no {kind} is called {given!r}", hint=did_you_mean(given, known) or f"known: {', '.join(known)}"
        )


def _page(rubric: Rubric, chosen: list[Criterion]) -> None:
    width = max((len(c.id) for c in chosen), default=0)
    titles = {layer.id: layer.title for layer in rubric.settings.layers}
    titles |= {area.id: area.title for area in rubric.settings.areas}
    cell = ("", "")
    for criterion in chosen:
        if (criterion.layer, criterion.area) != cell:
            cell = criterion.layer, criterion.area
            say()
            say(f"{titles[criterion.layer]} / {titles[criterion.area]}", bold=True)
        say(
            f"  {criterion.id:{width}}  {criterion.tier.value:9}  {criterion.weight:>3g}  {criterion.kind:10}"
            f"  {criterion.title}"
        )
    say()
    say(f"{len(chosen)} criteria of {rubric.settings.title} {rubric.settings.version}")


def _document(criterion: Criterion) -> dict[str, object]:
    return {
        "id": criterion.id,
        "title": criterion.title,
        "layer": criterion.layer,
        "area": criterion.area,
        "tier": criterion.tier.value,
        "weight": criterion.weight,
        "kind": criterion.kind,
        "applies": criterion.applies,
    }
