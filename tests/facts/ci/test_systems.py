from __future__ import annotations

from typing import Any

import pytest
from assess.facts.ci import (
    azure,
    bitbucket,
    buildkite,
    circleci,
    cloud_build,
    code_build,
    concourse,
    drone,
    github_actions,
    jenkins,
    prow,
    scripted_services,
    taskcluster,
    teamcity,
    tekton,
    travis,
)
from assess.facts.ci.model import Workflow
from assess.facts.extractor import Unparsable


def read(module: Any, path: str, text: str) -> Workflow:
    assert module.EXTRACTOR.selects(path)
    assert module.EXTRACTOR.concerns(text)
    found = module.EXTRACTOR.extract(path, text)
    assert isinstance(found, Workflow)
    return found


def scripts(workflow: Workflow) -> list[tuple[str, int, str]]:
    return [(j.name, x.line, x.text.strip()) for j in workflow.jobs for s in j.steps for x in s.scripts]


def events(workflow: Workflow, job: int = 0) -> set[str]:
    own = workflow.jobs[job].scenarios
    return {one.event for one in (workflow.scenarios if own is None else own)}


GITHUB = ".github/workflows/ci.yml"


@pytest.mark.parametrize(
    ("module", "path", "text"),
    [
        pytest.param(github_actions, GITHUB, "# on: push\n# jobs:\n#   a:\n", id="a workflow of comments"),
        pytest.param(github_actions, GITHUB, "name: jobs\non: push\n", id="a workflow without jobs"),
        pytest.param(
            github_actions, "action.yml", "runs:\n  using: node20\n  main: x.js\n", id="an action that runs no commands"
        ),
        pytest.param(azure, "k8s/deploy.yml", "apiVersion: v1\nsteps:\n- task: x\n", id="a manifest with steps"),
        pytest.param(azure, "chart/x.yaml", "steps:\n{{ if }}\n- task: {{ x }}\n", id="a template that is no YAML"),
        pytest.param(concourse, "a.yml", "jobs:\n- name: x\n  plan: soon\n  get: y\n", id="jobs without plans"),
        pytest.param(cloud_build, "cloudbuild.yaml", "steps: later\n", id="steps to come"),
        pytest.param(circleci, ".circleci/config.yml", "version: 2.1\njobs: {}\n", id="no job"),
    ],
)
def test_holds_nothing(module: Any, path: str, text: str) -> None:
    assert module.EXTRACTOR.extract(path, text) is None


def test_broken_workflow() -> None:
    with pytest.raises(Unparsable) as caught:
        github_actions.EXTRACTOR.extract(GITHUB, "on: push\njobs:\n  a: [\n")
    assert caught.value.line


def test_github() -> None:
    text = """\
on:
  push: {branches: [main]}
  pull_request:
permissions: read-all
jobs:
  test:
    if: github.actor != 'x'
    environment: {name: prod}
    permissions: {id-token: write}
    strategy: {matrix: {py: ['3.11', '3.12']}}
    continue-on-error: true
    services: {db: {image: postgres}}
    steps:
      - uses: actions/checkout@v4
      - name: Test
        working-directory: app
        env: &shared {A: b}
        run: |
          pip install .
          pytest
      - uses: ./.github/actions/own
        env: *shared
  call:
    uses: ./.github/workflows/other.yml
    with: {x: y}
"""
    found = read(github_actions, GITHUB, text)
    job, call = found.jobs
    assert events(found) == {"push", "change"}
    assert found.permissions == (("*", "read-all"),)
    assert (job.environment, job.id_token, job.may_fail, job.services) == ("prod", True, True, ("postgres",))
    assert job.matrix == (("py", ("3.11", "3.12")),)
    assert [s.uses or s.calls for s in job.steps] == ["actions/checkout@v4", "", "./.github/actions/own"]
    assert scripts(found) == [("test", 19, "pip install .\npytest")]
    assert job.steps[2].env == (("A", "b"),)
    assert (call.calls, call.options) == ("./.github/workflows/other.yml", (("x", "y"),))


def test_forgejo() -> None:
    found = read(github_actions, ".forgejo/workflows/a.yml", "on: push\njobs: {a: {steps: [{run: make}]}}\n")
    assert found.system == "forgejo-actions"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("workflow_call", {"call"}, id="called only"),
        pytest.param("{push: {tags: ['v*']}}", {"tag"}, id="tags only"),
        pytest.param("{schedule: [{cron: '0 4 * * *'}]}", {"schedule"}, id="schedule"),
        pytest.param("{schedule: []}", set(), id="empty schedule"),
        pytest.param("{pull_request: {types: [closed]}}", {"push"}, id="closed pull requests"),
        pytest.param("{pull_request: {types: [labeled]}}", {"manual"}, id="a label"),
        pytest.param("[workflow_dispatch, repository_dispatch]", {"manual", "data"}, id="by hand and by message"),
        pytest.param("merge_group", {"change"}, id="merge queue"),
    ],
)
def test_github_triggers(on: str, expected: set[str]) -> None:
    assert events(read(github_actions, GITHUB, f"on: {on}\njobs: {{a: {{steps: [{{run: x}}]}}}}\n")) == expected


