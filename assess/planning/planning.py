"""The plan: the chosen steps in an order that a team can follow, each with what it brings at its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.rounding import POINT_DECIMALS, SCORE_DECIMALS, in_print, printed
from assess.errors import InputError
from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.model.plan import Plan, PlannedStep, Proof
from assess.model.scale import Tier
from assess.planning.fronts import INFINITE
from assess.planning.goals import Goal, reached
from assess.planning.program import Program, criteria_of, program_of
from assess.planning.search import MOST_NODES, WIDTH, cheapest, fullest
from assess.planning.steps import Ground, Step

_TIERS = {Tier.ESSENTIAL: 0, Tier.STANDARD: 1, Tier.ADVANCED: 2}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which criteria to bring to met, and how good that is known to be."""

    met: frozenset[str]
    proof: Proof


def cheapest_to(ground: Ground, goal: Goal, *, nodes: int = MOST_NODES) -> Choice:
    """The cheapest steps that reach a goal. Raises: InputError when all of them together do not."""
    costs = {step.criterion: step.cost for step in ground.steps}
    if reached(ground, goal, ()):
        return Choice(frozenset(), Proof(optimal=True, method="nothing to do", nodes=0, bound=0.0))
    if not reached(ground, goal, costs):
        raise InputError(f"no plan reaches {' and '.join(goal.words)}: all steps together do not")
    met, cost, bound, seen = _searched(ground, goal, nodes)
    proof = Proof(
        optimal=bound >= cost,
        method="branch and bound" if bound >= cost else "beam",
        nodes=seen,
        bound=_float(bound),
    )
    return Choice(met, proof)


def _searched(ground: Ground, goal: Goal, nodes: int) -> tuple[frozenset[str], Fraction, Fraction, int]:
    """The best steps found, their person-days, what no plan can be cheaper than, and the partial plans looked at."""
    costs = {step.criterion: step.cost for step in ground.steps}
    named = goal.met & costs.keys()
    program = program_of(ground, goal)
    best = _trimmed(ground, goal, named)
    must = _days(costs, named)
    known = _units(program, _days(costs, best) - must)
    beam = cheapest(program, known, width=WIDTH, nodes=nodes)
    if beam.masks is not None:
        best, known = named | criteria_of(program, beam.masks), beam.cost
    exact = cheapest(program, known, nodes=nodes)
    if exact.masks is not None:
        best, known = named | criteria_of(program, exact.masks), exact.cost
    seen, cost = beam.nodes + exact.nodes, must + known * program.days
    least = min(known, *exact.dropped, INFINITE) if program.whole else _root_bound(program)
    bounds = [must + least * program.days]
    if bounds[0] >= cost:
        return best, cost, bounds[0], seen
    for part in goal.parts() if len(program.limits) > 1 else ():
        _, _, bound, more = _searched(ground, part, nodes)
        bounds.append(bound)
        seen += more
    return best, cost, min(cost, max(bounds)), seen


def fullest_for(ground: Ground, budget: Fraction, *, nodes: int = MOST_NODES) -> Choice:
    """The steps within a budget of person-days that reach the most points."""
    program = program_of(ground, Goal(), budget=True)
    units = int(budget / program.days)
    start = _in_units(program, ground)
    beam = fullest(program, units, start, width=WIDTH, nodes=nodes)
    exact = fullest(program, units, max(start, beam.value), nodes=nodes)
    best = exact if exact.masks is not None else beam
    met = criteria_of(program, best.masks) if best.masks is not None else frozenset()
    value = max(start, beam.value, exact.value)
    bound = max([value, *(most for most in exact.dropped)])
    proof = Proof(
        optimal=bound <= value,
        method="branch and bound" if bound <= value else "beam",
        nodes=beam.nodes + exact.nodes,
        bound=_float(Fraction(bound, program.scale * program.full)),
    )
    return Choice(_needed(ground, met), proof)


def _needed(ground: Ground, met: frozenset[str]) -> frozenset[str]:
    """Without steps that bring nothing because a foundation lets nothing through."""
    score = _score(ground, met)
    for name in sorted(met):
        if _score(ground, met - {name}) == score:
            met -= {name}
    return met


