from __future__ import annotations

import textwrap

import pytest
from assess.facts.store import Facts
from assess.links.flows.pipelines import product_pipelines
from assess.links.kinds import Event, Pipeline
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot


def flows(files: dict[str, str]) -> tuple[Pipeline, ...]:
    facts = Facts(MemorySnapshot({path: textwrap.dedent(text) for path, text in files.items()}))
    return product_pipelines(facts, Roles(facts, ()))


MACHINE = """
    resource "aws_sfn_state_machine" "etl" {
      definition = jsonencode({
        StartAt = "A"
        States = {
          A = { Type = "Task", Resource = "x", Next = "B" }
          B = { Type = "Task", Resource = "y", End = true }
        }
      })
    }
"""
TARGET = """
    resource "aws_scheduler_schedule" "nightly" {
      schedule_expression = "rate(1 day)"
      %s
      target {
        arn = aws_sfn_state_machine.etl.arn
      }
    }
"""


def test_state_machine_in_terraform() -> None:
    (flow,) = flows({"main.tf": MACHINE})
    assert (flow.system, {s.name: s.needs for s in flow.steps}) == ("step-functions", {"A": (), "B": ("A",)})
    assert not flow.events


@pytest.mark.parametrize(
    ("setting", "paused"),
    [pytest.param("", False, id="enabled"), pytest.param('state = "DISABLED"', True, id="disabled")],
)
def test_schedule_in_the_same_file_starts_the_machine(setting: str, paused: bool) -> None:
    (flow,) = flows({"main.tf": textwrap.dedent(MACHINE) + textwrap.dedent(TARGET % setting)})
    assert (flow.events, flow.paused) == ({Event.SCHEDULE}, paused)


def test_databricks_job_in_terraform() -> None:
    text = """
        resource "databricks_job" "nightly" {
          schedule {
            quartz_cron_expression = "0 0 2 * * ?"
          }
          task {
            task_key = "a"
          }
          task {
            task_key = "b"
            depends_on {
              task_key = "a"
            }
            max_retries = 2
          }
        }
    """
    (flow,) = flows({"jobs.tf": text})
    assert ({s.name: s.needs for s in flow.steps}, flow.events, flow.retries) == (
        {"a": (), "b": ("a",)},
        {Event.SCHEDULE},
        True,
    )


def test_glue_triggers_are_a_chain() -> None:
    text = """
        resource "aws_glue_trigger" "start" {
          type = "SCHEDULED"
          schedule = "cron(0 1 * * ? *)"
          actions {
            job_name = "extract"
          }
        }
        resource "aws_glue_trigger" "then" {
          type = "CONDITIONAL"
          predicate {
            conditions {
              job_name = "extract"
            }
          }
          actions {
            job_name = "transform"
          }
        }
    """
    (flow,) = flows({"glue.tf": text})
    assert ({s.name: s.needs for s in flow.steps}, flow.events) == (
        {"extract": (), "transform": ("extract",)},
        {Event.SCHEDULE},
    )


def test_dagster_assets_of_all_modules_are_one_graph() -> None:
    files = {
        "defs/raw.py": "from dagster import asset\n@asset\ndef raw(): ...\n",
        "defs/model.py": "from dagster import asset\n@asset\ndef model(raw): ...\n@asset\ndef report(model): ...\n",
        "defs/schedule.py": """
            from dagster import ScheduleDefinition, define_asset_job
            job = define_asset_job("nightly", selection="*")
            schedule = ScheduleDefinition(job=job, cron_schedule="0 1 * * *")
        """,
    }
    graph, job = flows(files)
    assert (graph.path, len(graph.steps), graph.dependent_steps) == ("defs/model.py", 3, 2)
    assert (job.name, len(job.steps), job.events) == ("nightly", 3, {Event.SCHEDULE})


def test_a_dagster_job_over_named_assets_has_those_alone() -> None:
    files = {
        "defs/assets.py": "from dagster import asset\n@asset\ndef raw(): ...\n@asset\ndef model(raw): ...\n",
        "defs/schedule.py": """
            from dagster import ScheduleDefinition, define_asset_job
            from defs.assets import raw
            job = define_asset_job("copying", selection=[raw])
            schedule = ScheduleDefinition(job=job, cron_schedule="0 1 * * *")
        """,
    }
    _, job = flows(files)
    assert ([s.name for s in job.steps], job.events) == (["raw"], {Event.SCHEDULE})


