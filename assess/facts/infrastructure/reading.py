"""The extractors of infrastructure: each file is parsed once and shown to every tool that its path and words suggest."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import assess.facts.infrastructure as package
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs
from assess.facts.infrastructure.resource import UNREAD, Resource
from assess.facts.pipelines.documents import mapping
from assess.facts.pipelines.reading import json_document
from assess.facts.templated import is_templated, read_yaml
from assess.yaml_source import Loaded

LIMIT_BYTES = 2_000_000
Resources = tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads one tool's YAML or JSON; every group of words must occur with at least one word."""

    globs: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    read: Callable[[str, tuple[Loaded, ...]], Resources]
    weak: bool = False
    """The words are common, so a file that cannot be read is no candidate on their account."""


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads one tool's own language."""

    globs: tuple[str, ...]
    words: tuple[str, ...]
    read: Callable[[str, str], Resources]


@lru_cache(maxsize=1)
def _readers() -> tuple[DocumentReader | TextReader, ...]:
    found: list[DocumentReader | TextReader] = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        found += getattr(module, "READERS", ())
    return tuple(found)


class InfrastructureDocuments:
    """Resources that YAML and JSON documents declare."""

    name = "infrastructure.documents"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """YAML, JSON and templates of them."""
        return path.endswith((".yaml", ".yml", ".json", ".template", ".tpl"))

    def concerns(self, text: str) -> bool:
        """Everything with content; `extract` looks at path and words before parsing."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Resources:
        """Every resource. Raises: Unparsable."""
        readers = [r for r in _readers() if isinstance(r, DocumentReader) and _suits(r, path, text)]
        if not readers:
            return ()
        try:
            documents = (json_document(path, text),) if path.endswith(".json") else read_yaml(path, text)
        except Unparsable:
            helper = "/templates/" in f"/{path}" and is_templated(text) and not _declares(text)
            if helper or all(r.weak for r in readers):
                return ()
            heads = tuple(_heads(path, text)) if is_templated(text) else ()
            if heads:
                return heads
            raise
        return tuple(resource for reader in readers for resource in reader.read(path, documents))


class InfrastructureTexts:
    """Resources in languages of their own: Terraform, Bicep, Pulumi and CDK programs, units."""

    name = "infrastructure.texts"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Files whose names such languages use."""
        return path in _text_globs()

    def concerns(self, text: str) -> bool:
        """Everything with content."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Resources:
        """Every resource. Raises: Unparsable."""
        found: list[Resource] = []
        for reader in _readers():
            if isinstance(reader, TextReader) and path in Globs(reader.globs):
                if reader.words and not any(word in text for word in reader.words):
                    continue
                found += reader.read(path, text)
        return tuple(found)


DOCUMENTS = InfrastructureDocuments()
TEXTS = InfrastructureTexts()
EXTRACTORS = (DOCUMENTS, TEXTS)


@lru_cache(maxsize=1)
def _text_globs() -> Globs:
    return Globs(sorted({g for r in _readers() if isinstance(r, TextReader) for g in r.globs}))


def _suits(reader: DocumentReader, path: str, text: str) -> bool:
    return path in Globs(reader.globs) and all(any(word in text for word in group) for group in reader.words)


def _heads(path: str, text: str) -> Iterator[Resource]:
    """Kubernetes objects of a templated text that is no YAML: kind and place are certain, the rest is not."""
    for number, line in enumerate(text.split("\n"), 1):
        word, colon, value = line.partition(":")
        if word == "kind" and colon and value.strip().isalnum():
            yield Resource(f"kubernetes:{value.strip()}", "templated", path, number, ((UNREAD, "templated", number),))


def _declares(text: str) -> bool:
    """Whether a templated text has lines of a Kubernetes object's head; helper templates have none."""
    return "\nkind:" in f"\n{text}" and "\napiVersion:" in f"\n{text}"


def top_of(document: Loaded) -> dict[str, object]:
    """The document's top mapping, empty for anything else."""
    return dict(mapping(document.data))
