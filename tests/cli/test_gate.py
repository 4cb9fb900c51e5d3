from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from assess.output.schema import schema

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo
from tests.repositories import Files, write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
RULES = {"rules/a.cfg": "allow = all\n"}
UNREADABLE = {"rules/a.cfg": b"\x00\xff" * 40}
ALL_ANSWERED = {
    ".maturity/answers.yaml": """\
answers:
  users-asked: {value: all, who: Ana, when: 2026-06-01, evidence: survey}
  models-kept: {value: yes, who: Ana, when: 2026-06-01, evidence: registry}
"""
}
HALF = {**README, **RULES}
BEST: Files = {**HALF, **ALL_ANSWERED}


def config(gate: str) -> dict[str, str]:
    return {".maturity/config.yaml": f"gate: {gate}\n"}


@pytest.mark.parametrize(
    ("files", "limits", "code", "line"),
    [
        pytest.param(BEST, ("--min-score", "100"), 0, "PASS       score   100.0, needed 100.0", id="all there"),
        pytest.param(README, ("--min-score", "0"), 0, "PASS       score", id="a limit of nothing"),
        pytest.param(README, ("--min-score", "90"), 1, "FAIL       score", id="a score too low"),
        pytest.param(README, ("--min-level", "1"), 1, "FAIL       level       0, needed 1", id="a level too low"),
        pytest.param(BEST, ("--min-level", "2"), 0, "PASS       level       2, needed 2", id="all layers stand"),
        pytest.param(README, ("--min-coverage", "90"), 1, "FAIL       coverage", id="too much unknown"),
        pytest.param(BEST, ("--min-coverage", "100"), 0, "PASS       coverage", id="all known"),
        pytest.param(HALF, ("--min-area", "business-problem=1"), 1, "FAIL       area business-problem", id="area"),
        pytest.param(BEST, ("--min-layer", "mlops=100"), 0, "PASS       layer mlops", id="a layer"),
        pytest.param(
            HALF, ("--min-layer", "devops=20", "--min-score", "99"), 1, "FAIL: 1 of 2 conditions met", id="one of two"
        ),
        pytest.param(
            HALF,
            ("--profile", "service", "--min-layer", "mlops=1"),
            1,
            "nothing applies, needed 1.0",
            id="a layer where nothing applies",
        ),
    ],
)
def test_limits(repo: MakeRepo, assess: Assess, files: Files, limits: tuple[str, ...], code: int, line: str) -> None:
    done = assess("gate", repo(files), *limits)
    assert done.code == code
    assert line in done.out
    assert done.err == ""


def test_limits_of_the_configuration_and_options_over_them(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**HALF, **config("{min_score: 90, min_area: {business-problem: 1}}")})
    configured = assess("gate", folder)
    assert configured.code == 1
    assert "0 of 2 conditions met" in configured.out
    over = assess("gate", folder, "--min-score", "10", "--min-area", "business-problem=0")
    assert (over.code, over.out.splitlines()[-1]) == (0, "PASS: 2 of 2 conditions met")


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        pytest.param((), "no limit was given", id="no limit at all"),
        pytest.param(
            ("--min-area", "business=1"), "min_area: 'business' is not known (did you mean", id="an unknown area"
        ),
        pytest.param(("--min-layer", "devop=1"), "did you mean 'devops'?", id="a misspelt layer"),
    ],
)
def test_a_gate_without_a_clear_limit_is_bad_usage(
    repo: MakeRepo, assess: Assess, limits: tuple[str, ...], message: str
) -> None:
    done = assess("gate", repo(README), *limits)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


MakeSaved = Callable[[Files], Path]


@pytest.fixture
def saved(repo: MakeRepo, assess: Assess, tmp_path: Path) -> MakeSaved:
    def make(files: Files) -> Path:
        assert assess("scan", repo(files), "-q", "-o", tmp_path / "saved.json").code == 0
        return tmp_path / "saved.json"

    return make


