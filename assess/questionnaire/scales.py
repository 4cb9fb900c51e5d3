"""The fixed answer scales: bands of coverage, the six steps of delivery metrics, and words that answer nothing."""

from __future__ import annotations

from assess.model.answer import Answer

UNKNOWN = "unknown"
NOT_APPLICABLE = "not-applicable"

COVERAGE: dict[str, float] = {"none": 0.0, "some": 0.25, "at-least-half": 0.5, "most": 1.0, "all": 1.0}
"""How much of the product does it: band to credit."""

YES_NO: dict[str, float] = {"yes": 1.0, "no": 0.0}

DURATION_STEPS = (
    "more-than-6-months",
    "1-to-6-months",
    "1-week-to-1-month",
    "1-day-to-1-week",
    "less-than-1-day",
    "less-than-1-hour",
)
"""Lead time and recovery time, worst first. Source: DORA Quick Check, 2026."""

FREQUENCY_STEPS = (
    "less-than-every-6-months",
    "every-1-to-6-months",
    "weekly-to-monthly",
    "daily-to-weekly",
    "hourly-to-daily",
    "on-demand",
)
"""Deployment frequency, worst first. Source: DORA Quick Check, 2026."""

DELIVERY_STEPS: dict[str, tuple[str, ...]] = {
    "lead-time": DURATION_STEPS,
    "deployment-frequency": FREQUENCY_STEPS,
    "recovery-time": DURATION_STEPS,
}
DELIVERY_PERCENTAGES = ("change-fail-rate", "rework-rate")
"""Percentages of deployments, 0..100; less is better."""

DELIVERY_METRICS = (*DELIVERY_STEPS, *DELIVERY_PERCENTAGES)

_PLACEHOLDERS = frozenset(
    {"tbd", "tba", "todo", "fixme", "xxx", "n/a", "na", "none", "null", "-", "--", "?", "...", "\u2026", "unknown"}
)


def is_placeholder(text: str) -> bool:
    """Whether a text only holds the place of one: blank, `TBD`, `...`, `<link>`."""
    bare = text.strip().lower().rstrip(".!:")
    return not bare or bare in _PLACEHOLDERS or (bare.startswith("<") and bare.endswith(">"))


def is_attested(answer: Answer) -> bool:
    """Whether an answer names a person, a date and evidence."""
    return answer.when is not None and not is_placeholder(answer.who) and not is_placeholder(answer.evidence)
