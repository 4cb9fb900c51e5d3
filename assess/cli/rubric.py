"""`assess rubric`: check a rubric, run the cases that stand beside its rules, make and compare scoring locks."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.boundary import tell_error
from assess.cli.explain import found
from assess.cli.streams import put, put_bytes, put_page, say, tell
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError, Place, Problems


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


@command.command("lock")
@click.argument("folder", type=FILE, required=False)
@click.option("--write", is_flag=True, help="Write FOLDER/locks/VERSION.yaml instead of showing it.")
@click.option("--replace", "again", is_flag=True, help="With --write: also where other numbers stand there already.")
def lock(folder: Path | None, write: bool, again: bool) -> int:
    """Make the scoring lock of the rubric in FOLDER: its weights, tiers, thresholds and credits as they are now."""
    from assess.atomic_file import make_folder
    from assess.atomic_file import put as put_file
    from assess.pipeline import load_rubric
    from assess.rubric.files import LOCKS
    from assess.rubric.locks import lock_of, lock_text

    rubric = load_rubric(folder)
    text = lock_text(lock_of(rubric))
    if not write:
        put(text)
        return 0
    if folder is None:
        raise click.UsageError("--write needs the FOLDER of the rubric")
    path = folder / LOCKS / f"{rubric.settings.version}.yaml"
    if path.is_file() and path.read_bytes() != text.encode() and not again:
        hint = "a version that was given out keeps its numbers: raise `version` in rubric.yaml, or say --replace"
        raise InputError("other numbers stand here under this version", Place(str(path)), hint)
    make_folder(path.parent)
    put_file(text.encode(), path)
    tell(f"wrote {path}: {len(rubric.criteria)} criteria")
    return 0


@command.command("diff")
@click.argument("lock", required=False)
@click.option("--repo", type=FILE, default=".", metavar="PATH", help="The repository that it would be done to. [here]")
@click.option("--format", "shape", type=click.Choice(["text", "markdown", "json"]), default="text", help="[text]")
@subject_options
def diff(lock: str | None, repo: Path, shape: str, given: Given) -> int:
    """Show what raising the scoring lock to LOCK, or to today's numbers, would do to a repository.

    It starts from the lock that the configuration pins; where none is pinned, from today's numbers.
    """
    from dataclasses import replace

    from assess.output.comparison import render
    from assess.pipeline import run, settle
    from assess.pipeline.comparing import compare

    request = given.request(repo)
    settled = settle(request)
    pinned, rubric = settled.located.config.scoring_lock, settled.rubric
    if lock is None and pinned is None:
        raise click.UsageError("the configuration pins no scoring lock; name one to see what pinning it would do")
    before, after = (run(replace(request, lock=version or "")) for version in (pinned, lock))
    if shape == "text":
        names = [
            f"lock {version}" if version else f"today's numbers ({rubric.settings.version})"
            for version in (pinned, lock)
        ]
        say(f"From {names[0]} to {names[1]}, the rules being today's", bold=True)
        if rubric.gone:
            say(f"Counted by the lock and no longer in the rubric: {', '.join(rubric.gone)}")
    content = render(compare(before, after, rubric, None), shape)
    put_page(content.decode()) if shape == "text" else put_bytes(content)
    return 0
