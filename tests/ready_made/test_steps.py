"""The shell of every ready-made step, run as its build server would run it for a proposed change."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from assess.starting.pipelines import named, step

from tests.cli.console import SMALL
from tests.conftest import MakeRepo
from tests.repositories import git, write_files

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
SETS_UP = re.compile(r"apt-get|pip install|-m venv")


def _shells(name: str) -> list[str]:
    """What a step runs, one text for each shell that it starts; without the set-up of the machine."""
    text = step(named(name), "1.0.0", "main").text
    if name == "jenkins":
        script = text.split("'''")[1].replace("\\\\", "\\").replace(".readiness-venv/bin/assess", "assess")
        return ["\n".join(line for line in script.splitlines() if not SETS_UP.search(line))]
    document: Any = yaml.safe_load(text)
    found: dict[str, Callable[[], list[str]]] = {
        "github": lambda: [one["run"] for one in document["jobs"]["readiness"]["steps"] if "run" in one],
        "gitlab": lambda: ["\n".join(document["readiness"]["script"])],
        "azure": lambda: [one["bash"] for one in document["steps"] if "bash" in one],
        "circleci": lambda: [
            one["run"]["command"] for one in document["jobs"]["readiness"]["steps"] if isinstance(one, dict) and "run" in one
        ],
    }  # fmt: skip
    return [script for script in found[name]() if not SETS_UP.search(script)]


def _component() -> list[str]:
    job = (ROOT / "templates" / "readiness.yml").read_text().split("\n---\n")[1]
    return ["\n".join(yaml.safe_load(re.sub(r"\$\[\[ inputs\.[\w-]+ \]\]", "", job))["readiness"]["script"])]


def _without_pdf(script: str) -> str:
    """The script without the report that takes longest; it is tested elsewhere."""
    assert script.count(" -o readiness/report.pdf") == script.count("assess gate")
    return script.replace(" -o readiness/report.pdf", "")


@pytest.fixture
def proposed(repo: MakeRepo, tmp_path: Path) -> Path:
    """A clone with a change that adds rules and lowers the limit of its own gate."""
    rubric = {f"judged/{p.relative_to(SMALL)}": p.read_text() for p in SMALL.rglob("*.yaml")}
    policy = "rubric: judged\ngate: {min_score: %d}\n"
    origin = repo({"README.md": "# Shop\n\nIt sells things.\n", ".maturity/config.yaml": policy % 99, **rubric})
    git(origin, "branch", "--move", "main")
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    clone = tmp_path / "clone"
    write_files(clone, {"rules/a.cfg": "allow = all\n", ".maturity/config.yaml": policy % 0})
    git(clone, "add", "--all")
    git(clone, "-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "--quiet", "--message", "Rules")
    return clone


STEPS = [
    pytest.param("github", {"GITHUB_BASE_REF": "main"}, "summary.md", id="GitHub Actions"),
    pytest.param("gitlab", {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}, "junit.xml", id="GitLab"),
    pytest.param("component", {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}, "junit.xml", id="GitLab component"),
    pytest.param("azure", {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}, "summary.md", id="Azure Pipelines"),
    pytest.param("circleci", {}, "junit.xml", id="CircleCI"),
    pytest.param("jenkins", {"CHANGE_TARGET": "main"}, "junit.xml", id="Jenkins"),
]


@pytest.mark.parametrize(("server", "environment", "file"), STEPS)
def test_a_proposed_change_is_held_to_the_targets_limit_and_reported(
    proposed: Path, tmp_path: Path, server: str, environment: dict[str, str], file: str
) -> None:
    path, summary = f"{BIN}:{os.environ['PATH']}", tmp_path / "job-summary"
    known = {"HOME": str(tmp_path), "GITHUB_STEP_SUMMARY": str(summary), "ASSESS_PATH": "", "ASSESS_GATE": ""}
    python = {key: os.environ[key] for key in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE") if key in os.environ}
    done = [
        subprocess.run(
            ["/bin/bash", "-e", "-c", script],
            cwd=proposed,
            env={"PATH": path, **known, **environment, **python},
            capture_output=True,
            text=True,
            check=False,
        )
        for script in map(_without_pdf, _component() if server == "component" else _shells(server))
    ]
    assert done[0].returncode == 1, done[0].stderr
    assert "FAIL: 0 of 1 conditions met" in done[0].stdout
    assert "policy, configuration and waivers of origin/main" in done[0].stdout
    made = {one.name for one in (proposed / "readiness").iterdir()}
    assert {"assessment.json", "report.html", file} <= made
    assert 'id="change"' in (proposed / "readiness" / "report.html").read_text("utf-8")
    assert [one.returncode for one in done[1:]] == [0] * (len(done) - 1)
    if server == "github":
        assert "### What changed" in summary.read_text("utf-8")
