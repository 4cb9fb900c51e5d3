"""Dagster's assets: the modules of one code location are one graph, and only those with a condition start by themselves."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Container
from dataclasses import replace

from assess.facts.pipelines.dagster import ASSETS
from assess.facts.pipelines.flow import Flow, Flows

_PACKAGE_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
AUTOMATED = "automated assets"


def location(path: str, paths: Container[str]) -> str:
    """The folder of the nearest package file above a module: Dagster loads each package as a code location of its own."""
    folder = posixpath.dirname(path)
    while folder:
        if any(f"{folder}/{name}" in paths for name in _PACKAGE_FILES):
            return folder
        folder = posixpath.dirname(folder)
    return ""


def asset_graphs(found: list[tuple[str, Flows]], paths: Container[str]) -> list[tuple[str, Flows]]:
    """One graph for each location, standing where most of its assets stand; what starts by itself is a flow beside it."""
    places: dict[str, list[tuple[str, Flow]]] = defaultdict(list)
    for path, flows in found:
        for flow in flows.flows:
            if flow.key == ASSETS:
                places[location(path, paths)].append((path, flow))
    several = {place: graphs for place, graphs in places.items() if len(graphs) > 1}
    kept = [
        (p, replace(flows, flows=tuple(f for f in flows.flows if f.key != ASSETS)))
        if location(p, paths) in several
        else (p, flows)
        for p, flows in found
    ]
    for graphs in several.values():
        automated = [g for g in graphs if g[1].triggers]
        if automated and len(automated) < len(graphs):
            path, flow = _merged(automated)
            kept.append((path, Flows((replace(flow, name=AUTOMATED, key=AUTOMATED),))))
        path, flow = _merged(graphs)
        if len(automated) < len(graphs):
            flow = replace(flow, triggers=frozenset(), trigger_line=0)
        kept.append((path, Flows((flow,))))
    return kept


def _merged(graphs: list[tuple[str, Flow]]) -> tuple[str, Flow]:
    path, largest = max(graphs, key=lambda g: len(g[1].steps))
    alerted = next((f for _, f in graphs if f.alerts), largest)
    triggers = frozenset(t for _, flow in graphs for t in flow.triggers)
    merged = replace(
        largest,
        name=ASSETS,
        steps=tuple(step for _, flow in graphs for step in flow.steps),
        triggers=triggers,
        trigger_line=largest.trigger_line or (largest.line if triggers else 0),
        retries=any(flow.retries for _, flow in graphs),
        alerts=alerted.alerts,
        alert_line=largest.line if alerted.alerts else 0,
        mentions=tuple(sorted({m for _, flow in graphs for m in flow.mentions} | {p for p, _ in graphs})),
    )
    return path, merged
