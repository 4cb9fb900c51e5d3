"""What a probe may look at, and how it narrows that to its scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assess.facts.matches import Matches
from assess.facts.store import Facts
from assess.links.kinds import NO_CREDIT, Role, Standing
from assess.links.web import Links
from assess.probes.params import InFiles
from assess.snapshot.protocol import Snapshot

_ROLES = {
    "product": frozenset({Role.PRODUCT}),
    "test": frozenset({Role.TEST}),
    "docs": frozenset({Role.DOCS}),
    "any": frozenset(Role) - NO_CREDIT,
}
_STANDINGS = {
    "any": Standing.DEAD,
    "product": Standing.MANUAL,
    "runtime": Standing.RUNTIME,
    "automated": Standing.AUTOMATED,
    "gating": Standing.AUTOMATED,
}


@dataclass(frozen=True, slots=True)
class View:
    """The examined subject as probes see it."""

    snapshot: Snapshot
    facts: Facts
    links: Links
    matches: Matches
    traits: frozenset[str]
    as_of: date

    def in_scope(self, params: InFiles, paths: Iterable[str]) -> Iterator[str]:
        """Those of the paths that the parameters' globs, roles and reach let through, in the given order."""
        sets = self.facts.path_sets
        wanted, unwanted = sets.of(params.paths), sets.of(params.not_paths)
        roles, floor = _ROLES[params.scope], _STANDINGS[params.reached]
        for path in paths:
            if (params.paths and path not in wanted) or path in unwanted:
                continue
            if self.links.roles.of(path) not in roles:
                continue
            if floor and self.links.reach.of(path).standing < floor:
                continue
            if params.reached == "gating" and self.links.reach.loses_failure(path):
                continue
            yield path
