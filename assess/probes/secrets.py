"""Credentials in tracked files: live-looking ones, or dummies and development defaults."""

from __future__ import annotations

from typing import Literal

from assess.facts.secrets.credentials import SECRET_FACTS, holds_credentials_by_name
from assess.links.kinds import Role
from assess.model.evidence import Observation, observed, seen
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 8
_NOT_OURS = frozenset({Role.VENDORED, Role.GENERATED})


class Secrets(ProbeParams):
    """Which credentials are looked for, in every tracked file; nothing that is left out elsewhere is left out here."""

    found: Literal["live", "low-value"] = "live"
    """`live`: looks like a working credential; `low-value`: dummies, local defaults, tokens in tests and documents."""


PARAMS = Secrets


def observe(params: Secrets, view: View) -> Observation:
    """Yes with rule name and first characters, never the credential; unknown when a credentials file can't be read."""
    evidence = []
    for path, hits in sorted(view.facts.of(SECRET_FACTS).items()):
        for hit in hits:
            live = hit.live and (hit.by_shape or view.links.roles.of(path) not in _NOT_OURS)
            if live == (params.found == "live"):
                evidence.append(seen(path, hit.line, hit.text))
    failed = view.facts.unreadable(SECRET_FACTS)
    unread = [seen(p, text=failed[p].message) for p in sorted(failed) if holds_credentials_by_name(p)]
    return observed(evidence[:MOST_EVIDENCE], unknown=unread[:MOST_EVIDENCE])
