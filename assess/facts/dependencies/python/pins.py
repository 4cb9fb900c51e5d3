"""Python requirement specifiers: names, exact pins, where they come from."""

from __future__ import annotations

import re2
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet

from assess.facts.dependencies.model import Dependency, Ecosystem, Group, normalised

LONGEST = 2000
"""Characters of the longest requirement that is read."""
_COMMIT = re2.compile(r"@[0-9a-f]{40}(#|$|&)|/[0-9a-f]{40}\.(zip|tar\.gz)|#sha256=|\.(whl|tar\.gz|zip)(#|$)")
_NAME = re2.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_EGG = re2.compile(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)")
_URL_START = re2.compile(r"(?i)^(git\+|hg\+|svn\+|bzr\+|https?://|file:|ssh://|\.{0,2}/)")
_BARE_VERSION = re2.compile(r"^={0,3}\s*v?\d[0-9A-Za-z.!+_-]*$")


def exact(specifiers: SpecifierSet) -> bool:
    """Whether one version alone satisfies the set."""
    return any(s.operator in ("==", "===") and not s.version.endswith("*") for s in specifiers)


def exact_text(specifier: str) -> bool:
    """Whether a bare version (Poetry, Pipfile: `1.2.3`, `==1.2.3`) is exact."""
    return bool(_BARE_VERSION.match(specifier.strip())) and "*" not in specifier


def exact_url(url: str) -> bool:
    """Whether a URL names one commit or one archive."""
    return bool(_COMMIT.search(url))


def is_url(text: str) -> bool:
    """Whether a requirement is a URL or a path instead of a name."""
    return bool(_URL_START.match(text.strip()))


def source_of(url: str) -> str:
    """`path` for what lies in the repository, else the URL without credentials."""
    if "://" not in url:
        return "path"
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def from_text(
    text: str, path: str, line: int, *, group: Group = "main", ecosystem: Ecosystem = "pypi"
) -> Dependency | None:
    """One PEP 508 requirement, URL or path; None when not even a name can be read."""
    raw = text.strip()
    if len(raw) > LONGEST:
        return None
    if is_url(raw):
        return _from_url(raw, path, line, group)
    try:
        parsed = Requirement(raw)
    except (InvalidRequirement, ValueError):
        return _from_name(raw, path, line, group, ecosystem)
    return Dependency(
        name=normalised(parsed.name, ecosystem),
        ecosystem=ecosystem,
        specifier=str(parsed.specifier) or (source_of(parsed.url) if parsed.url else ""),
        pinned=exact_url(parsed.url) if parsed.url else exact(parsed.specifier),
        group=group,
        path=path,
        line=line,
        source=source_of(parsed.url) if parsed.url else "",
        conditional=parsed.marker is not None,
    )


def _from_url(raw: str, path: str, line: int, group: Group) -> Dependency | None:
    egg = _EGG.search(raw)
    location = raw.partition(";")[0].strip()
    last = location.partition("#")[0].rstrip("/").rpartition("/")[2].partition("@")[0]
    name = (
        egg.group(1)
        if egg
        else last.removesuffix(".git").partition("-")[0]
        if last.endswith(".whl")
        else last.removesuffix(".git")
    )
    match = _NAME.match(name)
    if not match:
        return None
    known = normalised(match.group(1), "pypi")
    return Dependency(known, "pypi", source_of(location), exact_url(location), group, path, line, source_of(location))


def _from_name(raw: str, path: str, line: int, group: Group, ecosystem: Ecosystem) -> Dependency | None:
    match = _NAME.match(raw)
    if not match:
        return None
    rest = raw[match.end() :].partition(";")[0].strip()
    if rest and rest[0] not in "=<>!~@[(":
        return None
    return Dependency(normalised(match.group(1), ecosystem), ecosystem, rest, False, group, path, line)
