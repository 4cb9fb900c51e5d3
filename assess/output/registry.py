"""The output formats, found by walking the package, and the choice of one by file suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import assess.output
from assess.errors import OutputError
from assess.model.assessment import Assessment
from assess.output.options import DEFAULT, Options
from assess.output.redact import without_people


@dataclass(frozen=True, slots=True)
class Format:
    """One output format."""

    name: str
    suffixes: tuple[str, ...]
    """With the dot, lower case; a longer one wins over a shorter (`.badge.json` over `.json`)."""
    render: Callable[[Assessment, Options], bytes]


@cache
def formats() -> tuple[Format, ...]:
    """Every format of the package, by name."""
    found = []
    for info in walk_packages(assess.output.__path__, f"{assess.output.__name__}."):
        module = import_module(info.name)
        if hasattr(module, "SUFFIXES"):
            found.append(Format(module.NAME, module.SUFFIXES, module.render))
    return tuple(sorted(found, key=lambda f: f.name))


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
    raise OutputError(f"no output format is known for '{path}'", hint=f"known suffixes: {known}")


def for_name(name: str) -> Format:
    """The format of that name, for output that does not go to a file.

    Raises: OutputError naming the known formats.
    """
    for found in formats():
        if found.name == name:
            return found
    known = ", ".join(f.name for f in formats())
    raise OutputError(f"no output format is called '{name}'", hint=f"known formats: {known}")


def render(assessment: Assessment, chosen: Format, options: Options = DEFAULT) -> bytes:
    """The complete bytes of one output.

    Raises: OutputError when it cannot be rendered.
    """
    document = without_people(assessment) if options.redact_people else assessment
    return chosen.render(document, options)
