"""`assess explain`: what a criterion means, how it is decided, and why it came out as it did."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.progress import Progress
from assess.cli.streams import say
from assess.cli.subject import FILE, Given, rubric_of, subject_options
from assess.errors import InputError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.model.rubric import Criterion, Rubric
    from assess.pipeline import Explanation

_WIDTH = 100


@click.command("explain")
@click.argument("criterion")
@click.option("--repo", type=FILE, metavar="PATH", help="Say why it came out as it did in this repository.")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(criterion: str, repo: Path | None, given: Given, verbose: bool) -> int:
    """Say what CRITERION means and how it is decided; with --repo also why, step by step."""
    if repo is None:
        if said := given.said("rubric"):
            raise click.UsageError(f"{', '.join(said)}: only with --repo")
        from assess.pipeline import load_rubric

        rubric = load_rubric(given.rubric)
        meaning(found(rubric, criterion), rubric)
        return 0
    from assess.pipeline import explain

    with Progress(verbose=verbose) as progress:
        progress(f"looking at {repo} for {criterion}")
        request = given.request(repo)
        explanation = explain(request, criterion)
    meaning(explanation.criterion, rubric_of(request))
    outcome(explanation)
    return 0


def found(rubric: Rubric, identifier: str) -> Criterion:
    """The criterion of that id or alias. Raises: InputError with the nearest id."""
    criterion = rubric.criterion(identifier)
    if criterion is None:
        hint = did_you_mean(identifier, [c.id for c in rubric.criteria]) or "`assess criteria` lists them"
        raise InputError(f"no criterion is called {identifier!r}", hint=hint)
    return criterion


def meaning(criterion: Criterion, rubric: Rubric) -> None:
    """What the criterion asks and how it is decided."""
    from assess.cli.rule_text import origin, question_lines, rule_lines, source_lines

    say(f"{criterion.title} ({criterion.id})", bold=True)
    say(
        f"{criterion.layer} / {criterion.area}, {criterion.tier.value}, weight {criterion.weight:g}, "
        f"applies to {'every subject' if criterion.applies == 'any' else criterion.applies}"
    )
    _section("Why it matters", [criterion.rationale])
    if criterion.rule is not None:
        _section("How the repository decides it (the highest rung that holds wins)", rule_lines(criterion.rule))
    if criterion.question is not None:
        _section("What people are asked", question_lines(criterion.question))
    days = f"about {criterion.effort_days:g} person-day{'' if criterion.effort_days == 1 else 's'}"
    _section(f"What to do ({days})", [criterion.remedy])
    _section("Sources", source_lines(criterion, rubric))
    _section("Defined in", [origin(criterion)])


def outcome(explanation: Explanation) -> None:
    """What the repository and the answers came to, condition by condition."""
    from assess.cli.rule_text import answer_lines, evaluation_lines, evidence_text

    finding = explanation.finding
    say()
    say(f"Here: {finding.outcome.value}, {_credit(finding.score.low, finding.score.high)}", bold=True)
    say(_wrapped(finding.reason))
    if not finding.applies.value:
        say(_wrapped(finding.applies.reason))
    if finding.applies.proposal:
        say(_wrapped(f"The scan believes that it does not apply: {finding.applies.proposal}"))
    for text in answer_lines(finding.answer):
        say(_wrapped(text))
    if finding.conflict:
        say(_wrapped(f"Conflict: {finding.conflict}"), colour="red")
    for evidence in finding.evidence:
        say(f"    {evidence_text(evidence)}")
    if finding.next:
        say(_wrapped(f"Next: {finding.next}"))
    if explanation.steps:
        say()
        say("Step by step", bold=True)
    for label, evaluation in explanation.steps:
        say(f"  {label}")
        for line in evaluation_lines(evaluation):
            say(f"    {line}")


def _credit(low: float, high: float) -> str:
    return f"credit {low:g}" if low == high else f"credit {low:g}, possibly {high:g}"


def _section(title: str, lines: Iterable[str]) -> None:
    texts = [line for line in lines if line]
    if not texts:
        return
    say()
    say(title, bold=True)
    for line in texts:
        say(_wrapped(line))


def _wrapped(text: str) -> str:
    indent = " " * (2 + len(text) - len(text.lstrip()))
    return textwrap.fill(
        text.strip(), _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
