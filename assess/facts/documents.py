"""Values inside structured files: YAML (also front matter), TOML, JSON with comments, INI and properties."""

from __future__ import annotations

import configparser
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import basename, splitext
from typing import Any

from assess.facts.document_places import Path, ini_places, json_places, toml_places, without_comments
from assess.facts.extractor import Unparsable
from assess.facts.templated import read_yaml
from assess.yaml_source import Loaded

LIMIT_BYTES = 2_000_000
_KEPT_CHARACTERS = 100_000
"""Larger texts are read anew each time, so that memory stays bounded."""
_FORMATS = {
    ".yaml": "yaml", ".yml": "yaml", ".cff": "yaml", ".dvc": "yaml", ".toml": "toml", ".json": "json", ".jsonc": "json",
    ".jsonld": "json", ".webmanifest": "json", ".ini": "ini", ".cfg": "ini", ".properties": "properties", ".md": "front",
    ".markdown": "front", ".mdx": "front", ".qmd": "front", ".rmd": "front",
}  # fmt: skip
_NAMED = {
    "pipfile": "toml", "poetry.lock": "toml", "uv.lock": "toml", "cargo.lock": "toml", "pixi.lock": "yaml", "dvc.lock": "yaml",
    "mlproject": "yaml", "owners_aliases": "yaml", ".prettierrc": "yaml", ".eslintrc": "yaml", ".releaserc": "yaml",
    ".renovaterc": "json", ".babelrc": "json", ".sqlfluff": "ini", ".flake8": "ini", ".pylintrc": "ini", "pylintrc": "ini",
    ".coveragerc": "ini", ".bumpversion.cfg": "ini", ".isort.cfg": "ini", ".gitmodules": "ini", ".editorconfig": "ini",
    ".clang-format": "yaml", ".npmrc": "properties", "chart.lock": "yaml", ".markdownlintrc": "json",
}  # fmt: skip
_PLACES = {"json": json_places, "toml": toml_places, "ini": ini_places, "properties": ini_places}


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file: plain data (dict, list, str, int, float, bool, None), and the lines of its parts."""

    value: Any
    text: str = field(repr=False)
    format: str
    places: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)

    def line_of(self, path: Path) -> int:
        """The 1-based line of a part, or of the nearest part around it."""
        lines = _PLACES[self.format](self.text) if self.format in _PLACES else None
        for end in range(len(path), -1, -1):
            if lines is not None and path[:end] in lines:
                return lines[path[:end]]
            if lines is None and path[:end] in self.places:
                return self.places[path[:end]][0]
        return 1


class DocumentExtractor:
    """Reads structured files; a file can hold several documents."""

    name = "documents"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Files whose name tells a structured format; notebooks are none."""
        return format_of(path) != ""

    def concerns(self, text: str) -> bool:
        """Every file that holds something."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> tuple[Document, ...]:
        """Its documents. Raises: Unparsable."""
        return read_documents(path, text)


DOCUMENTS = DocumentExtractor()


def format_of(path: str) -> str:
    """The format that a file's name tells: `yaml`, `toml`, `json`, `ini`, `properties`, `front`; or nothing."""
    name = basename(path).lower()
    return _NAMED.get(name) or _FORMATS.get(splitext(name)[1], "")


def read_documents(path: str, text: str) -> tuple[Document, ...]:
    """Every document of a file; none for prose without front matter. Raises: Unparsable."""
    kind = format_of(path)
    read = _kept if len(text) <= _KEPT_CHARACTERS else _read
    found = read(kind, text)
    if isinstance(found, Unparsable):
        raise Unparsable(str(found), found.line)
    return found


@lru_cache(maxsize=256)
def _kept(kind: str, text: str) -> tuple[Document, ...] | Unparsable:
    return _read(kind, text)


def _read(kind: str, text: str) -> tuple[Document, ...] | Unparsable:
    try:
        if kind == "yaml":
            return _yaml(text)
        if kind == "front":
            return _front_matter(text)
        if kind == "json":
            return (_json(text),)
        return (Document(_READERS[kind](text), text, kind),)
    except Unparsable as problem:
        return problem
    except RecursionError:
        return Unparsable("nested too deeply to read")


def _yaml(text: str) -> tuple[Document, ...]:
    return tuple(_from(loaded) for loaded in read_yaml("", text))


def _from(loaded: Loaded) -> Document:
    return Document(loaded.data, "", "yaml", loaded.places)


def _front_matter(text: str) -> tuple[Document, ...]:
    lines = text.split("\n", 400)
    if lines[0].rstrip() != "---":
        return ()
    end = next((i for i, line in enumerate(lines[1:400], 1) if line.rstrip() in ("---", "...")), 0)
    # The leading newline stands for the opening mark, so that lines stay the file's.
    return _yaml("\n" + "\n".join(lines[1:end])) if end else ()


def _json(text: str) -> Document:
    try:
        return Document(json.loads(text), text, "json")
    except ValueError as first:
        strict = without_comments(text)
        try:
            return Document(json.loads(strict), strict, "json")
        except ValueError:
            line = first.lineno if isinstance(first, json.JSONDecodeError) else None
            raise Unparsable(f"not valid JSON: {str(first).split(':')[0]}", line) from first


def _toml(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError) as problem:
        raise Unparsable(f"not valid TOML: {problem}") from problem


def _ini(text: str) -> Any:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(text)
    except configparser.MissingSectionHeaderError:
        return _properties(text)
    except configparser.Error as problem:
        raise Unparsable(f"not a valid INI file: {str(problem).splitlines()[0]}") from problem
    return {name: dict(parser.items(name)) for name in parser.sections()}


def _properties(text: str) -> Any:
    found: dict[str, str] = {}
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped and stripped[0] not in "#!;[":
            key, _, value = stripped.partition("=") if "=" in stripped else stripped.partition(":")
            found[key.strip()] = value.strip()
    return found


_READERS = {"toml": _toml, "ini": _ini, "properties": _properties}
