"""What the repository alone shows of one criterion: a lowest and a highest rung, and why."""

from __future__ import annotations

from dataclasses import dataclass

from assess.engine.evaluate import MOST_EVIDENCE, Observe, evaluate
from assess.model.evidence import Evaluation, Evidence
from assess.model.rubric import Cap, Condition, Rule, Step
from assess.model.scale import Rung, Truth


@dataclass(frozen=True, slots=True)
class Decision:
    """The repository's testimony on one criterion."""

    low: Rung
    """What certainly holds."""
    high: Rung
    """What may hold: candidates that could not be read might show it."""
    refuted: Truth
    reason: str
    next: str
    evidence: tuple[Evidence, ...]
    steps: tuple[tuple[str, Evaluation], ...]
    """Every condition that was looked at, in order, for `explain`."""


def decide(rule: Rule, observe: Observe, against: Observe | None = None, *, thorough: bool = False) -> Decision:
    """Climb the ladder from the top; `against` answers the probes of caps and refutations (excluded paths included)."""
    return _Climb(rule, observe, against or observe, thorough).decision()


class _Climb:
    def __init__(self, rule: Rule, observe: Observe, against: Observe, thorough: bool) -> None:
        self._rule = rule
        self._observe = observe
        self._against = against
        self._thorough = thorough
        self._steps: list[tuple[str, Evaluation]] = []

    def decision(self) -> Decision:
        low, high = self._ladder()
        caps = self._caps(high)
        sure = [cap for cap, seen in caps if seen.value is Truth.YES]
        capped_low, capped_high = _rung(low), _rung(high)
        for cap, seen in caps:
            capped_low = capped_low.lowered_to(cap.at_most)
            if seen.value is Truth.YES:
                capped_high = capped_high.lowered_to(cap.at_most)
        refuted = self._refuted()
        if refuted is not None and refuted.value is not Truth.NO:
            capped_low = Rung.ABSENT
            capped_high = Rung.ABSENT if refuted.value is Truth.YES else capped_high
        spoiling = [seen for cap, seen in caps if cap.at_most.height < _rung(low).height]
        parts = [refuted] if refuted is not None and refuted.value is not Truth.NO else []
        parts += [entry[1] for entry in (low, high) if entry is not None] + spoiling
        return Decision(
            low=capped_low,
            high=capped_high,
            refuted=refuted.value if refuted is not None else Truth.NO,
            reason=self._reason(low, high, sure, refuted),
            next=self._next(capped_low, low, sure, refuted),
            evidence=tuple(dict.fromkeys(e for part in parts for e in part.evidence))[:MOST_EVIDENCE],
            steps=tuple(self._steps),
        )

    def _ladder(self) -> tuple[tuple[Step, Evaluation] | None, tuple[Step, Evaluation] | None]:
        """The highest step that certainly holds, and the highest that may."""
        low = high = None
        for step in self._rule.steps:
            seen = self._look(step.rung.value, step.when, self._observe)
            if seen.value is not Truth.NO and high is None:
                high = (step, seen)
            if seen.value is Truth.YES and low is None:
                low = (step, seen)
                if not self._thorough:
                    break
        return low, high

    def _caps(self, high: tuple[Step, Evaluation] | None) -> list[tuple[Cap, Evaluation]]:
        """Caps that hold or may hold, of those that could lower something."""
        found = []
        for cap in self._rule.caps:
            if high is None or cap.at_most.height >= high[0].rung.height:
                continue
            seen = self._look(f"at most {cap.at_most.value}", cap.when, self._against)
            if seen.value is not Truth.NO:
                found.append((cap, seen))
        return found

    def _refuted(self) -> Evaluation | None:
        if self._rule.refuted is None:
            return None
        return self._look("refuted", self._rule.refuted.when, self._against)

    def _look(self, label: str, condition: Condition, observe: Observe) -> Evaluation:
        seen = evaluate(condition, observe, thorough=self._thorough)
        self._steps.append((label, seen))
        return seen

    def _reason(
        self,
        low: tuple[Step, Evaluation] | None,
        high: tuple[Step, Evaluation] | None,
        caps: list[Cap],
        refuted: Evaluation | None,
    ) -> str:
        if refuted is not None and refuted.value is Truth.YES and self._rule.refuted is not None:
            return self._rule.refuted.because
        lowered = [cap for cap in caps if low and cap.at_most.height < low[0].rung.height]
        nothing = next((cap for cap in lowered if cap.at_most is Rung.ABSENT), None)
        text = nothing.because if nothing else low[0].says if low else self._rule.nothing
        for cap in lowered if nothing is None else ():
            text += f" Counted as {cap.at_most.value} only: {_lower(cap.because)}"
        if high is not None and (low is None or high[0].rung is not low[0].rung):
            text += f" It may be {high[0].rung.value}, but some of what would show it could not be read."
        if refuted is not None and refuted.value is Truth.UNKNOWN:
            text += " Something that could speak against it could not be read."
        return text

    def _next(
        self, rung: Rung, low: tuple[Step, Evaluation] | None, caps: list[Cap], refuted: Evaluation | None
    ) -> str:
        if refuted is not None and refuted.value is Truth.YES:
            return "Remove what speaks against it first."
        if low and low[0].rung.height > rung.height and caps and rung is not Rung.ABSENT:
            return f"Mend this: {_lower(caps[0].because)}"
        above = [step for step in self._rule.steps if step.rung.height > rung.height]
        if not above:
            return ""
        return f"For {above[-1].rung.value}: {_lower(above[-1].says)}"


def _rung(step: tuple[Step, Evaluation] | None) -> Rung:
    return step[0].rung if step else Rung.ABSENT


def _lower(sentence: str) -> str:
    """A sentence to follow a colon: its first letter small unless it starts a name."""
    return sentence if sentence[:2].isupper() else sentence[:1].lower() + sentence[1:]
