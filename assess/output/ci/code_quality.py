"""GitLab's code quality report: a list of issues with a place, a severity and a fingerprint.

Source: GitLab documentation, "Code Quality report format".
"""

from __future__ import annotations

import json

from assess.model.assessment import Assessment
from assess.output.ci.gaps import Gap, gaps, message
from assess.output.options import DEFAULT, Options
from assess.output.presentation.safe_text import clean, show_path

NAME = "code-quality"
SUFFIXES = (".codequality.json", "code-quality-report.json")

_SEVERITIES = {"error": "critical", "warning": "major", "note": "minor"}


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """What is waived is left out; what is unknown is an `info`."""
    issues = [
        {
            "description": clean(f"{gap.it.title}: {message(gap, 300)}", 400),
            "check_name": gap.it.criterion,
            "fingerprint": gap.fingerprint,
            "severity": _severity(gap),
            "location": {"path": show_path(gap.path), "lines": {"begin": gap.line or 1}},
        }
        for gap in gaps(assessment)
        if not gap.it.waived
    ]
    return (json.dumps(issues, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _severity(gap: Gap) -> str:
    if gap.it.refuted:
        return "blocker"
    return _SEVERITIES[gap.level] if gap.known else "info"
