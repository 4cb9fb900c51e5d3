from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes import dbt, dbt_share

from tests.probes.viewing import view

PROJECT = {
    "dbt_project.yml": "name: shop\n",
    "models/stg.sql": "select * from {{ source('raw', 'orders') }}\n",
    "models/mart.sql": "{{ config(materialized='incremental') }}\nselect * from {{ ref('stg') }}\n",
    "models/schema.yml": """
version: 2
models:
- name: mart
  description: One row per order of the shop
  config: {contract: {enforced: true}}
  columns:
  - name: id
    data_tests:
    - unique
    - not_null: {config: {severity: warn}}
sources:
- name: raw
  meta: {owner: data team}
  tables:
  - name: orders
    loaded_at_field: at
    freshness: {warn_after: {count: 1, period: day}}
  - name: lines
    freshness: null
exposures:
- {name: board, type: dashboard, owner: {email: bi@acme.io}, depends_on: [ref('mart')]}
unit_tests:
- {name: t, model: mart, given: [], expect: {rows: []}}
""",
}


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        pytest.param("models", 2, id="models"),
        pytest.param("sources", 2, id="sources"),
        pytest.param("sources-with-freshness", 1, id="freshness switched off for one"),
        pytest.param("sources-with-owner", 2, id="owner inherited"),
        pytest.param("data-tests", 2, id="data tests"),
        pytest.param("error-tests", 1, id="one test only warns"),
        pytest.param("key-tests", 1, id="unique test"),
        pytest.param("unit-tests", 1, id="unit test"),
        pytest.param("exposures-with-owner", 1, id="exposure"),
        pytest.param("contracts", 1, id="contract"),
        pytest.param("incremental-without-key", 1, id="incremental without key"),
        pytest.param("incremental-with-key", 0, id="no keyed model"),
        pytest.param("snapshots", 0, id="no snapshot"),
        pytest.param("metrics", 0, id="no metric"),
    ],
)
def test_count(thing: str, expected: int) -> None:
    def holds(least: int) -> bool:
        params = dbt.PARAMS.model_validate({"count": thing, "min": least})
        return dbt.observe(params, view(PROJECT)).value is Truth.YES

    assert not holds(expected + 1)
    assert expected == 0 or holds(expected)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param(
            {
                "dbt_packages/p/models/x.sql": "select 1",
                "dbt_packages/p/models/s.yml": "models:\n- {name: x, tests: [unique]}\n",
            },
            id="package",
        ),
        pytest.param({"target/compiled/x.sql": "select 1"}, id="compiled"),
        pytest.param({"models/later.sql": "-- select * from {{ ref('stg') }}\n"}, id="a model of comments"),
        pytest.param({"other/schema.yml": "models:\n- {name: x, tests: [unique]}\n"}, id="outside the project"),
    ],
)
def test_what_is_not_the_projects_own(extra: dict[str, str]) -> None:
    params = dbt.PARAMS.model_validate({"count": "models", "min": 3})
    tests = dbt.PARAMS.model_validate({"count": "data-tests", "min": 3})
    files = view({**PROJECT, **extra})
    assert (dbt.observe(params, files).value, dbt.observe(tests, files).value) == (Truth.NO, Truth.NO)


def test_no_project() -> None:
    files = {"models/a.sql": "select * from {{ ref('b') }}", "schema.yml": PROJECT["models/schema.yml"]}
    assert dbt.observe(dbt.PARAMS(count="models"), view(files)).value is Truth.NO


def test_unreadable_properties_are_unknown() -> None:
    files = {**PROJECT, "models/bad.yml": "x: 1\nmodels:\n- name: [\n"}
    assert dbt.observe(dbt.PARAMS(count="metrics"), view(files)).value is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("share", "extra", "expected"),
    [
        pytest.param("models-with-unit-tests", {}, 0.5, id="one of two has a unit test"),
        pytest.param("models-with-tests", {}, 0.5, id="one of two tested"),
        pytest.param(
            "models-with-tests", {"tests/t.sql": "select * from {{ ref('stg') }}"}, 1.0, id="a singular test counts"
        ),
        pytest.param("models-with-key-tests", {}, 0.5, id="key test"),
        pytest.param("models-using-ref", {}, 1.0, id="references only"),
        pytest.param(
            "models-using-ref",
            {"models/x.sql": "select * from prod.orders", "models/y.sql": "select 1 from prod.a"},
            0.5,
            id="literal tables",
        ),
        pytest.param(
            "models-using-ref",
            {"models/x.sql": "with a as (select 1) select * from a -- from x.y\n"},
            1.0,
            id="names in comments",
        ),
        pytest.param("sources-with-freshness", {}, 0.5, id="one of two fresh"),
        pytest.param("tests-with-error-severity", {}, 0.5, id="one of two fails the run"),
        pytest.param("incremental-with-key", {}, 0.0, id="no key"),
    ],
)
def test_share(share: str, extra: dict[str, str], expected: float) -> None:
    seen = dbt_share.observe(dbt_share.PARAMS.model_validate({"share": share}), view({**PROJECT, **extra}))
    assert seen.share == (expected, expected)


def test_sqlmesh_models_and_audits() -> None:
    text = "MODEL (name db.orders, kind INCREMENTAL_BY_UNIQUE_KEY (unique_key id), cron '@daily', audits (not_null(columns := (id))));\nselect 1 from db.raw\n"
    files = view({"config.yaml": "gateways: {}\n", "models/orders.sql": text})
    assert dbt.observe(dbt.PARAMS(count="incremental-with-key"), files).value is Truth.YES
    assert dbt.observe(dbt.PARAMS(count="data-tests"), files).value is Truth.YES
