from __future__ import annotations

import textwrap

import pytest
from assess.facts.store import Facts
from assess.links.flows.pipelines import product_pipelines, unreadable_pipelines
from assess.links.kinds import Event, Pipeline
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot


def flows(files: dict[str, str]) -> tuple[Pipeline, ...]:
    facts = Facts(MemorySnapshot({path: textwrap.dedent(text) for path, text in files.items()}))
    return product_pipelines(facts, Roles(facts, ()))


def steps(flow: Pipeline) -> dict[str, tuple[str, ...]]:
    return {step.name: step.needs for step in flow.steps}


AIRFLOW_DAG = """
    from airflow.sdk import DAG
    from airflow.operators.bash import BashOperator
    with DAG("daily", {settings}) as dag:
        load = BashOperator(task_id="load", bash_command="python jobs/load.py")
        clean = BashOperator(task_id="clean", bash_command="true")
        load >> clean
"""


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"README.md": "We use Airflow, `with DAG(...)`, dvc.yaml and Argo."}, id="prose that lists tools"),
        pytest.param({"x.py": '"""airflow\nwith DAG("a", schedule="@daily"): ..."""\n'}, id="a DAG in a docstring"),
        pytest.param({"x.py": "# import airflow\n# dag = DAG('a', schedule='@daily')\n"}, id="a DAG in comments"),
        pytest.param({"x.py": "import airflow\nprint(airflow.__version__)\n"}, id="an import alone"),
        pytest.param(
            {"src/app.py": "x = 1", "examples/dag.py": AIRFLOW_DAG.format(settings="schedule='@daily'")},
            id="a sample DAG",
        ),
        pytest.param({"tests/test_dag.py": AIRFLOW_DAG.format(settings="schedule='@daily'")}, id="a DAG in a test"),
        pytest.param({"dvc.yaml": "stages: {}\n"}, id="a DVC file without stages"),
        pytest.param({"dvc.yaml": "# stages:\n#   train:\n#     cmd: x\n"}, id="a commented DVC file"),
        pytest.param(
            {"deploy.yaml": "kind: Deployment\nmetadata: {name: schedule CronJob}\n"}, id="a Deployment is no CronJob"
        ),
        pytest.param({"a.yaml": "kind: Workflow\ntemplates: argoproj.io dag"}, id="words without a workflow's shape"),
    ],
)
def test_look_alikes_give_no_pipeline_with_steps(files: dict[str, str]) -> None:
    assert [f for f in flows(files) if f.steps] == []


@pytest.mark.parametrize(
    ("settings", "events", "paused"),
    [
        pytest.param("schedule=None", set(), False, id="no schedule"),
        pytest.param("schedule='@once'", set(), False, id="once"),
        pytest.param("catchup=False", set(), False, id="nothing said in Airflow 3"),
        pytest.param("schedule='@daily'", {Event.SCHEDULE}, False, id="a preset"),
        pytest.param("schedule_interval=os.environ['CRON']", {Event.SCHEDULE}, False, id="kept in the deployment"),
        pytest.param("schedule=[Asset('s3://x')]", {Event.DATA}, False, id="assets"),
        pytest.param("schedule='@daily', is_paused_upon_creation=True", {Event.SCHEDULE}, True, id="created paused"),
    ],
)
def test_airflow_schedule(settings: str, events: set[Event], paused: bool) -> None:
    (flow,) = flows({"dags/a.py": AIRFLOW_DAG.format(settings=settings)})
    assert (set(flow.events), flow.paused) == (events, paused)
    assert bool(flow.trigger_line) == bool(events)


def test_airflow_steps_files_and_settings() -> None:
    files = {
        "dags/a.py": """
            from datetime import timedelta
            from airflow import DAG
            from airflow.operators.bash import BashOperator
            from plugins.alerts import page
            from src.train import train_model
            ARGS = {"retries": 2, "on_failure_callback": page}
            with DAG("weekly", schedule="@weekly", default_args={**ARGS}) as dag:
                a = BashOperator(task_id="a", bash_command="python jobs/load.py --x 1")
                b = PythonOperator(task_id="b", python_callable=train_model, execution_timeout=timedelta(hours=1))
                c = make(task_id="c")
                chain(a, [b], c)
        """,
        "jobs/load.py": "",
        "src/train.py": "",
        "plugins/alerts.py": "",
    }
    (flow,) = flows(files)
    assert steps(flow) == {"a": (), "b": ("a",), "c": ("b",)}
    assert (flow.retries, flow.timeout, flow.alerts) == (True, True, "plugins.alerts.page")
    assert {"jobs/load.py", "src/train.py"} <= set(flow.files)


