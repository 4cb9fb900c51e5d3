"""Whether a failure alert goes to a team or to one person's inbox."""

from __future__ import annotations

import re2

_PARTS = re2.compile(r"[\s,;<>\"'\[\]]+")
_WORDS = re2.compile(r"[^a-z0-9]+")
_SHARED = frozenset(
    [
        "alert",
        "alerts",
        "alerting",
        "team",
        "teams",
        "data",
        "ops",
        "dataops",
        "devops",
        "mlops",
        "sre",
        "oncall",
        "on",
        "call",
        "list",
        "group",
        "platform",
        "engineering",
        "eng",
        "support",
        "admin",
        "admins",
        "notify",
        "notifications",
        "notification",
        "monitoring",
        "infra",
        "analytics",
        "internal",
        "errors",
        "pipeline",
        "pipelines",
        "incidents",
        "reports",
        "ml",
        "ds",
        "de",
        "bi",
        "warehouse",
        "dev",
        "devs",
        "developers",
        "services",
        "service",
        "help",
        "helpdesk",
        "security",
        "operations",
    ]
)
_PLACEHOLDERS = (
    "example.com",
    "example.org",
    "localhost",
    "your-",
    "your_",
    "changeme",
    "change-me",
    "todo",
    "foo@",
    "@email.com",
    "placeholder",
    "xxx",
)


def reaches_team(target: str) -> bool:
    """Whether a target as written is a channel, a pager, code that sends, or an address that a team shares."""
    if not target.strip() or any(p in target.lower() for p in _PLACEHOLDERS):
        return False
    addresses = [part for part in _PARTS.split(target) if "@" in part.strip("@")]
    if not addresses:
        return True
    return any(_is_shared(address) for address in addresses)


def _is_shared(address: str) -> bool:
    name = address.lower().split("@")[0].removeprefix("email.")
    words = {w for w in _WORDS.split(name) if w}
    return bool(words & _SHARED) or any(
        w.endswith(("team", "alerts", "ops", "eng", "group", "list")) and len(w) > 5 for w in words
    )
