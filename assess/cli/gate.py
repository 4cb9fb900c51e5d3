"""`assess gate`: proven values against limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.progress import Progress
from assess.cli.report import loaded
from assess.cli.scan import scanned
from assess.cli.streams import say
from assess.cli.subject import FILE, Given, named_limits, subject_options

if TYPE_CHECKING:
    from assess.cli.conditions import Condition
    from assess.model.assessment import Assessment
    from assess.model.config import GateLimits
    from assess.pipeline import Request

_EXIT = {"pass": 0, "fail": 1, "undecided": 3}
_COLOURS = {"pass": "green", "fail": "red", "undecided": "yellow"}
_MOST_UNREAD = 10


@click.command("gate")
@click.argument("target", type=FILE, default=".")
@click.option("--min-score", type=click.FloatRange(0, 100), metavar="N", help="Least proven score.")
@click.option(
    "--min-area", multiple=True, callback=named_limits, metavar="AREA=N", help="Least of an area; repeatable."
)
@click.option(
    "--min-layer", multiple=True, callback=named_limits, metavar="LAYER=N", help="Least of a layer; repeatable."
)
@click.option("--min-level", type=click.IntRange(0), metavar="N", help="Least proven maturity level.")
@click.option("--min-coverage", type=click.FloatRange(0, 100), metavar="N", help="Least share that is decided at all.")
@click.option("--with-waivers", is_flag=True, help="Read the level as it would be with the waived gaps closed.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="[text]")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    target: Path,
    given: Given,
    min_score: float | None,
    min_area: tuple[tuple[str, float], ...],
    min_layer: tuple[tuple[str, float], ...],
    min_level: int | None,
    min_coverage: float | None,
    with_waivers: bool,
    shape: str,
    verbose: bool,
) -> int:
    """Hold TARGET, a repository or a saved assessment (.json), to limits; options win over the configuration.

    Exit code 0: all met; 1: one is not; 3: it hangs on evidence that could not be read.
    """
    from assess.cli.conditions import conditions
    from assess.model.config import GateLimits

    saved = target.is_file()
    if saved and (said := given.said("config")):
        raise click.UsageError(f"{', '.join(said)}: only for repositories, {target} is a saved assessment")
    request = None if saved else given.request(target)
    limits = configured(request) if request else saved_policy(given.config)
    chosen = {"min_score": min_score, "min_level": min_level, "min_coverage": min_coverage}
    limits = GateLimits(
        **{**limits.model_dump(), **{key: value for key, value in chosen.items() if value is not None}}
        | {"min_area": {**limits.min_area, **dict(min_area)}, "min_layer": {**limits.min_layer, **dict(min_layer)}}
    )
    if limits == GateLimits():
        raise click.UsageError("no limit was given: use --min-score and the like, or `gate:` in the configuration")
    assessment = scanned(request, Progress(verbose=verbose)) if request else loaded(target)
    found = conditions(assessment, limits, with_waivers=with_waivers)
    verdict = overall(found)
    if shape == "json":
        say(json.dumps(_document(found, verdict), indent=2, ensure_ascii=False))
    else:
        _page(assessment, found, verdict)
    return _EXIT[verdict]


def overall(found: tuple[Condition, ...]) -> str:
    """The verdict over all conditions: one failure fails, and nothing else outweighs it."""
    verdicts = {condition.verdict for condition in found}
    return next((verdict for verdict in ("fail", "undecided") if verdict in verdicts), "pass")


def configured(request: Request) -> GateLimits:
    """The limits of the configuration that is in force. Raises: InputError, Problems, RepositoryError."""
    from assess.configuration import load_configuration
    from assess.snapshot.opening import open_snapshot

    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder, name=request.name)
    return load_configuration(snapshot, request.config).gate


def saved_policy(config: Path | None) -> GateLimits:
    """The limits of a configuration file, if one was named. Raises: InputError, Problems."""
    from assess.configuration import read_configuration
    from assess.model.config import GateLimits

    return read_configuration(config).gate if config else GateLimits()


def _page(assessment: Assessment, found: tuple[Condition, ...], verdict: str) -> None:
    at = f" at {assessment.subject.commit[:12]}" if assessment.subject.commit else ""
    say(f"Gate for {assessment.subject.name}{at}, proven values as of {assessment.as_of}", bold=True)
    width = max(len(condition.name) for condition in found)
    for condition in found:
        value = _number(condition, condition.value)
        line = f"  {condition.verdict.upper():9}  {condition.name:{width}}  {value:>6}, needed {_number(condition, condition.limit)}"
        if condition.verdict == "undecided":
            line += f"; up to {_number(condition, condition.if_readable)} if what could not be read is there"
        say(line, colour=_COLOURS[condition.verdict])
    if verdict == "undecided":
        _unread(assessment)
    met = sum(condition.verdict == "pass" for condition in found)
    say(f"{verdict.upper()}: {met} of {len(found)} conditions met", bold=True, colour=_COLOURS[verdict])


def _number(condition: Condition, value: float | None) -> str:
    """Levels are counts, everything else is printed to one decimal."""
    if value is None:
        return "nothing applies"
    return f"{value:.0f}" if condition.name == "level" else f"{value:.1f}"


def _unread(assessment: Assessment) -> None:
    from assess.cli.conditions import unread
    from assess.cli.rule_text import evidence_text

    findings = unread(assessment)
    say("Waiting for evidence that could not be read:")
    for finding in findings[:_MOST_UNREAD]:
        say(f"  {finding.criterion}: {finding.reason}")
        for evidence in finding.evidence:
            say(f"    {evidence_text(evidence)}")
    for diagnostic in assessment.diagnostics[:_MOST_UNREAD]:
        line = f":{diagnostic.line}" if diagnostic.line else ""
        say(f"  {diagnostic.path}{line}: {diagnostic.message}")
    left = max(0, len(findings) - _MOST_UNREAD) + max(0, len(assessment.diagnostics) - _MOST_UNREAD)
    if left:
        say(f"  and {left} more in the report")


def _document(found: tuple[Condition, ...], verdict: str) -> dict[str, object]:
    return {
        "verdict": verdict,
        "conditions": [
            {
                "name": condition.name,
                "limit": condition.limit,
                "proven": condition.value,
                "if_readable": condition.if_readable,
                "verdict": condition.verdict,
            }
            for condition in found
        ],
    }
