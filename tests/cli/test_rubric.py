from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo

README = "devops/software-engineering/has-readme.yaml"


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "own"))


def test_a_rubric_without_mistakes(assess: Assess) -> None:
    assert assess("rubric", "check", SMALL).out == "small 1.0: 4 criteria, 4 cases, no mistake\n"


def test_cases_that_come_out_right(assess: Assess) -> None:
    done = assess("rubric", "test", SMALL, "--only", "has-readme", "-v")
    assert done.code == 0
    assert done.out.splitlines() == [
        "ok  has-readme: a README of some length",
        "ok  has-readme: nothing at all",
        "2 of 2 cases came out right",
    ]


def test_a_case_that_comes_out_wrong_is_exit_code_1_with_its_place(rubric: Path, assess: Assess) -> None:
    path = rubric / README
    path.write_text(path.read_text().replace("rung: absent", "rung: present"))
    done = assess("rubric", "test", rubric)
    assert done.code == 1
    assert f"{README}:23:" in done.out
    assert "nothing at all: expected rung present, got absent" in done.out


def test_an_unknown_criterion_to_test(assess: Assess) -> None:
    done = assess("rubric", "test", SMALL, "--only", "has-reame")
    assert (done.code, done.err) == (2, "error: no criterion is called 'has-reame' (did you mean 'has-readme'?)\n")


def broken(rubric: Path, copies: int) -> Path:
    text = (rubric / README).read_text()
    wrong = text.replace("tier: essential", "teir: essential").replace("files:", "flies:").replace("HOUSE", "HUOSE")
    for number in range(copies):
        (rubric / README).with_name(f"has-readme-{number}.yaml").write_text(wrong)
    return rubric


def test_a_hundred_mistakes_are_told_in_one_run(rubric: Path, repo: MakeRepo, assess: Assess) -> None:
    folder = broken(rubric, 50)
    done = assess("rubric", "check", folder)
    assert done.code == 1
    told = done.err.splitlines()
    assert len(told) > 100
    assert told[-1] == f"{len(told) - 1} mistakes"
    assert all(line.startswith(str(folder)) and line.count(":") >= 3 for line in told[:-1])
    assert "unknown key 'teir' (did you mean 'tier'?)" in done.err
    out = folder.parent / "out.json"
    scan = assess("scan", repo({"a.py": ""}), "--rubric", folder, "-o", out, plain=True)
    assert (scan.code, scan.out) == (2, "")
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("nowhere", "there is no such folder", id="no folder"),
        pytest.param("own/devops", "it has no rubric.yaml", id="a folder that is no rubric"),
    ],
)
def test_what_is_no_rubric(rubric: Path, assess: Assess, name: str, message: str) -> None:
    done = assess("criteria", "--rubric", rubric.parent / name)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
