from __future__ import annotations

from collections.abc import Mapping

import pytest
from assess.facts.store import Facts
from assess.links.ci.commands import ci_workflows, manual_commands, reached_commands, unread_ci
from assess.links.kinds import Event, Run
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot

GITHUB = ".github/workflows/ci.yml"
ON_CHANGE = "on: pull_request\njobs:\n  a:\n    runs-on: x\n    steps:\n"


def step(*commands: str) -> str:
    return ON_CHANGE + "".join(f"    - run: {command}\n" for command in commands)


def runs(files: Mapping[str, str]) -> tuple[Run, ...]:
    facts = Facts(MemorySnapshot(files))
    return reached_commands(facts, Roles(facts))


def find(found: tuple[Run, ...], command: str) -> Run:
    return next(run for run in found if run.command.startswith(command))


def chain(run: Run) -> list[tuple[str, int]]:
    return [(hop.path, hop.line) for hop in run.chain]


def words(events: frozenset[Event]) -> set[str]:
    return {str(event.value) for event in events}


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({GITHUB: "# " + step("pytest").replace("\n", "\n# ")}, id="a workflow of comments"),
        pytest.param({"examples/" + GITHUB: step("pytest")}, id="a workflow elsewhere than at the top"),
        pytest.param({"README.md": "We run pytest and ruff in CI."}, id="a claim in prose"),
        pytest.param({"vendor/lib/Jenkinsfile": "node { stage('t') { sh 'pytest' } }"}, id="a vendored Jenkinsfile"),
        pytest.param({"Makefile": "test:\n\tpytest\n", "Dockerfile": "FROM x\nRUN pytest\n"}, id="nothing that starts it"),
        pytest.param({".github/workflows/c.yml": "on: workflow_call\njobs: {a: {steps: [{run: pytest}]}}"}, id="a workflow that nothing calls"),
        pytest.param({"action.yml": "runs: {using: composite, steps: [{run: pytest}]}"}, id="an action that nothing uses"),
        pytest.param({"ci/steps.yml": "parameters: []\nsteps:\n- bash: pytest\n"}, id="a template that nothing includes"),
    ],
)  # fmt: skip
def test_nothing_is_reached(files: dict[str, str]) -> None:
    assert runs(files) == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {GITHUB: step("make test"), "Makefile": "test: deps\n\tpytest -q\ndeps:\n\tpip install .\n"},
            [(GITHUB, 6), ("Makefile", 2)],
            id="make",
        ),
        pytest.param(
            {GITHUB: step("make -C sub ci"), "sub/Makefile": "include x.mk\n", "sub/x.mk": "ci:\n\tpytest -q\n"},
            [(GITHUB, 6), ("sub/Makefile", 2)],
            id="make in a folder with an include",
        ),
        pytest.param(
            {GITHUB: step("tox -e py312"), "tox.ini": "[testenv]\ncommands = pytest -q\n"},
            [(GITHUB, 6), ("tox.ini", 2)],
            id="tox",
        ),
        pytest.param(
            {
                GITHUB: step("uv run nox"),
                "noxfile.py": "import nox\n@nox.session\ndef t(session):\n    session.run('pytest', '-q')\n",
            },
            [(GITHUB, 6), ("noxfile.py", 4)],
            id="nox",
        ),
        pytest.param(
            {
                GITHUB: step("./scripts/check.sh"),
                "scripts/check.sh": "#!/bin/sh\nset -e\ncd ..\nmake t\n",
                "Makefile": "t:\n\tpytest -q\n",
            },
            [(GITHUB, 6), ("scripts/check.sh", 4), ("Makefile", 2)],
            id="a script that calls make",
        ),
        pytest.param(
            {
                GITHUB: step("hatch run test:all"),
                "pyproject.toml": "[tool.hatch.envs.test.scripts]\nall = 'pytest -q'\n",
            },
            [(GITHUB, 6), ("pyproject.toml", 2)],
            id="hatch",
        ),
        pytest.param(
            {GITHUB: step("npm run ci"), "package.json": '{"scripts": {\n"ci": "npm run unit",\n"unit": "pytest -q"}}'},
            [(GITHUB, 6), ("package.json", 2), ("package.json", 3)],
            id="npm",
        ),
        pytest.param(
            {
                GITHUB: step("docker build -f ci/Dockerfile ."),
                "ci/Dockerfile": "FROM x\nRUN pip install . && \\\n    pytest -q\n",
            },
            [(GITHUB, 6), ("ci/Dockerfile", 2)],
            id="an image build",
        ),
        pytest.param(
            {
                GITHUB: step("docker compose build"),
                "compose.yml": "services: {a: {build: app}}",
                "app/Dockerfile": "FROM x\nRUN pytest -q\n",
            },
            [(GITHUB, 6), ("app/Dockerfile", 2)],
            id="compose",
        ),
        pytest.param(
            {
                GITHUB: step("docker-compose -f ci/compose.yml run api"),
                "ci/compose.yml": "services:\n  api:\n    image: x\n    command: bash -c 'pytest -q'\n",
            },
            [(GITHUB, 6), ("ci/compose.yml", 2)],
            id="a service that compose runs",
        ),
        pytest.param(
            {GITHUB: step("./t.sh"), "t.sh": "#!/bin/sh\nset -e\ncommand='pytest -q'\necho $command\neval $command\n"},
            [(GITHUB, 6), ("t.sh", 5)],
            id="a command kept in a variable",
        ),
        pytest.param(
            {GITHUB: step("./t.sh"), "t.sh": "#!/bin/sh\nset -e\nTEST='pytest -q'\n$TEST\n"},
            [(GITHUB, 6), ("t.sh", 4)],
            id="a variable as the command",
        ),
        pytest.param(
            {
                GITHUB: step("earthly --ci +all"),
                "Earthfile": "VERSION 0.8\nall:\n  BUILD +unit\nunit:\n  RUN pytest -q\n",
            },
            [(GITHUB, 6), ("Earthfile", 5)],
            id="Earthly",
        ),
        pytest.param(
            {GITHUB: step("pdm run x"), "pyproject.toml": "[tool.pdm.scripts]\nx = {composite = ['y']}\n"},
            None,
            id="a task that leads nowhere",
        ),
        pytest.param(
            {GITHUB: step("just t"), "justfile": "t:\n  pytest -q\n"}, [(GITHUB, 6), ("justfile", 2)], id="just"
        ),
        pytest.param(
            {GITHUB: step("mise run t"), "mise.toml": "[tasks.all]\nrun = 'echo'\n[tasks.t]\nrun = ['pytest -q']\n"},
            [(GITHUB, 6), ("mise.toml", 3)],
            id="mise",
        ),
        pytest.param(
            {GITHUB: step("bash -c 'cd x && ./run.sh'"), "x/run.sh": "pytest -q\n"},
            [(GITHUB, 6), ("x/run.sh", 1)],
            id="a script in a script's text",
        ),
        pytest.param({GITHUB: step("docker run --rm -v .:/w app pytest -q")}, [(GITHUB, 6)], id="a container"),
    ],
)
def test_followed(files: dict[str, str], expected: list[tuple[str, int]] | None) -> None:
    found = [chain(run) for run in runs(files) if run.command == "pytest -q"]
    assert found == ([expected] if expected else [])


