from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
CLAIMED = {".maturity/answers.yaml": "answers:\n  models-kept: {value: yes, who: Ana}\n"}
GATE = {
    ".maturity/config.yaml": "gate: {min_score: 60, require: [rules-kept], no_conflicts: true, no_expired_answers: true}\n"
}
BY = ("--rubric", SMALL, "--as-of", "2026-06-30")


def document(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    return found


def plan(assess: Assess, *words: str | Path) -> dict[str, Any]:
    done = assess("plan", *words, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return document(done.out)


def test_what_people_may_know_already_is_asked(repo: MakeRepo, assess: Assess) -> None:
    found = plan(assess, repo(README), *BY, "--target-score", "100")
    kinds = {step["criterion"]: step["kind"] for step in found["steps"]}
    assert kinds["users-asked"] == "question"
    assert kinds["rules-kept"] == "work"
    asked = next(step for step in found["steps"] if step["criterion"] == "users-asked")
    assert asked["effort_days"] < asked["effort_if_no_days"]
    assert found["score_after"] == 100.0
    assert found["proof"]["optimal"] is True


def test_without_questions_all_is_work(repo: MakeRepo, assess: Assess) -> None:
    found = plan(assess, repo(README), *BY, "--target-score", "100", "--no-questions")
    assert {step["kind"] for step in found["steps"]} == {"work"}
    assert found["effort_days"] == found["effort_if_no_days"]


def test_what_was_only_claimed_needs_evidence(repo: MakeRepo, assess: Assess) -> None:
    found = plan(assess, repo({**README, **CLAIMED}), *BY, "--target-score", "100")
    assert {step["kind"] for step in found["steps"] if step["criterion"] == "models-kept"} == {"evidence"}


def test_lower_layers_come_first_and_the_score_only_grows(repo: MakeRepo, assess: Assess) -> None:
    steps = plan(assess, repo(README), *BY, "--target-score", "100")["steps"]
    layers = [step["layer"] for step in steps]
    assert layers == sorted(layers, key=["devops", "mlops"].index)
    scores = [step["score_after"] for step in steps]
    assert scores == sorted(scores)
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))


def test_the_next_level_when_nothing_else_is_said(repo: MakeRepo, assess: Assess) -> None:
    found = plan(assess, repo(README), *BY)
    assert found["goal"] == ["maturity level 1"]
    assert (found["level_before"], found["level_after"] >= 1) == (0, True)


def test_what_the_gate_asks_for(repo: MakeRepo, assess: Assess) -> None:
    said = {
        ".maturity/answers.yaml": "answers:\n  models-kept: {value: yes, who: Ana, when: 2020-06-01, evidence: it}\n"
    }
    found = plan(assess, repo({**README, **GATE, **said}), *BY, "--gate")
    assert "rules-kept" in {step["criterion"] for step in found["steps"]}
    assert found["score_after"] >= 60
    assert "give expired answers anew (models-kept)" in found["notes"][0]
    assert plan(assess, repo({**README, **GATE}, name="other"), *BY, "--gate")["notes"] == []


def test_a_budget(repo: MakeRepo, assess: Assess) -> None:
    found = plan(assess, repo(README), *BY, "--effort-budget", "0.25")
    assert found["effort_days"] <= 0.25
    assert found["score_after"] > found["score_before"]
    assert plan(assess, repo(README, name="other"), *BY, "--effort-budget", "0")["steps"] == []


def test_a_goal_that_is_reached(repo: MakeRepo, assess: Assess) -> None:
    done = assess("plan", repo(README), *BY, "--target-score", "0")
    assert "The goal is reached already." in done.out


def test_a_saved_assessment_in_every_format(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    saved = tmp_path / "a.json"
    assess("scan", repo(README), "-q", "-o", saved)
    outputs = [tmp_path / f"p.{suffix}" for suffix in ("md", "csv", "json", "txt")]
    issues = tmp_path / "issues"
    words = [word for path in outputs for word in ("-o", path)]
    done = assess("plan", saved, "--target-score", "100", *words, "--issues", issues)
    assert done.code == 0
    steps = document(outputs[2].read_text("utf-8"))["steps"]
    assert outputs[0].read_text("utf-8").count("- [ ] ") == len(steps)
    rows = list(csv.DictReader(io.StringIO(outputs[1].read_text("utf-8-sig"))))
    assert [row["criterion"] for row in rows] == [step["criterion"] for step in steps]
    drafts = sorted(path.name for path in issues.iterdir())
    assert drafts == [f"{step['position']:02}-{step['criterion']}.md" for step in steps]
    assert "Done when" in (issues / drafts[0]).read_text("utf-8")
    again = assess("plan", saved, "--issues", issues)
    assert (again.code, "is there already" in again.err) == (5, True)
    assert sorted(path.name for path in issues.iterdir()) == drafts


def test_the_same_plan_each_time(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    first = assess("plan", folder, *BY, "--target-score", "70")
    assert assess("plan", folder, *BY, "--target-score", "70") == first


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("--target-score", "101"), 2, "101", id="a score above all"),
        pytest.param(("--target-level", "9"), 2, "there is no maturity level 9", id="a level that there is not"),
        pytest.param(("--target-score", "50", "--effort-budget", "3"), 2, "cannot be joined", id="both at once"),
        pytest.param(("--gate",), 2, "no limit was given", id="no gate"),
        pytest.param(("-o", "plan.pdf"), 2, "known suffixes", id="a format that there is not"),
    ],
)
def test_bad_input(repo: MakeRepo, assess: Assess, words: tuple[str, ...], code: int, message: str) -> None:
    done = assess("plan", repo(README), *BY, *words)
    assert done.code == code
    assert message in done.err
