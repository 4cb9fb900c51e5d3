from __future__ import annotations

from pathlib import Path

import pytest
from assess.configuration import read_configuration

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo
from tests.repositories import git

FILES = {"README.md": "# Shop\n\nIt sells things.\n", ".github/workflows/ci.yml": "on: push\njobs: {}\n"}
CONFIG, ANSWERS, STEP = ".maturity/config.yaml", ".maturity/answers.yaml", ".github/workflows/readiness.yml"


def _init(assess: Assess, *arguments: str | Path) -> tuple[int, str, str]:
    done = assess("init", *arguments, "--rubric", SMALL, plain=True)
    return done.code, done.out, done.err


def _made(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if not name.startswith(".git/"))


def test_a_dry_run_writes_nothing(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(FILES)
    code, out, _ = _init(assess, folder, "--dry-run")
    assert code == 0
    assert f"would write {CONFIG}" in out
    assert _made(folder) == sorted(FILES)


def test_what_is_written_is_a_configuration_that_the_gate_holds_to(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(FILES)
    code, _, err = _init(assess, folder)
    assert code == 0, err
    assert _made(folder) == sorted([*FILES, CONFIG, ANSWERS, STEP])
    config = read_configuration(folder / CONFIG).config
    assert config.profile is not None
    assert assess("gate", folder).code == 0
    assert assess("questionnaire", "check", folder).code == 0


def test_answers_are_never_overwritten_and_other_files_not_without_asking(repo: MakeRepo, assess: Assess) -> None:
    kept = {ANSWERS: "answers: {}\n", STEP: "on: push\n"}
    folder = repo({**FILES, **kept})
    code, _, err = _init(assess, folder)
    assert code == 0
    assert {name: (folder / name).read_text() for name in kept} == kept
    assert f"kept {STEP}: it is there already (--yes overwrites it)" in err
    assert _init(assess, folder, "--yes")[0] == 0
    assert (folder / STEP).read_text() != kept[STEP]
    assert (folder / ANSWERS).read_text() == kept[ANSWERS]


def test_a_configuration_in_pyproject_stays_the_only_one(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**FILES, "pyproject.toml": '[tool.assess]\nname = "shop"\n'})
    code, _, err = _init(assess, folder, "--ci", "none")
    assert (code, (folder / CONFIG).exists()) == (0, False)
    assert "the configuration stands in pyproject.toml" in err


@pytest.mark.parametrize(
    ("server", "file", "said"),
    [
        pytest.param("gitlab", ".gitlab/ci/readiness.yml", "add to .gitlab-ci.yml:", id="GitLab"),
        pytest.param("azure", "azure-pipelines-readiness.yml", "make a pipeline from this file", id="Azure"),
        pytest.param("circleci", "", "add the job `readiness`", id="CircleCI"),
        pytest.param("jenkins", "", "add the stage to your Jenkinsfile", id="Jenkins"),
    ],
)
def test_the_step_of_a_named_server(repo: MakeRepo, assess: Assess, server: str, file: str, said: str) -> None:
    folder = repo({"README.md": "# Shop\n"})
    code, out, _ = _init(assess, folder, "--ci", server)
    assert code == 0
    assert said in out
    assert not file or (folder / file).is_file()
    assert "@VERSION@" not in out + ((folder / file).read_text() if file else "")


def test_a_bare_repository_has_no_place(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(repo(FILES)), str(bare))
    code, _, err = _init(assess, bare)
    assert code == 3
    assert "a bare repository has no place for these files" in err
    assert _init(assess, bare, "--dry-run")[0] == 0


def test_a_link_is_not_followed(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder, outside = repo(FILES), tmp_path / "outside"
    outside.mkdir()
    (folder / ".maturity").symlink_to(outside)
    code, _, err = _init(assess, folder)
    assert code == 2
    assert "symbolic link" in err
    assert list(outside.iterdir()) == []


def test_an_unknown_profile(repo: MakeRepo, assess: Assess) -> None:
    code, _, err = _init(assess, repo(FILES), "--profile", "servise")
    assert code == 2
    assert "no profile is called 'servise'" in err