def test_azure_pipeline() -> None:
    text = """\
trigger:
  branches: {include: [main]}
pr: none
schedules:
- cron: "0 0 * * *"
  branches: {include: [main]}
stages:
- stage: Test
  condition: succeeded()
  jobs:
  - job: unit
    steps:
    - script: pytest
      continueOnError: true
    - ${{ if eq(parameters.x, 'y') }}:
      - bash: |
          mypy .
    - task: AzureCLI@2
      inputs:
        scriptType: bash
        inlineScript: |
          az webapp up
    - task: PythonScript@0
      inputs: {scriptSource: filePath, scriptPath: jobs/train.py, arguments: --fast}
    - template: steps.yml
    - template: lint.yml@shared
- stage: Deploy
  jobs:
  - deployment: web
    environment: production
    strategy: {runOnce: {deploy: {steps: [{script: ./deploy.sh}]}}}
"""
    found = read(azure, "azure-pipelines.yml", text)
    assert events(found) == {"push", "schedule", "manual"}
    assert scripts(found) == [
        ("unit", 13, "pytest"),
        ("unit", 17, "mypy ."),
        ("unit", 22, "az webapp up"),
        ("unit", 24, "python jobs/train.py --fast"),
        ("web", 31, "./deploy.sh"),
    ]
    assert [(s.calls, s.uses) for s in found.jobs[0].steps[4:]] == [("steps.yml", ""), ("", "lint.yml@shared")]
    assert (found.jobs[1].environment, found.jobs[0].steps[0].may_fail) == ("production", True)


def test_azure_template_is_not_started() -> None:
    found = read(azure, "ci/steps.yml", "parameters: [{name: x}]\nsteps:\n- bash: make\n")
    assert (found.root, events(found)) == (False, {"call"})


@pytest.mark.parametrize("written", ["trigger: none", "trigger:\n- none"])
def test_azure_none_is_by_hand(written: str) -> None:
    assert events(read(azure, "azure-pipelines.yml", f"{written}\nsteps:\n- bash: make\n")) == {"manual"}


def test_circleci() -> None:
    text = """\
version: 2.1
orbs: {docker: circleci/docker@2.5.0, own: {commands: {hello: {steps: [run: echo hello]}}}}
commands:
  check:
    parameters: {tool: {type: string, default: ruff}}
    steps:
      - run: << parameters.tool >> check .
jobs:
  test:
    docker: [{image: cimg/python}, {image: postgres}]
    steps:
      - checkout
      - check
      - check: {tool: flake8}
      - own/hello
      - docker/build: {image: x}
      - when: {condition: true, steps: [run: {name: late, command: pytest}]}
workflows:
  ci:
    jobs:
      - test: {filters: {branches: {ignore: main}}}
  nightly:
    triggers: [{schedule: {cron: "0 0 * * *", filters: {branches: {only: main}}}}]
    jobs: [test]
  hold:
    jobs: [{wait: {type: approval}}, {test: {requires: [wait], filters: {branches: {only: main}}}}]
"""
    found = read(circleci, ".circleci/config.yml", text)
    assert [text for _, _, text in scripts(found)][:4] == ["ruff check .", "flake8 check .", "echo hello", "pytest"]
    assert found.jobs[0].steps[3].uses == "circleci/docker/build@2.5.0"
    assert [events(found, i) for i in range(3)] == [{"change"}, {"schedule"}, {"push"}]
    assert (found.jobs[0].image, found.jobs[0].services) == ("cimg/python", ("postgres",))


def test_circleci_switched_off_by_parameter() -> None:
    text = "version: 2.1\nparameters: {run: {type: boolean, default: false}}\njobs: {a: {steps: [run: make]}}\nworkflows:\n  w:\n    when: << pipeline.parameters.run >>\n    jobs: [a]\n"
    assert events(read(circleci, ".circleci/config.yml", text)) == {"manual"}