def test_missing_target_is_no_test() -> None:
    found = find(runs({GITHUB: step("make test"), "Makefile": "build:\n\tgo build\n"}), "make test")
    assert found.purposes == frozenset()


def test_npm_placeholder_is_no_test() -> None:
    files = {
        GITHUB: step("npm test"),
        "package.json": '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}',
    }
    assert all("test" not in run.purposes for run in runs(files))


def test_target_that_is_not_here_goes_by_its_name() -> None:
    assert find(runs({GITHUB: step("npm run lint")}), "npm").purposes == {"lint"}


@pytest.mark.parametrize(
    ("text", "events", "live"),
    [
        pytest.param("on: pull_request\njobs: {a: {if: false, steps: [{run: pytest}]}}", {"change"}, False, id="switched off"),
        pytest.param("on: pull_request\njobs: {a: {steps: [{if: false, run: pytest}]}}", {"change"}, False, id="a step switched off"),
        pytest.param("on: pull_request\njobs: {a: {if: github.event_name == 'push', steps: [{run: pytest}]}}", {"change"}, False, id="a condition that never holds"),
        pytest.param("on: push\njobs: {a: {steps: [{run: pytest}]}}", {"change", "push"}, True, id="every push"),
        pytest.param("on: push\njobs: {a: {if: github.ref == 'refs/heads/main', steps: [{run: pytest}]}}", {"push"}, True, id="main only"),
        pytest.param("on: [push, release]\njobs: {a: {steps: [{if: \"startsWith(github.ref, 'refs/tags/')\", run: pytest}]}}", {"tag"}, True, id="a step for tags"),
        pytest.param("on: push\njobs: {a: {if: github.ref_type == 'tag', steps: [{run: pytest}]}}", {"tag"}, True, id="tags among all pushes"),
        pytest.param("on: workflow_dispatch\njobs: {a: {steps: [{run: pytest}]}}", {"manual"}, True, id="by hand"),
    ],
)  # fmt: skip
def test_events(text: str, events: set[str], live: bool) -> None:
    run = find(runs({GITHUB: text}), "pytest")
    assert (words(run.events), run.live) == (events, live)


