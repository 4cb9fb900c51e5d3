"""The extractors of flows: each file is parsed once and shown to every orchestrator that its words and path suggest."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import assess.facts.pipelines as package
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs
from assess.facts.pipelines.flow import Flows
from assess.facts.pipelines.python_source import PythonSource, parse_python
from assess.facts.templated import read_yaml
from assess.yaml_source import Loaded

LIMIT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class PythonReader:
    """Reads one orchestrator's flows from a Python module that holds one of the words."""

    words: tuple[str, ...]
    read: Callable[[PythonSource], Flows]


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads one orchestrator's flows from YAML or JSON: the path matches and every word (or one of a group) occurs."""

    globs: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    """Groups; of each group at least one word must occur. Empty: the path decides."""
    read: Callable[[str, tuple[Loaded, ...]], Flows]


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads flows from a text in a language of its own."""

    globs: tuple[str, ...]
    words: tuple[str, ...]
    read: Callable[[str, str], Flows]


@lru_cache(maxsize=1)
def _readers() -> tuple[PythonReader | DocumentReader | TextReader, ...]:
    found: list[PythonReader | DocumentReader | TextReader] = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        found += getattr(module, "READERS", ())
    return tuple(found)


class PythonFlows:
    """Flows that Python modules define."""

    name = "pipelines.python"
    version = 2
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Python modules."""
        return path.endswith(".py")

    def concerns(self, text: str) -> bool:
        """Whether an orchestrator is named at all."""
        return any(word in text for word in _python_words())

    def extract(self, path: str, text: str) -> Flows:
        """Every flow, trigger and task of the module. Raises: Unparsable."""
        readers = [r for r in _readers() if isinstance(r, PythonReader) and any(w in text for w in r.words)]
        source = parse_python(path, text)
        found = Flows()
        for reader in readers:
            found = found.joined(reader.read(source))
        return found


class DocumentFlows:
    """Flows that YAML and JSON documents define."""

    name = "pipelines.documents"
    version = 2
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """YAML and JSON, and files of well-known names."""
        return path.endswith((".yaml", ".yml", ".json", ".asl")) or path in _document_globs()

    def concerns(self, text: str) -> bool:
        """Everything selected: paths decide together with words, so `extract` looks again before parsing."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Flows:
        """Every flow and trigger of the documents. Raises: Unparsable."""
        readers = [r for r in _readers() if isinstance(r, DocumentReader) and _suits(r, path, text)]
        if not readers:
            return Flows()
        documents = _documents(path, text)
        found = Flows()
        for reader in readers:
            found = found.joined(reader.read(path, documents))
        return found


class TextFlows:
    """Flows in languages of their own: Snakemake, Nextflow, R targets, Terraform, crontabs."""

    name = "pipelines.texts"
    version = 2
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Files whose names such languages use."""
        return path in _text_globs()

    def concerns(self, text: str) -> bool:
        """Everything selected is small enough to look at."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Flows:
        """Every flow and trigger of the text. Raises: Unparsable."""
        found = Flows()
        for reader in _readers():
            if isinstance(reader, TextReader) and path in Globs(reader.globs):
                if reader.words and not any(word in text for word in reader.words):
                    continue
                found = found.joined(reader.read(path, text))
        return found


PYTHON_FLOWS = PythonFlows()
DOCUMENT_FLOWS = DocumentFlows()
TEXT_FLOWS = TextFlows()


@lru_cache(maxsize=1)
def _python_words() -> tuple[str, ...]:
    return tuple(sorted({w for r in _readers() if isinstance(r, PythonReader) for w in r.words}))


@lru_cache(maxsize=1)
def _document_globs() -> Globs:
    return Globs(sorted({g for r in _readers() if isinstance(r, DocumentReader) for g in r.globs}))


@lru_cache(maxsize=1)
def _text_globs() -> Globs:
    return Globs(sorted({g for r in _readers() if isinstance(r, TextReader) for g in r.globs}))


def _suits(reader: DocumentReader, path: str, text: str) -> bool:
    return path in Globs(reader.globs) and all(any(word in text for word in group) for group in reader.words)


def _documents(path: str, text: str) -> tuple[Loaded, ...]:
    if path.endswith(".json"):
        return (json_document(path, text),)
    return read_yaml(path, text)


def json_document(path: str, text: str) -> Loaded:
    """One JSON document with the lines of its keys as YAML sees them. Raises: Unparsable."""
    try:
        return read_yaml(path, text)[0]
    except (Unparsable, IndexError):
        pass
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unparsable(f"not valid JSON: {error}") from error
    return Loaded(path, data, {})
