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

README = {"README.md": "# Shop\n\nIt sells things to people.\n", "rules/a.cfg": "allow = all\n"}
PINNED = {".maturity/config.yaml": 'scoring_lock: "0.9"\n'}
NEW = "rules-kept"


@pytest.fixture
def rubric(tmp_path: Path, assess: Assess) -> Path:
    """The small rubric with a lock 0.9, which does not know one criterion and weighs the others otherwise."""
    folder = tmp_path / "rubric"
    shutil.copytree(SMALL, folder)
    assert assess("rubric", "lock", folder, "--write").code == 0
    (made,) = (folder / "locks").iterdir()
    lines = [line for line in made.read_text("utf-8").splitlines() if not line.startswith(f"  {NEW}:")]
    text = "\n".join('version: "0.9"' if line.startswith("version:") else line for line in lines)
    (folder / "locks" / "0.9.yaml").write_text(text.replace("threshold: 60", "threshold: 20", 1) + "\n", "utf-8")
    return folder


def scan(assess: Assess, folder: Path, rubric: Path) -> dict[str, Any]:
    done = assess("scan", folder, "--rubric", rubric, "--as-of", "2026-06-30", "--format", "json", plain=True)
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def finding(document: dict[str, Any], criterion: str) -> dict[str, Any]:
    return next(one for one in document["findings"] if one["criterion"] == criterion)


def test_newer_criteria_are_shown_and_count_nowhere(repo: MakeRepo, assess: Assess, rubric: Path) -> None:
    document = scan(assess, repo({**README, **PINNED}), rubric)
    assert document["rubric"]["lock"] == "0.9"
    new = finding(document, NEW)
    assert (new["applies"]["value"], new["applies"]["left_by"]) == (False, "lock")
    assert "Newer than the scoring lock 0.9" in new["applies"]["reason"]
    assert new["rung"] == "wired"
    assert new["points"] == {"earned": 0.0, "open": 0.0}
    assert NEW not in {line["ref"] for line in document["ledger"]["lines"]}
    assert document["layers"][0]["threshold"] == 20.0


def test_the_numbers_are_those_of_the_rubric_without_the_criterion(
    repo: MakeRepo, assess: Assess, rubric: Path
) -> None:
    folder = repo({**README, **PINNED})
    pinned = scan(assess, folder, rubric)
    (rubric / "devops" / "software-engineering" / f"{NEW}.yaml").unlink()
    without = scan(assess, folder, rubric)
    assert pinned["ledger"] == without["ledger"]
    assert pinned["summary"]["score"] == without["summary"]["score"]


def test_what_raising_the_lock_would_do(repo: MakeRepo, assess: Assess, rubric: Path) -> None:
    folder = repo({**README, **PINNED})
    words = ("--repo", folder, "--rubric", rubric, "--as-of", "2026-06-30")
    done = assess("rubric", "diff", *words)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("From lock 0.9 to today's numbers")
    assert "new in the rubric (met)" in done.out
    document = json.loads(assess("rubric", "diff", *words, "--format", "json").out)
    assert [part["id"] for part in document["parts"]] == ["rules"]


def test_nothing_is_pinned_and_none_is_named(repo: MakeRepo, assess: Assess, rubric: Path) -> None:
    folder = repo(README)
    done = assess("rubric", "diff", "--repo", folder, "--rubric", rubric)
    assert (done.code, "pins no scoring lock" in done.err) == (2, True)
    named = assess("rubric", "diff", "0.9", "--repo", folder, "--rubric", rubric)
    assert named.out.startswith("From today's numbers")


def test_raising_the_lock_between_commits_is_the_rubrics_part(repo: MakeRepo, assess: Assess, rubric: Path) -> None:
    folder = repo({**README, **PINNED}, [Step({".maturity/config.yaml": None})])
    words = ("--repo", folder, "--rubric", rubric, "--as-of", "2026-06-30", "--format", "json")
    document = json.loads(assess("compare", "HEAD~1", "HEAD", *words).out)
    assert [part["id"] for part in document["parts"]] == ["rules"]


def test_a_lock_that_there_is_not_is_told_with_its_place(repo: MakeRepo, assess: Assess, rubric: Path) -> None:
    folder = repo({**README, ".maturity/config.yaml": 'name: shop\nscoring_lock: "0.8"\n'})
    done = assess("scan", folder, "--rubric", rubric, plain=True)
    assert done.code == 2
    assert done.err.startswith(".maturity/config.yaml:2:1: there is no scoring lock 0.8")


def test_a_version_that_was_given_out_keeps_its_numbers(assess: Assess, rubric: Path, tmp_path: Path) -> None:
    rubric = shutil.copytree(rubric, tmp_path / "later")
    path = next((rubric / "devops").rglob(f"{NEW}.yaml"))
    path.write_text(path.read_text("utf-8").replace("weight: 1", "weight: 9"), "utf-8")
    done = assess("rubric", "lock", rubric, "--write")
    assert (done.code, "raise `version`" in done.err) == (2, True)
    assert assess("rubric", "lock", rubric, "--write", "--replace").code == 0


def test_shown_without_a_folder_and_written_only_into_one(assess: Assess) -> None:
    assert "criteria:" in assess("rubric", "lock", SMALL).out
    assert assess("rubric", "lock", "--write").code == 2
