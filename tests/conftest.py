"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.repositories import Files, Step, make_repo

MakeRepo = Callable[..., Path]


@pytest.fixture
def repo(tmp_path: Path) -> MakeRepo:
    """Makes a repository below the test's own folder: `repo({path: text}, [Step(...)], name="shop")`."""

    def make(files: Files, commits: Sequence[Step] = (), *, name: str = "shop", remote: str = "") -> Path:
        return make_repo(tmp_path / name, files, commits, remote=remote)

    return make
