"""Who owns this repository and what it is called: by its remote, or guessed from what its own files say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from posixpath import basename
from urllib.parse import urlsplit

import re2

from assess.facts.prose.sections import PROSE
from assess.facts.store import Facts
from assess.snapshot.protocol import Unavailable

_FORGE = r"(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)"
_OWN_PAGE = re2.compile(
    rf"(?i)https?://{_FORGE}/([\w.-]+)/([\w.-]+)/(?:-/)?(?:issues|pull|actions|merge_requests|compare|commit|pipelines|badges|workflows)/"
)
_CLONED = re2.compile(
    rf"(?i)\bgit clone (?:-\S+ )*(?:https?://(?:\w+@)?{_FORGE}/|git@(?:github|gitlab)\.com:)([\w.-]+)/([\w.-]+)"
)
_STATED = re2.compile(
    rf"(?i)(?:\burls?|repository|homepage|source(?:[ _-]?code)?|bugreports|bug[ _-]?tracker|issues|scm|module|connection)\b[^\n]{{0,60}}?{_FORGE}[/:]([\w.-]+)/([\w.-]+)"
)
_ASKED = re2.compile(r"github\.repository\s*==\s*'([\w.-]+)/([\w.-]+)'")
_MERGED_FROM = re2.compile(r"(?i)^merge pull request #?\d+ from ([\w.-]+)/")
_MANIFESTS = frozenset(
    {
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "package.json",
        "DESCRIPTION",
        "go.mod",
        "pom.xml",
        "Cargo.toml",
        "build.sbt",
    }
)


@lru_cache(maxsize=4)
def own_repository(facts: Facts) -> tuple[str, str]:
    """Owner (lower case, empty when nothing tells) and name of this repository."""
    subject = facts.snapshot.subject
    parts = urlsplit(subject.url or "").path.strip("/").split("/")
    if len(parts) > 1:
        return parts[0].lower(), parts[-1].removesuffix(".git")
    links = _counted(facts, facts.of(PROSE), _OWN_PAGE)
    for slug, count in links.most_common(1):
        if count > 1:
            return slug
    top = [p for p in facts.paths if basename(p) in _MANIFESTS and p.count("/") <= 1]
    workflows = [p for p in facts.paths if p.startswith(".github/workflows/")]
    stated = _counted(facts, top, _STATED) + _counted(facts, workflows, _ASKED)
    for slug, _ in (stated or _counted(facts, facts.of(PROSE), _CLONED)).most_common(1):
        return slug
    merges = (_MERGED_FROM.match(c.subject) for c in facts.snapshot.history.mainline())
    owners = Counter(str(m.group(1)).lower() for m in merges if m)
    owner = next((o for o, count in owners.most_common(1) if count > 2 and count * 2 > owners.total()), "")
    return owner, subject.name


def _counted(facts: Facts, paths: Iterable[str], pattern: re2._Regexp[str]) -> Counter[tuple[str, str]]:
    """How often files name each repository in one way."""
    found: Counter[tuple[str, str]] = Counter()
    for path in paths:
        try:
            text = facts.text(path)
        except Unavailable:
            continue
        for match in pattern.finditer(text):
            found[str(match.group(1)).lower(), str(match.group(2)).removesuffix(".git").rstrip(".")] += 1
    return found
