"""Services that platforms run from one file: Databricks bundles, compose, Cloud Foundry, Render, Fly, App Engine, systemd."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from assess.facts.extractor import Unparsable
from assess.facts.infrastructure.reading import DocumentReader, TextReader
from assess.facts.infrastructure.resource import Attribute, Resource, flat
from assess.facts.pipelines.documents import items, mapping, word
from assess.yaml_source import Loaded


def read_bundle(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """The resources of a Databricks asset bundle, by their kind in the singular."""
    found: list[Resource] = []
    for document in documents:
        top = mapping(document.data)
        if "bundle" in top:
            found.append(Resource("databricks:bundle", word(mapping(top["bundle"]).get("name")), path, document.line("bundle"),
                                  flat({k: top[k] for k in ("bundle", "targets") if k in top}, document)))  # fmt: skip
        for kind, named in mapping(top.get("resources")).items():
            for name, body in mapping(named).items():
                at = ("resources", kind, name)
                found.append(
                    Resource(
                        f"databricks:{str(kind).removesuffix('s')}",
                        str(name),
                        path,
                        document.line(*at),
                        flat(body, document, at),
                    )
                )
    return tuple(found)


def read_compose(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """The services of a compose or stack file."""
    return tuple(
        Resource(
            "compose:service",
            str(name),
            path,
            document.line("services", name),
            flat(body, document, ("services", name)),
        )
        for document in documents
        for name, body in mapping(mapping(document.data).get("services")).items()
        if isinstance(body, dict)
    )


def read_cloud_foundry(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """The applications of a manifest."""
    return tuple(
        Resource(
            "cloudfoundry:application",
            word(mapping(a).get("name")) or "application",
            path,
            d.line("applications", i),
            flat(a, d, ("applications", i)),
        )
        for d in documents
        for i, a in enumerate(items(mapping(d.data).get("applications")))
    )


def read_bosh(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """The instance groups of a BOSH manifest."""
    return tuple(
        Resource(
            "bosh:instance-group",
            word(mapping(g).get("name")),
            path,
            d.line("instance_groups", i),
            flat(g, d, ("instance_groups", i)),
        )
        for d in documents
        for i, g in enumerate(items(mapping(d.data).get("instance_groups")))
    )


def read_render(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Services and databases of a blueprint."""
    return tuple(
        Resource(
            f"render:{key.removesuffix('s')}",
            word(mapping(s).get("name")) or key,
            path,
            d.line(key, i),
            flat(s, d, (key, i)),
        )
        for d in documents
        for key in ("services", "databases")
        for i, s in enumerate(items(mapping(d.data).get(key)))
    )


def read_app_engine(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """An App Engine service."""
    return tuple(
        Resource("appengine:service", word(mapping(d.data).get("service")) or "default", path, 1, flat(d.data, d))
        for d in documents
        if "runtime" in mapping(d.data) and not {"id", "tasks"} & set(mapping(d.data))
    )


def read_fly(path: str, text: str) -> tuple[Resource, ...]:
    """A Fly application. Raises: Unparsable."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unparsable(f"not valid TOML: {error}") from error
    return (Resource("fly:app", word(data.get("app")) or "app", path, 1, flat(data, None)),)


def read_unit(path: str, text: str) -> tuple[Resource, ...]:
    """A systemd service with its settings as `Section.Key`."""
    return (Resource("systemd:service", path.rsplit("/", 1)[-1], path, 1, tuple(_settings(text))),)


def _settings(text: str) -> Iterator[Attribute]:
    section = ""
    for number, line in enumerate(text.split("\n")[:2000], 1):
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            section = stripped[1:-1]
        elif "=" in stripped and not stripped.startswith(("#", ";")):
            key, _, value = stripped.partition("=")
            yield f"{section}.{key.strip()}", value.strip(), number


READERS = (
    DocumentReader(("*.y{a,}ml",), (("resources:", "bundle:"), ("bundle:", "jobs:", "pipelines:", "schemas:", "model_serving_endpoints:",
                   "registered_models:", "experiments:", "volumes:", "clusters:", "sql_warehouses:")), read_bundle, weak=True),
    DocumentReader(("{docker-compose,compose,*-stack,stack}*.y{a,}ml", "*docker-compose*.y{a,}ml", "*.y{a,}ml"),
                   (("services:",), ("image:", "build:")), read_compose, weak=True),
    DocumentReader(("manifest*.y{a,}ml",), (("applications:",),), read_cloud_foundry),
    DocumentReader(("*.y{a,}ml",), (("instance_groups:",), ("releases:", "stemcells:")), read_bosh, weak=True),
    DocumentReader(("render.y{a,}ml",), (("services:", "databases:"),), read_render),
    DocumentReader(("app.y{a,}ml", "app-*.y{a,}ml", "app_*.y{a,}ml"), (("runtime:",),), read_app_engine),
    TextReader(("fly.toml", "fly.*.toml"), (), read_fly),
    TextReader(("*.service",), ("[Service]",), read_unit),
)  # fmt: skip
