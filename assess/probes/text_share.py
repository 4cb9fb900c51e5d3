"""Share of files that hold one kind of pattern among those that hold it or another kind."""

from __future__ import annotations

from pydantic import Field

from assess.facts.matches import Search
from assess.model.evidence import Evidence, Observation, seen
from assess.model.scale import Truth
from assess.probes.params import InFiles, Pattern
from assess.probes.view import View

MOST_EVIDENCE = 5


class TextShare(InFiles):
    """Which patterns (RE2; `^` and `$` match at line ends) are counted, and against which others."""

    any: tuple[Pattern, ...] = Field(min_length=1)
    """A file counts when it holds one of these."""
    among: tuple[Pattern, ...] = Field(min_length=1)
    """Files that hold one of these instead are the rest of the whole."""
    min_files: int = Field(default=1, ge=1)
    """Files that must count; fewer are no share worth speaking of."""

    def searches(self) -> tuple[Search, ...]:
        """Everything the matching pass should look for."""
        return tuple(Search(pattern, self.paths) for pattern in self.any + self.among)


PARAMS = TextShare
MEASURES = True


def observe(params: TextShare, view: View) -> Observation:
    """The share with the first places that count; comments and docstrings do not."""
    counting = _holding(params.any, params, view)
    others = _holding(params.among, params, view)
    whole = counting.keys() | others.keys()
    if len(counting) < params.min_files:
        return Observation(Truth.NO, share=(0.0, 0.0))
    share = len(counting) / len(whole)
    evidence = tuple(list(counting.values())[:MOST_EVIDENCE])
    return Observation(Truth.YES, evidence, (share, share), f"{len(counting)} of {len(whole)} files", len(whole))


def _holding(patterns: tuple[str, ...], params: TextShare, view: View) -> dict[str, Evidence]:
    """First place of each file in scope that holds one of the patterns."""
    paths = sorted({path for pattern in patterns for path in view.matches.paths(pattern, params.paths)})
    found: dict[str, Evidence] = {}
    for path in view.in_scope(params, paths):
        places = [hits[0] for pattern in patterns if (hits := view.matches.hits(pattern, path))]
        if places:
            found[path] = seen(path, *min(places))
    return found
