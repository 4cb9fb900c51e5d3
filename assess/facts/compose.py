"""Compose files: the services that are started together."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs
from assess.yaml_source import Loaded, NotYaml, load_foreign

COMPOSE_FILES = Globs(("{docker-compose,compose,podman-compose}{,[._-]*}.{yml,yaml}", "*docker-compose*.{yml,yaml}"))


@dataclass(frozen=True, slots=True)
class ComposeService:
    """One service; `context` and `dockerfile` are paths from the repository's top, empty when nothing is built."""

    name: str
    line: int
    image: str
    context: str
    dockerfile: str
    command: str
    environment: tuple[str, ...]
    ports: tuple[str, ...]
    restart: str
    healthcheck: bool


@dataclass(frozen=True, slots=True)
class ComposeFile:
    """All services of one file, in order."""

    path: str
    services: tuple[ComposeService, ...]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_text(v) for v in value)
    return "" if value is None or isinstance(value, dict) else str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        return tuple(str(key) for key in value)
    if isinstance(value, list):
        return tuple(_text(v.get("target") if isinstance(v, dict) else v) for v in value)
    return ()


def _inside(*parts: str) -> str:
    path = normpath(join(*parts))
    return "" if path == "." else path


def _build(folder: str, build: Any) -> tuple[str, str]:
    if isinstance(build, str):
        build = {"context": build}
    if not isinstance(build, dict):
        return "", ""
    context = _inside(folder, _text(build.get("context")) or ".")
    return context or ".", _inside(context, _text(build.get("dockerfile")) or "Dockerfile")


def _service(document: Loaded, folder: str, name: str, body: dict[str, Any]) -> ComposeService:
    context, dockerfile = _build(folder, body.get("build"))
    check = body.get("healthcheck")
    environment = body.get("environment")
    names = tuple(word.partition("=")[0] for word in _texts(environment))
    return ComposeService(
        name=name,
        line=document.line("services", name),
        image=_text(body.get("image")),
        context=context,
        dockerfile=dockerfile,
        command=_text(body.get("command")),
        environment=names,
        ports=_texts(body.get("ports")),
        restart=_text(body.get("restart")),
        healthcheck=isinstance(check, dict) and not check.get("disable"),
    )


class ComposeExtractor:
    """Compose files."""

    name = "compose"
    version = 1
    limit_bytes = 400_000

    def selects(self, path: str) -> bool:
        """Files called compose or docker-compose."""
        return path in COMPOSE_FILES

    def concerns(self, text: str) -> bool:
        """Files that list services."""
        return "services:" in text

    def extract(self, path: str, text: str) -> ComposeFile:
        """The services. Raises: Unparsable."""
        try:
            documents = load_foreign(text, path)
        except NotYaml as problem:
            raise Unparsable(str(problem), problem.line) from problem
        services = []
        for document in documents:
            listed = document.data.get("services") if isinstance(document.data, dict) else None
            for name, body in (listed if isinstance(listed, dict) else {}).items():
                if isinstance(body, dict):
                    services.append(_service(document, dirname(path), name, body))
        return ComposeFile(path, tuple(services))


COMPOSE_FACTS = ComposeExtractor()
