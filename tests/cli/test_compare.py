from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo
from tests.repositories import Step

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
RULES = {"rules/a.cfg": "allow = all\n"}
ANSWERS = """\
answers:
  users-asked: {value: all, who: Ana, when: 2026-06-01, evidence: survey}
  models-kept: {value: yes, who: Ana, when: 2026-06-01, evidence: registry}
"""
ANSWERED = {".maturity/answers.yaml": ANSWERS}
BY = ("--rubric", SMALL, "--as-of", "2026-06-30")


def document(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    return found


def parts(found: dict[str, Any]) -> dict[str, float]:
    return {part["id"]: part["proven"] for part in found["parts"]}


def test_two_commits_with_code_and_answers_between(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README, [Step(RULES), Step(ANSWERED)])
    done = assess("compare", "HEAD~2", "HEAD", "--repo", folder, *BY, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = document(done.out)
    assert set(parts(found)) == {"code", "answers"}
    assert all(points > 0 for points in parts(found).values())
    whole = found["scores"][0]
    assert round(sum(parts(found).values()), 6) == whole["change"]["proven"]
    assert whole["after"]["proven"] == 100.0


def test_the_page_says_what_changed_and_names_the_findings(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, **ANSWERED}, [Step({**RULES, ".maturity/answers.yaml": "answers: {}\n"})])
    done = assess("compare", "HEAD~1", "HEAD", "--repo", folder, *BY)
    assert done.code == 0
    assert "answer withdrawn" in done.out
    assert "what the repository shows: absent \u2192 wired" in done.out
    assert [line for line in done.out.splitlines() if line.startswith("together")]


def test_an_answer_that_only_expired(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo({**README, **RULES, **ANSWERED})
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    for path, day in ((old, "2026-06-30"), (new, "2028-06-30")):
        assess("scan", folder, "--rubric", SMALL, "--as-of", day, "-q", "-o", path, plain=True)
    found = document(assess("compare", old, new, "--rubric", SMALL, "--format", "json").out)
    assert set(parts(found)) == {"answers"}
    assert {what for finding in found["parts"][0]["findings"] for what in finding["what"]} == {"answer expired"}


def test_against_the_work_tree(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    (folder / "rules").mkdir()
    (folder / "rules" / "a.cfg").write_text("allow = all\n")
    assert assess("compare", "HEAD", "--repo", folder, *BY, "--format", "json").code == 0


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """The small rubric with one criterion that weighs ten times as much, and a rule that asks for another folder."""
    folder = tmp_path / "stricter"
    shutil.copytree(SMALL, folder)
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("rules/", "policies/").replace("weight: 1\n", "weight: 10\n"), "utf-8")
    return folder


@pytest.fixture
def saved(repo: MakeRepo, assess: Assess, tmp_path: Path, stricter: Path) -> tuple[Path, Path, Path]:
    """A repository, its first commit by the small rubric, its last, which gained nothing, by the stricter one."""
    folder = repo({**README, **RULES, **ANSWERED}, [Step({"notes.md": "Nothing that counts.\n"})])
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    for path, ref, rubric in ((old, "HEAD~1", SMALL), (new, "HEAD", stricter)):
        assess("scan", folder, "--ref", ref, "--rubric", rubric, "--as-of", "2026-06-30", "-q", "-o", path, plain=True)
    return folder, old, new


def test_other_rules_are_told_apart_by_assessing_again(
    assess: Assess, saved: tuple[Path, Path, Path], stricter: Path
) -> None:
    folder, old, new = saved
    found = document(assess("compare", old, new, "--repo", folder, "--rubric", stricter, "--format", "json").out)
    assert set(parts(found)) == {"rules"}
    assert found["before"]["again"] is True
    assert parts(found)["rules"] == found["scores"][0]["change"]["proven"] < 0


def test_without_the_repository_code_and_rules_are_one(assess: Assess, saved: tuple[Path, Path, Path]) -> None:
    _, old, new = saved
    found = document(assess("compare", old, new, "--format", "json").out)
    assert "code+rules" in parts(found)
    assert "code" not in parts(found)
    assert "--repo" in found["notes"][0]


def test_a_commit_that_is_gone_is_said_and_loses_nothing(
    repo: MakeRepo, assess: Assess, saved: tuple[Path, Path, Path], stricter: Path
) -> None:
    _, old, new = saved
    other = repo(README, name="other")
    found = document(assess("compare", old, new, "--repo", other, "--rubric", stricter, "--format", "json").out)
    assert "code+rules" in parts(found)
    assert "could not be assessed again" in found["notes"][-1]


def test_exclusions_are_told_from_code_by_assessing_again(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    left_out = {".maturity/config.yaml": "exclude: [rules/**]\n"}
    folder = repo({**README, **RULES}, [Step({**left_out, "notes.md": "Nothing that counts.\n"})])
    words = ("HEAD~1", "HEAD", "--repo", folder, *BY, "--format", "json")
    assert set(parts(document(assess("compare", *words).out))) == {"configuration"}
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    for path, ref in ((old, "HEAD~1"), (new, "HEAD")):
        assess("scan", folder, "--ref", ref, "-q", "-o", path)
    assert set(parts(document(assess("compare", old, new, "--format", "json").out))) == {"code+configuration"}


def test_a_baseline_is_no_assessment(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text('{"document": "baseline", "schema_version": "1.0"}')
    done = assess("compare", file, "HEAD", "--repo", repo(README), *BY)
    assert (done.code, "this is a baseline, not an assessment" in done.err) == (2, True)


def test_files_of_every_format(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo(README, [Step(RULES)])
    outputs = [tmp_path / f"c.{suffix}" for suffix in ("html", "md", "json", "txt")]
    words = [word for path in outputs for word in ("-o", path)]
    done = assess("compare", "HEAD~1", "HEAD", "--repo", folder, *BY, "-q", *words)
    assert (done.code, done.out) == (0, "")
    html = outputs[0].read_text("utf-8")
    assert "<script" not in html
    assert "together" in html
    assert outputs[1].read_text("utf-8").startswith("## What changed in shop")
    assert document(outputs[2].read_text("utf-8"))["document"] == "comparison"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("nothing.json", "HEAD"), 2, "there is no file 'nothing.json'", id="a file that is not there"),
        pytest.param(("no-such-ref", "HEAD"), 3, "no commit is called 'no-such-ref'", id="a ref that is not there"),
        pytest.param(("HEAD", "-o", "c.pdf"), 2, "known suffixes", id="a format that there is not"),
        pytest.param(("HEAD", "--ref", "HEAD"), 2, "name the refs as BEFORE and AFTER", id="a ref as an option"),
    ],
)
def test_bad_input(repo: MakeRepo, assess: Assess, words: tuple[str, ...], code: int, message: str) -> None:
    done = assess("compare", *words, "--repo", repo(README), *BY)
    assert done.code == code
    assert message in done.err


def test_an_assessment_that_was_cut_off_or_edited(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    whole, cut, edited = tmp_path / "whole.json", tmp_path / "cut.json", tmp_path / "edited.json"
    assess("scan", repo({**README, **RULES}), "-q", "-o", whole)
    text = whole.read_text("utf-8")
    cut.write_text(text[: len(text) // 2])
    document_ = json.loads(text)
    document_["ledger"]["lines"][0]["proven"] += 5
    edited.write_text(json.dumps(document_))
    assert "cut off" in assess("compare", cut, whole).err
    done = assess("compare", edited, whole)
    assert done.code == 2
    assert "edited by hand" in done.err


def test_reports_say_what_changed_since_a_commit(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo(README, [Step(RULES)])
    page, summary = tmp_path / "r.html", tmp_path / "r.md"
    done = assess("scan", folder, "--compare-with", "HEAD~1", "-o", page, "-o", summary)
    assert done.code == 0
    assert done.out.split("What changed\n")[1].startswith("from shop ")
    assert '<section id="change"' in page.read_text("utf-8")
    assert "| **together** |" in summary.read_text("utf-8")


def test_a_saved_assessment_is_compared_with_another_without_a_repository(
    assess: Assess, saved: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    _, old, new = saved
    done = assess("report", new, "--compare-with", old, "-o", tmp_path / "r.html")
    assert (done.code, done.out) == (0, "")
    assert "code and rubric or tool, unseparated" in (tmp_path / "r.html").read_text("utf-8")


def test_what_the_scan_is_compared_with_is_assessed_again_where_rules_differ(
    assess: Assess, saved: tuple[Path, Path, Path], stricter: Path
) -> None:
    folder, old, _ = saved
    words = ("--rubric", stricter, "--as-of", "2026-06-30", "--compare-with", old, "--format", "markdown")
    done = assess("scan", folder, *words, plain=True)
    assert "| rubric or tool |" in done.out
    assert "unseparated" not in done.out


@pytest.mark.parametrize(
    ("command", "earlier", "code", "message"),
    [
        pytest.param("scan", "nothing.json", 2, "there is no file 'nothing.json'", id="a file that is not there"),
        pytest.param("scan", "no-such-ref", 3, "no commit is called 'no-such-ref'", id="a ref that is not there"),
        pytest.param("report", "HEAD", 2, "there is no file 'HEAD'", id="a ref without a repository"),
        pytest.param("scan", "", 2, "it is empty", id="an unset variable"),
    ],
)
def test_nothing_to_compare_with(
    repo: MakeRepo, assess: Assess, tmp_path: Path, command: str, earlier: str, code: int, message: str
) -> None:
    folder, now = repo(README), tmp_path / "now.json"
    assess("scan", folder, "-q", "-o", now)
    page = tmp_path / "r.html"
    done = assess(command, folder if command == "scan" else now, "--compare-with", earlier, "-o", page)
    assert (done.code, done.out, page.exists()) == (code, "", False)
    assert message in done.err
