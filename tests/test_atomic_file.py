"""Files replaced in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from assess.atomic_file import make_folder, put
from assess.errors import OutputError


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_made_or_replaced_and_nothing_is_left_beside_it(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "a.txt"
    put(b"one", path, durable=durable)
    path.chmod(0o600)
    put(b"two", path, durable=durable)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_a_target_that_cannot_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "a.txt"
    folder.mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        put(b"one", folder)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No such file or directory"):
        put(b"one", tmp_path / "none" / "a.txt")


def test_folders_are_made_down_to_the_one_that_is_asked_for(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("folder", [pytest.param("a", id="there"), pytest.param("a/b", id="on the way")])
def test_a_file_in_the_way_of_a_folder(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(OutputError, match=r"could not be made: .* [(]a file of that name is in the way[)]"):
        make_folder(tmp_path / folder)
    assert (tmp_path / "a").read_text() == "x"
