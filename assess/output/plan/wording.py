"""Sentences of a plan: what it reaches, what it takes, and how far it is proven."""

from __future__ import annotations

from assess.model.plan import Plan, PlannedStep
from assess.output.presentation import numbers

KIND = {"work": "do", "question": "ask", "evidence": "give evidence"}


def goal(plan: Plan) -> str:
    """What is to be reached."""
    return " and ".join(plan.goal)


def result(plan: Plan) -> str:
    """From where to where, and for how much."""
    asked = sum(step.kind != "work" for step in plan.steps)
    questions = f", {asked} of them answers that may already be yes" if asked else ""
    steps = "1 step" if len(plan.steps) == 1 else f"{len(plan.steps)} steps"
    return (
        f"{steps}{questions}: score {numbers.score(plan.score_before)} to {numbers.score(plan.score_after)}, level "
        f"{plan.level_before} to {plan.level_after}, {days(plan.effort_days)}"
        + (f" ({days(plan.effort_if_no_days)} if every answer is no)" if asked else "")
    )


def proof(plan: Plan) -> str:
    """Whether it is proven to be the cheapest, or the best for its budget."""
    found, budget = plan.proof, plan.goal[0].startswith("the most")
    if found.method == "nothing to do":
        return "The goal is reached already."
    if found.optimal:
        what = "no other within the budget reaches more" if budget else "no cheaper plan reaches the goal"
        how = f"{found.method} over {found.nodes} partial plans" if found.nodes else "its bounds alone"
        return f"Proven by {how}: {what}."
    bound = found.bound or 0.0
    at_best = f"{bound:.1f} points" if budget else days(bound)
    verb = "reaches more than" if budget else "takes less than"
    return f"Not proven to be the best: found by a beam over {found.nodes} partial plans; no plan {verb} {at_best}."


def days(number: float) -> str:
    """Person-days."""
    return "1 day" if number == 1 else f"{number:g} days" if number == round(number, 1) else f"{number:.2f} days"


def step_effort(step: PlannedStep) -> str:
    """What a step takes; for questions also what it takes if the answer is no."""
    if step.kind == "work":
        return numbers.effort(step.effort_days)
    return f"{numbers.effort(step.effort_days)} ({numbers.effort(step.effort_if_no_days)} if the answer is no)"
