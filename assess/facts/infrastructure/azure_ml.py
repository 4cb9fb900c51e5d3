"""Azure ML's own YAML: workspaces, compute, endpoints and their deployments, by the schema that each file names."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.infrastructure.reading import DocumentReader
from assess.facts.infrastructure.resource import Resource, flat
from assess.facts.pipelines.documents import mapping, word
from assess.yaml_source import Loaded

_INFRASTRUCTURE = (
    "workspace",
    "compute",
    "endpoint",
    "deployment",
    "datastore",
    "registry",
    "featurestore",
    "connection",
)
"""What a schema's name must hold; jobs, components, environments and data assets are no infrastructure."""


def read_asset(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Everything that the workspace is told to create, as `azureml:<schema>`."""
    return tuple(_assets(path, documents))


def _assets(path: str, documents: tuple[Loaded, ...]) -> Iterator[Resource]:
    for document in documents:
        top = mapping(document.data)
        schema = word(top.get("$schema"))
        name = schema.rsplit("/", 1)[-1].removesuffix(".schema.json")
        if "azuremlschemas" in schema and any(w in name.lower() for w in _INFRASTRUCTURE):
            yield Resource(f"azureml:{name}", word(top.get("name")) or name, path, 1, flat(top, document))


READERS = (DocumentReader(("*.y{a,}ml",), (("azuremlschemas",),), read_asset),)
