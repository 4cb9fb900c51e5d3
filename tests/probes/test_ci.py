from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.ci import PARAMS, observe
from pydantic import ValidationError

from tests.probes.viewing import view

GITHUB = ".github/workflows/ci.yml"


def workflow(step: str, on: str = "pull_request", job: str = "") -> dict[str, str]:
    return {GITHUB: f"on: {on}\njobs:\n  unit:\n    runs-on: x\n{job}    steps:\n    - {step}\n"}


def answer(files: dict[str, str], **params: object) -> Truth:
    return observe(PARAMS.model_validate(params), view(files)).value


@pytest.mark.parametrize(
    ("files", "params"),
    [
        pytest.param({"README.md": "pytest"}, {"purpose": ("test",)}, id="prose"),
        pytest.param(workflow("run: echo pytest"), {"purpose": ("test",)}, id="an echo"),
        pytest.param(workflow("run: pytest", job="    if: false\n"), {"purpose": ("test",)}, id="switched off"),
        pytest.param(workflow("run: pytest", "workflow_dispatch"), {"purpose": ("test",), "events": "automatic"}, id="by hand"),
        pytest.param(workflow("run: pytest", "{push: {branches: [main]}}"), {"purpose": ("test",), "events": ("change",)}, id="after merge"),
        pytest.param(workflow("run: pytest || true"), {"purpose": ("test",), "must_fail": True}, id="failure lost"),
        pytest.param(workflow("run: pytest"), {"purpose": ("test",), "systems": ("gitlab-ci",)}, id="another system"),
        pytest.param(workflow("run: pytest"), {"purpose": ("test",), "job": "deploy"}, id="another job"),
        pytest.param(workflow("run: pytest"), {"purpose": ("test",), "environment": "prod"}, id="no environment"),
        pytest.param(workflow("run: pytest"), {"purpose": ("test",), "not_matching": "pytest"}, id="left out by its text"),
        pytest.param(workflow("run: pytest"), {"matching": "pytest", "not_purpose": ("test",)}, id="left out by its purpose"),
        pytest.param(workflow("run: pytest"), {"purpose": ("test",), "min": 2}, id="too few"),
        pytest.param(workflow("run: pytest"), {"uses": ("*trivy*",)}, id="no packaged step"),
        pytest.param({"Makefile": "test:\n\tpytest\n"}, {"purpose": ("test",)}, id="a target that only a person starts"),
    ],
)  # fmt: skip
def test_no(files: dict[str, str], params: dict[str, object]) -> None:
    assert answer(files, **params) is Truth.NO


@pytest.mark.parametrize(
    ("files", "params"),
    [
        pytest.param(workflow("run: pytest"), {"purpose": ("lint", "test"), "events": ("change",), "must_fail": True}, id="a test"),
        pytest.param(workflow("run: pytest", job="    if: false\n"), {"purpose": ("test",), "live": False}, id="switched off, when that counts"),
        pytest.param(workflow("uses: Aquasecurity/trivy-action@v1"), {"uses": ("aquasecurity/trivy-action",)}, id="a packaged step"),
        pytest.param(workflow("uses: a/b@v1\n      with: {scanners: secret}"), {"matching": "scanners: .*secret"}, id="an input's text"),
        pytest.param(workflow("run: pytest", job="    environment: production\n"), {"environment": "^prod"}, id="an environment"),
        pytest.param(workflow("run: make t") | {"Makefile": "t:\n\tpytest\n"}, {"purpose": ("test",), "path": "Makefile"}, id="a file of the chain"),
        pytest.param({"Makefile": "test:\n\tpytest\n"}, {"purpose": ("test",), "by_hand": True}, id="by hand, when that counts"),
    ],
)  # fmt: skip
def test_yes(files: dict[str, str], params: dict[str, object]) -> None:
    assert answer(files, **params) is Truth.YES