def test_jenkins_declarative() -> None:
    text = """\
@Library('shared') _
pipeline {
  agent { docker { image 'python:3.12' } }
  triggers { cron('H 4 * * *') }
  stages {
    // stage('Old') { steps { sh 'evil' } }
    stage('Test') { steps { sh "pytest" } }
    stage('Lint') {
      steps {
        catchError { sh 'flake8' }
        sh(script: 'pylint x', returnStatus: true)
        sh '''
          mypy .
        '''
      }
    }
    stage('Deploy') {
      when { branch 'main' }
      steps { sh label: 'go', script: "kubectl apply -f k8s -n ${env.NS}" }
    }
    stage('Never') { when { expression { false } } steps { sh 'x' } }
  }
}
"""
    found = read(jenkins, "Jenkinsfile", text)
    assert {one.event for one in found.scenarios if not one.latent} == {"change", "push", "schedule"}
    assert [(name, text) for name, _, text in scripts(found)] == [
        ("Test", "pytest"),
        ("Lint", "flake8"),
        ("Lint", "pylint x"),
        ("Lint", "mypy ."),
        ("Deploy", "kubectl apply -f k8s -n ${NS}"),
        ("Never", "x"),
    ]
    assert [s.may_fail for s in found.jobs[1].steps if s.scripts] == [True, True, False]
    assert events(found, 2) == {"push"}
    assert found.jobs[3].disabled
    assert found.remotes[0].reference == "shared"
    assert found.jobs[0].image == "python:3.12"


def test_jenkins_scripted() -> None:
    text = "node('x') {\n  stage('Build') { sh 'make build' }\n  if (env.BRANCH_NAME == 'master') {\n    stage('Deploy') { sh 'make deploy' }\n  }\n}\n"
    found = read(jenkins, "ci/Jenkinsfile", text)
    assert scripts(found) == [("Build", 2, "make build"), ("Deploy", 4, "make deploy")]
    assert events(found, 1) == {"push"}


def test_travis() -> None:
    text = (
        "language: python\nscript:\n- pytest\nafter_success: codecov\ndeploy:\n  provider: pypi\n  on: {tags: true}\n"
    )
    found = read(travis, ".travis.yml", text)
    assert scripts(found) == [("build", 3, "pytest"), ("build", 4, "codecov")]
    assert [s.may_fail for s in found.jobs[0].steps] == [False, True, False]
    assert found.jobs[0].steps[2].uses == "travis/pypi"


def test_bitbucket() -> None:
    text = """\
pipelines:
  pull-requests:
    '**':
    - parallel:
      - step: {name: t, script: [pytest, {pipe: atlassian/ssh-run:1, variables: {A: b}}]}
  branches:
    main:
    - step: {name: d, deployment: production, trigger: manual, script: [./deploy.sh]}
  custom: {nightly: [{step: {script: [make]}}]}
"""
    found = read(bitbucket, "bitbucket-pipelines.yml", text)
    assert {j.name: events(found, i) for i, j in enumerate(found.jobs)} == {
        "d": {"push"},
        "t": {"change"},
        "step": {"manual"},
    }
    assert (found.jobs[0].environment, found.jobs[0].manual) == ("production", True)
    assert found.jobs[1].steps[0].uses == "atlassian/ssh-run@1"


def test_buildkite() -> None:
    text = "steps:\n- label: t\n  command: [pytest]\n  soft_fail: true\n- wait\n- group: g\n  steps:\n  - command: make\n    branches: main\n    plugins: [{docker#v5: {image: x}}]\n"
    found = read(buildkite, ".buildkite/pipeline.yml", text)
    assert scripts(found) == [("t", 3, "pytest"), ("step", 8, "make")]
    assert (found.jobs[0].may_fail, events(found, 1)) == (True, {"push"})


def test_drone_and_woodpecker() -> None:
    text = "kind: pipeline\ntrigger: {event: [push], branch: [main]}\nsteps:\n- name: t\n  image: python\n  commands: [pytest]\n- name: p\n  image: plugins/docker\n  when: {event: [tag]}\n"
    found = read(drone, ".drone.yml", text)
    assert (events(found, 0), events(found, 1)) == ({"push"}, {"tag"})
    assert found.jobs[1].steps[0].uses == "plugins/docker"
    woodpecker = read(
        drone, ".woodpecker/test.yml", "when: [{event: pull_request}]\nsteps: {t: {image: go, commands: [go test]}}\n"
    )
    assert (woodpecker.system, events(woodpecker)) == ("woodpecker", {"change"})


def test_a_cloud_build_under_another_name_is_told_by_its_steps() -> None:
    steps = "steps:\n- name: '$_IMAGE'\n  entrypoint: pytest\n  args: [tests]\n  waitFor: ['-']\n"
    found = read(cloud_build, "build/pipeline.yaml", steps)
    assert [step.scripts[0].text for step in found.jobs[0].steps] == ["pytest tests"]
    others = ("steps:\n- name: lint\n  run: make\n  args: gcr.io/x\n", "steps:\n- name: first\n  args: [a]\n")
    assert [cloud_build.EXTRACTOR.extract("build/plan.yaml", text) for text in others] == [None, None]
    assert not cloud_build.EXTRACTOR.selects("docs/steps.yaml")


