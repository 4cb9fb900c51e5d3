"""The configuration of one subject: `.maturity/config.yaml` or `[tool.assess]` in pyproject.toml, not both."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.model.config import Config
from assess.model.rubric import Rubric
from assess.snapshot.protocol import Snapshot, Unavailable
from assess.suggestion import did_you_mean
from assess.validation import validated
from assess.yaml_source import load_own

BUILT_IN_RUBRIC = "mlops-readiness"
CONFIG_FILE = ".maturity/config.yaml"
ANSWERS_FILE = ".maturity/answers.yaml"
PROJECT_FILE = "pyproject.toml"
_TABLE = ("tool", "assess")


def load_configuration(snapshot: Snapshot, explicit: Path | None) -> Config:
    """The explicit file's configuration, else the one in the product's folder, else the repository's own.

    Raises: Problems with every mistake; InputError when the explicit file cannot be read.
    """
    if explicit is not None:
        return read_configuration(explicit)
    for folder in dict.fromkeys((snapshot.root, "")):
        found = _in_folder(snapshot, folder)
        if found is not None:
            return found
    return Config()


def read_configuration(path: Path) -> Config:
    """The configuration of one file: YAML, or TOML with a table `[tool.assess]`. Raises: InputError, Problems."""
    text = read_document(path)
    if path.suffix.lower() == ".toml":
        table = _table(text, str(path), certain=True)
        if table is None:
            raise InputError("there is no table [tool.assess]", Place(str(path)))
        return _from_table(table, str(path))
    return _from_yaml(text, str(path))


def read_document(path: Path) -> str:
    """The text of a document that was named on the command line. Raises: InputError."""
    try:
        return decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Place(str(path))) from error


def configuration_problems(config: Config, rubric: Rubric, name: str = CONFIG_FILE) -> tuple[InputError, ...]:
    """References that the rubric does not know: profile, traits, areas and layers of the gate."""
    settings = rubric.settings
    references = [
        ("profile", [config.profile] if config.profile else [], list(settings.profiles)),
        ("traits", list(config.traits), list(settings.traits)),
        ("gate.min_area", list(config.gate.min_area), [area.id for area in settings.areas]),
        ("gate.min_layer", list(config.gate.min_layer), [layer.id for layer in settings.layers]),
    ]
    return tuple(
        InputError(
            f"{key}: {given!r} is not known", Place(name), did_you_mean(given, known) or f"known: {', '.join(known)}"
        )
        for key, names, known in references
        for given in names
        if given not in known
    )


def _in_folder(snapshot: Snapshot, folder: str) -> Config | None:
    listed = {e.path for e in snapshot.entries if e.path in (folder + CONFIG_FILE, folder + PROJECT_FILE)}
    own = _text(snapshot, folder + CONFIG_FILE) if folder + CONFIG_FILE in listed else None
    table = _project_table(snapshot, folder + PROJECT_FILE) if folder + PROJECT_FILE in listed else None
    if own is not None and table is not None:
        raise Problems(
            [
                InputError(
                    f"the configuration stands in two places: here and as [tool.assess] in {folder}{PROJECT_FILE}",
                    Place(folder + CONFIG_FILE),
                    "keep one of them",
                )
            ]
        )
    if own is not None:
        return _from_yaml(own, folder + CONFIG_FILE)
    return _from_table(table, folder + PROJECT_FILE) if table is not None else None


def _text(snapshot: Snapshot, path: str) -> str:
    try:
        return decoded(snapshot.read(path), path)
    except Unavailable as error:
        raise Problems([InputError(f"cannot be read: {error}", Place(path))]) from error


def decoded(content: bytes, name: str) -> str:
    """The text of a person's document. Raises: Problems when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problems([InputError("this is not UTF-8 text", Place(name, line), "save the file as UTF-8")]) from error


def _project_table(snapshot: Snapshot, path: str) -> Any:
    """The table, or None; a pyproject.toml that cannot be read is a mistake only if it seems to hold one."""
    try:
        text = snapshot.read(path).decode("utf-8", "replace")
    except Unavailable:
        return None
    return _table(text, path, certain="[tool.assess" in text)


def _table(text: str, name: str, *, certain: bool) -> Any:
    try:
        data: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if not certain:
            return None
        raise Problems([InputError(f"not valid TOML: {error}", Place(name))]) from error
    for key in _TABLE:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _from_yaml(text: str, name: str) -> Config:
    loaded = load_own(text, name)
    return validated(Config, loaded.data, lambda path: loaded.place(*path))


def _from_table(table: Any, name: str) -> Config:
    return validated(Config, table, lambda path: Place(f"{name}: {'.'.join(map(str, (*_TABLE, *path)))}"))
