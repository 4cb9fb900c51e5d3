"""The pages of the documents that go in and come out."""

from __future__ import annotations

from collections.abc import Iterator

from assess.cli.reference.keys import keys, prose, tree
from assess.model.appearance import ReportSettings
from assess.model.assessment import SCHEMA_VERSION, Assessment
from assess.model.config import Config, Gate, GateLimits, TraitSetting, Waiver


def assessment() -> Iterator[str]:
    """Every field of the assessment."""
    yield from ("# The assessment", "", f"{prose(Assessment.__doc__ or '')} As JSON it has schema version")
    yield from (f"{SCHEMA_VERSION}; the schema is `reports/assessment.schema.json`.", "")
    yield from tree(Assessment)


def configuration() -> Iterator[str]:
    """The keys of the configuration."""
    yield from ("# Configuration", "", "`.maturity/config.yaml`, or `[tool.assess]` in pyproject.toml; not both.", "")
    yield from keys(Config)
    parts = (
        ("traits.<name>", TraitSetting),
        ("waivers[]", Waiver),
        ("gate", Gate),
        ("gate.branches.<pattern>", GateLimits),
        ("report", ReportSettings),
    )
    for name, model in parts:
        yield from ("", f"## {name}", "", prose(model.__doc__ or ""), "")
        yield from keys(model)
