"""Share of human changes that reached the default branch through a pull or merge request."""

from __future__ import annotations

from pydantic import Field

from assess.facts.globs import Globs
from assess.links.people.mainline import Mainline, MainlineChange, mainline_of
from assess.model.evidence import Evidence, Observation, cut
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 3
MOST_READ = 1000
"""Commits whose changed paths are read."""


class Review(ProbeParams):
    """Which changes are judged, and what counts as reviewed."""

    by_another: bool = False
    """Only changes that another person than their authors visibly merged or approved."""
    paths: tuple[str, ...] = ()
    """Globs: only changes that touch one of these; empty means every change."""
    last: int = Field(default=100, ge=1, le=1000)
    """The newest human changes that are judged, or those of the last active year, whichever are fewer."""
    least: int = Field(default=1, ge=1, le=1000)
    """Fewer changes than this show no habit: the share may be anything up to what was seen."""


PARAMS = Review
MEASURES = True


def observe(params: Review, view: View) -> Observation:
    """The share over the window; everything is possible where history is missing, and for changes mirrored from elsewhere."""
    mainline = mainline_of(view.facts)
    window, known = mainline.recent(
        params.last, among=_touching(params.paths, view, mainline) if params.paths else None
    )
    if not window or not known:
        return Observation(Truth.UNKNOWN, share=(0.0, 1.0), note=_missing(mainline, window))
    reviewed = [c for c in window if (c.approver is not None if params.by_another else c.reviewed)]
    hidden = sum(c.mirrored and not c.reviewed for c in window)
    low, high = len(reviewed) / len(window), (len(reviewed) + hidden) / len(window)
    share = (low if len(window) >= params.least else 0.0, high)
    what = "merged or approved by another person" if params.by_another else "through a pull or merge request"
    summary = Evidence(kind="history", text=f"{len(reviewed)} of the last {len(window)} human changes {what}")
    return Observation(Truth.YES, (summary, *_examples(window, reviewed)), share)


def _touching(paths: tuple[str, ...], view: View, mainline: Mainline) -> frozenset[str]:
    wanted = Globs(paths)
    changed = view.snapshot.history.changes(min(MOST_READ, len(mainline.changes)))
    return frozenset(commit for commit, files in changed.items() if any(f.path in wanted for f in files))


def _missing(mainline: Mainline, window: tuple[MainlineChange, ...]) -> str:
    if not mainline.changes:
        return "there is no history here"
    return "no human change is known here" if not window else f"history is cut off after {len(window)} human changes"


def _examples(window: tuple[MainlineChange, ...], reviewed: list[MainlineChange]) -> tuple[Evidence, ...]:
    """The newest changes that did not pass, else the newest that did."""
    passed = {c.commit.id for c in reviewed}
    shown = [c for c in window if c.commit.id not in passed] or reviewed
    return tuple(Evidence(kind="commit", commit=c.commit.id, text=cut(c.commit.subject)) for c in shown[:MOST_EVIDENCE])