def _trimmed(ground: Ground, goal: Goal, named: Collection[str]) -> frozenset[str]:
    """All steps without those that the goal does not need, the dearest for what they bring left out first."""
    values = {share.scored.criterion: share.value - share.low for share in ground.shares()}
    optional = [step for step in ground.steps if step.criterion not in named]
    chosen = {step.criterion for step in ground.steps}
    for step in sorted(optional, key=lambda s: (values[s.criterion] / s.cost, s.criterion)):
        if reached(ground, goal, chosen - {step.criterion}):
            chosen.discard(step.criterion)
    return frozenset(chosen)


def _root_bound(program: Program) -> int:
    """What every plan costs at least, by the bounds alone."""
    least, areas = [0], 0
    for i, limit in enumerate(program.limits):
        need = limit.need if not limit.weighted else -(-limit.need // program.full)
        least.append(program.within[0][i].cost_of(need))
        areas += least[-1] if limit.weighted and limit.dimension else 0
    return max(*least, areas)


def _in_units(program: Program, ground: Ground) -> int:
    return int(_score(ground, ()) * program.scale * program.full)


def _units(program: Program, days: Fraction) -> int:
    return int(days / program.days)


def _days(costs: dict[str, Fraction], met: Collection[str]) -> Fraction:
    return sum((costs[name] for name in met if name in costs), Fraction())


def _score(ground: Ground, met: Collection[str]) -> Fraction:
    scores = ground.scores(met)
    return scores[("score",)][0] if scores else Fraction()


def plan_of(assessment: Assessment, ground: Ground, choice: Choice, goal: Sequence[str], notes: Sequence[str]) -> Plan:
    """The document of a choice."""
    ordered = _ordered(ground, choice.met)
    findings = {finding.criterion: finding for finding in assessment.findings}
    met: list[str] = []
    steps = []
    for position, step in enumerate(ordered, start=1):
        before = _score(ground, met)
        met.append(step.criterion)
        steps.append(_planned(position, step, findings[step.criterion], ground, before, met))
    return Plan(
        tool=assessment.tool,
        rubric=assessment.rubric,
        subject=assessment.subject,
        as_of=assessment.as_of,
        goal=tuple(goal),
        score_before=_printed(_score(ground, ())),
        score_after=_printed(_score(ground, met)),
        level_before=ground.standing().level.proven,
        level_after=ground.standing(met).level.proven,
        effort_days=_float(sum((step.cost for step in ordered), Fraction())),
        effort_if_no_days=_float(sum((step.work_days for step in ordered), Fraction())),
        steps=tuple(steps),
        proof=choice.proof,
        notes=tuple(notes),
    )


def _ordered(ground: Ground, met: Collection[str]) -> list[Step]:
    """Lower layers first, the essential before the standard, questions before work, most points for the effort."""
    layers = {layer.id: i for i, layer in enumerate(ground.side.settings.layers)}
    shares = {share.scored.criterion: share for share in ground.shares()}

    def place(step: Step) -> tuple[int, int, bool, Fraction, str]:
        share = shares[step.criterion]
        worth = (share.value - share.low) / step.cost
        one = share.scored
        return layers[one.layer], _TIERS[one.tier], step.kind == "work", -worth, one.criterion

    return sorted((step for step in ground.steps if step.criterion in met), key=place)


def _planned(
    position: int, step: Step, finding: Finding, ground: Ground, before: Fraction, met: Collection[str]
) -> PlannedStep:
    after = _score(ground, met)
    asks = finding.question or "Is it done elsewhere, and where? Answer with a link in .maturity/answers.yaml."
    actions = {
        "question": asks,
        "evidence": f"Name person, date and evidence for the answer that was given. {asks}",
        "work": finding.remedy,
    }
    return PlannedStep(
        position=position,
        criterion=step.criterion,
        title=finding.title,
        layer=finding.layer,
        area=finding.area,
        tier=finding.tier,
        kind=step.kind,
        action=actions[step.kind],
        effort_days=_float(step.cost),
        effort_if_no_days=_float(step.work_days),
        gain=printed(after - before, POINT_DECIMALS),
        score_after=_printed(after),
        level_after=ground.standing(met).level.proven,
    )


def _printed(score: Fraction) -> float:
    return float(in_print(score, SCORE_DECIMALS))


def _float(days: Fraction) -> float:
    return printed(days, POINT_DECIMALS)