def test_airflow_callback_that_only_prints_alerts_nobody() -> None:
    text = """
        from airflow import DAG
        def shout(context):
            print("failed", context)
        with DAG("a", schedule="@daily", on_failure_callback=shout): ...
    """
    (flow,) = flows({"dags/a.py": text})
    assert flow.alerts == ""


def test_airflow_task_functions_and_triggered_dag() -> None:
    files = {
        "dags/a.py": """
            from airflow.decorators import dag, task
            @task(retries=3)
            def extract(): ...
            @task
            def load(rows): ...
            @dag(schedule="@daily")
            def pipeline():
                rows = extract()
                load(rows)
                TriggerDagRunOperator(task_id="go", trigger_dag_id="train")
            pipeline()
        """,
        "dags/b.py": """
            from airflow.sdk import DAG
            with DAG("train", schedule=None):
                EmptyOperator(task_id="t")
        """,
    }
    first, second = flows(files)
    assert steps(first) == {"extract": (), "load": ("extract",), "go": ()}
    assert first.retries
    assert second.events == {Event.DATA}


PREFECT_FLOW = """
    from prefect import flow, task
    from src.data import fetch
    @task(retries=2)
    def prepare(): fetch()
    @task
    def train(): ...
    @flow
    def training():
        prepare()
        train()
"""


def test_prefect_deployment_stands_beside_its_flow() -> None:
    files = {
        "flows/training.py": PREFECT_FLOW,
        "src/data.py": "",
        "prefect.yaml": """
            deployments:
            - name: nightly
              entrypoint: flows/training.py:training
              schedules:
              - cron: 0 3 * * *
        """,
    }
    flow, deployment = flows(files)
    assert (flow.path, set(flow.events), steps(flow)) == (
        "flows/training.py",
        set(),
        {"prepare": (), "train": ("prepare",)},
    )
    assert (deployment.path, deployment.events, deployment.trigger_line) == ("prefect.yaml", {Event.SCHEDULE}, 5)
    assert steps(deployment) == steps(flow)
    assert "flows/training.py" in deployment.files
    assert deployment.retries


@pytest.mark.parametrize(
    ("extra", "paused"),
    [
        pytest.param("paused: true", True, id="paused deployment"),
        pytest.param("tags: []", False, id="running deployment"),
    ],
)
def test_prefect_paused(extra: str, paused: bool) -> None:
    text = f"deployments:\n- name: a\n  entrypoint: f.py:training\n  {extra}\n  schedules:\n  - cron: 0 3 * * *\n"
    found = flows({"prefect.yaml": text, "f.py": PREFECT_FLOW})
    assert next(f for f in found if f.path == "prefect.yaml").paused is paused


def test_prefect_serve_schedules_the_flow_of_its_module() -> None:
    text = textwrap.dedent(PREFECT_FLOW) + "training.serve(name='x', cron='0 1 * * *')\n"
    (flow,) = flows({"f.py": text})
    assert flow.events == {Event.SCHEDULE}


