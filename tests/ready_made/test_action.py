"""The composite action: its own script on a real repository, its file by the published schema and an audit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeRepo
from tests.repositories import git

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
GH = """#!/bin/sh
echo "$*" >> "$RUNNER_TEMP/gh.log"
case "$*" in *--paginate*) cat "$RUNNER_TEMP/known" ;; esac
for word; do [ "$last" = --input ] && cp "$word" "$RUNNER_TEMP/sent.json"; last=$word; done
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs one verb of the script as a workflow would, with an installed environment and a forge of paper."""
    runner = tmp_path / "runner"
    (runner / "assess").mkdir(parents=True)
    (runner / "assess" / "environment").symlink_to(BIN.parent)
    (runner / "known").write_text("")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)

    def call(verb: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(ROOT / ".ci" / "action"), verb],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path), "RUNNER_TEMP": str(runner),
                 "GITHUB_OUTPUT": str(runner / "output"), "GITHUB_STEP_SUMMARY": str(runner / "summary"), **environment},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    return call


def _outputs(tmp_path: Path) -> dict[str, str]:
    lines = (tmp_path / "runner" / "output").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_a_repository_that_falls_short(run: Run, repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo({"README.md": "# Shop\n\nIt sells things.\n"})
    done = run("assess", ASSESS_REPOSITORY=str(folder), ASSESS_GATE="--min-score=99\n", ASSESS_ANNOTATIONS="true")
    assert done.returncode == 0, done.stderr
    outputs = _outputs(tmp_path)
    assert (outputs["code"], outputs["verdict"], outputs["level"]) == ("1", "fail", "0")
    assert float(outputs["proven"]) <= float(outputs["possible"])
    made = {path.name for path in Path(outputs["folder"]).iterdir()}
    assert made == {"assessment.json", "report.html", "report.pdf", "summary.md", "results.sarif", "verdict.json"}
    assert "FAIL" in done.stdout
    assert "\n::" in done.stdout
    summary = (tmp_path / "runner" / "summary").read_text()
    assert summary.startswith("## ")
    assert "### Gate: FAIL: 0 of 1 conditions met" in summary


def test_a_folder_that_is_no_repository_fails_the_step(run: Run, tmp_path: Path) -> None:
    done = run("assess", ASSESS_REPOSITORY=str(tmp_path / "nowhere"))
    assert done.returncode == 3
    assert not (tmp_path / "runner" / "output").exists()


def test_words_of_inputs_are_words_and_no_commands(run: Run, repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo({"README.md": "# Shop\n"})
    odd = '$(touch "$RUNNER_TEMP/run")'
    done = run("assess", ASSESS_REPOSITORY=str(folder), ASSESS_PROFILE=odd)
    assert done.returncode == 2
    assert odd in done.stderr
    assert not (tmp_path / "runner" / "run").exists()


@pytest.mark.parametrize(
    ("known", "request_"),
    [
        pytest.param("", "--method POST repos/a/b/issues/7/comments", id="the first comment"),
        pytest.param("41\n42\n", "--method PATCH repos/a/b/issues/comments/41", id="the comment that is there"),
    ],
)
def test_one_comment_is_kept(run: Run, tmp_path: Path, known: str, request_: str) -> None:
    (tmp_path / "runner" / "known").write_text(known)
    (tmp_path / "summary.md").write_text('## Shop\n\n"quoted" `code`\n')
    done = run("comment", ASSESS_FOLDER=str(tmp_path), GITHUB_REPOSITORY="a/b", ASSESS_PULL_REQUEST="7")
    assert done.returncode == 0, done.stderr
    assert request_ in (tmp_path / "runner" / "gh.log").read_text()
    body = json.loads((tmp_path / "runner" / "sent.json").read_text())["body"]
    assert body.endswith('## Shop\n\n"quoted" `code`\n')


def test_the_target_branch_rules_a_proposed_change(run: Run, repo: MakeRepo, tmp_path: Path) -> None:
    strict = {".maturity/config.yaml": "gate:\n  min_score: 99\n"}
    folder = repo({"README.md": "# Shop\n", **strict})
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    (folder / ".maturity" / "config.yaml").write_text("gate:\n  min_score: 0\n")
    done = run("assess", ASSESS_REPOSITORY=str(folder), GITHUB_BASE_REF="main")
    assert done.returncode == 0, done.stderr
    assert _outputs(tmp_path)["verdict"] == "fail"
    assert "### What changed" in (tmp_path / "runner" / "summary").read_text()


def test_where_no_limit_is_set_nothing_fails(run: Run, repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo({"README.md": "# Shop\n"})
    stale = tmp_path / "runner" / "assess" / "report" / "verdict.json"
    stale.parent.mkdir()
    stale.write_text("of an earlier run")
    done = run("assess", ASSESS_REPOSITORY=str(folder))
    assert done.returncode == 0, done.stderr
    assert (_outputs(tmp_path)["verdict"], _outputs(tmp_path)["code"]) == ("none", "0")


def test_a_broken_policy_fails_the_step_and_leaves_no_report(run: Run, repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo({"README.md": "# Shop\n", ".maturity/config.yaml": "gate: {min_score: 900}\n"})
    done = run("assess", ASSESS_REPOSITORY=str(folder))
    assert (done.returncode, "min_score" in done.stderr) == (2, True)
    assert list((tmp_path / "runner" / "assess" / "report").iterdir()) == []


def test_the_action_is_valid_by_the_published_schema() -> None:
    done = subprocess.run(
        [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_action_has_no_finding_of_a_security_audit() -> None:
    done = subprocess.run(
        [str(BIN / "zizmor"), "--offline", "--persona", "pedantic", "--format", "json", str(ROOT / "action.yml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert [(f["ident"], f["desc"]) for f in json.loads(done.stdout)] == [], done.stderr
