"""One criterion after the other: applicability, the repository's testimony, the answer, and what both come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from assess.engine.decide import Decision, decide
from assess.engine.evaluate import evaluate
from assess.engine.witnesses import Weighed, weigh
from assess.model.answer import NO_TESTIMONY, AnswersFile, Testimony
from assess.model.evidence import Evaluation, Evidence
from assess.model.expression import parse
from assess.model.finding import LeftBy
from assess.model.rubric import Criterion, Elsewhere, Rubric
from assess.model.scale import Rung, Truth
from assess.pipeline.observer import Observer
from assess.questionnaire.testimony import testify


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion with everything that was found out about it."""

    criterion: Criterion
    applies: bool
    applies_reason: str
    leaves: bool
    """Whether it would not apply either if its traits held."""
    proposal: str | None
    """Why the scan believes that it does not apply; None when it has no such belief."""
    decision: Decision | None
    testimony: Testimony
    weighed: Weighed
    elsewhere: str | None
    """The sentence naming the other place, when the repository names one."""
    elsewhere_evidence: tuple[Evidence, ...] = ()
    asked: bool = False
    """Whether the question would change the finding."""
    renewed: Weighed | None = None
    """What both witnesses would come to if an expired answer were given anew."""
    left_by: LeftBy | None = None
    """What made it leave, when it does not apply."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What the scan believes about one trait."""

    trait: str
    holds: bool
    reason: str