@pytest.mark.parametrize(
    ("command", "lost"),
    [
        pytest.param("ruff check .", False, id="plain"),
        pytest.param("ruff check . || true", True, id="or true"),
        pytest.param("ruff check --exit-zero .", True, id="exit zero"),
        pytest.param("ruff check --fix .", True, id="a fix that hides"),
        pytest.param("trivy image x", True, id="a scanner without exit code"),
        pytest.param("trivy image --exit-code 1 x", False, id="a scanner with exit code"),
    ],
)
def test_lost_failures(command: str, lost: bool) -> None:
    assert runs({GITHUB: step(command)})[0].may_fail is lost


def test_script_without_errexit_loses_all_but_the_last() -> None:
    found = runs({GITHUB: step("./x.sh"), "x.sh": "#!/bin/sh\nflake8\npytest\n"})
    assert [run.may_fail for run in found if run.program != "./x.sh"] == [True, False]


def test_reusable_workflow_inherits_the_callers_events() -> None:
    files = {
        GITHUB: "on: {push: {branches: [main]}}\njobs: {a: {uses: ./.github/workflows/b.yml, with: {env: prod}}}",
        ".github/workflows/b.yml": "on: workflow_call\njobs:\n  b:\n    environment: ${{ inputs.env }}\n    steps:\n    - run: pytest\n",
    }
    run = find(runs(files), "pytest")
    assert (words(run.events), run.environment) == ({"push"}, "prod")
    assert chain(run) == [(GITHUB, 2), (".github/workflows/b.yml", 6)]


def test_workflows_that_call_each_other_end() -> None:
    text = "on: [push, workflow_call]\njobs: {a: {uses: ./.github/workflows/%s.yml}, t: {steps: [{run: make}]}}"
    files = {".github/workflows/a.yml": text % "b", ".github/workflows/b.yml": text % "a", "Makefile": "all:\n\tmake\n"}
    assert 0 < len(runs(files)) < 40


def test_the_default_of_an_input_holds_when_nobody_gives_one() -> None:
    text = (
        "on: {schedule: [{cron: 0 1 * * *}], workflow_dispatch: }\nenv:\n  C: ${{ inputs.command || 'make daily' }}\n"
    )
    files = {GITHUB: text + "jobs: {a: {steps: [{run: '${{ env.C }}'}]}}", "Makefile": "daily:\n\tpython go.py\n"}
    assert words(find(runs(files), "python go.py").events) == {"schedule", "manual"}


