"""Patterns in the code of files of any language; comments and docstrings do not count."""

from __future__ import annotations

from pydantic import Field

from assess.facts.matches import Search
from assess.links.scope.candidates import NO_CANDIDATE
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles, Pattern
from assess.probes.view import View

MOST_EVIDENCE = 5


class Text(InFiles):
    """Which patterns (RE2; `^` and `$` match at line ends) must stand in a file."""

    any: tuple[Pattern, ...] = ()
    """One of these."""
    all: tuple[Pattern, ...] = ()
    """Each of these, in the same file."""
    comments: bool = False
    """Whether comments and docstrings count."""
    min_files: int = Field(default=1, ge=1)

    def searches(self) -> tuple[Search, ...]:
        """Everything the matching pass should look for."""
        return tuple(Search(pattern, self.paths) for pattern in self.any + self.all)


PARAMS = Text


def observe(params: Text, view: View) -> Observation:
    """Yes with the first match of each file; unknown when a file that may match could not be read."""
    found: list[Evidence] = []
    files = 0
    for path in view.in_scope(params, _candidates(params, view)):
        places = _matched(params, view, path)
        if places is None:
            continue
        files += 1
        if len(found) < MOST_EVIDENCE:
            line, text = places
            found.append(seen(path, line, text))
    if files >= params.min_files:
        return observed(found)
    unread = [path for path in sorted(view.matches.unreadable()) if path not in NO_CANDIDATE]
    unreadable = view.in_scope(params, unread) if params.paths else ()
    return observed([], unknown=[seen(path, text=view.matches.unreadable()[path]) for path in unreadable])


def _candidates(params: Text, view: View) -> list[str]:
    sets = [{p for pattern in params.any for p in view.matches.paths(pattern, params.paths)}] if params.any else []
    sets += [set(view.matches.paths(pattern, params.paths)) for pattern in params.all]
    return sorted(set.intersection(*sets)) if sets else []


def _matched(params: Text, view: View, path: str) -> tuple[int, str] | None:
    """The first place of a file that holds one of `any` and each of `all`."""
    firsts = []
    for group in ([params.any] if params.any else []) + [(pattern,) for pattern in params.all]:
        places = [h[0] for p in group if (h := view.matches.hits(p, path, comments=params.comments))]
        if not places:
            return None
        firsts.append(min(places))
    return firsts[0]
