"""Who owns what by files made for it: CODEOWNERS, OWNERS, MAINTAINERS and service catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename
from typing import Any, Literal

import re2

from assess.facts.documents import read_documents
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

LIMIT_BYTES = 1_000_000
MOST_LINES = 5000
Source = Literal["codeowners", "owners", "maintainers", "catalog", "document", "author"]

_CODEOWNERS = Globs(("/CODEOWNERS", "{.github,.gitlab,.gitea,.forgejo,.bitbucket,docs}/CODEOWNERS"))
_CATALOG = Globs(("{catalog-info,catalog-info.*,backstage,opslevel,service.datadog,compass,cortex}.{yaml,yml}",))
_EMAIL = re2.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re2.compile(r"(?:^|[\s(\[,;:|<])(@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)*)")
_PROFILE = re2.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/([A-Za-z0-9][\w-]*)(?:/?[)\s>\"]|/?$)"
)
_NAME = re2.compile(r"\p{Lu}[\p{L}'.-]+(?:\s+(?:(?:de|van|von|der|la|di|da|del)\s+)*\p{Lu}[\p{L}'.-]*){1,3}")
_FORMER = re2.compile(r"(?i)^[#=*\s]*(?:emeritus|former|past|previous|inactive|retired)\b")
_TABLE_HEAD = re2.compile(
    r"(?i)^\s*\|?\s*(?:\*\*)?(?:maintainers?|names?|owners?|github(?: id| username| handle)?|users?|area|component|person)\s*(?:\*\*)?\s*\|"
)
_SECTION = re2.compile(r"^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$")


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One statement: these own what the pattern matches (empty: everything under the file's folder)."""

    pattern: str
    owners: tuple[str, ...]
    """As written: `@login`, `@org/team`, an address, a catalogue reference or a name."""
    line: int


@dataclass(frozen=True, slots=True)
class OwnersFile:
    """The statements of one file, in its order."""

    source: Source
    lines: tuple[OwnerLine, ...]


class OwnersExtractor:
    """Reads files whose name says that they name owners."""

    name = "owners"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Owner files and service catalogues."""
        return source_of(path) is not None

    def concerns(self, text: str) -> bool:
        """Every such file that holds something."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> OwnersFile:
        """Its statements. Raises: Unparsable."""
        source = source_of(path)
        if source == "codeowners":
            return OwnersFile(source, tuple(_codeowners(text)))
        if source == "catalog":
            return OwnersFile(source, tuple(_catalog(path, text)))
        if source == "owners":
            return OwnersFile(source, tuple(_owners_file(text)))
        return OwnersFile("maintainers", tuple(_people_lines(text)))


OWNERS = OwnersExtractor()


def source_of(path: str) -> Source | None:
    """Which kind of owner file a path is."""
    name = basename(path).lower()
    if path in _CODEOWNERS:
        return "codeowners"
    if path in _CATALOG:
        return "catalog"
    if name == "owners":
        return "owners"
    return "maintainers" if name.split(".")[0] in ("maintainers", "codekeepers") and not name.endswith(".py") else None


def _codeowners(text: str) -> Iterator[OwnerLine]:
    default: tuple[str, ...] = ()
    for number, raw in enumerate(text.split("\n")[:MOST_LINES], 1):
        line = raw.split(" #")[0].strip()
        if not line or line.startswith("#"):
            continue
        section = _SECTION.match(line)
        if section:
            default = tuple(w for w in str(section.group(2)).split() if "@" in w)
            continue
        words = line.replace("\\ ", "\0").split()
        owners = tuple(w for w in words[1:] if "@" in w) or default
        yield OwnerLine(words[0].replace("\0", " "), owners, number)


def _catalog(path: str, text: str) -> Iterator[OwnerLine]:
    for document in read_documents(path, text):
        value = document.value if isinstance(document.value, dict) else {}
        for keys in (
            ("spec", "owner"),
            ("service", "owner"),
            ("info", "x-cortex-owners"),
            ("team",),
            ("owner",),
            ("ownerId",),
        ):
            owners = tuple(_texts(_at(value, keys)))
            if owners:
                yield OwnerLine("", owners, document.line_of(keys))
                break


def _at(value: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item.get("name") if isinstance(item, dict) else item)


def _owners_file(text: str) -> Iterator[OwnerLine]:
    """Prow's lists of approvers and reviewers, or one address a line."""
    try:
        documents = read_documents("owners.yaml", text)
    except Unparsable:
        documents = ()
    found = False
    for document in documents:
        for key in ("approvers", "reviewers", "emeritus_approvers"):
            people = tuple(f"@{p.lstrip('@')}" if "@" not in p[1:] else p for p in _texts(_at(document.value, (key,))))
            if people and not key.startswith("emeritus"):
                found = True
                yield OwnerLine("", people, document.line_of((key,)))
    if not found:
        yield from _people_lines(text)


def _people_lines(text: str) -> Iterator[OwnerLine]:
    for number, line in enumerate(text.split("\n")[:MOST_LINES], 1):
        if _FORMER.match(line):
            return
        if _TABLE_HEAD.match(line):
            continue
        people = people_in(line) if not line.lstrip().startswith(("#", "//", "set noparent")) else ()
        if people:
            yield OwnerLine("", people, number)


def people_in(line: str) -> tuple[str, ...]:
    """Handles, addresses and profile links of one line; a full name when there is none of them."""
    emails = tuple(str(m.group(0)) for m in _EMAIL.finditer(line))
    handles = tuple(str(m.group(1)).rstrip(".") for m in _HANDLE.finditer(_EMAIL.sub(" ", line)))
    profiles = tuple(f"@{m.group(1)}" for m in _PROFILE.finditer(line))
    found = tuple(dict.fromkeys((*handles, *profiles, *emails)))
    if found:
        return found
    name = _NAME.search(line)
    return (str(name.group(0)).strip(" .-"),) if name else ()