def test_cloud_build_and_code_build_name_no_event() -> None:
    text = "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, -t, $_X, .]\n- name: python\n  entrypoint: bash\n  args:\n  - -c\n  - |\n    pytest\nimages: [x]\n"
    found = read(cloud_build, "ci/cloudbuild.yaml", text)
    assert scripts(found) == [("build", 3, "docker build -t $_X ."), ("build", 9, "pytest")]
    assert events(found) == {"manual"}
    spec = read(
        code_build, "buildspec.yml", "version: 0.2\nphases: {build: {commands: [pytest], on-failure: CONTINUE}}\n"
    )
    assert spec.jobs[0].steps[0].may_fail


def test_concourse() -> None:
    text = """\
resources:
- {name: src, type: git}
- {name: pr, type: pull-request}
- {name: cf, type: cf}
jobs:
- name: unit
  plan:
  - in_parallel: [{get: pr, trigger: true}]
  - task: t
    config: {platform: linux, run: {path: sh, args: [-ec, pytest]}}
- name: deploy-production
  plan:
  - {get: src, trigger: true}
  - {task: own, file: src/ci/task.yml}
  - try: {put: cf}
- name: after
  plan: [{get: src, trigger: true, passed: [deploy-production]}, {put: cf}]
- name: hand
  plan: [{get: src}, {put: cf}]
"""
    found = read(concourse, "ci/pipeline.yml", text)
    assert [events(found, i) for i in range(4)] == [{"change"}, {"push"}, {"push"}, {"manual"}]
    assert scripts(found)[0][2] == "pytest"
    assert [(s.calls, s.uses, s.may_fail) for s in found.jobs[1].steps] == [
        ("src/ci/task.yml", "", False),
        ("", "concourse/cf", True),
    ]
    assert found.jobs[1].environment == "production"
    task = read(concourse, "ci/task.yml", "platform: linux\nrun: {path: src/ci/run.sh}\n")
    assert (task.root, scripts(task)) == (False, [("task", 2, "src/ci/run.sh")])


def test_taskcluster() -> None:
    text = """\
version: 1
tasks:
  $if: 'tasks_for == "github-push"'
  then:
  - payload: {command: [/bin/bash, -cx, "make deploy"]}
    metadata: {name: d}
  else:
  - payload: {command: [/bin/bash, --login, -c, pytest]}
    metadata: {name: t}
"""
    found = read(taskcluster, ".taskcluster.yml", text)
    assert [(name, text) for name, _, text in scripts(found)] == [("d", "make deploy"), ("t", "pytest")]
    assert events(found, 0) == {"push"}
    assert "push" not in events(found, 1)


def test_tekton_and_argo() -> None:
    text = """\
apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  name: ci
  annotations: {pipelinesascode.tekton.dev/on-event: "[pull_request]"}
spec:
  pipelineSpec:
    tasks:
    - name: t
      taskSpec: {steps: [{image: x, script: pytest}]}
    - {name: l, taskRef: {name: pylint}}
---
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: n}
spec: {workflowSpec: {templates: [{name: a, container: {image: x, command: [python, train.py]}}]}}
"""
    first, second = tekton.EXTRACTOR.extract(".tekton/pr.yaml", text)
    assert (events(first), scripts(first)[0][2], first.jobs[1].steps[0].uses) == ({"change"}, "pytest", "tekton/pylint")
    assert (events(second), scripts(second)[0][2]) == ({"schedule"}, "python train.py")


def test_smaller_systems() -> None:
    job = read(prow, ".prow.yaml", "presubmits:\n- name: t\n  spec: {containers: [{command: [make], args: [test]}]}\n")
    assert (scripts(job)[0][2], events(job)) == ("make test", {"change"})
    assert scripts(read(scripted_services, "appveyor.yml", "test_script:\n- cmd: pytest\n"))[0][2] == "pytest"
    assert scripts(read(scripted_services, ".cirrus.yml", "t_task:\n  x_script: pytest\n"))[0][2] == "pytest"
    assert scripts(read(scripted_services, ".build.yml", "tasks:\n- t: |\n    pytest\n"))[0] == ("t", 3, "pytest")
    kotlin = 'object B : BuildType({ steps { script { scriptContent = """\n  pytest\n""" } }\n triggers { vcs { } } })'
    found = read(teamcity, ".teamcity/settings.kts", kotlin)
    assert (scripts(found)[0][2], events(found)) == ("pytest", {"change", "push"})
