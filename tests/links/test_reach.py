from __future__ import annotations

import json
from dataclasses import replace

import pytest
from assess.facts.store import Facts
from assess.links.code.modules import ModuleGraph
from assess.links.code.reach import Reach
from assess.links.kinds import Event, Hop, Pipeline, Reached, Run, Standing
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot

CI = ".github/workflows/ci.yml"
APP = {
    CI: "on: push\n",
    "pkg/__init__.py": "",
    "pkg/train.py": "from pkg import data\ndef main(): data.load('sql/clean.sql')\n",
    "pkg/data.py": "def load(): pass\n",
    "pkg/old.py": "def gone(): pass\n",
    "sql/clean.sql": "select 1\n",
    "tests/test_data.py": "from pkg import data\ndef test_load(): assert data.load()\n",
}


def run(
    command: str, *, events: frozenset[Event] = frozenset({Event.PUSH}), live: bool = True, system: str = "x"
) -> Run:
    words = tuple(command.split())
    return Run(command, words[0], words[1:], system, "job", (Hop(CI, 7, command),), events, live, may_fail=False)


def reach(files: dict[str, str], *commands: Run, pipelines: tuple[Pipeline, ...] = ()) -> Reach:
    facts = Facts(MemorySnapshot(files))
    roles = Roles(facts)
    return Reach(facts, roles, ModuleGraph(facts, roles), commands, pipelines)


def standing(path: str, files: dict[str, str], *commands: Run) -> Standing:
    return reach(files, *commands).of(path).standing


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(run("pytest tests"), id="tests run what they import, not the product"),
        pytest.param(run("ruff check pkg"), id="linter"),
        pytest.param(run("mypy pkg/train.py"), id="type checker of one file"),
        pytest.param(run("echo python -m pkg.train"), id="text"),
        pytest.param(run("pip install -e ."), id="installation"),
        pytest.param(run("python -m pkg.train", live=False), id="job that is switched off"),
        pytest.param(run("python -m pkg.train", events=frozenset({Event.MANUAL})), id="job that a person starts"),
        pytest.param(run("python -m pkg.train", system="none"), id="command that only a person gives"),
        pytest.param(run("python other.py"), id="script that is not there"),
    ],
)
def test_not_automated(command: Run) -> None:
    assert standing("pkg/train.py", APP, command) < Standing.AUTOMATED


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("python pkg/train.py --x 1", id="script"),
        pytest.param("python -m pkg.train", id="module"),
        pytest.param("python -c 'import pkg.train'", id="code on the command line"),
        pytest.param("papermill pkg/train.py", id="runner"),
        pytest.param("train-model --fast", id="console script"),
        pytest.param("./run.sh", id="shell script"),
        pytest.param("spark-submit --py-files x.zip pkg/train.py", id="Spark"),
        pytest.param("docker build -t x .", id="run while an image is built"),
    ],
)
def test_automated_with_all_that_it_pulls(command: str) -> None:
    more = {
        "pyproject.toml": '[project.scripts]\ntrain-model = "pkg.train:main"\n',
        "run.sh": "set -e\npython -m pkg.train\n",
        "Dockerfile": "FROM python\nRUN python -m pkg.train\n",
    }
    made = reach(APP | more, run(command))
    for path in ("pkg/train.py", "pkg/data.py", "pkg/__init__.py", "sql/clean.sql"):
        assert made.of(path).standing is Standing.AUTOMATED, path
    assert made.of("pkg/old.py") == Reached(Standing.DEAD)


def test_the_chain_tells_the_way() -> None:
    found = reach(APP, run("python -m pkg.train")).of("pkg/data.py")
    assert [(hop.path, hop.line) for hop in found.chain] == [(CI, 7), ("pkg/train.py", 1)]
    assert found.events == {Event.PUSH}


def test_events_of_all_ways_are_joined() -> None:
    nightly = run("python pkg/train.py", events=frozenset({Event.SCHEDULE}))
    assert reach(APP, run("python -m pkg.train"), nightly).of("pkg/data.py").events == {Event.PUSH, Event.SCHEDULE}


