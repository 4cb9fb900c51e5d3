"""Which folders a command that applies Terraform covers: where it runs, what lies below, and the local modules used there."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Sequence

import re2

from assess.facts.infrastructure.resource import Resource
from assess.links.ci.places import folder_of, without_variable
from assess.links.kinds import Run

_RELATIVE = re2.compile(r"\"(\.\.?/[^\"$]+)\"")
"""The local branch of a source that depends on a condition."""
_VARIABLE_MARKS = ("$", "{{", "<", "*", "%")
_FOLDER_INPUTS = frozenset(
    {
        "path",
        "dir",
        "directory",
        "folder",
        "root",
        "chdir",
        "workingdirectory",
        "workingdir",
        "workdir",
        "tfactionsworkingdir",
        "tfworkingdir",
        "tfpath",
        "tfroot",
        "terraformdirectory",
        "terraformdir",
        "terraformpath",
        "rootdir",
        "projectdir",
        "terraformworkingdirectory",
    }
)
_FOLDER_FLAGS = ("-chdir", "--chdir", "--working-dir", "--terragrunt-working-dir")


def written_folder(run: Run) -> str:
    """The folder that an apply command works in, as far as it is written; empty when nothing is."""
    if run.program == "uses":
        given = (v for k, v in run.options if k.lower().replace("-", "").replace("_", "") in _FOLDER_INPUTS)
        return _plain(next(given, ""))
    folder = run.folder
    for word, following in zip(run.arguments, (*run.arguments[1:], ""), strict=False):
        flag, equals, value = word.partition("=")
        if flag in _FOLDER_FLAGS:
            folder = folder_of(folder, _plain(value if equals else following))
    return _plain(folder)


class AppliedFolders:
    """The folders of Terraform resources, and which of them stand under what is applied."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._modules: dict[str, set[str]] = defaultdict(set)
        self._folders: set[str] = set()
        for resource in resources:
            folder = posixpath.dirname(resource.path)
            self._folders.add(folder)
            source = resource.kind.removeprefix("module:")
            if source != resource.kind and (local := _local(folder, source)) is not None:
                self._modules[folder].add(local)

    def reached(self, written: Sequence[str]) -> list[frozenset[str] | None]:
        """For each place of an apply command the folders that it covers; None for everything.

        A place that is no folder of the repository covers nothing (another repository was checked out there), unless no
        place is found at all: then nothing can be told.
        """
        found = [self._covered(place) for place in written]
        placed = any(found)
        return [None if folders is None or not (folders or placed) else folders for folders in found]

    def _covered(self, place: str) -> frozenset[str] | None:
        fixed = _fixed(place)
        if not fixed:
            return None if place or "" not in self._folders else self._with_modules({""})
        for start in _shortened(fixed):
            below = {f for f in self._folders if f == start or f.startswith(start + "/")}
            if below:
                return self._with_modules(below)
        return frozenset()

    def _with_modules(self, folders: set[str]) -> frozenset[str]:
        known: set[str] = set()
        waiting = list(folders)
        while waiting:
            folder = waiting.pop()
            if folder not in known:
                known.add(folder)
                waiting += self._modules.get(folder, ())
        return frozenset(known)


def _local(folder: str, source: str) -> str | None:
    """The folder of a module kept in the repository."""
    written = _RELATIVE.search(source) if source.lstrip('"').startswith("${") else None
    if written:
        return posixpath.normpath(posixpath.join(folder, str(written.group(1)).replace("//", "/").partition("?")[0]))
    plain = source.replace("//", "/").partition("?")[0]
    if plain.startswith("${"):
        return posixpath.normpath(plain.partition("}")[2].lstrip("/") or ".")
    if not plain.startswith("."):
        return None
    return posixpath.normpath(posixpath.join(folder, plain))


def _plain(written: str) -> str:
    text = written.strip().strip("'\"")
    while text.startswith(("${{", "$(")) and "/" in text:
        text = without_variable(text)
    found = posixpath.normpath(text) if text else ""
    while found.startswith("../"):
        found = found[3:]
    return "" if found in (".", "..", "/") else found.lstrip("/")


def _fixed(place: str) -> str:
    """The leading folders of a place that hold no variable."""
    steps: list[str] = []
    for step in place.split("/"):
        if any(mark in step for mark in _VARIABLE_MARKS):
            break
        steps.append(step)
    return "/".join(steps)


def _shortened(place: str) -> Iterable[str]:
    """The place and, when it begins with a folder that the repository is checked out into, what follows that."""
    while place:
        yield place
        place = place.partition("/")[2]
