from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes import pipelines, pipelines_share

from tests.probes.viewing import view

DAG = """
from airflow.sdk import DAG
with DAG("nightly", {settings}) as dag:
    a = BashOperator(task_id="prepare", bash_command="python prepare.py")
    b = BashOperator(task_id="train", bash_command="python train.py")
    a >> b
"""
DVC = "stages:\n  prepare: {cmd: python prepare.py, outs: [x]}\n  train: {cmd: python train.py, deps: [x], outs: [m]}\n"
WORKFLOW = "on: {trigger}\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: {command}\n"
TABLES = {
    "dbt_project.yml": "name: shop\nmodel-paths: [models]\n",
    "models/training_data.sql": "select 1 as x\n",
    "models/mart_training.sql": "select * from {{ ref('training_data') }}\n",
}
CHAIN = {"min_dependent": 1}


def dag(settings: str) -> dict[str, str]:
    return {"dags/a.py": DAG.format(settings=settings)}


@pytest.mark.parametrize(
    ("files", "given", "expected"),
    [
        pytest.param({}, CHAIN, Truth.NO, id="nothing"),
        pytest.param({"crontab": "0 1 * * * root python etl.py\n"}, CHAIN, Truth.NO, id="one step"),
        pytest.param(dag("schedule=None"), {**CHAIN, "events": ["automatic"]}, Truth.NO, id="nothing starts it"),
        pytest.param(dag("schedule='@daily', is_paused_upon_creation=True"), CHAIN, Truth.NO, id="paused"),
        pytest.param(
            dag("schedule='@daily', is_paused_upon_creation=True"), {**CHAIN, "paused": True}, Truth.YES, id="paused ones are asked for"
        ),
        pytest.param(dag("schedule='@daily'"), {**CHAIN, "events": ["data"]}, Truth.NO, id="another event"),
        pytest.param(dag("schedule='@daily'"), {**CHAIN, "events": ["schedule"], "running": True}, Truth.NO, id="no scheduler anywhere"),
        pytest.param(
            {**dag("schedule='@daily'"), "main.tf": 'resource "google_composer_environment" "x" {}\n'},
            {**CHAIN, "events": ["schedule"], "running": True},
            Truth.YES,
            id="the scheduler is declared",
        ),
        pytest.param(dag("schedule='@daily'"), {**CHAIN, "events": ["schedule"]}, Truth.YES, id="a schedule of its own"),
        pytest.param({"dvc.yaml": DVC}, {**CHAIN, "events": ["automatic"]}, Truth.NO, id="DVC alone"),
        pytest.param(
            {"dvc.yaml": DVC, ".github/workflows/a.yml": WORKFLOW.format(trigger="workflow_dispatch", command="dvc repro")},
            {**CHAIN, "events": ["automatic"]},
            Truth.NO,
            id="a person dispatches it",
        ),
        pytest.param(
            {"dvc.yaml": DVC, ".github/workflows/a.yml": WORKFLOW.format(trigger="push", command="dvc repro")},
            {**CHAIN, "events": ["automatic"]},
            Truth.YES,
            id="CI runs it on push",
        ),
        pytest.param(
            {"dvc.yaml": DVC, ".github/workflows/a.yml": WORKFLOW.format(trigger="push", command="dvc repro")},
            {**CHAIN, "events": ["automatic"], "by": "definition"},
            Truth.NO,
            id="not by its own definition",
        ),
        pytest.param(
            {"dbt_project.yml": "name: x\n", "models/a.sql": "select 1", "models/b.sql": "select * from {{ ref('a') }}",
             ".github/workflows/a.yml": WORKFLOW.format(trigger="push", command="python jobs.py"),
             "jobs.py": "import requests\nrequests.post('https://cloud.getdbt.com/api/v2/jobs/1/run')\n"},
            {**CHAIN, "events": ["push"], "systems": ["dbt"]},
            Truth.YES,
            id="a script starts the hosted job",
        ),
        pytest.param(dag("schedule='@daily'"), {"retries": True}, Truth.NO, id="no retries"),
        pytest.param(dag("schedule='@daily', default_args={'retries': 0}"), {"retries": True}, Truth.NO, id="nought retries"),
        pytest.param(dag("schedule='@daily', default_args={'retries': 3}"), {"retries": True}, Truth.YES, id="retries"),
        pytest.param(dag("default_args={'email': ['jane.doe@acme.io']}"), {"alerts": True}, Truth.NO, id="one person's mail"),
        pytest.param(dag("default_args={'email': ['data-alerts@acme.io']}"), {"alerts": True}, Truth.YES, id="a team's mail"),
        pytest.param(
            dag("default_args={'email': ['data-alerts@acme.io'], 'email_on_failure': False}"), {"alerts": True}, Truth.NO, id="mail off"
        ),
        pytest.param(dag("schedule='@daily'"), {"topics": ["train", "prepare"]}, Truth.YES, id="topics"),
        pytest.param(dag("schedule='@daily'"), {"topics": ["train", "monitor"]}, Truth.NO, id="not every topic"),
        pytest.param(TABLES, {"topics": ["train"]}, Truth.NO, id="tables about training"),
        pytest.param(TABLES, {"topics": ["prepare"], "min_dependent": 1}, Truth.YES, id="tables are prepared"),
        pytest.param(dag("schedule='@daily'"), {"systems": ["dagster"]}, Truth.NO, id="another system"),
        pytest.param({"dags/a.py": "import airflow\ndef (:\n"}, CHAIN, Truth.UNKNOWN, id="unreadable candidate"),
    ],
)  # fmt: skip
def test_pipelines(files: dict[str, str], given: dict[str, object], expected: Truth) -> None:
    assert pipelines.observe(pipelines.PARAMS.model_validate(given), view(files)).value is expected


