"""A small repository from its folder, and its assessment in lines that a person can review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assess.model.assessment import Assessment, Interval
from assess.model.finding import Finding
from assess.pipeline import Request, Settled, run

from tests.repositories import make_repo

HERE = Path(__file__).parent
NAMES = ("bare", "ordinary", "exemplary")
AS_OF = date(2026, 2, 1)


def files(name: str) -> dict[str, bytes]:
    """What stands in one of the folders."""
    folder = HERE / name
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and "__pycache__" not in p.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def assessment(name: str, scratch: Path, settled: Settled | None = None) -> Assessment:
    """The folder as a repository of one commit, assessed by the built-in rubric."""
    return run(replace(request(name, scratch), settled=settled))


def request(name: str, scratch: Path) -> Request:
    """The folder as a repository of one commit, made when it is not there yet."""
    folder = scratch / name
    return Request(folder if folder.exists() else make_repo(folder, files(name)), AS_OF)


def summary(found: Assessment) -> str:
    """Scores, then one line per criterion: its outcome and the rung that the repository shows."""
    return "\n".join(_lines(found)) + "\n"


def golden(name: str) -> Path:
    """Where the summary is kept."""
    return HERE / f"{name}.txt"


def _lines(found: Assessment) -> Iterator[str]:
    headline, level = found.summary, found.summary.maturity_level
    yield f"score {_interval(headline.score)}, ungated {_interval(headline.ungated)}"
    confirmed = headline.if_confirmed
    yield f"if confirmed {confirmed.proven} to {confirmed.possible}: {confirmed.command or 'nothing to confirm'}"
    yield f"level {level.proven} to {level.possible} of {level.of}, coverage {headline.coverage}"
    for layer in found.layers:
        yield f"{layer.id} {layer.proven} to {layer.possible}, {layer.status}"
    cell = ("", "")
    for one in found.findings:
        if (one.layer, one.area) != cell:
            cell = (one.layer, one.area)
            yield ""
            yield f"{one.layer} / {one.area}"
        yield f"  {one.criterion}: {_finding(one)}"
    yield ""
    yield from (f"{d.severity} {d.path}: {d.message}" for d in found.diagnostics)


def _interval(ends: Interval | None) -> str:
    return f"{ends.proven} to {ends.possible}" if ends else "none"


def _finding(one: Finding) -> str:
    rung = one.rung.value if one.rung else "no rule"
    high = f" to {one.rung_possible.value}" if one.rung_possible and one.rung_possible is not one.rung else ""
    marks = [word for word, given in (("conflict", one.conflict), ("proposed away", one.applies.proposal)) if given]
    return ", ".join([f"{one.outcome.value} ({rung}{high})", *marks])
