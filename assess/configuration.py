"""The configuration of one subject: `.maturity/config.yaml` or `[tool.assess]` in pyproject.toml, not both."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.model.config import Config, GateLimits
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

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A configuration and where each of its keys stands."""

    config: Config
    place: Callable[[KeyPath], Place]


def load_configuration(snapshot: Snapshot, explicit: Path | None) -> Config:
    """The explicit file's configuration, else the one in the product's folder, else the repository's own.

    Raises: Problems with every mistake; InputError when the explicit file cannot be read.
    """
    return locate_configuration(snapshot, explicit).config


def locate_configuration(snapshot: Snapshot, explicit: Path | None) -> Located:
    """The same with the places of its keys. Raises: as `load_configuration`."""
    if explicit is not None:
        return read_configuration(explicit)
    for folder in dict.fromkeys((snapshot.root, "")):
        found = _in_folder(snapshot, folder)
        if found is not None:
            return found
    return Located(Config(), lambda _: Place(CONFIG_FILE))


def read_configuration(path: Path) -> Located:
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


def configuration_problems(located: Located, rubric: Rubric) -> tuple[InputError, ...]:
    """Names that the rubric does not know, and settings that contradict each other, each with its place."""
    config, place, settings = located.config, located.place, rubric.settings
    today = {criterion.id: criterion.id for criterion in rubric.criteria} | settings.aliases
    references: list[tuple[KeyPath, Iterable[str], Iterable[str]]] = [
        (("profile",), [config.profile] if config.profile else [], settings.profiles),
        (("traits",), config.traits, settings.traits),
        (("not_applicable",), config.not_applicable, today),
    ]
    names = Names.of(rubric)
    found = [
        _unknown(place, path, name, tuple(known))
        for path, given, known in references
        for name in given
        if name not in known
    ]
    for path, limits in (((), config.gate), *((("branches", one), of) for one, of in config.gate.branches.items())):
        found += gate_problems(limits, names, place, ("gate", *path))
        found += [
            InputError(
                f"{name!r} is required, and not_applicable says that it does not apply here",
                place(("gate", *path, "require")),
                "leave one of them out",
            )
            for name in limits.require
            if today.get(name) in {today.get(one) for one in config.not_applicable}
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Names:
    """What a gate can speak of."""

    areas: tuple[str, ...]
    layers: tuple[str, ...]
    criteria: tuple[str, ...]

    @classmethod
    def of(cls, rubric: Rubric) -> Names:
        """The names of a rubric, those of renamed criteria included."""
        settings = rubric.settings
        return cls(
            tuple(area.id for area in settings.areas),
            tuple(layer.id for layer in settings.layers),
            (*(criterion.id for criterion in rubric.criteria), *settings.aliases),
        )


def gate_problems(
    limits: GateLimits, names: Names, place: Callable[[KeyPath], Place | None], path: KeyPath = ()
) -> Iterator[InputError]:
    """Limits on what there is not, and limits that nothing can reach."""
    for key, given, known in (
        ("min_area", limits.min_area, names.areas),
        ("min_layer", limits.min_layer, names.layers),
    ):
        yield from (_unknown(place, (*path, key), name, known) for name in given if name not in known)
    for at, name in enumerate(limits.require):
        if name not in names.criteria:
            yield _unknown(place, (*path, "require"), name, names.criteria, at)
    if limits.min_level is not None and limits.min_level > len(names.layers):
        message = f"min_level: {limits.min_level} cannot be reached, the rubric has {len(names.layers)} layers"
        yield InputError(message, place((*path, "min_level")))


def _unknown(
    place: Callable[[KeyPath], Place | None],
    path: KeyPath,
    name: str,
    known: tuple[str, ...],
    at: str | int | None = None,
) -> InputError:
    few = f"known: {', '.join(known)}" if len(known) <= 12 else "see `assess criteria`"
    shown = ".".join(str(part) for part in path)
    return InputError(
        f"{shown}: {name!r} is not known", place((*path, name if at is None else at)), did_you_mean(name, known) or few
    )


def _in_folder(snapshot: Snapshot, folder: str) -> Located | None:
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


def _from_yaml(text: str, name: str) -> Located:
    loaded = load_own(text, name)
    return _checked(loaded.data, lambda path: loaded.place(*path))


def _from_table(table: Any, name: str) -> Located:
    return _checked(table, lambda path: Place(f"{name}: {'.'.join(map(str, (*_TABLE, *path)))}"))


def _checked(data: Any, place: Callable[[KeyPath], Place]) -> Located:
    """The document as its model, with what no schema can say. Raises: Problems."""
    config = validated(Config, data, place)
    problems = [
        InputError(
            f"the limits of {pattern!r} are never used: {wider!r} stands before it and matches all of its branches",
            place(("gate", "branches", pattern)),
            "put it first",
        )
        for pattern, wider in _unreachable(tuple(config.gate.branches))
    ]
    for path, limits in (((), config.gate), *((("branches", one), of) for one, of in config.gate.branches.items())):
        if limits.baseline is not None and not (limits.no_regress or config.gate.no_regress):
            hint = "add no_regress: true, or leave the baseline out"
            problems.append(InputError("a baseline without no_regress", place(("gate", *path, "baseline")), hint))
    if problems:
        raise Problems(problems)
    return Located(config, place)


def _unreachable(patterns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Patterns that never count, each with the one before it that matches all of its branches."""
    found = []
    for at, pattern in enumerate(patterns):
        before = [one for one in patterns[:at] if not set("?[") & set(one)]
        wider = next((one for one in before if fnmatchcase(pattern, one)), None)
        if wider is not None:
            found.append((pattern, wider))
    return tuple(found)
