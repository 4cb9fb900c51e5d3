"""Finding and opening repositories, in every layout that people have."""

from pathlib import Path

import pytest
from assess.errors import AssessError, InputError, RepositoryError
from assess.snapshot.opening import open_snapshot, web_address
from assess.snapshot.protocol import Unavailable

from tests.repositories import Step, git, make_repo

FILES = {"README.md": "# A\n", "src/a.py": "x = 1\n"}


def texts(path: Path, **options: str) -> dict[str, str]:
    snapshot = open_snapshot(path, **options)  # type: ignore[arg-type]
    return {e.path: snapshot.read(e.path).decode() for e in snapshot.entries if e.kind == "file"}


def test_a_work_tree_shows_tracked_files_as_they_are_on_disk(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", FILES)
    (repo / "src/a.py").write_text("x = 2\n")
    (repo / "untracked.txt").write_text("no")
    assert texts(repo) == {"README.md": "# A\n", "src/a.py": "x = 2\n"}
    assert open_snapshot(repo).subject.dirty is True
    assert texts(repo, ref="HEAD")["src/a.py"] == "x = 1\n"


def test_any_commit_can_be_read_without_a_checkout(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", FILES, [Step({"src/a.py": "x = 3\n"}, tag="v1"), Step({"README.md": None})])
    assert texts(repo, ref="HEAD~2") == FILES
    assert texts(repo, ref="v1")["src/a.py"] == "x = 3\n"
    assert "README.md" not in texts(repo, ref="main")


def test_a_bare_repository_is_read_at_its_head(tmp_path: Path) -> None:
    make_repo(tmp_path / "r", FILES)
    git(tmp_path, "clone", "--quiet", "--bare", "r", "bare.git")
    assert texts(tmp_path / "bare.git") == FILES
    assert open_snapshot(tmp_path / "bare.git").subject.name == "r"


def test_a_shallow_clone_says_that_it_is_one(tmp_path: Path) -> None:
    make_repo(tmp_path / "r", FILES, [Step({"b": "1"})])
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'r'}", "shallow")
    subject = open_snapshot(tmp_path / "shallow").subject
    assert subject.shallow is True
    with pytest.raises(RepositoryError, match="unshallow"):
        open_snapshot(tmp_path / "shallow", ref="v9")


def test_a_folder_without_git_is_walked_honouring_gitignore(tmp_path: Path) -> None:
    for path, text in {
        **FILES,
        ".gitignore": "build/\n*.log\n!keep.log\n",
        "build/x": "",
        "a.log": "",
        "keep.log": "",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    assert sorted(texts(tmp_path)) == [".gitignore", "README.md", "keep.log", "src/a.py"]


def test_links_and_submodules_are_listed_and_not_followed(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", FILES)
    (tmp_path / "secret").write_text("outside")
    (repo / "link").symlink_to(tmp_path / "secret")
    git(repo, "add", "link")
    git(repo, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    snapshot = open_snapshot(repo)
    assert {e.path: e.kind for e in snapshot.entries if e.kind != "file"} == {"link": "link", "module": "submodule"}
    for path in ("link", "module"):
        with pytest.raises(Unavailable, match="not followed"):
            snapshot.read(path)


def test_a_file_behind_a_folder_that_became_a_link_is_not_read(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", FILES)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.py").write_text("secret = 1\n")
    (repo / "src/a.py").unlink()
    (repo / "src").rmdir()
    (repo / "src").symlink_to(outside)
    with pytest.raises(Unavailable):
        open_snapshot(repo).read("src/a.py")


def test_a_listed_file_that_is_gone_from_disk_is_unavailable(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", FILES)
    (repo / "src/a.py").unlink()
    snapshot = open_snapshot(repo)
    assert next(e for e in snapshot.entries if e.path == "src/a.py").size_bytes is None
    with pytest.raises(Unavailable, match="not there on disk"):
        snapshot.read("src/a.py")


def test_a_missing_blob_is_unavailable_and_the_rest_is_read(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", FILES)
    blob = git(repo, "rev-parse", "HEAD:src/a.py").strip()
    (repo / ".git/objects" / blob[:2] / blob[2:]).unlink()
    snapshot = open_snapshot(repo, ref="HEAD")
    read = dict(snapshot.read_many(e.path for e in snapshot.entries))
    assert read["README.md"] == b"# A\n"
    assert isinstance(read["src/a.py"], Unavailable)


def test_nothing_that_a_repository_configures_is_run(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", {**FILES, ".gitattributes": "*.py filter=evil\n"})
    trap = tmp_path / "ran"
    for key in ("core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "core.pager", "diff.external"):
        git(repo, "config", key, f"touch {trap}; cat")
    (repo / "src/a.py").write_text("x = 5\n")
    for options in ({}, {"ref": "HEAD"}):
        snapshot = open_snapshot(repo, **options)
        assert len(list(snapshot.read_many(e.path for e in snapshot.entries))) == 3
        assert snapshot.history.changes(10)
        assert snapshot.subject.dirty is not None
    assert not trap.exists()


@pytest.mark.parametrize(
    ("make", "options", "kind", "message"),
    [
        pytest.param("nothing", {}, RepositoryError, "no such folder", id="no such folder"),
        pytest.param("file", {}, RepositoryError, "not a folder", id="a file"),
        pytest.param("folder", {"ref": "HEAD"}, RepositoryError, "not a git repository", id="a ref without git"),
        pytest.param("folder", {}, RepositoryError, "is empty", id="an empty folder"),
        pytest.param("unborn", {}, RepositoryError, "is empty", id="a repository without files"),
        pytest.param("unborn", {"ref": "HEAD"}, RepositoryError, "no commit yet", id="a repository without commits"),
        pytest.param("repo", {"ref": "nope"}, RepositoryError, "no commit is called 'nope'", id="an unknown ref"),
        pytest.param("repo", {"ref": "--output=x"}, RepositoryError, "no commit is called", id="a ref like an option"),
        pytest.param("inside", {}, InputError, "--path src", id="a path inside a repository"),
        pytest.param("repo", {"folder": "gone"}, RepositoryError, "has no folder gone", id="an unknown folder"),
        pytest.param("repo", {"folder": "../x"}, InputError, "leads out", id="a folder outside"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, make: str, options: dict[str, str], kind: type[AssessError], message: str
) -> None:
    place = tmp_path / "x"
    if make == "file":
        place.write_text("")
    elif make == "folder":
        place.mkdir()
    elif make == "unborn":
        place.mkdir()
        git(place, "init", "--quiet")
    elif make in ("repo", "inside"):
        make_repo(place, FILES)
    with pytest.raises(kind, match=message):
        open_snapshot(place / "src" if make == "inside" else place, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        pytest.param("/home/me/repo", None, id="a path"),
        pytest.param("file:///srv/repo.git", None, id="a file address"),
        pytest.param("https://localhost/a/b", None, id="a host without a dot"),
        pytest.param("javascript:alert(1)", None, id="a script"),
        pytest.param("git@github.com:a/b.git", "https://github.com/a/b", id="scp form"),
        pytest.param("https://user:token@gitlab.com/a/b.git", "https://gitlab.com/a/b", id="with credentials"),
        pytest.param("ssh://git@git.example.org:22/a/b", "https://git.example.org/a/b", id="ssh"),
    ],
)
def test_web_address(origin: str, address: str | None) -> None:
    assert web_address(origin) == address
