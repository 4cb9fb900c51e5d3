"""Variants of the sample: every free text hostile, and nothing that applies."""

from __future__ import annotations

from typing import Any

from assess.model.assessment import Assessment

from .sample import document

PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "</style></script><svg onload=window.pwned=1>",
    "[link](javascript:alert(1)) **bold** `code` | cell | @someone #12 https://evil.example/x",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "safe\u202etxt.exe\u2066\x1b[31mred\x07\x00 \x9b1m",
    "line one\nline two\r\n# heading\n- item",
    "\n<table><tr><td>",
    "x" * 1_000_000,
)
"""What hostile repositories and answers may hold."""

_FREE = frozenset(
    [
        "title",
        "reason",
        "next",
        "text",
        "who",
        "evidence",
        "rationale",
        "remedy",
        "question",
        "message",
        "name",
        "branch",
        "owner",
        "command",
        "path",
        "conflict",
        "proposal",
        "value",
        "when",
        "until",
        "ref",
        "trait",
        "profile",
        "digest",
        "id",
    ]
)
_KEPT_IDS = frozenset({"layers", "areas", "cells", "findings", "ledger"})
"""Parts whose ids tie the document together."""


def _poisoned(value: Any, key: str, counter: list[int], poison_ids: bool) -> Any:
    if isinstance(value, dict):
        return {k: _poisoned(v, k, counter, poison_ids and k not in _KEPT_IDS) for k, v in value.items()}
    if isinstance(value, list):
        return [_poisoned(item, key, counter, poison_ids) for item in value]
    if not isinstance(value, str) or key not in _FREE | {"examples", "criteria"}:
        return value
    if key in ("id", "ref") and not poison_ids:
        return value
    counter[0] += 1
    return PAYLOADS[counter[0] % len(PAYLOADS)]


def hostile() -> Assessment:
    """The sample with every free text replaced by something that must not take effect."""
    made = _poisoned(document(), "", [0], True)
    made["subject"]["url"] = "javascript:alert(1)"
    made["subject"]["name"] = PAYLOADS[0]
    links = (
        "javascript:alert(1)",
        "data:text/html,<script>window.pwned=1</script>",
        "file:///etc/passwd",
        "http://a@b/",
    )
    for place, finding in enumerate(made["findings"]):
        for source in finding["sources"]:
            source["url"] = links[place % len(links)]
        if finding["answer"]:
            finding["answer"]["evidence"] = links[place % len(links)]
        for item in finding["evidence"]:
            item["path"] = ("a\nb\u202egpj.exe", "../../<b>.py", "x" * 5000, "caf\udce9.py")[place % 4]
    made["findings"][3]["criterion"] = 'a" onmouseover="window.pwned=1'
    return Assessment.model_validate(made)


def nothing_applies() -> Assessment:
    """An assessment in which no criterion applies: no score anywhere."""
    made = document()
    for finding in made["findings"]:
        finding["applies"] = {"value": False, "reason": "sample", "proposal": None}
        finding["outcome"] = "not-applicable"
        finding["points"] = {"earned": 0.0, "open": 0.0}
    for part in ("layers", "areas", "cells"):
        for item in made[part]:
            item["proven"] = item["possible"] = None
            item.pop("criteria", None)
            if part == "cells":
                item["criteria"] = 0
            if part == "layers":
                item["status"] = item["status_possible"] = "not-applicable"
                item["blocked_by"] = []
    level = {"proven": 0, "possible": 0, "with_waivers": 0, "of": 0}
    made["summary"].update(
        score=None,
        ungated=None,
        coverage=None,
        observed_share=None,
        maturity_level=level,
        if_confirmed={"proven": None, "possible": None, "level": level, "command": None},
        outcomes={"not-applicable": len(made["findings"])},
    )
    made["ledger"] = {"lines": [], "total": None}
    made["questionnaire"] = {"asked": 0, "answered": 0}
    for key in ("waivers", "diagnostics"):
        made[key] = []
    made["configuration"].update(proposals=[], left_out=[])
    del made["run"]
    return Assessment.model_validate(made)
