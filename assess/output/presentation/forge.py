"""Web addresses of files and commits on the usual forges."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from assess.model.assessment import Subject
from assess.model.evidence import Evidence
from assess.output.presentation.safe_text import web_link

_FILE = {
    "github": "{base}/blob/{commit}/{path}",
    "gitlab": "{base}/-/blob/{commit}/{path}",
    "bitbucket": "{base}/src/{commit}/{path}",
    "gitea": "{base}/src/commit/{commit}/{path}",
}
_LINE = {"github": "#L{line}", "gitlab": "#L{line}", "bitbucket": "#lines-{line}", "gitea": "#L{line}"}
_COMMIT = {
    "github": "{base}/commit/{commit}",
    "gitlab": "{base}/-/commit/{commit}",
    "bitbucket": "{base}/commits/{commit}",
    "gitea": "{base}/commit/{commit}",
}
_NAMES = {
    "github": "github",
    "gitlab": "gitlab",
    "bitbucket": "bitbucket",
    "gitea": "gitea",
    "forgejo": "gitea",
    "codeberg": "gitea",
}


def forge_of(url: str) -> str | None:
    """Which kind of forge answers at that address, told by its host name."""
    host = (urlsplit(url).hostname or "") if web_link(url) else ""
    return next((kind for name, kind in _NAMES.items() if name in host), None)


def evidence_link(subject: Subject, evidence: Evidence) -> str | None:
    """The address of an evidence's file and line, or commit; None where the forge or the commit is not known."""
    base = (subject.url or "").removesuffix("/").removesuffix(".git")
    kind = forge_of(base)
    if kind is None:
        return None
    if evidence.path and subject.commit and evidence.kind in ("file", "note"):
        address = _FILE[kind].format(base=base, commit=quote(subject.commit), path=quoted_path(evidence.path))
        return web_link(address + (_LINE[kind].format(line=evidence.line) if evidence.line else ""))
    if evidence.commit:
        return web_link(_COMMIT[kind].format(base=base, commit=quote(evidence.commit)))
    return None


def quoted_path(path: str) -> str:
    """A path as a relative reference in an address; bytes of undecodable names stay what they are."""
    return quote(path.encode("utf-8", "surrogateescape" if _from_bytes(path) else "replace"), safe="/")


def _from_bytes(path: str) -> bool:
    """Whether every lone surrogate stands for a byte of an undecodable file name."""
    return all(0xDC80 <= ord(c) <= 0xDCFF for c in path if 0xD800 <= ord(c) <= 0xDFFF)


def commit_link(subject: Subject) -> str | None:
    """The address of the assessed commit."""
    return evidence_link(subject, Evidence(kind="commit", commit=subject.commit)) if subject.commit else None
