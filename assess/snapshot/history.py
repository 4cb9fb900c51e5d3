"""History read with `git log`: one call each for the mainline, all commits and changed lines."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

from assess.snapshot.git_binary import Git
from assess.snapshot.objects import Objects
from assess.snapshot.protocol import HISTORY_LIMIT, Change, Commit, Tag

_FORMAT = "%H%x1f%P%x1f%an%x1f%ae%x1f%at%x1f%cn%x1f%ce%x1f%ct%x1f%s%x1f%b%x1e"
_BODY_LIMIT = 4000


class GitHistory:
    """The commits that lead to one revision."""

    def __init__(self, git: Git, revision: str | None) -> None:
        self._git = git
        self._revision = revision
        self._last: dict[str, Commit | None] = {}

    def mainline(self) -> tuple[Commit, ...]:
        """First-parent commits, newest first."""
        return self._mainline

    def commits(self) -> tuple[Commit, ...]:
        """All reachable commits, newest first."""
        return self._commits

    def tags(self) -> tuple[Tag, ...]:
        """All tags that lead here or elsewhere, newest first."""
        return self._tags

    @cached_property
    def _mainline(self) -> tuple[Commit, ...]:
        return self._log("--first-parent", f"--max-count={HISTORY_LIMIT}")

    @cached_property
    def _commits(self) -> tuple[Commit, ...]:
        return self._log(f"--max-count={HISTORY_LIMIT}")

    @cached_property
    def _tags(self) -> tuple[Tag, ...]:
        out = self._git.attempt(
            "for-each-ref", "--format=%(refname:short)%1f%(objectname)%1f%(creatordate:unix)", "refs/tags"
        )
        tags = []
        for line in (out or b"").decode(errors="replace").splitlines():
            name, commit, stamp = ([*line.split("\x1f"), "", ""])[:3]
            tags.append(Tag(name, commit, _moment(stamp) if stamp else None))
        return tuple(
            sorted(
                tags,
                key=lambda t: (t.date is not None, t.date or datetime.min.replace(tzinfo=UTC), t.name),
                reverse=True,
            )
        )

    def changes(self, count: int) -> dict[str, tuple[Change, ...]]:
        """Changed files of the newest first-parent commits by commit id; without line counts when blobs are missing."""
        return self._diffs(count, "--numstat") or self._diffs(count, "--name-only")

    def _diffs(self, count: int, form: str) -> dict[str, tuple[Change, ...]]:
        if self._revision is None:
            return {}
        out = self._git.attempt(
            "log", "--first-parent", "-m", form, "-z", "--no-ext-diff", "--no-textconv", "--no-renames",
            f"--max-count={count}", "--format=%x1e%H%x1f", self._revision, "--",
        )  # fmt: skip
        found: dict[str, tuple[Change, ...]] = {}
        for block in (out or b"").decode(errors="backslashreplace").split("\x1e")[1:]:
            commit, _, rest = block.partition("\x1f")
            found[commit] = tuple(_changes(rest))
        return found

    def last_change(self, path: str) -> Commit | None:
        """The newest commit that touched a path."""
        if path not in self._last:
            found = self._log("--max-count=1", path=path)
            self._last[path] = found[0] if found else None
        return self._last[path]

    def versions(self, path: str, count: int) -> tuple[tuple[Commit, bytes | None], ...]:
        """The newest commits that touched a path, each with the file as it left it."""
        commits = self._log(f"--max-count={count}", path=path)
        if "\n" in path or not commits:
            return ()
        contents = Objects(self._git).read_many([f"{commit.id}:{path}" for commit in commits])
        return tuple(
            (commit, content if isinstance(content, bytes) else None)
            for commit, content in zip(commits, contents, strict=True)
        )

    def _log(self, *arguments: str, path: str | None = None) -> tuple[Commit, ...]:
        if self._revision is None:
            return ()
        paths = [f":(literal){path}"] if path else []
        out = self._git.attempt("log", f"--format={_FORMAT}", *arguments, self._revision, "--", *paths)
        records = (out or b"").decode(errors="replace").split("\x1e")
        return tuple(_commit(record.lstrip("\n")) for record in records if record.count("\x1f") >= 9)


def _commit(record: str) -> Commit:
    f = record.split("\x1f", 9)
    return Commit(
        id=f[0], parents=tuple(f[1].split()), author=f[2], author_email=f[3], authored=_moment(f[4]),
        committer=f[5], committer_email=f[6], committed=_moment(f[7]), subject=f[8], body=f[9][:_BODY_LIMIT],
    )  # fmt: skip


def _moment(stamp: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _changes(text: str) -> list[Change]:
    changes = []
    for line in text.replace("\n", "\0").split("\0"):
        parts = line.split("\t")
        if len(parts) == 3:
            changes.append(Change(parts[2], _count(parts[0]), _count(parts[1])))
        elif line:
            changes.append(Change(line, None, None))
    return changes


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None
