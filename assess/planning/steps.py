"""What can be done: one step for every criterion that applies and is not met, with its effort and its points."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

from assess.comparison.mixture import Scores, scores_of
from assess.comparison.sides import Side, side_of
from assess.engine.foundation import End, possible_end, proven_end
from assess.engine.rounding import exact
from assess.engine.shares import Scored, Share, in_rubric_order, share_out
from assess.engine.standing import Standings, standings
from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.model.plan import StepKind

ASKING_DAYS = Fraction(1, 8)
"""What a question costs: an hour to find who knows, and to write down the answer with its evidence."""

_FULL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion to be met."""

    criterion: str
    kind: StepKind
    cost: Fraction
    """Person-days."""
    work_days: Fraction
    """Person-days if the answer turns out to be no; the same as `cost` for work."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An assessment as the search sees it: every criterion, and the steps that there are."""

    side: Side
    scored: tuple[Scored, ...]
    steps: tuple[Step, ...]
    """In rubric order."""

    def after(self, met: Collection[str]) -> tuple[Scored, ...]:
        """The criteria with some of them met."""
        return tuple(replace(one, low=_FULL, high=_FULL) if one.criterion in met else one for one in self.scored)

    def shares(self, met: Collection[str] = ()) -> tuple[Share, ...]:
        """What every criterion is worth and reaches, with some of them met."""
        return share_out(self.side.settings, in_rubric_order(self.side.settings, self.after(met)))

    def scores(self, met: Collection[str] = ()) -> Scores:
        """Every score, exact, with some criteria met."""
        return scores_of(self.side.settings, self.after(met))

    def standing(self, met: Collection[str] = ()) -> Standings:
        """How the layers stand with some criteria met."""
        low, high, shares = self.ends(met)
        return standings(low, high, shares)

    def ends(self, met: Collection[str] = ()) -> tuple[End, End, tuple[Share, ...]]:
        """Both ends and the shares, with some criteria met."""
        shares, layers = self.shares(met), self.side.settings.layers
        return proven_end(layers, shares), possible_end(layers, shares), shares


def ground_of(assessment: Assessment, *, ask: bool = True) -> Ground:
    """The ground of an assessment; without `ask`, open questions cost as much as the work."""
    side = side_of(assessment)
    scored = tuple(
        Scored(
            name, one.worth.layer, one.worth.area, one.worth.tier, one.worth.weight, one.worked.applies,
            one.worked.low, one.worked.high, one.observed, one.waived,
        )
        for name, one in side.records.items()
    )  # fmt: skip
    opened = frozenset(assessment.questionnaire.open) if ask else frozenset()
    findings = {finding.criterion: finding for finding in assessment.findings}
    order = in_rubric_order(side.settings, scored)
    steps = tuple(_step(findings[one.criterion], opened, ask=ask) for one in order if one.applies and one.low < _FULL)
    return Ground(side, scored, steps)


def _step(finding: Finding, opened: Collection[str], *, ask: bool) -> Step:
    work = exact(finding.effort_days)
    kind: StepKind = "work"
    if not (finding.refuted or finding.may_be_refuted):
        answer = finding.answer
        if finding.criterion in opened:
            kind = "question"
        elif ask and answer is not None and answer.state == "given" and answer.credit == 1 and not answer.attested:
            kind = "evidence" if finding.basis == "claimed" else "work"
    return Step(finding.criterion, kind, work if kind == "work" else min(work, ASKING_DAYS), work)
