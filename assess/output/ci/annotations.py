"""GitHub annotations: workflow commands that a step prints.

Source: GitHub documentation, "Workflow commands for GitHub Actions"; a step keeps ten annotations of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.assessment import Assessment
from assess.output.ci.gaps import LEVELS, STATE, Gap, Level, gaps, message
from assess.output.options import DEFAULT, Options
from assess.output.presentation.safe_text import clean, show_path

NAME = "annotations"
SUFFIXES = (".annotations",)

MOST = 10
"""Of each kind; forges drop the rest in silence, so the last one says how many there are."""
_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """One line per gap, the gravest first; waived and unknown ones are no annotations."""
    shown = [gap for gap in gaps(assessment) if gap.known and not gap.it.waived]
    lines = [line for level in LEVELS for line in _of_level(level, [gap for gap in shown if gap.level == level])]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _of_level(level: Level, found: list[Gap]) -> Iterator[str]:
    kept = found if len(found) <= MOST else found[: MOST - 1]
    for gap in kept:
        yield _command(_COMMANDS[level], gap)
    if len(found) > len(kept):
        text = f"{len(found) - len(kept)} more of this kind are in the report"
        yield f"::{_COMMANDS[level]} title=assess::{_data(text)}"


def _command(name: str, gap: Gap) -> str:
    place = "" if gap.path == STATE else f"file={_property(show_path(gap.path))},line={gap.line or 1},"
    return f"::{name} {place}title={_property(clean(gap.it.title, 200))}::{_data(message(gap, 600))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
