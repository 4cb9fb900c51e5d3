"""The state of the questionnaire in an assessment: what is open, in conflict, expired, and what expiry has taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from assess.engine.score import Scored, score
from assess.model.finding import Finding
from assess.model.rubric import RubricSettings
from assess.model.testified import ConflictInfo, Decay, QuestionnaireInfo
from assess.pipeline.judging import Judged
from assess.questionnaire.cards import lifetime_days

_OPEN = ("none", "expired", "unknown", "disagreement")


def questionnaire(
    settings: RubricSettings, judged: tuple[Judged, ...], scored: tuple[Scored, ...], findings: tuple[Finding, ...]
) -> QuestionnaireInfo:
    """Counts, open questions with the one worth most first, conflicts, and the decay of expired answers."""
    states = {j.criterion.id: j.testimony.state for j in judged}
    asked = {j.criterion.id for j in judged if j.applies and j.asked}
    unanswered = [f for f in findings if f.criterion in asked and states[f.criterion] in _OPEN]
    ordered = sorted(unanswered, key=lambda f: (-f.points.open, f.criterion))
    decay, together = _decay(settings, judged, scored)
    return QuestionnaireInfo(
        asked=len(asked),
        answered=sum(states[identifier] in ("given", "not-applicable") for identifier in asked),
        expired=tuple(identifier for identifier, state in states.items() if state == "expired"),
        open=tuple(f.criterion for f in ordered),
        conflicts=tuple(ConflictInfo(criterion=f.criterion, text=f.conflict) for f in findings if f.conflict),
        decay=decay,
        decayed_points=together,
    )


def _decay(
    settings: RubricSettings, judged: tuple[Judged, ...], scored: tuple[Scored, ...]
) -> tuple[tuple[Decay, ...], float]:
    """What each expired answer would bring back, re-scored by itself; and all of them together."""
    faded = {j.criterion.id: j for j in judged if j.applies and j.renewed is not None and j.testimony.answer}
    if not faded:
        return (), 0.0
    now = _proven(settings, scored)

    def gain(identifiers: Collection[str]) -> float:
        lows = {name: faded[name].renewed.low for name in identifiers}  # type: ignore[union-attr]
        changed = tuple(replace(s, low=max(s.low, lows.get(s.criterion, s.low))) for s in scored)
        return round(_proven(settings, changed) - now, 1)

    found = [_one(j, gain((name,))) for name, j in faded.items()]
    return tuple(sorted(found, key=lambda one: (-one.points, one.criterion))), gain(faded)


def _proven(settings: RubricSettings, scored: tuple[Scored, ...]) -> float:
    total = score(settings, scored).score
    return total.proven if total else 0.0


def _one(judged: Judged, points: float) -> Decay:
    criterion, answer = judged.criterion, judged.testimony.answer
    assert answer is not None
    assert answer.when is not None
    return Decay(
        criterion=criterion.id,
        who=answer.who,
        role=criterion.question.who if criterion.question else "tech-lead",
        given=answer.when.isoformat(),
        held_until=(answer.when + timedelta(days=lifetime_days(criterion))).isoformat(),
        points=points,
    )