WORKFLOW = """
    on:
      schedule: [{{cron: '0 1 * * *'}}]
    jobs:
      fetch:
        runs-on: x
        steps:
        - run: python {first}
      train:
        needs: fetch
        runs-on: x
        steps:
        - run: python {second}
"""


@pytest.mark.parametrize(
    ("files", "steps"),
    [
        pytest.param({"w.yml": WORKFLOW, "a.py": "", "b.py": ""}, None, id="no workflow folder"),
        pytest.param({".github/workflows/w.yml": WORKFLOW, "check.py": "", "lint.py": ""}, None, id="scheduled checks"),
        pytest.param(
            {".github/workflows/w.yml": WORKFLOW, "fetch_data.py": "", "train_model.py": ""},
            2,
            id="scheduled data work",
        ),
    ],
)
def test_scheduled_ci_jobs(files: dict[str, str], steps: int | None) -> None:
    scripts = [p for p in files if p.endswith(".py")]
    found = flows(
        {p: t.format(first=scripts[0], second=scripts[1]) if p.endswith("yml") else t for p, t in files.items()}
    )
    if steps is None:
        assert found == ()
    else:
        assert (found[0].system, len(found[0].steps), found[0].dependent_steps) == ("github-actions", steps, 1)


def test_taskcluster_hook_starts_its_graph() -> None:
    files = {
        "infra/pipeline.yml": """
            tasks:
            - ID: fetch
              provisionerId: p
              payload: {command: [fetch]}
            - ID: train
              dependencies: [fetch]
              provisionerId: p
              payload: {command: [train], maxRunTime: 60}
        """,
        "infra/hook.json": """
            {"schedule": ["0 0 1 * *"], "metadata": {"name": "nightly"},
             "task": {"provisionerId": "p", "retries": 5, "payload": {"command": ["spawn.py", "/code/pipeline.yml"]}}}
        """,
    }
    hook, graph = flows(files)
    assert (graph.system, graph.dependent_steps, graph.events) == ("taskcluster", 1, frozenset())
    assert (hook.events, len(hook.steps), hook.retries) == ({Event.SCHEDULE}, 2, True)


def test_dagster_locations_are_graphs_of_their_own() -> None:
    files = {
        "shop/pyproject.toml": "[project]\nname = 'shop'\n",
        "shop/shop/raw.py": "from dagster import asset\n@asset\ndef raw(): ...\n",
        "shop/shop/jobs.py": """
            from dagster import AssetSelection, ScheduleDefinition, define_asset_job
            everything = define_asset_job("nightly", selection=AssetSelection.all())
            schedule = ScheduleDefinition(job=everything, cron_schedule="0 1 * * *")
        """,
        "model/pyproject.toml": "[project]\nname = 'model'\n",
        "model/model/assets.py": "from dagster import asset\n@asset\ndef train(): ...\n@asset\ndef report(train): ...\n",
        "model/model/checks.py": """
            from dagster import AssetSelection, ScheduleDefinition, define_asset_job
            fresh = define_asset_job("fresh", selection=AssetSelection.checks(*found))
            schedule = ScheduleDefinition(job=fresh, cron_schedule="0 1 * * *")
        """,
    }
    found = {flow.name: flow for flow in flows(files)}
    assert [s.name for s in found["nightly"].steps] == ["raw"]
    assert not found["fresh"].steps
    assert [s.name for s in found["assets"].steps] == ["train", "report"]
    assert not found["assets"].events


def test_only_assets_with_a_condition_start_by_themselves() -> None:
    files = {
        "defs/raw.py": """
            from dagster import AutomationCondition, asset
            @asset(automation_condition=AutomationCondition.on_cron("@daily"))
            def raw(): ...
        """,
        "defs/model.py": "from dagster import asset\n@asset\ndef train(raw): ...\n@asset\ndef report(train): ...\n",
    }
    found = {flow.name: flow for flow in flows(files)}
    assert (len(found["assets"].steps), found["assets"].events) == (3, frozenset())
    assert [s.name for s in found["automated assets"].steps] == ["raw"]
    assert found["automated assets"].events == {Event.SCHEDULE}
