from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from assess.starting.pipelines import SERVERS, named, step, used

SCHEMAS = {
    "github": "vendor.github-workflows",
    "gitlab": "vendor.gitlab-ci",
    "azure": "vendor.azure-pipelines",
    "circleci": "vendor.circle-ci",
}


@pytest.mark.parametrize(
    ("paths", "url", "names"),
    [
        pytest.param(["docs/.gitlab-ci.yml", "README.md"], None, (), id="none"),
        pytest.param(["a/.github/workflows/ci.yml"], None, (), id="workflows that no forge reads"),
        pytest.param([".github/workflows/ci.yaml"], None, ("github",), id="GitHub"),
        pytest.param([".gitlab-ci.yml", "Jenkinsfile"], None, ("gitlab", "jenkins"), id="two"),
        pytest.param([".circleci/config.yml"], "https://github.com/a/b", ("circleci",), id="files before the forge"),
        pytest.param(["README.md"], "https://gitlab.com/a/b", ("gitlab",), id="the forge's own"),
        pytest.param(["azure-pipelines.yml"], None, ("azure",), id="Azure"),
        pytest.param([".pipelines/ci.yml"], None, ("azure",), id="Azure, in a folder of its own"),
    ],
)
def test_the_servers_in_use(paths: list[str], url: str | None, names: tuple[str, ...]) -> None:
    assert tuple(server.name for server in used(paths, url)) == names


@pytest.mark.parametrize("server", [pytest.param(server, id=server.name) for server in SERVERS])
def test_version_and_branch_are_filled_in(server: object) -> None:
    text = "\n".join(step(one, "1.2.3", "trunk/main").text for one in SERVERS if one is server)
    assert "assess-readiness==1.2.3" in text
    assert "@VERSION@" not in text
    assert "@BRANCH@" not in text


@pytest.mark.parametrize(
    "branch",
    [
        pytest.param(None, id="none"),
        pytest.param('x"; rm -rf /; "', id="shell"),
        pytest.param("a\nb: c", id="lines"),
        pytest.param("$(id)", id="substitution"),
    ],
)
def test_a_branch_that_means_more_than_itself_is_not_written(branch: str | None) -> None:
    assert 'branches: ["main"]' in step(named("github"), "1", branch).text


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in SCHEMAS])
def test_every_step_is_valid_by_the_published_schema(name: str, tmp_path: Path) -> None:
    file = tmp_path / "step.yml"
    file.write_text(step(named(name), "1.2.3", "main").text)
    program = str(Path(sys.executable).parent / "check-jsonschema")
    done = subprocess.run(
        [program, "--regex-variant", "nonunicode", "--builtin-schema", SCHEMAS[name], str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_has_no_finding_of_a_security_audit(tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / "readiness.yml"
    file.parent.mkdir(parents=True)
    file.write_text(step(named("github"), "1.2.3", "main").text)
    program = str(Path(sys.executable).parent / "zizmor")
    done = subprocess.run(
        [program, "--offline", "--persona", "pedantic", "--format", "json", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert [(f["ident"], f["desc"]) for f in json.loads(done.stdout)] == [], done.stderr
