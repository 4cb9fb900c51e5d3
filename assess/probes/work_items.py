"""Share of human changes whose message, branch or commits name a work item that is not their own pull request."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import re2
from pydantic import Field

from assess.links.people.mainline import MainlineChange, mainline_of
from assess.model.evidence import Evidence, Observation, cut
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 3
LARGEST_BRANCH = 30
"""Commits of a branch that one work item may stand for; larger merges are releases, in which some commit names something."""
_LINKED = re2.compile(
    r"(?i)https?://\S+/(?:issues|browse|workitems/edit|_workitems/edit|show_bug\.cgi\?id=|tickets?)/?[A-Z]*-?\d+"
    r"|https?://(?:trello\.com/c|linear\.app/\S+/issue|app\.asana\.com/\d|\S+\.monday\.com/boards|app\.shortcut\.com/\S+/story|app\.clickup\.com/t)/\S+"
    r"|\bAB#\d+|\b(?:bug|issue|ticket|task|story|card)s?[ :#-]{1,3}\d{2,}\b|^\[?#?\d+\]?[ :_-]+(?:issue|bug|feature)\b|\bgh-\d+\b|\bT\d{4,6}\b"
)
_TRACKER_KEY = re2.compile(r"\b([A-Z][A-Z0-9]{1,9})-(\d{1,6})\b")
_NOT_TRACKERS = frozenset(
    [
        "AES",
        "ALPHA",
        "AWS",
        "BASE",
        "BERT",
        "BETA",
        "BLAKE",
        "CC",
        "CLAUDE",
        "COMMAND",
        "COVID",
        "CVE",
        "CWE",
        "DEEPSEEK",
        "DSA",
        "EC",
        "ED",
        "EN",
        "EP",
        "ES",
        "GHSA",
        "GLM",
        "GPL",
        "GPT",
        "HTTP",
        "IEC",
        "IEEE",
        "IPV",
        "ISO",
        "JDK",
        "JSR",
        "K8S",
        "KIMI",
        "LGPL",
        "LLAMA",
        "MD",
        "MP",
        "MPL",
        "MS",
        "NF",
        "NIST",
        "PEP",
        "PY",
        "PYTHON",
        "QWEN",
        "R",
        "RC",
        "RFC",
        "RS",
        "RSA",
        "SHA",
        "SOC",
        "SSE",
        "SSL",
        "T",
        "TLS",
        "UTC",
        "UTF",
        "V",
        "VIT",
        "VS",
        "WAVE",
        "X",
        "XLM",
    ]
)
_CLOSING = re2.compile(
    r"(?i)\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?|references?|relates? to|related(?: to)?|part of|addresse?[sd]?|implements?|completes?|see|issues?|ticket|towards|for|re)"
    r"(?: (?:issues?|bug|ticket))?:? *([\w.-]+/[\w.-]+)?#(\d+)"
)
_NUMBER = re2.compile(r"(?:^|[\s(\[,;:])([\w.-]+/[\w.-]+)?#(\d+)\b")
_OWN_SUFFIX = re2.compile(r"(?:\s*\((?:[\w.-]+/[\w.-]+)?[#!]\d+\))+(?:\s*(?:\[[^\]]*\]|#[a-z]+|\+semver: ?\w+))*\s*$")
_REPOSITORY = re2.compile(r"(?i)(?:github\.com/|gitlab\.com/|^)([\w.-]+)/[\w.-]+(?:/|$)")
_LEADING_NUMBER = re2.compile(r"^#?(\d{1,6})[ :_-]+[A-Za-z]")
_BRANCH_NAME = re2.compile(r"(?i)^merge (?:pull request #?\d+ from|branch|in) '?([^\s']+)")
_NUMBERED_BRANCH = re2.compile(
    r"(?i)(?:^|/)(?:(?:issue|fix|bug|feature|feat|task|gh|ticket)[-_/]?)?#?(\d{1,6})[-_][a-z]"
)


class WorkItems(ProbeParams):
    """Which changes are judged."""

    last: int = Field(default=100, ge=1, le=1000)
    """The newest human changes that are judged, or those of the last active year, whichever are fewer."""
    keys: str = ""
    """A pattern (RE2) of the team's own keys, besides the usual ones."""
    min_named: int = Field(default=1, ge=1)
    """Changes that must name one; fewer make no habit, whatever their share."""


