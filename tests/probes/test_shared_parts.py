from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.shared_parts import PARAMS, observe

from tests.probes.viewing import view

URL = "https://github.com/acme/fares"
CI = ".github/workflows/ci.yml"
JOB = "on: [pull_request]\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: {}\n"
PROJECT = '[project]\nname = "fares"\ndependencies = ["{}"]\n'


@pytest.mark.parametrize(
    ("files", "parts"),
    [
        pytest.param({CI: JOB.format("actions/checkout@v4")}, ("workflow",), id="public action"),
        pytest.param(
            {CI: JOB.format("acme/fares/.github/actions/setup@v1")}, ("workflow",), id="action of this repository"
        ),
        pytest.param(
            {CI: JOB.format("actions/checkout@v4") + "      # - uses: acme/ci@v1\n"}, ("workflow",), id="comment"
        ),
        pytest.param(
            {"main.tf": 'module "a" {\n  source = "github.com/cloudposse/terraform-x?ref=1"\n}\n'},
            ("module",),
            id="public module",
        ),
        pytest.param(
            {"pyproject.toml": PROJECT.format("tools @ git+https://github.com/psf/requests@v2")},
            ("library",),
            id="library of others",
        ),
        pytest.param(
            {"pyproject.toml": PROJECT.format("pandas") + '[project.urls]\nSource = "https://github.com/acme/fares"\n'},
            ("library",),
            id="own address",
        ),
        pytest.param(
            {
                CI: "on: push\njobs:\n  a:\n    uses: other/fares/.github/workflows/build.yml@main\n",
                ".github/workflows/build.yml": "on: workflow_call\n",
            },
            ("reusable",),
            id="workflow that is here under an older owner",
        ),
        pytest.param({CI: JOB.format("other/tool@v1")}, ("reusable",), id="plain action of another owner"),
        pytest.param(
            {"go.mod": "module github.com/acme/fares\n\nrequire github.com/acme/engine v1.4.0\n"},
            ("library",),
            id="sister project in Go",
        ),
        pytest.param(
            {"package.json": '{"dependencies": {"@acme/inference": "1.0.0"}}'},
            ("library",),
            id="sister project in JavaScript",
        ),
        pytest.param({"README.md": "uses: acme/ci@v1\n"}, ("workflow",), id="prose"),
    ],
)
def test_not_shared(files: dict[str, str], parts: tuple[str, ...]) -> None:
    assert observe(PARAMS(parts=parts), view(files, url=URL)).value is Truth.NO


@pytest.mark.parametrize(
    ("files", "part"),
    [
        pytest.param({CI: JOB.format("acme/ci-actions/deploy@v3")}, "workflow", id="action"),
        pytest.param(
            {CI: "on: push\njobs:\n  a:\n    uses: Acme/ci/.github/workflows/python.yml@main\n"},
            "workflow",
            id="workflow",
        ),
        pytest.param(
            {".circleci/config.yml": "version: 2.1\norbs:\n  deploy: acme/deploy@1.2\n"}, "workflow", id="orb"
        ),
        pytest.param(
            {"main.tf": 'module "a" {\n  source = "git::https://github.com/acme/modules.git//rds?ref=v1"\n}\n'},
            "module",
            id="module",
        ),
        pytest.param(
            {"pyproject.toml": PROJECT.format("tools @ git+https://github.com/acme/tools.git@v1.2")},
            "library",
            id="Python library",
        ),
        pytest.param(
            {"package.json": '{"dependencies": {"@acme/eslint-config": "1.0.0"}}'}, "library", id="scoped package"
        ),
        pytest.param({"Dockerfile": "FROM ghcr.io/acme/python-base:3.12\n"}, "image", id="base image"),
        pytest.param(
            {
                ".pre-commit-config.yaml": "repos:\n  - repo: https://github.com/acme/hooks\n    rev: v1\n    hooks: [{id: x}]\n"
            },
            "hook",
            id="hook",
        ),
        pytest.param({"renovate.json": '{"extends": ["github>acme/renovate-config"]}'}, "preset", id="preset"),
    ],
)
def test_shared(files: dict[str, str], part: str) -> None:
    assert observe(PARAMS(parts=(part,)), view(files, url=URL)).value is Truth.YES


def test_without_a_remote_the_manifest_says_whose_it_is() -> None:
    files = {CI: JOB.format("acme/ci-actions/deploy@v3")}
    assert observe(PARAMS(parts=("workflow",)), view(files)).value is Truth.NO
    files["package.json"] = '{"repository": "https://github.com/acme/fares"}'
    assert observe(PARAMS(parts=("workflow",)), view(files)).value is Truth.YES
