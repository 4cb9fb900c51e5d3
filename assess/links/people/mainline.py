"""What reached the default branch, change by change: by whom, through which request, approved by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

import re2

from assess.facts.store import Facts
from assess.links.people.people import Person, author, committer, is_bot, is_update_bot, trailer_people
from assess.snapshot.protocol import HISTORY_LIMIT, Commit, Snapshot

ACTIVE_DAYS = 365
_BRANCH_LIMIT = 200
_REQUEST_SUBJECT = re2.compile(
    r"(?i)^merge pull request #?(\d+)|^merged? in [\w./-]+ \(pull request #(\d+)\)|^merged pr (\d+)|^(?:auto )?merge (?:of )?#(\d+)"
    r"|^pull request #(\d+)[: ]|\(pull request #(\d+)\)\s*$|\(#(\d+)\)(?:\s*(?:\[[^\]]*\]|#[a-z]+|\+semver: ?\w+))*\s*$|\(!(\d+)\)\s*$|\(gh-(\d+)\)\s*$|\(pr #?(\d+)\)\s*$"
)
_REQUEST_BODY = re2.compile(
    r"(?im)^see merge request\s+\S*!(\d+)|^part-of: \S*/merge_requests/(\d+)|^(?:pr-url|pull request resolved|pull-request):?\s+\S*/pull/(\d+)"
    r"|^reviewed-on: \S+?/(\d+)/?\s*$|^differential revision: \S*D(\d+)|^closes #(\d+) from |^merged pr (\d+)"
)
_MERGED_BRANCH = re2.compile(
    r"(?i)^merge branch '([^']+)' into '[^']+'"
)  # with the target in quotes, as forges write it
_TRUNKS = frozenset(["main", "master", "trunk", "develop", "dev", "development", "head"])
_FROM_LOGIN = re2.compile(r"(?i)^merge pull request #?\d+ from ([\w.-]+)/")
_MIRRORED = re2.compile(
    r"(?im)^mirror(?:ing|ed)? commit\b|^(?:piperorigin-revid|gitorigin-revid|fbshipit-source-id|copybara[-_]\w+|original-revision): |^(?:auto-?)?sync(?:ed|ing)? from (?:internal|monorepo|upstream)\b"
)
APPROVALS = ("Reviewed-by", "Approved-by", "Acked-by", "Merged-by", "Approver", "LGTM", "R", "PR-Reviewed-by")


@dataclass(frozen=True, slots=True)
class MainlineChange:
    """One first-parent commit and what it brought in."""

    commit: Commit
    branch: tuple[Commit, ...]
    """Commits that a merge brought in, newest first; empty for other commits."""
    human: bool
    update: bool
    """Whether an update bot made it."""
    request: str
    """Number of its pull or merge request; `branch` when only a branch's merge shows; empty when pushed directly."""

    @property
    def mirrored(self) -> bool:
        """Whether it was copied from another repository, where its request would be."""
        return _MIRRORED.search(f"{self.commit.subject}\n{self.commit.body}") is not None

    @property
    def authors(self) -> tuple[Person, ...]:
        """Who wrote it: the branch's authors, else the commit's."""
        return tuple(dict.fromkeys(author(c) for c in self.branch)) or (author(self.commit),)

    @property
    def approver(self) -> Person | None:
        """Somebody other than the authors who merged or approved it, when history tells."""
        merger = self._merger
        if merger is not None:
            return merger
        named = (p for c in (self.commit, *self.branch) for p in trailer_people(c.body, *APPROVALS))
        return next((p for p in named if self._is_another(p)), None)

    @property
    def reviewed(self) -> bool:
        """Whether it came through a request, or names who approved it."""
        return bool(self.request) or self.approver is not None

    @property
    def _merger(self) -> Person | None:
        if not self.request:
            return None
        merger = author(self.commit)
        if (
            len(self.commit.parents) > 1 and not self.branch
        ):  # the branch is out of sight: only the subject names its owner
            owner = _FROM_LOGIN.match(self.commit.subject)
            return merger if owner and not merger.is_bot and not merger.goes_by(owner.group(1)) else None
        candidates = (merger, committer(self.commit)) if self.branch else (committer(self.commit),)
        return next((p for p in candidates if self._is_another(p)), None)

    def _is_another(self, person: Person) -> bool:
        return not (person.is_bot or person.is_platform or any(person.is_same(w) for w in self.authors))