class Judge:
    """Judges criteria for one subject."""

    def __init__(
        self,
        rubric: Rubric,
        observer: Observer,
        traits: frozenset[str],
        answers: AnswersFile,
        as_of: date,
        *,
        thorough: bool = False,
        not_applicable: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._rubric = rubric
        self._not_applicable = not_applicable
        self._observer = observer
        self._traits = traits
        self._answers = answers
        self._as_of = as_of
        self._thorough = thorough

    def beliefs(self, set_by_people: Mapping[str, bool]) -> tuple[Belief, ...]:
        """Traits that the scan would set differently, of those that nobody wrote down."""
        found = []
        for name, condition in self._rubric.traits.items():
            if condition is None or name in set_by_people:
                continue
            value = evaluate(condition, self._observer.against).value
            believed = value is Truth.YES if name not in self._traits else value is not Truth.NO
            if believed != (name in self._traits):
                trait = self._rubric.settings.traits[name]
                found.append(
                    Belief(name, believed, trait.because or f"{trait.title}: {'seen' if believed else 'no sign of it'}")
                )
        return tuple(found)

    def judge(self, criterion: Criterion) -> Judged:
        """One criterion, decided; also when it does not apply, so that proposals can be scored."""
        decision = self._decide(criterion)
        whole = self._decide_whole(criterion, decision)
        testimony = self._testimony(criterion)
        by_traits = parse(criterion.applies).holds(self._traits)
        left = self._left(criterion, testimony, whole)
        proposal = self._proposal(criterion) if by_traits and left is None else None
        if proposal and criterion.id in self._not_applicable:
            left = "configuration", f"Confirmed ({self._not_applicable[criterion.id].rstrip('.')}): {proposal}"
        newer = criterion.id in self._rubric.newer
        if newer:
            left, proposal = (
                ("lock", f"Newer than the scoring lock {self._rubric.lock}: shown, and counted nowhere."),
                None,
            )
        applies = by_traits and left is None
        elsewhere, evidence = self._elsewhere(criterion, whole, testimony)
        possible = criterion.kind == "both" or elsewhere is not None
        weighed = weigh(decision, testimony, self._rubric.settings.credits, elsewhere=possible)
        return Judged(
            criterion=criterion,
            applies=applies,
            applies_reason=(left[1] if left else "")
            if by_traits or newer
            else f"It applies to subjects that are: {criterion.applies}.",
            leaves=left is not None,
            proposal=proposal if applies else None,
            decision=decision,
            testimony=testimony,
            weighed=weighed,
            elsewhere=elsewhere,
            elsewhere_evidence=evidence,
            asked=not newer and _worth_asking(decision, possible=possible),
            renewed=self._renewed(criterion, testimony, decision, elsewhere=possible),
            left_by=None if applies else left[0] if (by_traits or newer) and left else "traits",
        )

    def proposal(self, criterion: Criterion) -> str | None:
        """Why the scan believes that it does not apply, where traits and answers leave it open; else None."""
        judged = self.judge(criterion)
        return judged.proposal

    def evaluations(self, criterion: Criterion) -> tuple[tuple[str, Evaluation], ...]:
        """Everything beside the rule that was evaluated, for `explain`."""
        parts = (
            ("leaves unless", criterion.means),
            ("proposal", criterion.proposal),
            ("elsewhere", criterion.elsewhere),
        )
        return tuple(
            (label, evaluate(part if not hasattr(part, "when") else part.when, self._observer.against, thorough=True))
            for label, part in parts
            if part is not None
        )

    def _decide(self, criterion: Criterion) -> Decision | None:
        if criterion.rule is None:
            return None
        observer = self._observer
        return decide(criterion.rule, observer.observe, observer.against, thorough=self._thorough)

    def _decide_whole(self, criterion: Criterion, decision: Decision | None) -> Decision | None:
        """The decision if nothing were left out: leaving out must not open a way for answers."""
        if criterion.rule is None or not self._observer.leaves_out:
            return decision
        return decide(criterion.rule, self._observer.against)

    def _testimony(self, criterion: Criterion) -> Testimony:
        response = self._answers.answers.get(criterion.id)
        return NO_TESTIMONY if response is None else testify(criterion, response, self._as_of)

    def _renewed(
        self, criterion: Criterion, testimony: Testimony, decision: Decision | None, *, elsewhere: bool
    ) -> Weighed | None:
        if testimony.state != "expired" or testimony.answer is None or testimony.answer.when is None:
            return None
        again = testify(criterion, self._answers.answers[criterion.id], testimony.answer.when)
        return weigh(decision, again, self._rubric.settings.credits, elsewhere=elsewhere)

    def _left(self, criterion: Criterion, testimony: Testimony, decision: Decision | None) -> tuple[LeftBy, str] | None:
        """What makes the criterion leave although its traits hold, in a sentence; None when it stays."""
        if criterion.means is not None and evaluate(criterion.means, self._observer.against).value is Truth.NO:
            return "absence", "There is nothing here that it could apply to."
        silent = decision is None or (decision.high is Rung.ABSENT and decision.refuted is Truth.NO)
        if testimony.state == "not-applicable" and silent:
            reason = testimony.answer.reason or testimony.answer.note if testimony.answer else ""
            return "answer", f"Answered: not applicable, {reason.rstrip('.')}."
        return None

    def _proposal(self, criterion: Criterion) -> str | None:
        if criterion.proposal is None:
            return None
        value = evaluate(criterion.proposal.when, self._observer.against).value
        return criterion.proposal.because if value is Truth.YES else None

    def _elsewhere(
        self, criterion: Criterion, decision: Decision | None, testimony: Testimony
    ) -> tuple[str | None, tuple[Evidence, ...]]:
        """The other place that the repository names, looked for where there is no trace here.

        Beside a weaker trace it opens nothing by itself, but lets an answer count; else the trace would cost points.
        """
        named: Elsewhere | None = criterion.elsewhere
        if named is None or decision is None or decision.refuted is not Truth.NO or decision.low is Rung.WIRED:
            return None, ()
        if decision.low is not Rung.ABSENT and testimony.state != "given":
            return None, ()
        seen = evaluate(named.when, self._observer.observe)
        return (named.because, seen.evidence) if seen.value is Truth.YES else (None, ())


def _worth_asking(decision: Decision | None, *, possible: bool) -> bool:
    if decision is None:
        return True
    return possible and decision.low is not Rung.WIRED and decision.refuted is not Truth.YES
