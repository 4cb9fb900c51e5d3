"""`assess gate`: proven values against limits, and findings against a baseline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.gating.options import limit_options
from assess.cli.progress import Progress
from assess.cli.report import loaded
from assess.cli.scan import scanned
from assess.cli.streams import say
from assess.cli.subject import FILE, Given, rubric_of, subject_options

if TYPE_CHECKING:
    from assess.configuration import Located, Names
    from assess.errors import InputError
    from assess.gate.policy import Policy
    from assess.model.assessment import Assessment
    from assess.model.config import GateLimits
    from assess.pipeline import Request

_EXIT = {"pass": 0, "warn": 0, "fail": 1, "undecided": 3}


@click.command("gate")
@click.argument("target", type=FILE, default=".")
@limit_options
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="[text]")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    target: Path,
    given: Given,
    chosen: GateLimits,
    branch: str | None,
    warn_only: bool,
    shape: str,
    verbose: bool,
) -> int:
    """Hold TARGET, a repository or a saved assessment (.json), to limits; options win over the configuration.

    Exit code 0: all met; 1: one is not; 3: it hangs on evidence that could not be read.
    """
    from assess.gate.conditions import conditions
    from assess.gate.verdict import verdict

    saved = target.is_file()
    if saved and (said := given.said("config")):
        raise click.UsageError(f"{', '.join(said)}: only for repositories, {target} is a saved assessment")
    request = None if saved else given.request(target)
    located = configured(request) if request else saved_policy(given.config)
    assessment = loaded(target) if request is None else None
    policy = chosen_policy(located, chosen, branch, request, assessment)
    if assessment is None:
        assert request is not None
        assessment = scanned(request, Progress(verbose=verbose))
    found = conditions(assessment, policy.limits)
    document = verdict(assessment, policy, found, warn_only=warn_only)
    if shape == "json":
        say(json.dumps(document.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        from assess.cli.gating.page import show

        show(document, assessment)
    return _EXIT[document.verdict]


def chosen_policy(
    located: Located, chosen: GateLimits, branch: str | None, request: Request | None, assessment: Assessment | None
) -> Policy:
    """The limits in force, checked before anything is scanned. Raises: click.UsageError, InputError."""
    from assess.configuration import gate_problems
    from assess.errors import Place, Problems
    from assess.gate.policy import branch_name, branch_of, in_force

    gate = located.config.gate
    known = branch_name(branch) if branch is not None else None
    if known is None and gate.branches:
        known = branch_of(assessment.subject) if assessment else _checked_out(request)
    names = _names(request, assessment)
    if problems := [*_misnamed(located, names), *gate_problems(chosen, names, lambda _: Place("command line"))]:
        raise Problems(problems)
    policy = in_force(gate, chosen, known)
    if not policy.limits_something and not gate.branches:
        raise click.UsageError("no limit was given: use --min-score and the like, or `gate:` in the configuration")
    return policy


def _names(request: Request | None, assessment: Assessment | None) -> Names:
    """What the gate can speak of: what the rubric has, or a saved assessment."""
    from assess.configuration import Names

    if assessment is None:
        assert request is not None
        return Names.of(rubric_of(request))
    return Names(
        tuple(area.id for area in assessment.areas),
        tuple(layer.id for layer in assessment.layers),
        tuple(finding.criterion for finding in assessment.findings),
    )


def _misnamed(located: Located, names: Names) -> Iterator[InputError]:
    from assess.configuration import gate_problems

    gate = located.config.gate
    yield from gate_problems(gate, names, located.place, ("gate",))
    for pattern, limits in gate.branches.items():
        yield from gate_problems(limits, names, located.place, ("gate", "branches", pattern))


def _checked_out(request: Request | None) -> str | None:
    from assess.gate.policy import branch_of
    from assess.model.assessment import Subject
    from assess.snapshot.opening import open_snapshot

    assert request is not None
    facts = open_snapshot(request.repository, ref=request.ref, folder=request.folder).subject
    return branch_of(Subject(name=facts.name, commit=facts.commit, branch=facts.branch))


def configured(request: Request) -> Located:
    """The configuration that is in force. Raises: InputError, Problems, RepositoryError."""
    from assess.configuration import locate_configuration
    from assess.snapshot.opening import open_snapshot

    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder, name=request.name)
    return locate_configuration(snapshot, request.config)


def saved_policy(config: Path | None) -> Located:
    """The configuration of a file, if one was named. Raises: InputError, Problems."""
    from assess.configuration import Located, read_configuration
    from assess.errors import Place
    from assess.model.config import Config

    return read_configuration(config) if config else Located(Config(), lambda _: Place(""))
