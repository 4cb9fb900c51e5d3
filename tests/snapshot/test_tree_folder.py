from __future__ import annotations

import pytest
from assess.snapshot.memory import MemorySnapshot
from assess.snapshot.mixed import MixedSnapshot
from assess.snapshot.protocol import SubjectFacts
from assess.snapshot.tree_folder import SnapshotFolder, inside

FILES = {"rubric/rubric.yaml": "id: x\n", "rubric/a/b.yaml": "b\n", "rubrics.md": "other\n"}
TOP = SnapshotFolder(MemorySnapshot(FILES))


def test_a_folder_is_walked_like_one_on_disk() -> None:
    folder = TOP / "rubric"
    assert (folder.is_dir(), folder.is_file(), folder.name) == (True, False, "rubric")
    assert sorted(child.name for child in folder.iterdir()) == ["a", "rubric.yaml"]
    assert (folder / "a" / "b.yaml").read_text() == "b\n"
    assert (folder / "a/../rubric.yaml").open("rb").read() == b"id: x\n"
    assert str(folder / "a") == "rubric/a"


def test_what_is_not_there() -> None:
    missing = TOP / "rubri"
    assert (missing.is_dir(), missing.is_file(), list(missing.iterdir())) == (False, False, [])
    with pytest.raises(OSError, match="no such file"):
        missing.read_bytes()


@pytest.mark.parametrize("path", ["..", "../rubric", "rubric/../../rubric", "a/b/../../.."])
def test_nothing_outside_is_reached(path: str) -> None:
    found = TOP / path
    assert inside(path) is None
    assert (found.is_dir(), found.is_file()) == (False, False)


@pytest.mark.parametrize(
    ("path", "clean"),
    [("", ""), ("./a/", "a"), ("a//b", "a/b"), ("a/../b", "b"), ("a\\b", "a/b"), ("/a", "a")],
)
def test_paths_without_detours(path: str, clean: str) -> None:
    assert inside(path) == clean


def test_files_of_one_snapshot_with_the_subject_of_another() -> None:
    later = MemorySnapshot({"z.txt": "z"}, subject=SubjectFacts("shop", commit="b" * 40))
    mixed = MixedSnapshot(MemorySnapshot(FILES), later)
    assert [entry.path for entry in mixed.entries] == sorted(FILES)
    assert mixed.subject.commit == "b" * 40
    assert mixed.read("rubrics.md") == b"other\n"
    assert dict(mixed.read_many(["rubrics.md"])) == {"rubrics.md": b"other\n"}
