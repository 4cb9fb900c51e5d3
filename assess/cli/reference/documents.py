"""The pages of the documents that go in and come out."""

from __future__ import annotations

from collections.abc import Iterator

from assess.cli.reference.keys import keys, prose, tree
from assess.model.appearance import ReportSettings
from assess.model.assessment import Assessment
from assess.model.comparison import Comparison
from assess.model.config import Config, Gate, GateLimits, TraitSetting, Waiver
from assess.model.document import Document
from assess.model.plan import Plan
from assess.model.verdict import VerdictDocument
from assess.output.schema import DOCUMENTS, PUBLISHED


def assessment() -> Iterator[str]:
    """Every field of the assessment."""
    return _page("The assessment", Assessment, PUBLISHED)


def verdict() -> Iterator[str]:
    """Every field of a gate's verdict."""
    return _page("The verdict of a gate", VerdictDocument, "verdict.schema.json")


def comparison() -> Iterator[str]:
    """Every field of a comparison."""
    return _page("The comparison", Comparison, "comparison.schema.json")


def plan() -> Iterator[str]:
    """Every field of a plan."""
    return _page("The plan", Plan, "plan.schema.json")


def _page(title: str, model: type[Document], name: str) -> Iterator[str]:
    yield from (f"# {title}", "", f"{prose(model.__doc__ or '')} As JSON it has schema version")
    yield from (f"{DOCUMENTS[name][1]}; the schema is `reports/{name}`.", "")
    yield from tree(model)


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
