"""How alive the history is: commits, people, releases and merged dependency updates within a window."""

from __future__ import annotations

import re2
from pydantic import Field

from assess.links.people.mainline import Mainline, mainline_of
from assess.links.people.people import Person, author
from assess.model.evidence import Evidence, Observation, cut, doubtful, observed
from assess.model.scale import Truth, truth
from assess.probes.params import Pattern, ProbeParams
from assess.probes.view import View
from assess.snapshot.protocol import Commit, Tag


class Cadence(ProbeParams):
    """What the window before the commit's date must hold; every given minimum must be reached."""

    within_days: int = Field(default=365, ge=1)
    """The window; it ends at the commit's own date."""
    min_commits: int = Field(default=0, ge=0)
    """Human changes of the default branch."""
    min_authors: int = Field(default=0, ge=0)
    """Different people among their authors."""
    min_tags: int = Field(default=0, ge=0)
    """Tags whose name matches `tags`."""
    tags: Pattern = r"\d"
    """Pattern (RE2) of the tags that count."""
    min_update_bot: int = Field(default=0, ge=0)
    """Changes by a dependency-update bot that reached the default branch."""
    max_update_bot: int | None = Field(default=None, ge=0)
    """At most so many of them."""
    certain: bool = False
    """No instead of unknown where history is missing or cut off: for caps, which must be sure."""


PARAMS = Cadence


def observe(params: Cadence, view: View) -> Observation:
    """Yes with the counts; unknown when history is cut off before the counts are reached."""
    mainline = mainline_of(view.facts)
    whole = mainline.end is not None and mainline.reaches(params.within_days)
    if params.certain and not whole:
        return observed([])
    if not mainline.changes or mainline.end is None:
        return Observation(Truth.UNKNOWN, note="there is no history here")
    window = mainline.within(params.within_days)
    updates = [c for c in mainline.within(params.within_days, of=mainline.changes) if c.update]
    tags = _tags(params, view, mainline)
    people = distinct([p for change in window for p in change.authors if not p.is_bot])
    reached = (
        len(window) >= params.min_commits
        and len(people) >= params.min_authors
        and len(tags) >= params.min_tags
        and len(updates) >= params.min_update_bot
        and (params.max_update_bot is None or len(updates) <= params.max_update_bot)
    )
    evidence = [_summary(params, len(window), len(people), len(tags), len(updates))]
    if params.min_tags and tags:
        evidence.append(Evidence(kind="tag", commit=tags[0].commit, text=cut(tags[0].name)))
    if params.min_update_bot and updates:
        evidence.append(_shown(updates[0].commit))
    if not reached and not mainline.reaches(params.within_days):
        return doubtful(evidence, note="history is cut off here")
    return Observation(truth(reached), tuple(evidence) if reached else ())


def distinct(people: list[Person]) -> list[Person]:
    """One of each person, first seen first."""
    found: list[Person] = []
    for person in dict.fromkeys(people):
        if not any(person.is_same(other) for other in found):
            found.append(person)
    return found


def _tags(params: Cadence, view: View, mainline: Mainline) -> list[Tag]:
    assert mainline.end is not None
    wanted = re2.compile(params.tags)
    dated = [t for t in view.snapshot.history.tags() if t.date is not None and wanted.search(t.name)]
    return [t for t in dated if t.date and 0 <= (mainline.end - t.date).total_seconds() <= params.within_days * 86_400]


def _summary(params: Cadence, commits: int, people: int, tags: int, updates: int) -> Evidence:
    text = f"in {params.within_days} days: {commits} human changes by {people} people, {tags} tags, {updates} dependency updates by bots"
    return Evidence(kind="history", text=text)


def _shown(commit: Commit) -> Evidence:
    return Evidence(kind="commit", commit=commit.id, text=cut(f"{author(commit).name}: {commit.subject}"))
