from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo
from tests.repositories import Step, git, make_repo, write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
RULES = {"rules/a.cfg": "allow = all\n"}


def finding(document: dict[str, Any], criterion: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in document["findings"] if f["criterion"] == criterion)
    return found


def nowhere(folder: Path) -> Path:
    return folder / "nowhere"


def a_file(folder: Path) -> Path:
    write_files(folder, {"a.txt": "a"})
    return folder / "a.txt"


def an_empty_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def no_commit(folder: Path) -> Path:
    (folder / "new").mkdir()
    git(folder / "new", "init", "--quiet", "--initial-branch=main")
    return folder / "new"


def nothing_tracked(folder: Path) -> Path:
    write_files(no_commit(folder), README)
    return folder / "new"


def an_empty_bare_one(folder: Path) -> Path:
    git(folder, "init", "--quiet", "--bare", "new.git")
    return folder / "new.git"


def an_empty_tree(folder: Path) -> Path:
    return make_repo(folder / "shop", README, [Step({"README.md": None})])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(nowhere, "no such folder", id="nothing at the path"),
        pytest.param(a_file, "not a folder", id="a file"),
        pytest.param(an_empty_folder, "the repository is empty", id="an empty folder"),
        pytest.param(no_commit, "the repository is empty", id="a repository without a commit"),
        pytest.param(nothing_tracked, "the repository is empty", id="a repository that tracks nothing"),
        pytest.param(an_empty_bare_one, "the repository is empty", id="an empty bare repository"),
        pytest.param(an_empty_tree, "the repository is empty", id="a commit without files"),
    ],
)
def test_no_repository_to_read_is_exit_code_3(assess: Assess, tmp_path: Path, make: Any, message: str) -> None:
    done = assess("scan", make(tmp_path), "-o", tmp_path / "out.json")
    assert (done.code, done.out) == (3, "")
    assert message in done.err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("--ref", "nope"), 3, "no commit is called 'nope' here", id="a ref that does not exist"),
        pytest.param(("--ref", "--all"), 3, "no commit is called '--all' here", id="a ref like an option"),
        pytest.param(("--ref", ""), 2, "Invalid value for '--ref'", id="an empty ref"),
        pytest.param(("--path", "nope"), 3, "the repository has no folder nope", id="a folder that does not exist"),
        pytest.param(("--path", "../shop"), 2, "leads out of the repository", id="a folder outside"),
        pytest.param(("--profile", "servise"), 2, "no profile is called 'servise'", id="an unknown profile"),
        pytest.param(("--trait", "deploy"), 2, "did you mean 'deploys'?", id="an unknown trait"),
        pytest.param(("--answers", "nope.yaml"), 2, "nope.yaml: ", id="answers that do not exist"),
        pytest.param(("--config", "nope.yaml"), 2, "nope.yaml: cannot be read", id="no such configuration"),
    ],
)
def test_what_the_repository_does_not_have(
    repo: MakeRepo, assess: Assess, words: tuple[str, ...], code: int, message: str
) -> None:
    done = assess("scan", repo(README), *words)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("gate", "--min-score", "nan"), "nan is not a finite number", id="a limit that is no number"),
        pytest.param(("gate", "--min-coverage", "nan"), "nan is not a finite number", id="a share that is no number"),
        pytest.param(("plan", "--target-score", "nan"), "nan is not a finite number", id="a target that is no number"),
        pytest.param(("plan", "--effort-budget", "inf"), "inf is not a finite number", id="an endless budget"),
        pytest.param(("scan", "--as-of", "2026-02-30"), "'2026-02-30' is not a day", id="a day that no calendar has"),
        pytest.param(("scan", "--as-of", "today"), "written like 2026-11-23", id="a word for a day"),
    ],
)
def test_numbers_and_days_that_are_none(assess: Assess, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    done = assess(*words, tmp_path, plain=True)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("init", "."), id="init"),
        pytest.param(("questionnaire", "template", "."), id="a template of answers"),
        pytest.param(("baseline", "update"), id="a baseline"),
        pytest.param(("confirm", "sample"), id="a proposal"),
        pytest.param(
            ("waive", "ci-on-change", "--reason", "later", "--owner", "Ana", "--until", "9999-01-01"), id="a waiver"
        ),
    ],
)
def test_a_file_where_the_folder_of_settings_should_be(
    repo: MakeRepo, assess: Assess, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    folder = repo({**README, ".maturity": "quite ripe\n"})
    monkeypatch.chdir(folder)
    done = assess(*words, plain=words[0] != "baseline")
    assert done.code == 5
    assert "the folder '.maturity' could not be made" in done.err
    assert git(folder, "status", "--porcelain") == ""


def test_a_path_inside_a_repository_names_the_command_that_works(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "src/a.py": "x = 1\n"})
    done = assess("scan", folder / "src")
    assert done.code == 2
    assert f"assess scan {folder} --path src" in done.err