@pytest.mark.parametrize(
    ("path", "text", "system", "expected", "events"),
    [
        pytest.param(
            "dvc.yaml",
            """
            stages:
              prepare:
                cmd: python prepare.py
                outs: [data/clean.csv]
              train:
                cmd: python train.py
                deps: [data/clean.csv]
                outs:
                - model.pkl:
                    cache: false
              evaluate:
                cmd: python evaluate.py
                deps: [model.pkl]
            """,
            "dvc",
            {"prepare": (), "train": ("prepare",), "evaluate": ("train",)},
            set(),
            id="DVC stages by outputs",
        ),
        pytest.param(
            "cron.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: CronWorkflow
            metadata: {name: nightly}
            spec:
              schedule: "0 2 * * *"
              workflowSpec:
                entrypoint: main
                templates:
                - name: main
                  dag:
                    tasks:
                    - {name: a, template: run}
                    - {name: b, template: run, depends: "a.Succeeded"}
                - name: run
                  container: {image: x}
            """,
            "argo",
            {"a": (), "b": ("a",)},
            {Event.SCHEDULE},
            id="Argo CronWorkflow",
        ),
        pytest.param(
            "job.yaml",
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: "0 2 * * *"
              jobTemplate:
                spec:
                  template:
                    spec:
                      containers:
                      - {name: etl, image: x}
            """,
            "kubernetes",
            {"etl": ()},
            {Event.SCHEDULE},
            id="Kubernetes CronJob",
        ),
        pytest.param(
            "machine.asl.json",
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:x", "Next": "B", "Retry": [{"ErrorEquals": ["States.ALL"]}]},
              "B": {"Type": "Task", "Resource": "arn:y", "End": true}}}
            """,
            "step-functions",
            {"A": (), "B": ("A",)},
            set(),
            id="Amazon States Language",
        ),
        pytest.param(
            "template.yaml",
            """
            Resources:
              Nightly:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Definition:
                    StartAt: A
                    States:
                      A: {Type: Task, Resource: x, Next: B}
                      B: {Type: Task, Resource: !GetAtt F.Arn, End: true}
                  Events:
                    Timer: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
            """,
            "step-functions",
            {"A": (), "B": ("A",)},
            {Event.SCHEDULE},
            id="SAM state machine with a schedule",
        ),
        pytest.param(
            "databricks.yml",
            """
            bundle: {name: x}
            resources:
              jobs:
                nightly:
                  schedule: {quartz_cron_expression: "0 0 2 * * ?", timezone_id: UTC}
                  tasks:
                  - task_key: a
                    notebook_task: {notebook_path: ./a.py}
                  - task_key: b
                    depends_on: [{task_key: a}]
            """,
            "databricks",
            {"a": (), "b": ("a",)},
            {Event.SCHEDULE},
            id="Databricks bundle",
        ),
        pytest.param(
            "pipeline.yml",
            """
            type: pipeline
            jobs:
              prep: {type: command, command: python prep.py}
              train:
                type: command
                inputs: {data: "${{parent.jobs.prep.outputs.data}}"}
            """,
            "azure-ml",
            {"prep": (), "train": ("prep",)},
            set(),
            id="Azure ML pipeline",
        ),
        pytest.param(
            "pipe.json",
            """
            {"name": "copy", "properties": {"activities": [
              {"name": "A", "type": "Copy", "policy": {"retry": 2, "timeout": "0.1:0:0"}},
              {"name": "B", "type": "Copy", "dependsOn": [{"activity": "A", "dependencyConditions": ["Succeeded"]}]}]}}
            """,
            "data-factory",
            {"A": (), "B": ("A",)},
            set(),
            id="Data Factory",
        ),
        pytest.param(
            "flow.yaml",
            """
            id: f
            namespace: io.kestra.x
            tasks:
            - {id: a, type: io.kestra.plugin.core.log.Log}
            - {id: b, type: io.kestra.plugin.core.log.Log}
            triggers:
            - {id: t, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 1 * * *"}
            """,
            "kestra",
            {"a": (), "b": ("a",)},
            {Event.SCHEDULE},
            id="Kestra",
        ),
        pytest.param(
            "Snakefile",
            """
            rule all:
                input: "c.txt"
            rule a:
                output: "b.txt"
                shell: "python a.py > {output}"
            rule c:
                input: "b.txt"
                output: "c.txt"
                shell: "cp {input} {output}"
            """,
            "snakemake",
            {"a": (), "c": ("a",)},
            set(),
            id="Snakemake",
        ),
        pytest.param(
            "_targets.R",
            """
            library(targets)
            list(
              tar_target(raw, read_csv("x.csv")),
              tar_target(model, fit_model(raw))
            )
            """,
            "targets",
            {"raw": (), "model": ("raw",)},
            set(),
            id="R targets",
        ),
        pytest.param(
            "main.nf",
            """
            process ALIGN {
              script: "x"
            }
            process COUNT {
              script: "y"
            }
            workflow {
              ALIGN(reads)
              COUNT(ALIGN.out)
            }
            """,
            "nextflow",
            {"ALIGN": (), "COUNT": ("ALIGN",)},
            set(),
            id="Nextflow",
        ),
        pytest.param(
            "ops/crontab",
            "# m h\n0 3 * * * root python etl.py\n",
            "cron",
            {"root python etl.py": ()},
            {Event.SCHEDULE},
            id="crontab",
        ),
        pytest.param(
            "pipe.py",
            """
            from kfp import dsl
            @dsl.component
            def prep() -> str: ...
            @dsl.component
            def train(data: str): ...
            @dsl.pipeline(name="p")
            def pipeline():
                data = prep()
                train(data=data.output).after(data)
            """,
            "kubeflow",
            {"prep": (), "train": ("prep",)},
            set(),
            id="Kubeflow",
        ),
        pytest.param(
            "pipe.py",
            """
            from sagemaker.workflow.pipeline import Pipeline
            from sagemaker.workflow.steps import ProcessingStep, TrainingStep
            def build():
                prep = ProcessingStep(name="Prep", processor=p)
                train = TrainingStep(name="Train", inputs={"x": prep.properties.Outputs})
                return Pipeline(name="p", steps=[prep, train])
            """,
            "sagemaker",
            {"Prep": (), "Train": ("Prep",)},
            set(),
            id="SageMaker",
        ),
        pytest.param(
            "flow.py",
            """
            from metaflow import FlowSpec, step, schedule
            @schedule(daily=True)
            class Train(FlowSpec):
                @step
                def start(self): self.next(self.fit)
                @step
                def fit(self): self.next(self.end)
                @step
                def end(self): ...
            """,
            "metaflow",
            {"start": (), "fit": ("start",), "end": ("fit",)},
            {Event.SCHEDULE},
            id="Metaflow",
        ),
        pytest.param(
            "tasks.py",
            """
            import luigi
            class Load(luigi.Task):
                def run(self): ...
            class Train(luigi.Task):
                def requires(self): return Load()
            """,
            "luigi",
            {"Load": (), "Train": ("Load",)},
            set(),
            id="Luigi",
        ),
        pytest.param(
            "src/pipelines/train/pipeline.py",
            """
            from kedro.pipeline import Pipeline, node
            from .nodes import split, fit
            def create_pipeline(**kwargs):
                return Pipeline([node(split, "raw", ["x", "y"], name="split"), node(fit, ["x", "y"], "model", name="fit")])
            """,
            "kedro",
            {"split": (), "fit": ("split",)},
            set(),
            id="Kedro",
        ),
        pytest.param(
            "assets.py",
            """
            from dagster import asset, AutomationCondition
            @asset
            def raw(context): ...
            @asset(automation_condition=AutomationCondition.eager())
            def model(context, raw): ...
            """,
            "dagster",
            {"raw": (), "model": ("raw",)},
            {Event.SCHEDULE},
            id="Dagster assets",
        ),
        pytest.param(
            "app/tasks.py",
            """
            from celery import Celery
            app = Celery()
            app.conf.beat_schedule = {"report": {"task": "app.tasks.report", "schedule": 60}}
            """,
            "celery",
            {"report": ()},
            {Event.SCHEDULE},
            id="Celery beat",
        ),
    ],
)
def test_systems(path: str, text: str, system: str, expected: dict[str, tuple[str, ...]], events: set[Event]) -> None:
    (flow,) = flows({path: text})
    assert flow.system == system
    assert {n: set(needs) for n, needs in steps(flow).items()} == {n: set(needs) for n, needs in expected.items()}
    assert set(flow.events) == events


def test_dbt_project_is_a_flow_without_schedule() -> None:
    files = {
        "dbt_project.yml": "name: shop\n",
        "models/a.sql": "select * from {{ source('raw', 'a') }}",
        "models/b.sql": "select * from {{ ref('a') }}",
        "dbt_packages/x/models/c.sql": "select 1",
    }
    (flow,) = flows(files)
    assert (flow.system, steps(flow), set(flow.events)) == ("dbt", {"a": (), "b": ("a",)}, set())


def test_dbt_project_among_tests_is_a_fixture() -> None:
    files = {
        "larder/checks.py": "print(1)\n",
        "tests/fixture/dbt_project.yml": "name: fixture\n",
        "tests/fixture/models/a.sql": "select 1",
    }
    assert not flows(files)


def test_azure_ml_schedule_file_triggers_the_pipeline_file() -> None:
    files = {
        "ml/pipeline.yml": "type: pipeline\njobs:\n  a: {command: python a.py}\n",
        "ml/schedule.yml": "name: s\ntrigger: {type: cron, expression: '0 1 * * *'}\ncreate_job: ./pipeline.yml\n",
    }
    pipeline, schedule = flows(files)
    assert not pipeline.events
    assert (schedule.path, schedule.events, steps(schedule)) == ("ml/schedule.yml", {Event.SCHEDULE}, {"a": ()})


def test_unreadable_candidates_are_named() -> None:
    facts = Facts(
        MemorySnapshot({"dvc.yaml": "stages: [\n", "broken.yaml": "a: [\n", "dags/x.py": "import airflow\ndef (:\n"})
    )
    roles = Roles(facts, ())
    assert [path for path, _, _ in unreadable_pipelines(facts, roles)] == ["dags/x.py", "dvc.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "import airflow\nx = {**x, 'a': 1}\ny = y + 'a'\nDAG(y, default_args=x)\n",
            id="names that refer to themselves",
        ),
        pytest.param("import airflow\n" + "(" * 300 + ")" * 300, id="nesting"),
        pytest.param(
            "import airflow\nx = 1\nwith DAG(*a, **k) as (b, c): x >> x >> chain(*[]) >> chain(*x)\n", id="odd shapes"
        ),
    ],
)
def test_hostile_modules_do_not_crash(text: str) -> None:
    flows({"dags/a.py": text})
