"""Alert rules, receivers, dashboards and objectives that monitoring tools read from files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.facts.infrastructure.reading import DocumentReader
from assess.facts.infrastructure.resource import Resource, flat
from assess.facts.pipelines.documents import items, mapping, word
from assess.yaml_source import Loaded

Place = tuple[str | int, ...]


def read_alerts(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Prometheus alert rules, in rule files and PrometheusRule objects; Grafana's provisioned ones."""
    return tuple(r for d in documents for r in _groups(path, d))


def _groups(path: str, document: Loaded) -> Iterator[Resource]:
    top = mapping(document.data)
    for place in (
        (),
        ("spec",),
        ("serverFiles", "alerting_rules.yml"),
        ("prometheus", "serverFiles", "alerting_rules.yml"),
    ):
        groups = _at(top, (*place, "groups"))
        for number, group in enumerate(items(groups)):
            for index, rule in enumerate(items(mapping(group).get("rules"))):
                body, at = mapping(rule), (*place, "groups", number, "rules", index)
                if body.get("alert"):
                    yield Resource(
                        "prometheus:alert", word(body["alert"]), path, document.line(*at), flat(body, document, at)
                    )
                elif body.get("title") and body.get("condition"):
                    yield Resource(
                        "grafana:alert", word(body["title"]), path, document.line(*at), flat(body, document, at)
                    )


def _at(top: Mapping[str, Any], place: Place) -> Any:
    value: Any = top
    for key in place:
        value = mapping(value).get(str(key))
    return value


def read_receivers(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Receivers of an Alertmanager configuration and contact points of Grafana; empty ones are left out."""
    found = []
    for document in documents:
        top = mapping(document.data)
        for key, kind in (("receivers", "alertmanager:receiver"), ("contactPoints", "grafana:contact-point")):
            if key == "receivers" and "route" not in top:
                continue
            for index, receiver in enumerate(items(top.get(key))):
                if len(mapping(receiver)) > 1:
                    at = (key, index)
                    found.append(
                        Resource(
                            kind,
                            word(mapping(receiver).get("name")),
                            path,
                            document.line(*at),
                            flat(receiver, document, at),
                        )
                    )
    return tuple(found)


def read_dashboard(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """A Grafana dashboard with panels."""
    found = []
    for document in documents:
        top = mapping(document.data)
        body = mapping(top.get("dashboard")) or top
        if (items(body.get("panels")) or items(body.get("rows"))) and body.get("title"):
            found.append(Resource("grafana:dashboard", word(body["title"]), path, document.line("panels")))
    return tuple(found)


def read_objectives(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Sloth specifications and plain `slos:` lists; OpenSLO objects are read as objects with kind SLO."""
    found = []
    for document in documents:
        for index, objective in enumerate(items(mapping(document.data).get("slos"))):
            body = mapping(objective)
            if body.get("objective") or body.get("target"):
                at = ("slos", index)
                found.append(
                    Resource("sloth:slo", word(body.get("name")), path, document.line(*at), flat(body, document, at))
                )
    return tuple(found)


READERS = (
    DocumentReader(("*.y{a,}ml",), (("groups:",), ("alert:", "condition:")), read_alerts),
    DocumentReader(("*.y{a,}ml",), (("receivers:", "contactPoints:"),), read_receivers, weak=True),
    DocumentReader(
        ("*.json",),
        (('"panels"', '"rows"'), ('"title"',), ('"schemaVersion"', '"dashboard"', '"datasource"')),
        read_dashboard,
        weak=True,
    ),
    DocumentReader(("*.y{a,}ml",), (("slos:",),), read_objectives, weak=True),
)
