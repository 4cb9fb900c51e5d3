"""The `linguist-*` marks of `.gitattributes` files."""

from __future__ import annotations

from dataclasses import dataclass

from assess.facts.globs import Globs
from assess.facts.store import Facts
from assess.links.kinds import Role
from assess.snapshot.protocol import Unavailable

_ROLES = {
    "linguist-vendored": Role.VENDORED,
    "linguist-generated": Role.GENERATED,
    "linguist-documentation": Role.DOCS,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: what the matching paths are, or (`given` false) what they expressly are not."""

    paths: Globs
    role: Role
    given: bool


def linguist_marks(facts: Facts) -> tuple[Mark, ...]:
    """All marks, weakest first: files nearer to the root, then earlier lines."""
    files = sorted((p for p in facts.paths if p.rsplit("/", 1)[-1] == ".gitattributes"), key=lambda p: p.count("/"))
    marks: list[Mark] = []
    for path in files:
        try:
            text = facts.text(path)
        except Unavailable:
            continue
        folder = path[: -len(".gitattributes")]
        for line in text.splitlines():
            marks.extend(_marks_of_line(folder, line))
    return tuple(marks)


def _marks_of_line(folder: str, line: str) -> list[Mark]:
    words = line.split()
    if len(words) < 2 or words[0].startswith("#"):
        return []
    paths = Globs((_anchored(folder, words[0]),))
    found = []
    for word in words[1:]:
        name, _, value = word.lstrip("-!").partition("=")
        if name in _ROLES:
            given = not word.startswith(("-", "!")) and value.lower() != "false"
            found.append(Mark(paths, _ROLES[name], given))
    return found


def _anchored(folder: str, pattern: str) -> str:
    body = pattern.strip('"')
    if body.endswith("/"):
        body += "**"
    if "/" in body.rstrip("/"):
        return folder + body.lstrip("/") if folder or not body.startswith("/") else body
    return f"{folder}**/{body}" if folder else body
