"""`assess rubric`: check a rubric, and run the cases that stand beside its rules."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.boundary import tell_error
from assess.cli.explain import found
from assess.cli.streams import say
from assess.cli.subject import FILE
from assess.errors import Problems


@click.group("rubric")
def command() -> None:
    """Check a rubric of your own, or the built-in one."""


@command.command("check")
@click.argument("folder", type=FILE, required=False)
def check(folder: Path | None) -> int:
    """Read the rubric in FOLDER and tell every mistake with its place; 1 when there is one."""
    from assess.pipeline import load_rubric

    try:
        rubric = load_rubric(folder)
    except Problems as problems:
        tell_error(problems)
        return 1
    cases = sum(len(criterion.cases) for criterion in rubric.criteria)
    settings = rubric.settings
    say(f"{settings.id} {settings.version}: {len(rubric.criteria)} criteria, {cases} cases, no mistake")
    return 0


@command.command("test")
@click.argument("folder", type=FILE, required=False)
@click.option("--only", multiple=True, metavar="CRITERION", help="Only the cases of this criterion; repeatable.")
@click.option("-v", "--verbose", is_flag=True, help="Also tell of the cases that came out right.")
def test(folder: Path | None, only: tuple[str, ...], verbose: bool) -> int:
    """Run the cases of the rubric in FOLDER over little subjects in memory; 1 when one comes out wrong."""
    from assess.pipeline import load_rubric, run_cases

    rubric = load_rubric(folder)
    chosen = tuple(found(rubric, identifier).id for identifier in only)
    results = run_cases(rubric, chosen)
    for result in results:
        if not result.ok:
            say(f"{result.place}: {result.criterion}: {result.case}: {result.message}", colour="red")
        elif verbose:
            say(f"ok  {result.criterion}: {result.case}")
    wrong = sum(not result.ok for result in results)
    without = [c.id for c in rubric.criteria if c.rule and not c.cases and (not chosen or c.id in chosen)]
    if without:
        say(f"without cases: {', '.join(without)}")
    say(f"{len(results) - wrong} of {len(results)} cases came out right", bold=True)
    return 1 if wrong else 0
