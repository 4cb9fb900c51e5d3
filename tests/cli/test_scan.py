from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL, installed
from tests.conftest import MakeRepo
from tests.repositories import Step, git, write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}


def test_the_page_goes_to_stdout_and_nothing_else_does(repo: MakeRepo, assess: Assess) -> None:
    done = assess("scan", repo(README))
    assert done.code == 0
    assert done.out.startswith("shop\n")
    assert "proven" in done.out
    assert "\x1b" not in done.out
    assert done.err == ""


def test_json_on_request(repo: MakeRepo, assess: Assess) -> None:
    document = json.loads(assess("scan", repo(README), "--format", "json").out)
    assert document["subject"]["name"] == "shop"
    assert document["as_of"] == "2026-06-30"
    assert document["run"]["duration_seconds"] >= 0


def test_equal_runs_give_equal_bytes_without_run(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo(README)
    for name in ("a.json", "b.json"):
        assert assess("scan", folder, "--no-run", "-q", "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "run" not in json.loads((tmp_path / "a.json").read_bytes())


def test_several_outputs_by_suffix(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    files = [tmp_path / "a.json", tmp_path / "a.html"]
    done = assess("scan", repo(README), *(word for file in files for word in ("-o", file)), "-q")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [f"wrote {file}" for file in files]
    assert files[1].read_text().lstrip().lower().startswith("<!doctype html>")


def test_an_output_that_fails_stops_no_other(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    taken, there = tmp_path / "a.html", tmp_path / "a.json"
    taken.mkdir()
    done = assess("scan", repo(README), "-o", taken, "-o", there)
    assert done.code == 5
    assert f"'{taken}' is a folder" in done.err
    assert json.loads(there.read_bytes())


def test_a_missing_folder_is_said_before_the_work(assess: Assess, tmp_path: Path) -> None:
    missing = tmp_path / "no" / "a.html"
    done = assess("scan", tmp_path / "no-repository", "-o", missing)
    assert done.code == 5
    assert f"the folder of '{missing}' does not exist" in done.err


def test_a_commit_is_read_from_git_and_not_from_the_work_tree(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "a.py": "x = 1\n"}, [Step({"README.md": None}, tag="v1")])
    write_files(folder, README)
    outcomes = {}
    for ref in ("v1", "v1~1"):
        document = json.loads(assess("scan", folder, "--ref", ref, "--format", "json").out)
        outcomes[ref] = next(f["outcome"] for f in document["findings"] if f["criterion"] == "has-readme")
    assert outcomes == {"v1": "not-met", "v1~1": "met"}


def test_a_folder_can_be_the_product(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "shop/a.py": "x = 1\n"})
    document = json.loads(assess("scan", folder, "--path", "shop", "--format", "json").out)
    assert document["subject"]["path"] == "shop"


def test_a_bare_repository_and_a_folder_without_git(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repo(README)), "shop.git")
    write_files(tmp_path / "plain", README)
    for folder in ("shop.git", "plain"):
        document = json.loads(assess("scan", tmp_path / folder, "--format", "json").out)
        assert [f["outcome"] for f in document["findings"] if f["criterion"] == "has-readme"] == ["met"]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        pytest.param((), {"deploys": True, "trains-models": True}, id="the default profile"),
        pytest.param(("--profile", "service"), {"deploys": True, "trains-models": False}, id="a profile"),
        pytest.param(
            ("--profile", "service", "--trait", "trains-models", "--trait", "deploys=no"),
            {"deploys": False, "trains-models": True},
            id="traits on the command line",
        ),
    ],
)
def test_profile_and_traits(repo: MakeRepo, assess: Assess, words: tuple[str, ...], held: dict[str, bool]) -> None:
    document = json.loads(assess("scan", repo(README), "--format", "json", *words).out)
    assert {t["id"]: t["holds"] for t in document["configuration"]["traits"]} == held


ANSWERS = "answers:\n  users-asked: {value: all, who: Ana, when: 2026-06-01, evidence: survey}\n"


def test_answers_of_the_repository_and_others_instead(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo({**README, ".maturity/answers.yaml": ANSWERS})
    (tmp_path / "other.yaml").write_text("answers: {users-asked: none}\n")
    basis = []
    for words in ((), ("--answers", tmp_path / "other.yaml")):
        document = json.loads(assess("scan", folder, "--format", "json", *words).out)
        basis += [(f["basis"], f["outcome"]) for f in document["findings"] if f["criterion"] == "users-asked"]
    assert basis == [("attested", "met"), ("claimed", "not-met")]


def test_answers_that_git_does_not_track_yet_are_read_from_the_work_tree_only(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    write_files(folder, {".maturity/answers.yaml": ANSWERS})
    now = assess("scan", folder, "--format", "json")
    then = assess("scan", folder, "--format", "json", "--ref", "main")
    assert now.err == "note: .maturity/answers.yaml is not tracked by git yet; it is read all the same\n"
    assert then.err == ""
    answered = [json.loads(done.out)["questionnaire"]["answered"] for done in (now, then)]
    assert answered == [1, 0]


def test_an_untracked_link_is_not_followed(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo(README)
    (tmp_path / "elsewhere.yaml").write_text(ANSWERS)
    (folder / ".maturity").mkdir()
    (folder / ".maturity" / "answers.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert json.loads(assess("scan", folder, "--format", "json").out)["questionnaire"]["answered"] == 0


def test_people_are_left_out_on_request(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, ".maturity/answers.yaml": ANSWERS.replace("Ana", "Ana Secret")})
    assert "Ana Secret" in assess("scan", folder, "--format", "json").out
    assert "Ana Secret" not in assess("scan", folder, "--format", "json", "--redact-people").out


def test_the_installed_command_with_progress_on_stderr(repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo(README)
    done = installed("scan", folder, "--rubric", SMALL, "-v", cwd=tmp_path)
    assert done.code == 0
    assert done.err.splitlines()[0] == "reading shop: 1 files"
    assert done.out.startswith("shop\n")
    assert str(folder) not in done.out
