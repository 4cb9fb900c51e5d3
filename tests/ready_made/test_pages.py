"""What is ready to be copied: it is what `assess init` writes, and valid where somebody published a schema."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from assess import __version__
from assess.cli.main import COMMANDS
from assess.starting.pipelines import SERVERS, named, step

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs" / "ci"
BIN = Path(sys.executable).parent
FENCE = re.compile(r"^```(?:yaml|groovy)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _schema(kind: str, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "checked.yml"
    file.write_text(text)
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{kind}", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("server", [pytest.param(server.name, id=server.name) for server in SERVERS])
def test_the_page_shows_the_step_that_init_writes(server: str) -> None:
    blocks = FENCE.findall((PAGES / f"{server}.md").read_text())
    assert step(named(server), __version__, "main").text in blocks


def test_the_workflow_around_the_action_is_valid(tmp_path: Path) -> None:
    blocks = FENCE.findall((PAGES / "github.md").read_text())
    (workflow,) = [block for block in blocks if "OWNER/assess@COMMIT" in block]
    done = _schema("github-workflows", workflow, tmp_path)
    assert done.returncode == 0, done.stdout
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    used = yaml.safe_load(workflow)["jobs"]["readiness"]["steps"][1]["with"]
    assert set(used) <= set(inputs)


def test_the_job_of_the_component_is_valid(tmp_path: Path) -> None:
    head, job = (ROOT / "templates" / "readiness.yml").read_text().split("\n---\n")
    inputs = yaml.safe_load(head)["spec"]["inputs"]
    used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", job))
    assert used == set(inputs)
    filled = re.sub(r"\$\[\[ inputs\.[\w-]+ \]\]", "value", job)
    done = _schema("gitlab-ci", filled, tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_schema_refuses_what_it_should(tmp_path: Path) -> None:
    assert _schema("gitlab-ci", "readiness:\n  stage: 3\n", tmp_path).returncode != 0


def test_every_hook_calls_a_command_that_there_is() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["entry"].split()[:2] for hook in hooks if hook["entry"].split()[1] not in COMMANDS] == []
    for hook in hooks:
        done = subprocess.run(
            [str(BIN / "assess"), *hook["entry"].split()[1:], "--help"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_the_container_copies_what_is_there_and_not_ignored() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    names = {name for line in copied for name in line.split()}
    assert {name for name in names if not (ROOT / name).exists()} == set()
    assert names <= allowed
