"""Where a path written in a command leads."""

from __future__ import annotations

from collections.abc import Container
from posixpath import join, normpath

_VARIABLE_STARTS = ("$", "${", "%", "<")


def located(paths: Container[str], folder: str, written: str) -> str:
    """The repository's file that a path means when it is written in a folder; empty when there is none.

    Folders named by variables (`$GITHUB_WORKSPACE/run.sh`, `$(Build.SourcesDirectory)/run.sh`) are taken for the top.
    """
    plain = written.strip().strip("'\"").replace("\\", "/")
    for candidate in _candidates(folder, plain):
        if candidate and not candidate.startswith("..") and candidate in paths:
            return candidate
    return ""


def _candidates(folder: str, written: str) -> tuple[str, ...]:
    if written.startswith(_VARIABLE_STARTS):
        rest = without_variable(written)
        return (_normal(rest), _normal(join(folder, rest)))
    if written.startswith("/"):
        inner = written.lstrip("/")
        return (inner, inner.partition("/")[2])
    return (_normal(join(folder, written)), _normal(written), _normal(written.partition("/")[2]))


def without_variable(written: str) -> str:
    """A path without the variable that it begins with."""
    if written.startswith("${{"):
        return written.partition("}}")[2].lstrip("/")
    if written.startswith("$("):
        return written.partition(")")[2].lstrip("/")
    return written.partition("/")[2]


def folder_of(folder: str, step: str) -> str:
    """The folder after a change of directory; the top when it can't be told."""
    if not step:
        return folder
    if step.startswith(_VARIABLE_STARTS):
        return _normal(without_variable(step)) if "/" in step or ")" in step else ""
    if step.startswith(("/", "~")):
        return ""
    found = _normal(join(folder, step))
    return "" if found.startswith("..") else found


def _normal(path: str) -> str:
    found = normpath(path) if path else ""
    return "" if found == "." else found