def test_composite_action() -> None:
    files = {
        GITHUB: ON_CHANGE + "    - uses: ./.github/actions/t\n      with: {args: -q}\n",
        ".github/actions/t/action.yml": "runs:\n  using: composite\n  steps:\n  - run: pytest ${{ inputs.args }}\n    shell: bash\n",
    }
    assert chain(find(runs(files), "pytest -q")) == [(GITHUB, 6), (".github/actions/t/action.yml", 4)]


def test_after_another_workflow() -> None:
    files = {
        GITHUB: "name: CI\non: {push: {branches: [main]}}\njobs: {a: {steps: [{run: pytest}]}}",
        ".github/workflows/cd.yml": "on: {workflow_run: {workflows: [CI], types: [completed]}}\njobs: {a: {steps: [{run: ./d}]}}",
    }
    assert words(find(runs(files), "./d").events) == {"push", "data"}


def test_matrix_names_the_environment() -> None:
    text = "on: push\njobs:\n  a:\n    strategy: {matrix: {env: [lint, unit]}}\n    steps:\n    - run: tox -e ${{ matrix.env }}\n"
    files = {GITHUB: text, "tox.ini": "[testenv:lint]\ncommands = ruff check .\n[testenv:unit]\ncommands = pytest -q\n"}
    assert {run.command for run in runs(files) if run.purposes} == {"ruff check .", "pytest -q"}


def test_gitlab_includes_extends_and_rules() -> None:
    files = {
        ".gitlab-ci.yml": """\
include:
  - local: /ci/base.yml
  - template: Security/SAST.gitlab-ci.yml
  - project: group/shared
    file: x.yml
variables: {A: b}
test:
  extends: .python
  script: [pytest]
  rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]
deploy:
  script: [./deploy.sh]
  environment: {name: production}
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
    - when: never
lint:
  script: [!reference [.python, script], ruff check .]
  allow_failure: true
off: {script: [mypy .], when: never}
""",
        "ci/base.yml": ".python:\n  before_script: [pip install .]\n  script: [python -V]\n",
        "deploy.sh": "helm upgrade app .\n",
    }
    found = runs(files)
    assert words(find(found, "pytest").events) == {"change"}
    assert chain(find(found, "pip install"))[0] == ("ci/base.yml", 2)
    helm = find(found, "helm upgrade")
    assert (words(helm.events), helm.environment, helm.live) == ({"push"}, "production", True)
    lint = find(found, "ruff check")
    assert (words(lint.events), lint.may_fail) == ({"change", "push"}, True)
    assert not find(found, "mypy").live
    assert find(found, "Security/SAST").purposes == {"security-scan"}
    facts = Facts(MemorySnapshot(files))
    assert [u.text for u in unread_ci(facts, Roles(facts))] == ["group/shared:x.yml"]


def test_gitlab_includes_that_include_each_other_end() -> None:
    text = "include: [{local: b.yml}]\nt: {script: [make], extends: t}\n"
    assert len(runs({".gitlab-ci.yml": text, "b.yml": text.replace("b.yml", ".gitlab-ci.yml")})) == 1


def test_azure_templates() -> None:
    files = {
        "ci/azure-pipelines.yml": "trigger: [main]\npr: none\njobs:\n- template: jobs.yml\n  parameters: {target: unit}\n",
        "ci/jobs.yml": "parameters: [{name: target}]\njobs:\n- job: a\n  steps:\n  - template: steps/t.yml\n    parameters: {t: '${{ parameters.target }}'}\n",
        "ci/steps/t.yml": "parameters: [{name: t}]\nsteps:\n- bash: make ${{ parameters.t }}\n",
        "Makefile": "unit:\n\tpytest -q\n",
    }
    run = find(runs(files), "pytest -q")
    assert [path for path, _ in chain(run)] == ["ci/azure-pipelines.yml", "ci/jobs.yml", "ci/steps/t.yml", "Makefile"]
    assert words(run.events) == {"push", "manual"}


