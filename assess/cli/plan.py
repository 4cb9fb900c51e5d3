"""`assess plan`: the cheapest steps to a target, or the best for a budget."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.assessments import loaded_whole, scanned
from assess.cli.option_types import Finite
from assess.cli.progress import Progress
from assess.cli.streams import put_bytes, put_page, tell
from assess.cli.subject import FILE, Given, subject_options

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.model.config import GateLimits
    from assess.model.plan import Plan
    from assess.planning.goals import Goal
    from assess.planning.steps import Ground


@click.command("plan")
@click.argument("target", type=FILE, default=".")
@click.option("--target-score", type=Finite(0, 100), metavar="N", help="Reach this proven score.")
@click.option("--target-level", type=click.IntRange(0), metavar="N", help="Reach this maturity level.")
@click.option("--gate", "gate", is_flag=True, help="Reach what the configuration's gate asks for.")
@click.option("--branch", metavar="NAME", help="With --gate: the branch whose limits count.")
@click.option("--effort-budget", type=Finite(0), metavar="DAYS", help="The most points for so many person-days.")
@click.option("--no-questions", is_flag=True, help="Reckon open questions as work, as if every answer were no.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Write the plan: .md (checklist), .csv, .json or .txt; repeatable.",
)
@click.option("--issues", type=FILE, metavar="FOLDER", help="Write one issue draft for each step into a new folder.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "markdown", "csv", "json"]), default="text", help="[text]"
)
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    target: Path,
    given: Given,
    target_score: float | None,
    target_level: int | None,
    gate: bool,
    branch: str | None,
    effort_budget: float | None,
    no_questions: bool,
    outputs: tuple[Path, ...],
    issues: Path | None,
    shape: str,
    verbose: bool,
) -> int:  # fmt: skip
    """Plan for TARGET, a repository or a saved assessment (.json); without a target, the next maturity level.

    A step brings one criterion to met. Targets may be joined. The effort is the rubric's, in person-days; a question
    whose answer may be yes costs an hour, and the plan says what it costs if the answer is no.
    """
    from assess.output.plan import for_path, render

    targeted = target_score is not None or target_level is not None or gate
    if effort_budget is not None and targeted:
        raise click.UsageError("--effort-budget cannot be joined with a target")
    for path in outputs:
        for_path(path)
    if issues is not None:
        check_folder(issues)
    limits, assessment = _read(target, given, gate, branch, Progress(verbose=verbose))
    if effort_budget is not None:
        plan = budgeted(assessment, effort_budget, ask=not no_questions)
    else:
        plan = planned(assessment, target_score, target_level, limits, ask=not no_questions)
    _write(plan, outputs, issues)
    if shape == "text":
        put_page(render(plan, shape).decode())
    else:
        put_bytes(render(plan, shape))
    return 0


def planned(
    assessment: Assessment, score: float | None, level: int | None, limits: GateLimits | None, *, ask: bool
) -> Plan:
    """The cheapest plan to all targets at once. Raises: InputError."""
    from assess.planning.planning import cheapest_to, plan_of
    from assess.planning.steps import ground_of

    ground = ground_of(assessment, ask=ask)
    goal = _goal(assessment, ground, score, level, limits)
    return plan_of(assessment, ground, cheapest_to(ground, goal), goal.words, goal.notes)


def budgeted(assessment: Assessment, days: float, *, ask: bool) -> Plan:
    """The plan that reaches the most points for so many person-days."""
    from assess.planning.planning import fullest_for, plan_of
    from assess.planning.steps import ground_of

    ground = ground_of(assessment, ask=ask)
    choice = fullest_for(ground, Fraction(repr(days)))
    return plan_of(assessment, ground, choice, (f"the most points for {days:g} person-days",), ())


def _goal(
    assessment: Assessment, ground: Ground, score: float | None, level: int | None, limits: GateLimits | None
) -> Goal:
    from assess.planning.goals import Goal, to_gate, to_level, to_score

    goal = Goal()
    if score is not None:
        goal = goal.joined(to_score(score))
    if level is not None:
        goal = goal.joined(to_level(ground, level))
    if limits is not None:
        goal = goal.joined(to_gate(ground, assessment, limits))
    if score is None and level is None and limits is None:
        now = ground.standing().level
        goal = to_level(ground, min(now.proven + 1, now.of)) if now.of else to_score(0)
    return goal


def _read(
    target: Path, given: Given, gate: bool, branch: str | None, progress: Progress
) -> tuple[GateLimits | None, Assessment]:
    """The gate's limits, if they are asked for, and the assessment."""
    from assess.cli.gating.options import Demands
    from assess.cli.gating.target import judged
    from assess.model.config import GateLimits

    if gate:
        it = judged(target, given, Demands(GateLimits(), branch), progress)
        return it.policy.limits, it.assessment
    saved = target.is_file() or str(target) == "-"
    if saved and (said := given.said("config")):
        raise click.UsageError(f"{', '.join(said)}: only for repositories, {target} is a saved assessment")
    if not saved:
        return None, scanned(given.request(target), progress, with_run=False)
    return None, loaded_whole(target)


def check_folder(folder: Path) -> None:
    """Refuses a folder that holds something already. Raises: OutputError."""
    from assess.errors import OutputError

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"'{folder}' is there already", hint="name a new folder for the issue drafts")


def _write(plan: Plan, outputs: tuple[Path, ...], issues: Path | None) -> None:
    from assess.atomic_file import put as put_file
    from assess.atomic_file import put_folder
    from assess.output.plan import for_path, render
    from assess.output.plan.checklist import issue_drafts

    for path in outputs:
        put_file(render(plan, for_path(path)), path)
        tell(f"wrote {path}")
    if issues is not None:
        put_folder(issue_drafts(plan), issues)
        tell(f"wrote {len(plan.steps)} issue drafts into {issues}")
