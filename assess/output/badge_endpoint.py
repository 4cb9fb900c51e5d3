"""The badge as endpoint JSON, for services that draw badges themselves.

Source: the endpoint schema of shields.io (schemaVersion, label, message, color).
"""

from __future__ import annotations

import json

from assess.model.assessment import Assessment
from assess.output.badge import colour, message
from assess.output.options import DEFAULT, Options
from assess.output.presentation.texts import english

NAME = "badge-endpoint"
SUFFIXES = (".badge.json",)


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """One small JSON object."""
    document = {
        "schemaVersion": 1,
        "label": english()("badge.label"),
        "message": message(assessment),
        "color": colour(assessment),
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