def test_ci_runs_test_files() -> None:
    assert standing("tests/test_data.py", APP, run("pytest")) is Standing.AUTOMATED
    assert standing("tests/test_data.py", APP) is Standing.MANUAL


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, Standing.DEAD, id="nothing reaches it"),
        pytest.param({"README.md": "run `python -m pkg.train`\n"}, Standing.MANUAL, id="readme"),
        pytest.param(
            {"go.py": "from pkg.train import main\nif __name__ == '__main__':\n    main()\n"},
            Standing.MANUAL,
            id="main",
        ),
        pytest.param(
            {"n.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": "import pkg.train"}]})},
            Standing.MANUAL,
            id="notebook",
        ),
        pytest.param({"Dockerfile": 'FROM x\nCMD ["python", "-m", "pkg.train"]\n'}, Standing.RUNTIME, id="image"),
        pytest.param(
            {"Dockerfile": "FROM x\nENTRYPOINT ./boot.sh\n", "boot.sh": "exec python -m pkg.train\n"},
            Standing.RUNTIME,
            id="script of an image",
        ),
        pytest.param({"Procfile": "worker: python -m pkg.train\n"}, Standing.RUNTIME, id="process file"),
        pytest.param(
            {"compose.yml": "services:\n  a:\n    build: .\n    command: python -m pkg.train\n"},
            Standing.RUNTIME,
            id="compose",
        ),
        pytest.param(
            {"k8s/job.yaml": 'apiVersion: batch/v1\nkind: CronJob\nspec:\n  command: ["python", "-m", "pkg.train"]\n'},
            Standing.RUNTIME,
            id="Kubernetes",
        ),
        pytest.param(
            {".devcontainer/Dockerfile": "FROM x\nCMD python -m pkg.train\n"}, Standing.DEAD, id="development image"
        ),
    ],
)
def test_without_ci(more: dict[str, str], expected: Standing) -> None:
    others = {"start.py": "run()\n"}  # so that this is no library
    app = APP | others | {"app.yaml": "command: python start.py\n"}
    assert standing("pkg/train.py", app | more) is expected


def test_every_module_of_a_library_is_public() -> None:
    files = {"pyproject.toml": "[project]\nname = 'pkg'\n", **APP}
    assert standing("pkg/old.py", files) is Standing.MANUAL


SERVICE = {"start.py": "run()\n", "app.yaml": "command: python start.py\n"}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"conf/model.yaml": "_target_: pkg.train.main\n"}, id="class path in a configuration"),
        pytest.param({"conf/app.toml": 'script = "pkg/train.py"\n'}, id="path in a configuration"),
        pytest.param(
            {"databricks.yml": "python:\n  resources:\n    - 'pkg.train:main'\n"}, id="function in a configuration"
        ),
        pytest.param({"conf/flow.yml": "include: ../pkg/**\n"}, id="glob in a configuration"),
        pytest.param(
            {"pkg/defs.py": "import dagster\ndefs = dagster.load_from_defs_folder()\n"},
            id="folder that is loaded whole",
        ),
    ],
)
def test_what_a_configuration_or_a_loader_names_is_not_dead(more: dict[str, str]) -> None:
    assert standing("pkg/train.py", APP | SERVICE | more) is Standing.MANUAL


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"conf/model.yaml": "# _target_: pkg.train.main\n"}, id="comment in a configuration"),
        pytest.param({"conf/model.yaml": "name: train\n"}, id="word"),
        pytest.param({"pyproject.toml": "[tool.mypy]\nfiles = ['pkg/train.py']\n"}, id="setting of a tool"),
    ],
)
def test_look_alikes_of_names_leave_it_dead(more: dict[str, str]) -> None:
    assert standing("pkg/train.py", APP | SERVICE | more) is Standing.DEAD


def test_a_library_beside_a_service_is_public() -> None:
    library = {
        "libs/kit/setup.py": "setup(name='kit')\n",
        "libs/kit/kit/__init__.py": "",
        "libs/kit/kit/a.py": "def f(): pass\n",
    }
    made = reach(APP | SERVICE | library)
    assert made.of("libs/kit/kit/a.py").standing is Standing.MANUAL
    assert made.of("pkg/old.py").standing is Standing.DEAD


def pipeline(**given: object) -> Pipeline:
    made = {
        "name": "train",
        "system": "argo",
        "path": "flow.yaml",
        "line": 3,
        "steps": (),
        "files": ("pkg/train.py",),
    } | given
    return Pipeline(**made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, Standing.MANUAL, id="no trigger"),
        pytest.param({"events": frozenset({Event.MANUAL})}, Standing.MANUAL, id="started by a person"),
        pytest.param({"events": frozenset({Event.SCHEDULE}), "paused": True}, Standing.MANUAL, id="paused"),
        pytest.param(
            {"events": frozenset({Event.SCHEDULE}), "system": "airflow"}, Standing.MANUAL, id="no scheduler runs"
        ),
        pytest.param({"events": frozenset({Event.SCHEDULE})}, Standing.AUTOMATED, id="scheduled"),
        pytest.param({"events": frozenset({Event.DATA})}, Standing.AUTOMATED, id="on new data"),
    ],
)
def test_pipelines(given: dict[str, object], expected: Standing) -> None:
    made = reach(APP | {"flow.yaml": "a: 1\n"}, pipelines=(pipeline(**given),))
    assert made.of("pkg/data.py").standing is expected


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"Dockerfile": "FROM apache/airflow:2\n"}, id="image of the scheduler"),
        pytest.param({"main.tf": 'resource "google_composer_environment" "x" {}\n'}, id="hosted scheduler as code"),
        pytest.param({"README.md": "Deployed to Cloud Composer.\n"}, id="hosted scheduler by name"),
    ],
)
def test_a_schedule_counts_where_a_scheduler_runs(more: dict[str, str]) -> None:
    made = reach(
        APP | {"flow.yaml": ""} | more, pipelines=(pipeline(events=frozenset({Event.SCHEDULE}), system="airflow"),)
    )
    assert made.of("pkg/data.py").standing is Standing.AUTOMATED


