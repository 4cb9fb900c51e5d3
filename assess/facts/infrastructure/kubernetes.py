"""Kubernetes manifests, Helm charts and Kustomize overlays."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.infrastructure.reading import DocumentReader
from assess.facts.infrastructure.resource import Resource, flat
from assess.facts.pipelines.documents import items, mapping, name_of, word
from assess.yaml_source import Loaded

_NOT_OBJECTS = frozenset({"Kustomization", "Component", "List", "Config", "Cluster.kind"})


def read_manifests(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Every object with an apiVersion and a kind, also out of lists."""
    return tuple(_objects(path, documents))


def _objects(path: str, documents: tuple[Loaded, ...]) -> Iterator[Resource]:
    for document in documents:
        top = mapping(document.data)
        candidates = (
            [(top, ())]
            if top.get("kind") != "List"
            else [(mapping(i), ("items", n)) for n, i in enumerate(items(top.get("items")))]
        )
        for thing, place in candidates:
            kind, version = word(thing.get("kind")), word(thing.get("apiVersion"))
            if not kind or not version or kind in _NOT_OBJECTS or version.startswith("kustomize.config"):
                continue
            attributes = flat(thing, document, place)
            suspended = (
                mapping(thing.get("spec")).get("replicas") == 0 or mapping(thing.get("spec")).get("suspend") is True
            )
            yield Resource(
                f"kubernetes:{kind}",
                _title(path, name_of(thing)),
                path,
                document.line(*place, "kind"),
                attributes,
                suspended,
            )


def _title(path: str, name: str) -> str:
    """The object's name; templated ones go by their file."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0] if not name or "\u27e8" in name else name


def read_chart(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """A chart's head: its name and dependencies."""
    document = documents[0] if documents else None
    name = word(mapping(document.data).get("name")) if document else ""
    return (Resource("helm:chart", name, path, 1, flat(document.data, document)),) if document and name else ()


def read_values(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Values that templates of the same chart, or of one installed from elsewhere, refer to."""
    if not documents or not mapping(documents[0].data):
        return ()
    return (Resource("helm:values", path.rsplit("/", 1)[-1], path, 1, flat(documents[0].data, documents[0])),)


def read_kustomization(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """A kustomization that names resources, charts or patches."""
    document = documents[0] if documents else None
    top = mapping(document.data) if document else {}
    if not any(top.get(k) for k in ("resources", "bases", "helmCharts", "components", "patches")):
        return ()
    return (Resource("kustomize:kustomization", path.rpartition("/")[0] or ".", path, 1, flat(top, document)),)


READERS = (
    DocumentReader(
        ("*.yaml", "*.yml", "*.json", "*.yaml.tpl", "*.yml.tpl"), (("apiVersion",), ("kind",)), read_manifests
    ),
    DocumentReader(("Chart.y{a,}ml",), (("name:",),), read_chart),
    DocumentReader(("values.y{a,}ml", "values[-_.]*.y{a,}ml", "*[-_.]values.y{a,}ml"), (), read_values, weak=True),
    DocumentReader(("kustomization.y{a,}ml",), (), read_kustomization),
)