PARAMS = WorkItems
MEASURES = True


def observe(params: WorkItems, view: View) -> Observation:
    """The share over the window; everything is possible where history is missing."""
    mainline = mainline_of(view.facts)
    window, known = mainline.recent(params.last)
    if not window or not known:
        return Observation(Truth.UNKNOWN, share=(0.0, 1.0), note="the history that would show it is not here")
    asked = _Asked(mainline.requests, params.keys, _owner(view.snapshot.subject.url))
    keyed = [(change, key) for change in window if (key := work_item(change, asked))]
    hidden = sum(c.mirrored for c in window if all(c is not k for k, _ in keyed))
    share = tuple(n / len(window) if n >= params.min_named else 0.0 for n in (len(keyed), len(keyed) + hidden))
    summary = Evidence(kind="history", text=f"{len(keyed)} of the last {len(window)} human changes name a work item")
    examples = [
        Evidence(kind="commit", commit=c.commit.id, text=cut(f"{key}: {c.commit.subject}"))
        for c, key in keyed[:MOST_EVIDENCE]
    ]
    return Observation(Truth.YES, (summary, *examples), (share[0], share[1]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of the repository's numbers: those of pull requests, the team's own keys, the owner."""

    requests: frozenset[str] = frozenset()
    own_keys: str = ""
    owner: str = ""


def work_item(change: MainlineChange, asked: _Asked) -> str:
    """The work item that a change names, or nothing."""
    subject = change.commit.subject
    if subject.startswith('Revert "'):
        return ""
    texts = [_OWN_SUFFIX.sub("", subject), change.commit.body]
    if len(change.branch) <= LARGEST_BRANCH:
        texts += [_OWN_SUFFIX.sub("", c.subject) + "\n" + c.body for c in change.branch]
    for text in texts:
        found = _named_in(text, asked)
        if found:
            return found
    branch = _BRANCH_NAME.match(subject)
    return _from_branch(str(branch.group(1)), asked) if branch else _leading_number(change)


def _named_in(text: str, asked: _Asked) -> str:
    if asked.own_keys and (found := re2.search(asked.own_keys, text)):
        return str(found.group(0))
    for linked in _LINKED.finditer(text):
        if not _is_upstream(str(linked.group(0)), asked.owner):
            return str(linked.group(0)).strip()
    for match in _TRACKER_KEY.finditer(text):
        if match.group(1) not in _NOT_TRACKERS:
            return str(match.group(0))
    for pattern in (_CLOSING, _NUMBER):
        for match in pattern.finditer(text):
            if match.group(2) not in asked.requests and not _is_upstream(str(match.group(1) or ""), asked.owner):
                return f"#{match.group(2)}"
    return ""


def _is_upstream(reference: str, owner: str) -> bool:
    """Whether an issue belongs to somebody else's repository: it explains the change, it is not its work item."""
    found = _REPOSITORY.search(reference)
    return bool(found and owner) and str(found.group(1)).lower() != owner.lower()


def _owner(url: str | None) -> str:
    parts = urlsplit(url or "").path.strip("/").split("/")
    return parts[0] if len(parts) > 1 else ""


def _from_branch(name: str, asked: _Asked) -> str:
    key = _TRACKER_KEY.search(name)
    if key and key.group(1) not in _NOT_TRACKERS:
        return str(key.group(0))
    numbered = _NUMBERED_BRANCH.search(name)
    return f"#{numbered.group(1)}" if numbered and numbered.group(1) not in asked.requests else ""


def _leading_number(change: MainlineChange) -> str:
    """The issue number that a branch named after its issue leaves at the head of a squashed subject."""
    found = _LEADING_NUMBER.match(change.commit.subject)
    own = change.request
    return f"#{found.group(1)}" if found and own.isdigit() and int(found.group(1)) < int(own) else ""
