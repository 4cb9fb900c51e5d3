"""The output formats, found by walking the package, and the choice of one by file suffix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pkgutil import walk_packages

import assess.output
from assess.errors import AssessError, OutputError
from assess.model.assessment import Assessment
from assess.output.options import DEFAULT, Options
from assess.output.presentation.texts import OWN, speaking
from assess.output.redact import without_people


@dataclass(frozen=True, slots=True)
class Format:
    """One output format."""

    name: str
    suffixes: tuple[str, ...]
    """With the dot, lower case; a longer one wins over a shorter (`.badge.json` over `.json`)."""
    render: Callable[[Assessment, Options], bytes]
    origin: str = ""
    """The installed distribution that brings it; empty for our own."""


GROUP = "assess.outputs"
"""Entry points of this group name modules of the same shape as ours: NAME, SUFFIXES and `render`."""


def formats() -> tuple[Format, ...]:
    """Every format, by name: those of the package, then those that installed distributions bring."""
    return (*_own(), *_installed()[0])


@cache
def _own() -> tuple[Format, ...]:
    found = []
    for info in walk_packages(assess.output.__path__, f"{assess.output.__name__}."):
        module = import_module(info.name)
        if hasattr(module, "SUFFIXES"):
            found.append(Format(module.NAME, module.SUFFIXES, module.render))
    return tuple(sorted(found, key=lambda f: f.name))


@cache
def _installed() -> tuple[tuple[Format, ...], tuple[OutputError, ...]]:
    """The formats of installed distributions, and why others of them cannot be used."""
    found: list[Format] = []
    failed: list[OutputError] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            found.append(_checked(point, (*_own(), *found)))
        except OutputError as error:
            failed.append(error)
    return tuple(found), tuple(failed)


def _origin(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module


def _checked(point: EntryPoint, others: Sequence[Format]) -> Format:
    """The format that an entry point names. Raises: OutputError when it cannot be loaded or takes what is taken."""
    said = f"the output {point.name!r} of {_origin(point)} cannot be used"
    try:
        module = point.load()
        found = Format(module.NAME, tuple(module.SUFFIXES), module.render, _origin(point))
    except Exception as error:
        raise OutputError(f"{said}: {type(error).__name__}: {error}") from error
    if found.name != point.name or any(suffix[:1] != "." or suffix != suffix.lower() for suffix in found.suffixes):
        raise OutputError(f"{said}: NAME is the entry point's name, and SUFFIXES begin with a dot in lower case")
    for other in others:
        if found.name == other.name or set(found.suffixes) & set(other.suffixes):
            raise OutputError(f"{said}: its name or a suffix is that of the output {other.name!r}")
    return found


def for_path(path: str) -> Format:
    """The format whose suffix ends the file's name.

    Raises: OutputError naming the known suffixes.
    """
    name = path.lower()
    by_length = sorted(
        ((suffix, f) for f in formats() for suffix in f.suffixes), key=lambda pair: (-len(pair[0]), pair[0])
    )
    for suffix, found in by_length:
        if name.endswith(suffix):
            return found
    known = " ".join(sorted(suffix for suffix, _ in by_length))
    raise OutputError(f"no output format is known for '{path}'", hint=_known("suffixes", known))


def for_name(name: str) -> Format:
    """The format of that name, for output that does not go to a file.

    Raises: OutputError naming the known formats.
    """
    for found in formats():
        if found.name == name:
            return found
    known = ", ".join(f.name for f in formats())
    raise OutputError(f"no output format is called '{name}'", hint=_known("formats", known))


def _known(what: str, names: str) -> str:
    return "; ".join((f"known {what}: {names}", *(error.message for error in _installed()[1])))


def render(assessment: Assessment, chosen: Format, options: Options = DEFAULT) -> bytes:
    """The complete bytes of one output.

    Raises: OutputError when it cannot be rendered.
    """
    with speaking(options.overrides.text(OWN) if options.overrides else None):
        return _rendered(assessment, chosen, options)


def _rendered(assessment: Assessment, chosen: Format, options: Options) -> bytes:
    document = without_people(assessment) if options.redact_people else assessment
    if not chosen.origin:
        return chosen.render(document, options)
    try:
        content = chosen.render(document, options)
    except AssessError:
        raise
    except Exception as error:
        said = f"the output {chosen.name!r} of {chosen.origin} failed"
        raise OutputError(f"{said}: {type(error).__name__}: {error}") from error
    if not isinstance(content, bytes):
        raise OutputError(f"the output {chosen.name!r} of {chosen.origin} gave no bytes")
    return content