def test_a_shallow_clone_is_read_and_said_to_be_one(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    origin = repo(README, [Step({"a.py": "x = 1\n"}), Step({"a.py": "x = 2\n"})])
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", "shallow")
    document = json.loads(assess("scan", tmp_path / "shallow", "--format", "json").out)
    assert document["subject"]["shallow"] is True
    assert finding(document, "has-readme")["outcome"] == "met"
    missing = assess("scan", tmp_path / "shallow", "--ref", "HEAD~2")
    assert missing.code == 3
    assert "git fetch --unshallow" in missing.err


def test_a_file_of_two_hundred_megabytes(assess: Assess, repo: MakeRepo) -> None:
    folder = repo({**README, **RULES, "rules/b.cfg": ""})
    with (folder / "rules/b.cfg").open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    document = json.loads(assess("scan", folder, "--format", "json").out)
    assert finding(document, "rules-kept")["outcome"] == "met"
    assert finding(document, "rules-kept")["evidence"][0]["path"] == "rules/a.cfg"


def test_a_candidate_too_large_to_read_leaves_the_finding_open(assess: Assess, repo: MakeRepo) -> None:
    folder = repo({**README, "rules/b.cfg": ""})
    with (folder / "rules/b.cfg").open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    done = assess("scan", folder, "--format", "json")
    document = json.loads(done.out)
    assert finding(document, "rules-kept")["outcome"] == "unknown"
    assert [d["path"] for d in document["diagnostics"]] == ["rules/b.cfg"]
    gate = assess("gate", folder, "--min-layer", "devops=40")
    assert gate.code == 3
    assert "rules/b.cfg" in gate.out


def test_a_listed_file_that_is_gone_leaves_the_finding_open(assess: Assess, repo: MakeRepo) -> None:
    folder = repo({**README, **RULES})
    (folder / "rules/a.cfg").unlink()
    document = json.loads(assess("scan", folder, "--format", "json").out)
    assert finding(document, "rules-kept")["outcome"] == "unknown"


ODD: dict[str, str | bytes] = {
    ".github/workflows/ci.yml": "on: [push\njobs: {{ template }}\n",
    ".github/workflows/loop.yml": "a: &a [*a]\n",
    ".gitlab-ci.yml": "include: [{local: .gitlab-ci.yml}]\n",
    "pyproject.toml": "[project\n",
    "package.json": "{",
    "Cargo.toml": b"\xff\xfe\x00",
    "notebooks/a.ipynb": "{not json",
    "notebooks/b.ipynb": '{"cells": {"x": 1}, "nbformat": 4}',
    "src/a.py": "def broken(:\n",
    "src/b.py": b"\x00\x01\x02",
    "src/c.py": b"# -*- coding: utf-9 -*-\nx = '\xe9'\n",
    "src/deep.py": "(" * 5000 + ")" * 5000,
    "deep.json": "[" * 100_000,
    "Dockerfile": "FROM\n\\\n",
    "main.tf": 'resource "a" {',
    "Makefile": "include Makefile\nall: all\n",
    "docs/umlaut \u00e4\n.md": "# A\n",
}


@pytest.mark.parametrize("rubric", ["small", "built-in"])
def test_files_that_nobody_can_parse(assess: Assess, repo: MakeRepo, rubric: str) -> None:
    folder = repo({**README, **ODD})
    (folder / "broken-link").symlink_to("nowhere")
    (folder / "rules-link.cfg").symlink_to("/etc/passwd")
    (folder / "rules").mkdir()
    (folder / "rules" / "p.cfg").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(".")
    git(folder, "add", "--all", "--force")
    done = assess("scan", folder, "--format", "json", plain=rubric == "built-in")
    assert (done.code, done.err) == (0, "")
    document = json.loads(done.out)
    assert not [d for d in document["diagnostics"] if d["severity"] == "error"]
    assert "root:" not in done.out


def test_names_that_are_no_utf_8(assess: Assess, repo: MakeRepo) -> None:
    folder = repo(README)
    (folder / "rules").mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/rules/\xe9.cfg")).write_text("allow = all\n")
    git(folder, "add", "--all")
    done = assess("scan", folder, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["subject"]["files"] == 2


ANSWERS_WITH_MISTAKES = """\
answers:
  user-asked: all
  users-asked: {value: many, when: yesterday}
"""


def test_answers_with_mistakes_stop_a_scan_before_anything_is_written(
    assess: Assess, repo: MakeRepo, tmp_path: Path
) -> None:
    folder = repo({**README, ".maturity/answers.yaml": ANSWERS_WITH_MISTAKES})
    done = assess("scan", folder, "-o", tmp_path / "out.json")
    assert (done.code, done.out) == (2, "")
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == [
        ".maturity/answers.yaml:2:3",
        ".maturity/answers.yaml:3:17",
        ".maturity/answers.yaml:3:30",
        "3 mistakes",
    ]
    assert not (tmp_path / "out.json").exists()


def test_a_configuration_with_mistakes(assess: Assess, repo: MakeRepo) -> None:
    folder = repo({**README, ".maturity/config.yaml": "profil: service\ngate: {min_score: high}\n"})
    done = assess("scan", folder)
    assert done.code == 2
    assert done.err.splitlines()[0] == ".maturity/config.yaml:1:1: unknown key 'profil' (did you mean 'profile'?)"
    assert done.err.splitlines()[-1] == "2 mistakes"


def test_a_repository_cannot_run_a_program_by_its_configuration(assess: Assess, repo: MakeRepo, tmp_path: Path) -> None:
    folder, trace = repo({**README, "a.dat": "x", ".gitattributes": "*.dat filter=bad diff=bad\n"}), tmp_path / "ran"
    for key in ("core.fsmonitor", "filter.bad.clean", "filter.bad.smudge", "diff.bad.textconv", "core.pager"):
        git(folder, "config", key, f"touch {trace}; cat")
    (folder / "a.dat").write_text("y")
    for words in ((), ("--ref", "HEAD")):
        assert assess("scan", folder, *words).code == 0
    assert not trace.exists()


def test_an_empty_path_is_no_folder(assess: Assess) -> None:
    done = assess("scan", "")
    assert done.code == 2
    assert "it is empty" in done.err
