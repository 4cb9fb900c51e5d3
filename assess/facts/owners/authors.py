"""Author and licence lines: somebody is named, but nobody says that they still answer for it.

The maintainer of an R package does: the archive takes no package without one who is reachable.
Source: Writing R Extensions, section 1.1.1 (https://cran.r-project.org/doc/manuals/r-release/R-exts.html).
"""

from __future__ import annotations

from posixpath import basename
from typing import Any

import re2

from assess.facts.documents import read_documents
from assess.facts.owners.files import OwnerLine, OwnersFile, people_in

_MANIFESTS = {
    "pyproject.toml": (("project", "maintainers"), ("project", "authors"), ("tool", "poetry", "maintainers"), ("tool", "poetry", "authors")),
    "setup.cfg": (("metadata", "maintainer"), ("metadata", "author")),
    "package.json": (("maintainers",), ("author",), ("contributors",)),
    "citation.cff": (("authors",),),
    "cargo.toml": (("package", "authors"),),
}  # fmt: skip
_LICENCES = frozenset(["license", "licence", "license.md", "license.txt", "licence.md", "licence.txt", "copying"])
_COPYRIGHT = re2.compile(r"(?i)^\W*copyright\s+(?:\(c\)|©)?[\s,\d-]*(?:by\s+)?(.{3,80})$")
_PERSON = re2.compile(r"\bperson\((?:[^()]|\([^()]*\))*\)")
_CREATES = re2.compile(r"""["']cre["']""")
_MAINTAINER = re2.compile(r"(?m)^Maintainer:[ \t]*(.+)$")
NOT_A_PERSON = re2.compile(
    r"(?i)\b(?:inc|ltd|llc|gmbh|corp(?:oration)?|company|co|foundation|authors|contributors|university|institute|department|office|agency|government|crown"
    r"|team|labs?|technologies|software|systems|group|association|s\.?a|ag|b\.?v|d\.?o\.?o|project|developers|free software|administration|services|council|ministry|maintainers?|owners?|authors?|support|issues?|slack|open|with|for|data|science|research|cloud|community|collective|studio|network|works|digital|service|global|international|media|your name|name of|holders?)\b"
)


class AuthorsExtractor:
    """Reads manifests and licences at the top of a repository."""

    name = "authors"
    version = 2
    limit_bytes = 300_000

    def selects(self, path: str) -> bool:
        """Manifests and licences that are not inside a folder."""
        return "/" not in path and (path.lower() in _MANIFESTS or path.lower() in _LICENCES or path == "DESCRIPTION")

    def concerns(self, text: str) -> bool:
        """Every such file that speaks of an author, maintainer or copyright."""
        lower = text.lower()
        return "author" in lower or "maintainer" in lower or "copyright" in lower

    def extract(self, path: str, text: str) -> OwnersFile:
        """Named people. Raises: Unparsable."""
        if path.lower() in _LICENCES:
            return OwnersFile("author", _licence(text))
        if path == "DESCRIPTION":
            kept = _maintainer(text)
            return OwnersFile("maintainers", kept) if kept else OwnersFile("author", _description(text))
        return OwnersFile("author", _manifest(path, text))


AUTHORS = AuthorsExtractor()


def _licence(text: str) -> tuple[OwnerLine, ...]:
    for number, line in enumerate(text.split("\n")[:60], 1):
        found = _COPYRIGHT.match(line)
        if found and not NOT_A_PERSON.search(found.group(1)) and (people := people_in(str(found.group(1)))):
            return (OwnerLine("", people, number),)
    return ()


def _maintainer(text: str) -> tuple[OwnerLine, ...]:
    """Whoever has the role `cre`, or the field of that name."""
    found = [(m.start(), m.group(0)) for m in _PERSON.finditer(text) if _CREATES.search(m.group(0))]
    found += [(m.start(), m.group(1)) for m in _MAINTAINER.finditer(text)]
    said = [(text.count("\n", 0, start) + 1, people_in(part)) for start, part in found]
    return tuple(OwnerLine("", people, line) for line, people in said if people)


def _description(text: str) -> tuple[OwnerLine, ...]:
    lines = [(n, line) for n, line in enumerate(text.split("\n")[:400], 1) if line.startswith(("Author", "Maintainer"))]
    return tuple(OwnerLine("", people, n) for n, line in lines if (people := people_in(line.partition(":")[2])))


def _manifest(path: str, text: str) -> tuple[OwnerLine, ...]:
    lines = []
    for document in read_documents(path, text):
        for keys in _MANIFESTS[basename(path).lower()]:
            value: Any = document.value
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            people = _named(value)
            if people:
                lines.append(OwnerLine("", people, document.line_of(keys)))
    return tuple(lines)


def _named(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return () if NOT_A_PERSON.search(value) else people_in(value)
    if isinstance(value, dict):
        parts = [str(v) for k, v in value.items() if k in ("email", "name", "given-names", "family-names", "alias")]
        return _named(" ".join(parts))
    return tuple(p for item in value for p in _named(item)) if isinstance(value, list) else ()
