"""Share of the notebooks that are kept in order: outputs stripped, run from top to bottom, explained, without long code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from assess.facts.notebooks import NOTEBOOKS, Notebook
from assess.model.evidence import Evidence, Observation, seen
from assess.model.scale import Truth
from assess.probes.params import InFiles
from assess.probes.view import View

MEASURES = True
MOST_EVIDENCE = 5


class Notebooks(InFiles):
    """What the notebooks in scope must be. Without notebooks the share is 0."""

    are: Literal["there", "stripped", "with-outputs", "in-order", "explained", "short"] = "there"
    """`stripped`: no outputs are kept; `in-order`: every code cell was run once, from top to bottom; `explained`: markdown
    cells hold `min_words` words or more; `short`: at most `most_lines` lines of code."""
    min_words: int = Field(default=50, ge=1)
    most_lines: int = Field(default=150, ge=1)


PARAMS = Notebooks


def observe(params: Notebooks, view: View) -> Observation:
    """The share, with the notebooks that are not so first; notebooks that could not be read widen it."""
    found = view.facts.of(NOTEBOOKS)
    unreadable = view.facts.unreadable(NOTEBOOKS)
    paths = list(view.in_scope(params, sorted({*found, *unreadable})))
    if not paths:
        return Observation(Truth.NO, share=(0.0, 0.0), note="no notebooks")
    fits = _CHECKS[params.are]
    good = [p for p in paths if p in found and fits(found[p], params)]
    bad = [p for p in paths if p in found and p not in set(good)]
    unread = [p for p in paths if p not in found]
    low, high = len(good) / len(paths), (len(good) + len(unread)) / len(paths)
    value = Truth.YES if good else Truth.UNKNOWN if unread else Truth.NO
    note = f"{len(good)} of {len(paths)} notebooks are {params.are}"
    listed = [_evidence(p, found[p]) for p in (*bad, *good)] + [seen(p, text=unreadable[p].message) for p in unread]
    return Observation(value, tuple(listed[:MOST_EVIDENCE]), (low, high), note)


def _evidence(path: str, notebook: Notebook) -> Evidence:
    cells = notebook.code_cells
    told = [
        f"{len(cells)} code cell" + ("" if len(cells) == 1 else "s"),
        "outputs kept" if notebook.has_outputs else "no outputs",
        "run in order" if notebook.executed_in_order else "not run in order",
        f"{notebook.words} words",
    ]
    return seen(path, cells[0].line if cells else None, ", ".join(told))


def _code_lines(notebook: Notebook) -> int:
    return sum(1 for cell in notebook.code_cells for row in cell.source.split("\n") if row.strip())


_CHECKS: dict[str, Callable[[Notebook, Notebooks], bool]] = {
    "there": lambda notebook, params: bool(notebook.code_cells),
    "stripped": lambda notebook, params: not notebook.has_outputs,
    "with-outputs": lambda notebook, params: notebook.has_outputs,
    "in-order": lambda notebook, params: notebook.executed_in_order,
    "explained": lambda notebook, params: notebook.words >= params.min_words,
    "short": lambda notebook, params: _code_lines(notebook) <= params.most_lines,
}