def test_evidence_names_definition_and_trigger() -> None:
    seen = pipelines.observe(
        pipelines.PARAMS(min_dependent=1, events=("schedule",)), view(dag("\n  schedule='@daily'"))
    )
    assert [(e.path, e.line) for e in seen.evidence] == [("dags/a.py", 3), ("dags/a.py", 4)]


@pytest.mark.parametrize(
    ("check", "share"),
    [
        pytest.param("retries", 0.5, id="one of two retries"),
        pytest.param("timeout", 0.0, id="none has a timeout"),
        pytest.param("automatic", 1.0, id="both are scheduled"),
        pytest.param("evaluated", 0.0, id="none evaluates"),
        pytest.param("dependent", 1.0, id="both have a chain"),
    ],
)
def test_share(check: str, share: float) -> None:
    files = {
        "dags/a.py": DAG.format(settings="schedule='@daily'"),
        "dags/b.py": DAG.format(settings="schedule='@daily', default_args={'retries': 1}"),
    }
    assert pipelines_share.observe(pipelines_share.PARAMS.model_validate({"check": check}), view(files)).share == (
        share,
        share,
    )


def test_no_pipeline_has_no_share() -> None:
    assert pipelines_share.observe(pipelines_share.PARAMS(check="retries"), view({})).share is None


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param("prepare >> [validate, train]", Truth.NO, id="beside"),
        pytest.param("prepare >> train >> validate", Truth.NO, id="after"),
        pytest.param("validate >> prepare >> train", Truth.YES, id="before, through another step"),
    ],
)
def test_a_step_waits_for_another_topic(order: str, expected: Truth) -> None:
    steps = "".join(
        f"    {n} = BashOperator(task_id='{n}', bash_command='./{n}')\n" for n in ("prepare", "validate", "train")
    )
    files = {
        "dags/a.py": f"from airflow.sdk import DAG\nwith DAG('weekly', schedule='@weekly') as dag:\n{steps}    {order}\n"
    }
    assert pipelines.observe(pipelines.PARAMS(first="validate", then="train"), view(files)).value is expected


def test_a_table_named_after_training_trains_nothing() -> None:
    files = {"dbt_project.yml": "name: shop\n", "models/training_data.sql": "select 1 as id\n"}
    assert pipelines.observe(pipelines.PARAMS(topics=("train",)), view(files)).value is Truth.NO
    assert pipelines.observe(pipelines.PARAMS(systems=("dbt",)), view(files)).value is Truth.YES
