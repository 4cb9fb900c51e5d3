"""The parts of a dbt project."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DbtTest:
    """A data test on a model, source or column."""

    name: str
    column: str
    line: int
    severity: str = ""
    """`error`, `warn` or empty when not written."""


@dataclass(frozen=True, slots=True)
class DbtNode:
    """One entry of a properties file; names of source tables are `source.table`."""

    kind: str
    """`model`, `source`, `seed`, `snapshot`, `exposure`, `metric`, `semantic-model`, `unit-test`, `group`, `saved-query`."""
    name: str
    line: int
    tests: tuple[DbtTest, ...] = ()
    described: bool = False
    columns: int = 0
    contract: bool = False
    constraints: bool = False
    freshness_line: int = 0
    loaded_at: bool = False
    owner: str = ""
    pii_line: int = 0
    grants_line: int = 0
    depends_on: tuple[str, ...] = ()
    materialized: str = ""
    unique_key: bool = False


@dataclass(frozen=True, slots=True)
class DbtModel:
    """One SQL or Python file of a project: a model, snapshot, test or macro, by its folder."""

    name: str
    line: int
    refs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    literals: tuple[tuple[str, int], ...] = ()
    """Tables named literally, with their lines."""
    materialized: str = ""
    unique_key: bool = False
    strategy: str = ""
    contract: bool = False
    severity: str = ""
    store_failures: bool = False
    grants_line: int = 0
    snapshot: bool = False
    statements: bool = True
    """False for a file of comments only."""
    cron: str = ""
    """SQLMesh: when the model runs."""
    audits: tuple[str, ...] = ()
    """SQLMesh: audits of the model."""
    system: str = "dbt"


@dataclass(frozen=True, slots=True)
class DbtProject:
    """A dbt_project.yml; folders are relative to it."""

    name: str
    models: tuple[str, ...] = ("models",)
    seeds: tuple[str, ...] = ("seeds",)
    tests: tuple[str, ...] = ("tests",)
    snapshots: tuple[str, ...] = ("snapshots",)
    macros: tuple[str, ...] = ("macros",)
    packages: str = "dbt_packages"
    contract: bool = False
    grants_line: int = 0
    store_failures_line: int = 0
    severity: str = ""
    unique_key: bool = False
    materialized: str = ""
    query_comment_line: int = 0


@dataclass(frozen=True, slots=True)
class DbtFile:
    """What one file of a project holds."""

    project: DbtProject | None = None
    nodes: tuple[DbtNode, ...] = ()
    model: DbtModel | None = None
    packages: tuple[str, ...] = ()
