"""History read with git."""

from datetime import timedelta
from pathlib import Path

from assess.snapshot.opening import open_snapshot

from tests.repositories import ANA, START, Step, commit, git, make_repo


def repo_with_merge(folder: Path) -> Path:
    repo = make_repo(folder, {"a.txt": "1\n"}, [Step({"a.txt": "1\n2\n"}, "Second\n\nWith a body", tag="v1")])
    git(repo, "switch", "--quiet", "-c", "side")
    (repo / "b.txt").write_text("x\ny\n")
    git(repo, "add", ".")
    commit(repo, "On the side", "Bo Li <bo@example.org>", START + timedelta(days=2))
    git(repo, "switch", "--quiet", "main")
    git(
        repo,
        "-c",
        "user.name=Ana",
        "-c",
        "user.email=ana@example.org",
        "merge",
        "--quiet",
        "--no-ff",
        "--no-commit",
        "side",
    )
    commit(repo, "Merge pull request #1 from side", ANA, START + timedelta(days=3))
    return repo


def test_mainline_commits_changes_and_tags(tmp_path: Path) -> None:
    history = open_snapshot(repo_with_merge(tmp_path / "r")).history
    assert [c.subject for c in history.mainline()] == ["Merge pull request #1 from side", "Second", "Start"]
    assert "On the side" in [c.subject for c in history.commits()]
    newest = history.mainline()[0]
    assert len(newest.parents) == 2
    assert [(c.path, c.added) for c in history.changes(5)[newest.id]] == [("b.txt", 2)]
    assert history.mainline()[1].body.strip() == "With a body"
    assert [t.name for t in history.tags()] == ["v1"]


def test_last_change_of_a_path(tmp_path: Path) -> None:
    history = open_snapshot(repo_with_merge(tmp_path / "r")).history
    last = history.last_change("a.txt")
    assert last is not None
    assert last.subject == "Second"
    assert history.last_change("never.txt") is None


def test_changes_survive_a_missing_blob_without_line_counts(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", {"a.txt": "1\n", "b.txt": "b\n"})
    blob = git(repo, "rev-parse", "HEAD:a.txt").strip()
    (repo / ".git/objects" / blob[:2] / blob[2:]).unlink()
    history = open_snapshot(repo, ref="HEAD").history
    (changes,) = history.changes(5).values()
    assert {c.path for c in changes} == {"a.txt", "b.txt"}
    assert all(c.added is None for c in changes)


def test_versions_of_a_file_newest_first_and_where_it_was_not(tmp_path: Path) -> None:
    steps = [
        Step({"a b.txt": "two\n"}),
        Step({"other.txt": "x\n"}),
        Step({"a b.txt": None}),
        Step({"a b.txt": "four\n"}),
    ]
    history = open_snapshot(make_repo(tmp_path, {"a b.txt": "one\n"}, steps)).history
    assert [content for _, content in history.versions("a b.txt", 10)] == [b"four\n", None, b"two\n", b"one\n"]
    assert [content for _, content in history.versions("a b.txt", 2)] == [b"four\n", None]
    assert history.versions("none.txt", 10) == ()
