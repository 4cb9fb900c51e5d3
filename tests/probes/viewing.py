"""Views over subjects written down in a test: files and a history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from assess.facts.matches import Matches
from assess.facts.store import Facts
from assess.links.web import Links
from assess.probes.view import View
from assess.snapshot.memory import MemoryHistory, MemorySnapshot
from assess.snapshot.protocol import Change, Commit, SubjectFacts, Tag

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ANA = "Ana Kovač <ana@example.org>"
BORIS = "Boris Novak <boris@example.org>"
GITHUB = "GitHub <noreply@github.com>"


@dataclass(frozen=True)
class Made:
    """One commit; `days_ago` counts back from the snapshot's date."""

    message: str = "Change a thing"
    days_ago: float = 1
    author: str = ANA
    committer: str = ""
    parents: int = 1
    files: Mapping[str, int | None] = field(default_factory=lambda: {"src/a.py": 10})
    brings: tuple[Made, ...] = ()
    authored_days_ago: float | None = None


class _History(MemoryHistory):
    """A written history whose merges bring commits in."""

    def __init__(
        self,
        mainline: tuple[Commit, ...],
        others: tuple[Commit, ...],
        changes: Mapping[str, tuple[Change, ...]],
        tags: tuple[Tag, ...],
    ) -> None:
        super().__init__(mainline, changes, tags)
        self._all = mainline + others

    def commits(self) -> tuple[Commit, ...]:
        return self._all


def written(made: Iterable[Made], tags: tuple[Tag, ...] = ()) -> MemoryHistory:
    """A history from commits listed newest first."""
    mainline: list[Commit] = []
    others: list[Commit] = []
    changes: dict[str, tuple[Change, ...]] = {}
    for number, one in enumerate(made):
        brought = tuple(
            _commit(b, f"b{number:04}{i:03}", (f"b{number:04}{i + 1:03}",)) for i, b in enumerate(one.brings)
        )
        second = (brought[0].id,) if brought else (f"x{number}",) if one.parents > 1 else ()
        mainline.append(_commit(one, f"m{number:06}", (f"m{number + 1:06}", *second)))
        others += brought
        changes[mainline[-1].id] = tuple(
            Change(p, lines, None if lines is None else 0) for p, lines in one.files.items()
        )
    return _History(tuple(mainline), tuple(others), changes, tags)


def _commit(made: Made, identifier: str, parents: tuple[str, ...]) -> Commit:
    name, email = made.author.rstrip(">").split(" <")
    committer, committer_email = (made.committer or made.author).rstrip(">").split(" <")
    subject, _, body = made.message.partition("\n")
    when = NOW - timedelta(days=made.days_ago)
    authored = when if made.authored_days_ago is None else NOW - timedelta(days=made.authored_days_ago)
    return Commit(identifier, parents, name, email, authored, committer, committer_email, when, subject, body.strip())


def view(
    files: Mapping[str, str | bytes] | None = None,
    history: Iterable[Made] = (),
    *,
    tags: tuple[Tag, ...] = (),
    missing: Iterable[str] = (),
    sizes: Mapping[str, int] | None = None,
    shallow: bool = False,
    traits: frozenset[str] = frozenset(),
    url: str | None = None,
) -> View:
    """What probes see of a subject at NOW."""
    subject = SubjectFacts("case", commit="m000000", branch="main", commit_date=NOW, shallow=shallow, url=url)
    snapshot = MemorySnapshot(
        files or {"a.txt": ""}, history=written(history, tags), missing=missing, sizes=sizes, subject=subject
    )
    facts = Facts(snapshot)
    return View(snapshot, facts, Links(facts), Matches(facts, ()), traits, date(2026, 6, 1))