def test_a_command_runs_every_pipeline_of_its_system() -> None:
    dvc = pipeline(system="dvc", path="dvc.yaml")
    made = reach(APP | {"dvc.yaml": "stages: {}\n"}, run("dvc repro"), pipelines=(dvc,))
    assert made.of("pkg/train.py").standing is Standing.AUTOMATED


def test_a_variable_of_ci_names_a_script() -> None:
    files = APP | {CI: "env:\n  SCRIPT: pkg/train.py\non:\n  push:\n    paths:\n      - pkg/old.py\n"}
    made = reach(files, run("python $SCRIPT"))
    assert made.of("pkg/train.py").standing is Standing.AUTOMATED
    assert made.of("pkg/old.py").standing is Standing.DEAD


def test_a_spelling_check_runs_none_of_what_it_reads() -> None:
    check = replace(
        run("uses crate-ci/typos@v1"), purposes=frozenset({"text-check"}), options=(("files", "pkg/train.py"),)
    )
    assert standing("pkg/train.py", APP, check) < Standing.AUTOMATED


def test_a_setting_of_a_job_has_the_events_of_its_own_file() -> None:
    by_hand = ".github/workflows/train.yml"
    files = APP | {by_hand: "on: workflow_dispatch\njobs:\n  t:\n    with:\n      script: pkg/train.py\n"}
    manual = replace(run("echo", events=frozenset({Event.MANUAL})), chain=(Hop(by_hand, 3, "echo"),))
    made = reach(files, run("pytest"), manual)
    assert made.of("pkg/train.py").standing < Standing.AUTOMATED


@pytest.mark.parametrize(
    ("path", "command", "expected"),
    [
        pytest.param("infra/main.tf", "terraform fmt -check", Standing.MANUAL, id="formatting"),
        pytest.param("infra/main.tf", "terraform -chdir=infra apply", Standing.AUTOMATED, id="terraform"),
        pytest.param("deploy/app.yaml", "kubectl apply -f deploy/", Standing.AUTOMATED, id="kubectl"),
        pytest.param("chart/Chart.yaml", "helm upgrade x ./chart", Standing.AUTOMATED, id="helm"),
        pytest.param("R/fit.R", "Rscript R/fit.R", Standing.AUTOMATED, id="R"),
        pytest.param("R/setup.R", "Rscript R/fit.R", Standing.AUTOMATED, id="sourced R"),
        pytest.param(
            "src/main/java/A.java", "mvn package", Standing.MANUAL, id="Maven build that is delivered nowhere"
        ),
        pytest.param("src/main/java/A.java", "mvn test", Standing.MANUAL, id="Maven tests"),
        pytest.param("jobs/x.py", "gsutil rsync -r jobs gs://b/jobs", Standing.RUNTIME, id="moved to where it runs"),
        pytest.param("README.md", "terraform apply", Standing.MANUAL, id="document"),
    ],
)
def test_other_files(path: str, command: str, expected: Standing) -> None:
    files = {
        CI: "",
        "infra/main.tf": "",
        "deploy/app.yaml": "a: 1\n",
        "chart/Chart.yaml": "name: x\n",
        "R/fit.R": "source('R/setup.R')\n",
        "R/setup.R": "x <- 1\n",
        "pom.xml": "<project/>",
        "src/main/java/A.java": "class A {}",
        "jobs/x.py": "def f(): pass\n",
        "README.md": "# x\n",
    }
    assert standing(path, files, run(command)) is expected


def test_a_build_that_is_delivered_is_automated() -> None:
    files = {CI: "", "pom.xml": "<project/>", "src/main/java/A.java": "class A {}"}
    delivered = replace(run("mvn deploy"), purposes=frozenset({"publish-package"}))
    assert standing("src/main/java/A.java", files, delivered) is Standing.AUTOMATED


def test_code_that_could_not_be_read_is_not_called_dead() -> None:
    assert standing("x.py", {"x.py": "<<<<<<< \u2603\n"}) is Standing.MANUAL


def test_cycles_end() -> None:
    files = {"a.sh": "./b.sh\n", "b.sh": "./a.sh\n", CI: ""}
    assert standing("b.sh", files, run("./a.sh")) is Standing.AUTOMATED


@pytest.mark.parametrize(
    ("lost", "commands"),
    [
        pytest.param(False, (run("python -m pkg.train"),), id="a step whose failure counts"),
        pytest.param(
            False,
            (replace(run("python -m pkg.train"), may_fail=True), run("python -m pkg.train")),
            id="another step runs it too",
        ),
        pytest.param(True, (replace(run("python -m pkg.train"), may_fail=True),), id="the only step may fail"),
    ],
)
def test_lost_failure(lost: bool, commands: tuple[Run, ...]) -> None:
    assert reach(APP, *commands).loses_failure("pkg/train.py") is lost