def test_evidence_is_the_step_and_where_it_leads() -> None:
    seen = observe(PARAMS(purpose=("test",)), view(workflow("run: make t") | {"Makefile": "t:\n\tpytest\n"}))
    assert [(e.path, e.line, e.text) for e in seen.evidence] == [(GITHUB, 6, "make t"), ("Makefile", 2, "pytest")]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({GITHUB: "on: push\njobs: [\n"}, Truth.UNKNOWN, id="a workflow that cannot be read"),
        pytest.param({"data.yml": "a: [\n"}, Truth.NO, id="another file that cannot be read"),
        pytest.param({GITHUB: "on: pull_request\njobs: {a: {uses: o/r/.github/workflows/ci.yml@v1}}"}, Truth.UNKNOWN, id="a workflow kept elsewhere"),
        pytest.param({GITHUB: "on: pull_request\njobs: {a: {uses: o/r/.github/workflows/deploy.yml@v1}}"}, Truth.NO, id="a workflow kept elsewhere for something else"),
        pytest.param({GITHUB: "on: pull_request\njobs: {a: {uses: o/r/.github/workflows/upload_documentation.yml@v1}}"}, Truth.NO, id="a workflow kept elsewhere for documents"),
        pytest.param({GITHUB: "on: {push: {branches: [main]}}\njobs: {a: {uses: o/r/.github/workflows/ci.yml@v1}}"}, Truth.NO, id="a workflow kept elsewhere with another event"),
        pytest.param({".gitlab-ci.yml": "include: [{project: a/b, file: x.yml}]\nt: {script: [make]}"}, Truth.UNKNOWN, id="an include from elsewhere"),
        pytest.param({"Jenkinsfile": "@Library('x') _\nbuildApp()\n"}, Truth.UNKNOWN, id="a shared library"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(files: dict[str, str], expected: Truth) -> None:
    assert answer(files, purpose=("test",), events=("change",)) is expected


def test_a_pipeline_kept_elsewhere_is_no_candidate_for_special_work() -> None:
    files = {GITHUB: "on: pull_request\njobs: {a: {uses: o/r/.github/workflows/ci.yml@v1}}"}
    assert answer(files, purpose=("train",)) is Truth.NO
    assert answer(files, matching="modelscan") is Truth.NO


@pytest.mark.parametrize(
    ("params", "message"),
    [
        pytest.param({"purpose": ("tests",)}, "did you mean 'test'", id="a purpose that is not known"),
        pytest.param({"matching": "(?<!x)y"}, "RE2", id="an expression that is not linear"),
        pytest.param({"events": ("nightly",)}, "events", id="an event that is not known"),
    ],
)
def test_mistakes_in_rules(params: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        PARAMS.model_validate(params)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("config/crd/bases/services.yaml", Truth.NO, id="a type of resource"),
        pytest.param("tests/cassettes/answer.yaml", Truth.NO, id="a recorded answer"),
        pytest.param("pnpm-lock.yaml", Truth.NO, id="a lock"),
        pytest.param("pipelines/release.yaml", Truth.UNKNOWN, id="a file that may be a pipeline"),
    ],
)
def test_large_yaml_is_a_candidate_only_where_pipelines_stand(path: str, expected: Truth) -> None:
    seen = view({"a.txt": ""}, sizes={path: 600_000})
    assert observe(PARAMS.model_validate({"purpose": ("test",)}), seen).value is expected


@pytest.mark.parametrize(
    ("name", "purpose", "expected"),
    [
        pytest.param("thriftlint.yml", "iac-plan", Truth.NO, id="a linter plans nothing"),
        pytest.param("thriftlint.yml", "lint", Truth.UNKNOWN, id="a linter may lint"),
        pytest.param("pipeline.yml", "iac-plan", Truth.UNKNOWN, id="a pipeline may plan"),
    ],
)
def test_a_part_kept_elsewhere_holds_what_its_name_allows(name: str, purpose: str, expected: Truth) -> None:
    files = {GITHUB: f"on: pull_request\njobs: {{a: {{uses: o/r/.github/workflows/{name}@v1}}}}"}
    assert answer(files, purpose=(purpose,)) is expected


def test_a_large_pipeline_that_one_reader_understands_is_read() -> None:
    jobs = "jobs:\n- name: unit\n  plan:\n  - get: src\n    trigger: true\n  - task: t\n    config: {platform: linux, run: {path: pytest}}\n"
    large = {"ci/pipelines/release.yml": f"{jobs}resources: []\n# {'x' * 600_000}\n"}
    assert answer(large, purpose=("iac-plan",)) is Truth.NO