class Mainline:
    """The default branch's changes, newest first, with the windows that judgements are made over."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._commits = snapshot.history.mainline()

    @cached_property
    def changes(self) -> tuple[MainlineChange, ...]:
        """Every first-parent commit, newest first."""
        reachable = {c.id: c for c in self._snapshot.history.commits()}
        trunk = {c.id for c in self._commits}
        return tuple(_change(commit, reachable, trunk) for commit in self._commits)

    @cached_property
    def requests(self) -> frozenset[str]:
        """Numbers of all pull or merge requests that history names, those merged into branches included."""
        every = (*(c.request for c in self.changes), *(_request(c) for c in self._snapshot.history.commits()))
        return frozenset(number for number in every if number)

    @cached_property
    def human(self) -> tuple[MainlineChange, ...]:
        """Changes that people made, newest first."""
        return tuple(change for change in self.changes if change.human)

    @property
    def end(self) -> datetime | None:
        """When windows end: the commit's own date."""
        return self._snapshot.subject.commit_date or (self._commits[0].committed if self._commits else None)

    @property
    def complete(self) -> bool:
        """Whether history reaches back to the first commit."""
        return not self._snapshot.subject.shallow and 0 < len(self._commits) < HISTORY_LIMIT

    def within(self, days: float, *, of: Iterable[MainlineChange] | None = None) -> tuple[MainlineChange, ...]:
        """Changes (human ones unless given) of the last days before the commit's date."""
        if self.end is None:
            return ()
        start = self.end - timedelta(days=days)
        return tuple(c for c in (self.human if of is None else of) if c.commit.committed >= start)

    def reaches(self, days: float) -> bool:
        """Whether every change of the last days is known."""
        if self.complete:
            return True
        if not self._commits or self.end is None:
            return False
        return self._commits[-1].committed < self.end - timedelta(days=days)

    def recent(self, count: int, *, among: frozenset[str] | None = None) -> tuple[tuple[MainlineChange, ...], bool]:
        """The last `count` human changes or those of the last active year, whichever are fewer; and whether all are known.

        The last active year ends with the newest human change. `among` keeps only commits of these ids, before counting.
        """
        chosen = [c for c in self.human if among is None or c.commit.id in among]
        if not chosen:
            return (), self.complete
        start = chosen[0].commit.committed - timedelta(days=ACTIVE_DAYS)
        window = tuple(c for c in chosen[:count] if c.commit.committed >= start)
        known = self.complete or len(window) == count or self._commits[-1].committed < start
        return window, known

    @cached_property
    def is_rewritten(self) -> bool:
        """Whether the history was made over, as tutorials do: most commits were put in place long after they were written."""
        human = [c.commit for c in self.human]
        if len(human) < 2:
            return False
        moments = {c.committed.date() for c in human}
        return len(self._moved) * 2 > len(human) and len(moments) * 2 < len(human)

    @cached_property
    def grown(self) -> tuple[MainlineChange, ...]:
        """Human changes that came after the history was made over, newest first; all of them when it never was."""
        if not self.is_rewritten:
            return self.human
        last = max(c.committed.date() for c in self._moved)
        return tuple(c for c in self.human if c.commit.committed.date() > last)

    @cached_property
    def _moved(self) -> tuple[Commit, ...]:
        """Human commits that were put in place long after they were written."""
        return tuple(c.commit for c in self.human if c.commit.committed - c.commit.authored > timedelta(days=60))


@lru_cache(maxsize=4)
def mainline_of(facts: Facts) -> Mainline:
    """The mainline of the facts' snapshot, worked out once."""
    return Mainline(facts.snapshot)


def _change(commit: Commit, reachable: dict[str, Commit], trunk: set[str]) -> MainlineChange:
    branch = _brought_in(commit, reachable, trunk)
    update = is_update_bot(commit, branch)
    people = [c for c in branch if not is_bot(c)]
    human = bool(people) if branch else not is_bot(commit)
    return MainlineChange(commit, branch, human and not update, update, _request(commit))


def _brought_in(commit: Commit, reachable: dict[str, Commit], trunk: set[str]) -> tuple[Commit, ...]:
    """Commits that a merge added to the trunk, nearest first."""
    found: dict[str, Commit] = {}
    queue = list(commit.parents[1:])
    while queue and len(found) < _BRANCH_LIMIT:
        identifier = queue.pop(0)
        known = reachable.get(identifier)
        if known is None or identifier in trunk or identifier in found:
            continue
        found[identifier] = known
        queue += known.parents
    return tuple(c for c in found.values() if len(c.parents) < 2)


def _request(commit: Commit) -> str:
    """The request's number, `branch` for the merge of a branch, or nothing."""
    for pattern, text in ((_REQUEST_SUBJECT, commit.subject), (_REQUEST_BODY, commit.body)):
        found = pattern.search(text)
        if found:
            return next((str(group) for group in found.groups() if group), "branch")
    merged = _MERGED_BRANCH.search(commit.subject)
    is_topic = merged is not None and str(merged.group(1)).lower() not in _TRUNKS
    return "branch" if is_topic and len(commit.parents) > 1 else ""
