"""One command judges and writes the reports: whatever the verdict, and without names where that is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from assess.output.schema import schema

from tests.cli.conftest import Assess
from tests.cli.console import SMALL, installed
from tests.cli.test_terminal import in_terminal
from tests.conftest import MakeRepo
from tests.repositories import Files, Step

ANSWERED: Files = {
    "README.md": "# Shop\n\nIt sells things to people.\n",
    ".maturity/answers.yaml": "answers:\n"
    "  users-asked: {value: all, who: Ana Lima, when: 2026-06-01, evidence: survey}\n",
    ".maturity/config.yaml": "waivers:\n"
    "  - {criterion: rules-kept, reason: rewritten in July, owner: Bo Berg, until: 2026-07-31}\n",
}
STALE = {".maturity/config.yaml": "not_applicable: {has-readme: we have no front page}\n"}


@pytest.mark.parametrize(("limit", "code"), [pytest.param("10", 0, id="met"), pytest.param("90", 1, id="missed")])
def test_reports_are_written_whatever_the_verdict(
    repo: MakeRepo, assess: Assess, tmp_path: Path, limit: str, code: int
) -> None:
    names = ("assessment.json", "report.html", "summary.md", "verdict.json")
    files = [word for name in names for word in ("-o", tmp_path / name)]
    done = assess("gate", repo(ANSWERED), "--min-score", limit, *files)
    assert done.code == code
    verdict = json.loads((tmp_path / "verdict.json").read_bytes())
    jsonschema.Draft202012Validator(schema("verdict.schema.json")).validate(verdict)
    assert verdict["verdict"] == ("fail" if code else "pass")
    assert assess("report", tmp_path / "assessment.json").code == 0
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert f"### Gate: {'FAIL: 0' if code else 'PASS: 1'} of 1 conditions met" in summary
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!doctype html>")


def test_a_report_that_cannot_be_written_does_not_hide_the_verdict(
    repo: MakeRepo, assess: Assess, tmp_path: Path
) -> None:
    (tmp_path / "taken.html").mkdir()
    folder, files = repo(ANSWERED), ("-o", tmp_path / "taken.html", "-o", tmp_path / "summary.md")
    met, missed = (assess("gate", folder, "--min-score", limit, *files) for limit in ("10", "90"))
    assert (met.code, missed.code) == (5, 1)
    assert met.out.splitlines()[-1].startswith("PASS")
    assert missed.out.splitlines()[-1].startswith("FAIL")
    assert (tmp_path / "summary.md").exists()


@pytest.mark.parametrize(
    "name", [pytest.param("r.xyz", id="unknown format"), pytest.param("no/verdict.json", id="no such folder")]
)
def test_a_file_that_cannot_be_is_told_before_anything_is_scanned(
    repo: MakeRepo, assess: Assess, tmp_path: Path, name: str
) -> None:
    done = assess("gate", repo(ANSWERED), "--min-score", "1", "-o", tmp_path / name)
    assert done.code in (2, 5)
    assert done.out == ""


def test_no_name_goes_out_where_people_are_left_out(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo({**ANSWERED, "rules/a.cfg": "allow = all\n"}, [Step({"rules/a.cfg": None, "a.md": "Gone.\n"})])
    names = ("assessment.json", "report.html", "summary.md", "verdict.json")
    files = [word for name in names for word in ("-o", tmp_path / name)]
    ratchet = ("--no-regress", "--baseline", "HEAD~1", "--require", "users-asked")
    open_ = assess("gate", folder, *ratchet)
    assert "waived until 2026-07-31 (Bo Berg)" in open_.out
    done = assess("gate", folder, *ratchet, "--redact-people", *files)
    assert done.code == open_.code == 0
    assert "waived until 2026-07-31 (withheld)" in done.out
    texts = [done.out, *((tmp_path / name).read_text("utf-8") for name in names)]
    assert [name for name in ("Ana", "Lima", "Bo Berg") for text in texts if name in text] == []


def test_settings_that_do_nothing_any_more_are_told(repo: MakeRepo, assess: Assess) -> None:
    done = assess("gate", repo({**ANSWERED, **STALE}), "--min-score", "1")
    assert done.code == 0
    assert "  not_applicable of has-readme is stale: the scan does not say so any more" in done.out
    kept = assess("gate", repo(ANSWERED, name="other"), "--min-score", "1")
    assert "stale" not in kept.out


def test_no_limit_at_all_passes_only_where_that_is_allowed(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo({"README.md": "# Shop\n"})
    assert assess("gate", folder).code == 2
    done = assess("gate", folder, "--allow-no-limit", "-o", tmp_path / "verdict.json")
    assert (done.code, done.out.splitlines()[-1]) == (0, "PASS: the policy sets no limit yet")
    assert json.loads((tmp_path / "verdict.json").read_bytes())["conditions"] == []


def test_what_changed_stands_in_the_reports_of_the_gate(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo({"README.md": "# Shop\n"}, [Step({"rules/a.cfg": "allow = all\n"})])
    files = ("-o", tmp_path / "r.html", "-o", tmp_path / "r.md")
    assert assess("gate", folder, "--min-score", "1", "--compare-with", "HEAD~1", *files).code == 0
    assert '<section id="change"' in (tmp_path / "r.html").read_text("utf-8")
    assert "### What changed" in (tmp_path / "r.md").read_text("utf-8")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_page_fits_the_terminal(repo: MakeRepo, tmp_path: Path, columns: int) -> None:
    folder = repo(ANSWERED)
    limits = ("--min-score", "90", "--min-level", "2", "--require", "models-kept", "--warn-only")
    by = ("--rubric", SMALL, "--as-of", "2026-06-30")
    shown, _ = in_terminal(
        "gate", folder, *limits, *by, stream="stdout", cwd=tmp_path, COLUMNS=str(columns), NO_COLOR="1"
    )
    lines = shown.splitlines()
    assert max(map(len, lines)) <= columns
    assert lines[-1] == "WARN: 0 of 3 conditions met"
    plan, _ = in_terminal(
        "plan", folder, "--target-level", "2", *by, stream="stdout", cwd=tmp_path, COLUMNS=str(columns), NO_COLOR="1"
    )
    assert max(map(len, plan.splitlines())) <= columns


def test_two_gates_that_write_the_same_files_leave_whole_ones(repo: MakeRepo, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    folder, names = repo(ANSWERED), ("assessment.json", "report.html", "verdict.json")
    files = [word for name in names for word in ("-o", tmp_path / name)]
    words = ("gate", folder, "--rubric", SMALL, "--min-score", "10", *files)
    with ThreadPoolExecutor(2) as pool:
        assert {done.code for done in pool.map(lambda _: installed(*words, cwd=tmp_path), range(2))} == {0}
    assert json.loads((tmp_path / "verdict.json").read_bytes())["verdict"] == "pass"
    assert json.loads((tmp_path / "assessment.json").read_bytes())["subject"]["name"] == "shop"
    assert (tmp_path / "report.html").read_text("utf-8").rstrip().endswith("</html>")
    assert sorted(path.name for path in tmp_path.iterdir() if path != folder) == sorted(names)
