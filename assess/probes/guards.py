"""Places where code looks at something and refuses to go on: a condition, and what follows when it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from assess.facts.guards import GUARDS, Guard
from assess.facts.matches import Search, compiled
from assess.model.evidence import Observation, observed, seen
from assess.probes.params import InFiles, Pattern
from assess.probes.view import View

MOST_EVIDENCE = 5


class Guards(InFiles):
    """Which guards must be found; patterns are RE2 and look at the function's name, the condition and the refusal."""

    about: tuple[Pattern, ...] = Field(min_length=1)
    """One of these must be found in the guard."""
    not_about: tuple[Pattern, ...] = ()
    """None of these may be found in it."""
    beside: tuple[Pattern, ...] = ()
    """One of these must stand in the same file, outside comments."""
    acts: tuple[Literal["stop", "skip", "report"], ...] = ("stop",)
    """What the guard does: stops the run, skips the record, or collects a finding that nothing in the file stops for."""
    min: int = Field(default=1, ge=1)
    """How many guards."""

    def searches(self) -> tuple[Search, ...]:
        """What must stand beside the guards."""
        return tuple(Search(pattern, self.paths) for pattern in self.beside)


PARAMS = Guards


def observe(params: Guards, view: View) -> Observation:
    """Yes with the guards; unknown when a file that may hold one could not be read."""
    found = [seen(path, g.line, g.text) for path, guard in _fitting(params, view) for g in guard]
    if len(found) >= params.min:
        return observed(found[:MOST_EVIDENCE])
    unread = view.facts.unreadable(GUARDS)
    unknown = [seen(path, text=unread[path].message) for path in view.in_scope(params, sorted(unread))]
    return observed([], unknown=unknown)


def _fitting(params: Guards, view: View) -> Iterator[tuple[str, tuple[Guard, ...]]]:
    guards = view.facts.of(GUARDS)
    for path in view.in_scope(params, [p for p in guards if _stands_beside(params, view, p)]):
        yield path, tuple(guard for guard in guards[path] if guard.act.value in params.acts and _fits(params, guard))


def _fits(params: Guards, guard: Guard) -> bool:
    if not any(compiled(pattern).search(guard.text) for pattern in params.about):
        return False
    return not any(compiled(pattern).search(guard.text) for pattern in params.not_about)


def _stands_beside(params: Guards, view: View, path: str) -> bool:
    return not params.beside or any(view.matches.hits(pattern, path) for pattern in params.beside)