def test_a_saved_assessment_is_judged_alike(saved: MakeSaved, assess: Assess, tmp_path: Path) -> None:
    path = saved(HALF)
    assert assess("gate", path, "--min-score", "90", plain=True).code == 1
    assert assess("gate", path, "--min-layer", "devops=40", plain=True).code == 0
    write_files(tmp_path, {"policy.yaml": "gate: {min_score: 90}\n"})
    assert assess("gate", path, "--config", tmp_path / "policy.yaml", plain=True).code == 1


def test_options_about_a_repository_do_not_fit_a_saved_assessment(saved: MakeSaved, assess: Assess) -> None:
    done = assess("gate", saved(HALF), "--ref", "main", "--min-score", "1", plain=True)
    assert done.code == 2
    assert "--ref: only for repositories" in done.err


def undecided(path: Path) -> Path:
    """The assessment as it is when the rules could not be read: possibly wired."""
    document = json.loads(path.read_bytes())
    finding = next(f for f in document["findings"] if f["criterion"] == "rules-kept")
    finding["rung_possible"] = "wired"
    finding["outcome"] = "unknown"
    finding["score"] = {"low": 0.0, "high": 1.0}
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize(
    ("limits", "code", "line"),
    [
        pytest.param(("--min-layer", "devops=30"), 0, "PASS       layer devops", id="met without it"),
        pytest.param(("--min-layer", "devops=40"), 3, "UNDECIDED  layer devops", id="hangs on it"),
        pytest.param(("--min-layer", "devops=60"), 1, "FAIL       layer devops", id="not met with it either"),
        pytest.param(("--min-score", "30"), 3, "UNDECIDED  score", id="the score hangs on it"),
        pytest.param(("--min-area", "software-engineering=40"), 3, "UNDECIDED  area", id="an area hangs on it"),
        pytest.param(("--min-layer", "devops=40", "--min-level", "2"), 1, "FAIL: 0 of 2", id="a failure outweighs it"),
    ],
)
def test_what_could_not_be_read_leaves_a_gate_undecided(
    saved: MakeSaved, assess: Assess, limits: tuple[str, ...], code: int, line: str
) -> None:
    done = assess("gate", undecided(saved(README)), *limits, plain=True)
    assert line in done.out
    assert done.code == code


def test_where_people_could_add_more_only_what_the_repository_may_show_counts(saved: MakeSaved, assess: Assess) -> None:
    path = saved(HALF)
    document = json.loads(path.read_bytes())
    finding = next(f for f in document["findings"] if f["criterion"] == "models-kept")
    finding["rung_possible"] = "present"
    path.write_text(json.dumps(document))
    codes = [assess("gate", path, "--min-layer", f"mlops={n}", plain=True).code for n in (0, 50, 51)]
    assert codes == [0, 3, 1]


def test_an_open_question_is_no_evidence_that_could_not_be_read(saved: MakeSaved, assess: Assess) -> None:
    done = assess("gate", saved(HALF), "--min-area", "business-problem=50", plain=True)
    assert done.code == 1


def test_the_verdict_as_json(saved: MakeSaved, assess: Assess) -> None:
    limits = ("--min-score", "50", "--min-level", "2", "--format", "json")
    done = assess("gate", saved(HALF), *limits, plain=True)
    assert done.code == 1
    found = json.loads(done.out)
    assert (found["verdict"], found["subject"], found["as_of"]) == ("fail", "shop", "2026-06-30")
    score, level = found["conditions"]
    assert (score["name"], score["limit"], score["proven"], score["verdict"]) == ("score", 50.0, 33.3, "fail")
    assert [one["criterion"] for one in score["mending"]["findings"]] == ["models-kept"]
    assert score["mending"]["reaches"] >= 50
    assert level["verdict"] == "fail"
    jsonschema.Draft202012Validator(schema("verdict.schema.json")).validate(found)
