"""dbt's YAML: the project file, properties of models and sources, package lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.facts.dbt.values import DbtNode, DbtProject, DbtTest
from assess.facts.pipelines.documents import items, mapping, one_or_many, texts, word
from assess.yaml_source import Loaded

Place = tuple[str | int, ...]
_LISTS = {
    "models": "model",
    "seeds": "seed",
    "snapshots": "snapshot",
    "exposures": "exposure",
    "metrics": "metric",
    "semantic_models": "semantic-model",
    "unit_tests": "unit-test",
    "groups": "group",
    "saved_queries": "saved-query",
}
_PII = ("pii", "classification", "policy_tags", "masking_policy", "sensitive", "contains_pii", "gdpr")
_NOT_SENSITIVE = frozenset({"", "false", "none", "no", "public", "internal"})


def read_project(document: Loaded) -> DbtProject:
    """A dbt_project.yml."""
    top = mapping(document.data)

    def folders(*keys: str, default: str) -> tuple[str, ...]:
        given = next((top[k] for k in keys if k in top), None)
        return texts(given) or (default,)

    models, tests = mapping(top.get("models")), mapping(top.get("tests") or top.get("data_tests"))
    return DbtProject(
        word(top.get("name")),
        folders("model-paths", "source-paths", default="models"),
        folders("seed-paths", "data-paths", default="seeds"),
        folders("test-paths", default="tests"),
        folders("snapshot-paths", default="snapshots"),
        folders("macro-paths", default="macros"),
        word(top.get("packages-install-path")) or word(top.get("modules-path")) or "dbt_packages",
        mapping(_deep(models, "contract", 0)).get("enforced") is True,
        document.line("models") if _deep(models, "grants", 0) else 0,
        document.line("tests") if _deep(tests, "store_failures", 0) is True else 0,
        word(_deep(tests, "severity", 0)).lower(),
        bool(_deep(models, "unique_key", 0)),
        "",
        document.line("query-comment") if "query-comment" in top else 0,
    )


def _deep(value: Any, name: str, depth: int) -> Any:
    """The first setting of that name, with or without `+`, anywhere below."""
    if depth > 8 or not isinstance(value, dict):
        return None
    for key in (name, f"+{name}"):
        if key in value:
            return value[key]
    return next((found for inner in value.values() if (found := _deep(inner, name, depth + 1)) is not None), None)


def read_packages(document: Loaded) -> tuple[str, ...]:
    """Packages of a packages.yml or dependencies.yml."""
    entries = [mapping(p) for p in items(mapping(document.data).get("packages"))]
    return tuple(word(e.get("package") or e.get("git") or e.get("local") or e.get("name")) for e in entries)


def read_nodes(document: Loaded) -> Iterator[DbtNode]:
    """Every entry of a properties file."""
    top = mapping(document.data)
    for key, kind in _LISTS.items():
        for index, entry in enumerate(items(top.get(key))):
            if mapping(entry).get("name"):
                yield _node(document, kind, mapping(entry), (key, index), word(mapping(entry)["name"]))
    for index, source in enumerate(items(top.get("sources"))):
        yield from _source(document, mapping(source), ("sources", index))


def _source(document: Loaded, source: Mapping[str, Any], place: Place) -> Iterator[DbtNode]:
    inherited = {**mapping(source.get("config")), **source}
    owner = _owner(inherited)
    for index, table in enumerate(items(source.get("tables"))):
        body = mapping(table)
        own = {**mapping(body.get("config")), **body}
        at = (*place, "tables", index)
        name = f"{word(source.get('name'))}.{word(body.get('name'))}"
        node = _node(document, "source", body, at, name)
        fresh = own["freshness"] if "freshness" in own else inherited.get("freshness")
        where = at if "freshness" in own else place
        yield DbtNode(
            "source", name, node.line, node.tests, node.described, node.columns,
            freshness_line=document.line(*where, "freshness") if _limits(fresh) else 0,
            loaded_at=bool(own.get("loaded_at_field") or inherited.get("loaded_at_field")
                           or own.get("loaded_at_query") or inherited.get("loaded_at_query")),
            owner=_owner(own) or owner, pii_line=node.pii_line,
        )  # fmt: skip


def _limits(freshness: Any) -> bool:
    """Whether a freshness block names a limit; `freshness: null` switches it off."""
    return any(mapping(mapping(freshness).get(k)).get("count") for k in ("warn_after", "error_after"))


def _owner(entry: Mapping[str, Any]) -> str:
    owner = (
        mapping(entry.get("meta")).get("owner")
        or mapping(mapping(entry.get("config")).get("meta")).get("owner")
        or entry.get("owner")
    )
    return " ".join(texts(owner)) if isinstance(owner, dict | list) else word(owner)


def _node(document: Loaded, kind: str, entry: Mapping[str, Any], place: Place, name: str) -> DbtNode:
    config = mapping(entry.get("config"))
    columns = [mapping(c) for c in items(entry.get("columns"))]
    contract = mapping(config.get("contract") or entry.get("contract")).get("enforced") is True
    constraints = bool(entry.get("constraints")) or any(c.get("constraints") for c in columns)
    return DbtNode(
        kind,
        name,
        document.line(*place),
        tuple(_tests(document, entry, place)),
        len(word(entry.get("description")).split()) >= 3,
        len(columns),
        contract,
        constraints,
        owner=_owner(entry) or word(config.get("group") or entry.get("group")),
        pii_line=_pii(document, entry, columns, place),
        grants_line=document.line(*place, "config", "grants") if config.get("grants") else 0,
        depends_on=texts(entry.get("depends_on")) or texts(entry.get("model")),
        materialized=word(config.get("materialized")),
        unique_key=bool(config.get("unique_key")),
    )


def _pii(document: Loaded, entry: Mapping[str, Any], columns: list[Mapping[str, Any]], place: Place) -> int:
    for index, column in enumerate([entry, *columns]):
        marks = {**mapping(column.get("meta")), **mapping(mapping(column.get("config")).get("meta")), **column}
        for name in _PII:
            value = marks.get(name)
            if value is not None and (
                (isinstance(value, list | dict) and value) or word(value).lower() not in _NOT_SENSITIVE
            ):
                return document.line(*place) if index == 0 else document.line(*place, "columns", index - 1)
        if any(t.lower() in {"pii", "personal", "sensitive"} for t in texts(column.get("tags"))):
            return document.line(*place) if index == 0 else document.line(*place, "columns", index - 1)
    return 0


def _tests(document: Loaded, entry: Mapping[str, Any], place: Place) -> Iterator[DbtTest]:
    for key in ("tests", "data_tests"):
        for index, test in enumerate(one_or_many(entry.get(key))):
            yield _test(test, "", document.line(*place, key, index))
    for number, column in enumerate(items(entry.get("columns"))):
        for key in ("tests", "data_tests"):
            for index, test in enumerate(one_or_many(mapping(column).get(key))):
                name = word(mapping(column).get("name"))
                yield _test(test, name, document.line(*place, "columns", number, key, index))


def _test(test: Any, column: str, line: int) -> DbtTest:
    if not isinstance(test, dict):
        return DbtTest(word(test), column, line)
    known = {"config", "severity", "name", "arguments", "where", "tags"}
    name = word(test.get("test_name")) or next((str(k) for k in test if k not in known), "test")
    body = mapping(test.get(name))
    severity = word(test.get("severity") or mapping(test.get("config")).get("severity") or body.get("severity"))
    severity = severity or word(mapping(body.get("config")).get("severity"))
    return DbtTest(name, column, line, severity.lower())