def test_pre_commit_in_ci() -> None:
    hooks = "repos:\n- repo: x\n  hooks: [{id: ruff}, {id: mypy, stages: [manual]}]\n- repo: local\n  hooks:\n  - {id: t, entry: pytest -q, language: system}\n"
    files = {".pre-commit-config.yaml": hooks}
    assert runs(files) == ()
    by_action = {**files, GITHUB: ON_CHANGE + "    - uses: pre-commit/action@v3\n"}
    assert {p for run in runs(by_action) for p in run.purposes} == {"pre-commit", "lint", "test"}
    by_service = {".pre-commit-config.yaml": hooks + "ci: {skip: [t]}\n"}
    assert [(run.command, words(run.events)) for run in runs(by_service)] == [("ruff", {"change"})]


def test_hosted_build_takes_its_event_from_infrastructure_code_or_documents() -> None:
    build = {"cloudbuild.yaml": "steps: [{name: python, entrypoint: pytest, args: [-q]}]\n"}
    assert words(runs(build)[0].events) == {"manual"}
    code = 'resource "google_cloudbuild_trigger" "t" {\n  filename = "cloudbuild.yaml"\n  github {\n    pull_request {}\n  }\n}\n'
    assert words(runs({**build, "t.tf": code})[0].events) == {"manual", "change"}
    text = "# Triggers\n## On merge to main\nSet up a trigger for `cloudbuild.yaml`.\n"
    assert words(runs({**build, "docs.md": text})[0].events) == {"manual", "push"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("other-seed/buildspec.yml", {"manual"}, id="a folder that nothing names"),
        pytest.param("app/buildspec.yml", {"manual"}, id="a folder with a word for a name"),
        pytest.param("seed/model-deploy/buildspec.yml", {"manual", "push"}, id="a folder that becomes a repository"),
        pytest.param("seed/x/test/buildspec.yml", {"manual", "push"}, id="the end of the path"),
    ],
)
def test_a_build_in_a_folder_goes_by_what_infrastructure_code_names(path: str, expected: set[str]) -> None:
    code = "Resources:\n  P: {Type: AWS::CodePipeline::Pipeline}\n  B:\n    Type: AWS::CodeBuild::Project\n    Properties:\n"
    code += "      Name: app-model-deploy\n      Source: {BuildSpec: test/buildspec.yml}\n"
    build = {path: "version: 0.2\nphases: {build: {commands: [pytest]}}\n", "infra.yaml": code}
    assert words(runs(build)[0].events) == expected


def test_test_cluster_is_no_deployment() -> None:
    found = runs({GITHUB: step("kind create cluster", "kubectl apply -f k8s")})
    assert found[-1].purposes == {"deploy-test-cluster"}


def test_unread_parts() -> None:
    files = {
        GITHUB: "on: push\njobs: [\n",
        ".github/workflows/b.yml": "on: push\njobs: {a: {uses: o/r/.github/workflows/x.yml@v1}}\n",
    }
    facts = Facts(MemorySnapshot(files))
    assert [(u.path, u.broken) for u in unread_ci(facts, Roles(facts))] == [
        (".github/workflows/b.yml", False),
        (GITHUB, True),
    ]


def test_commands_that_only_a_person_starts() -> None:
    files = {
        GITHUB: step("make test"),
        "Makefile": "test:\n\tpytest -q\ntrain:\n\tpython train.py\n",
        "deploy.sh": "helm upgrade app .\n",
        "Dockerfile": "FROM x\nRUN pip install -r requirements.txt\n",
    }
    facts = Facts(MemorySnapshot(files))
    found = manual_commands(facts, Roles(facts))
    assert {(run.system, run.command) for run in found} == {
        ("none", "python train.py"),
        ("none", "helm upgrade app ."),
        ("dockerfile", "pip install -r requirements.txt"),
    }
    assert {words(run.events) == {"manual"} for run in found} == {True}


def test_workflows_for_other_probes() -> None:
    files = {GITHUB: "on: push\npermissions: {contents: read}\njobs: {a: {steps: [{uses: a/b@c}]}}"}
    facts = Facts(MemorySnapshot(files))
    workflow = ci_workflows(facts, Roles(facts))[0]
    assert (workflow.permissions, workflow.jobs[0].steps[0].uses) == ((("contents", "read"),), "a/b@c")
