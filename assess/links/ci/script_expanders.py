"""Script files that a command starts: the one it names, or those among which a variable chooses (`ci/${TASK}.sh`)."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from posixpath import basename, dirname

import re2

from assess.facts.ci.model import Script
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.next_steps import Next
from assess.links.ci.places import located

MOST_PARAMETERS = 4
MOST_CHOICES = 30
_SUFFIXES = (".sh", ".bash", ".ps1")
_VARIABLE = re2.compile(r"\$\{[^{}]*\}|\$\w+")


def scripts_at(
    index: BuildIndex, folder: str, written: str, arguments: tuple[str, ...] = (), errexit: bool = False
) -> tuple[Next, ...]:
    """The scripts that a path may mean, each with what it is called with."""
    path = located(index.facts.entries, folder, written)
    paths = (path,) if path else tuple(_chosen(index, folder, written))
    given = (*arguments[:MOST_PARAMETERS], *[""] * (MOST_PARAMETERS - len(arguments)))
    parameters = tuple((str(number), value) for number, value in enumerate(given, 1))
    found = []
    for one in paths:
        script = index.script(one)
        if script is not None:
            text, shell = script
            scripts = (Script(1, text, shell, errexit, False),)
            found.append(Next(one, scripts, folder, f"script {one}", script=True, parameters=parameters))
    return tuple(found)


def _chosen(index: BuildIndex, folder: str, written: str) -> Iterator[str]:
    """Scripts beside each other whose name is a variable, in a folder that is written out."""
    name, place = basename(written), dirname(written)
    if not name.endswith(_SUFFIXES) or not _VARIABLE.search(name) or not place or "$" in place:
        return
    pattern = _VARIABLE.sub("*", name)
    beside = [
        p for p in index.facts.paths if basename(dirname(p)) == basename(place) and fnmatchcase(basename(p), pattern)
    ]
    found = [p for p in beside if located(index.facts.entries, folder, f"{place}/{basename(p)}") == p]
    yield from found if len(found) <= MOST_CHOICES else ()
