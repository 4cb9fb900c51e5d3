"""DVC: the stages of dvc.yaml, ordered by what they write and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assess.facts.pipelines.documents import mapping, one_or_many, texts, word
from assess.facts.pipelines.flow import Flow, Flows, FlowStep
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded


def read(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """One flow per dvc.yaml that has stages."""
    if not documents:
        return Flows()
    document = documents[0]
    stages = {str(n): mapping(s) for n, s in mapping(mapping(document.data).get("stages")).items()}
    stages = {
        n: mapping(s.get("do")) or s for n, s in stages.items() if s.get("cmd") or mapping(s.get("do")).get("cmd")
    }
    if not stages:
        return Flows()
    made = {out: name for name, stage in stages.items() for out in _outputs(stage)}
    steps = tuple(_step(document, name, stage, made) for name, stage in stages.items())
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return Flows((Flow(folder or "dvc", "dvc", document.line("stages"), steps),))


def _step(document: Loaded, name: str, stage: Mapping[str, Any], made: dict[str, str]) -> FlowStep:
    reads = _names(stage.get("deps"))
    needs = dict.fromkeys(made[d] for d in reads if made.get(d, name) != name)
    for dependency in reads:
        needs.update({n: None for out, n in made.items() if n != name and _within(out, dependency)})
    commands = [word(c) for c in one_or_many(stage.get("cmd"))]
    return FlowStep(name, document.line("stages", name), tuple(needs), (*commands, *reads))


def _within(one: str, other: str) -> bool:
    return one.startswith(other.rstrip("/") + "/") or other.startswith(one.rstrip("/") + "/")


def _outputs(stage: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(n for key in ("outs", "metrics", "plots", "outs_persist") for n in _names(stage.get(key)))


def _names(value: Any) -> tuple[str, ...]:
    """Paths of a deps or outs list, whose entries are texts or mappings from the path to its settings."""
    found: list[str] = []
    for entry in one_or_many(value):
        found += [str(k) for k in entry] if isinstance(entry, dict) else list(texts(entry))
    return tuple(found)


READERS = (DocumentReader(("dvc.yaml", "dvc.yml"), (("stages",),), read),)
