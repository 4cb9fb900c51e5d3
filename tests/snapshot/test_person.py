from __future__ import annotations

from pathlib import Path

import pytest
from assess.snapshot.person import configured_person

from tests.conftest import MakeRepo
from tests.repositories import git


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of its own, without anybody else's configuration."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL"):
        monkeypatch.delenv(name, raising=False)
    return folder


def test_nobody_is_configured(repo: MakeRepo, tmp_path: Path) -> None:
    assert configured_person(repo({"a.txt": "a\n"})) == ""
    assert configured_person(tmp_path / "none") == ""


def test_the_person_s_own_configuration_and_the_repository_s_before_it(repo: MakeRepo, home: Path) -> None:
    (home / ".gitconfig").write_text("[user]\n\tname = Ana  Kovač\n")
    folder = repo({"a.txt": "a\n"})
    assert configured_person(folder) == "Ana Kovač"
    git(folder, "config", "user.name", "Ana\x1b[31m at work" + "!" * 500)
    assert configured_person(folder).startswith("Ana [31m at work!")
    assert len(configured_person(folder)) == 200
