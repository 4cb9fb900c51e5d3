"""Share of recently merged branches that lived long; none where history hides the branches."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from assess.links.people.mainline import MainlineChange, mainline_of
from assess.model.evidence import Evidence, Observation, cut
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 3
_DAY_SECONDS = 86_400


class BranchLife(ProbeParams):
    """Which branches are judged, and how long is long."""

    longer_than_days: float = Field(default=7, gt=0)
    """From a branch's first commit to its merge."""
    last: int = Field(default=100, ge=1, le=1000)
    """The newest human changes that are judged, or those of the last active year, whichever are fewer."""
    min_merges: int = Field(default=5, ge=1)
    """Merges that history must show; where changes are squashed or rebased nothing is known of their branches."""


PARAMS = BranchLife
MEASURES = True


def observe(params: BranchLife, view: View) -> Observation:
    """The share among merges that show what they brought in; 0 where too few do."""
    window, _ = mainline_of(view.facts).recent(params.last)
    lives = [(change, life) for change in window if (life := life_days(change)) is not None]
    if len(lives) < params.min_merges:
        return Observation(Truth.YES, share=(0.0, 0.0), note="history does not show how long branches lived")
    long = sorted(((c, days) for c, days in lives if days > params.longer_than_days), key=lambda found: -found[1])
    text = f"{len(long)} of {len(lives)} merged branches lived longer than {params.longer_than_days:g} days"
    shown = [
        Evidence(kind="commit", commit=c.commit.id, text=cut(f"{days:.0f} days: {c.commit.subject}"))
        for c, days in long[:MOST_EVIDENCE]
    ]
    share = len(long) / len(lives)
    return Observation(Truth.YES, (Evidence(kind="history", text=text), *shown), (share, share))


def life_days(change: MainlineChange) -> float | None:
    """Days from a branch's first commit to its merge; None for a change whose branch does not show."""
    if not change.branch:
        return None
    first: datetime = min(commit.authored for commit in change.branch)
    return max(0.0, (change.commit.committed - first).total_seconds() / _DAY_SECONDS)
