"""What a gate judges, and the limits that are in force for it: all read and checked before anything is scanned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.assessments import loaded_whole, scanned
from assess.cli.gating.options import Demands
from assess.cli.progress import Progress
from assess.cli.subject import Given

if TYPE_CHECKING:
    from assess.configuration import Located, Names
    from assess.errors import InputError
    from assess.gate.policy import Policy
    from assess.model.assessment import Assessment
    from assess.pipeline import Request, Settled


@dataclass(frozen=True, slots=True)
class Judged:
    """The target, assessed, and the limits that are in force for it."""

    assessment: Assessment
    policy: Policy
    settled: Settled | None
    """Configuration and rubric; None for saved assessments."""


def judged(target: Path, given: Given, demands: Demands, progress: Progress, *, redact: bool = False) -> Judged:
    """The target with its limits, if asked for without the names of people. Raises: click.UsageError, AssessError."""
    from assess.output.redact import without_people

    it = _judged(target, given, demands, progress)
    return replace(it, assessment=without_people(it.assessment)) if redact else it


def _judged(target: Path, given: Given, demands: Demands, progress: Progress) -> Judged:
    from assess.configuration import Names
    from assess.gate.policy import branch_of
    from assess.pipeline import settle

    if target.is_file():
        if said := given.said("config"):
            raise click.UsageError(f"{', '.join(said)}: only for repositories, {target} is a saved assessment")
        assessment = loaded_whole(target)
        located, seen = saved_policy(given.config), branch_of(assessment.subject)
        policy = chosen_policy(located, demands, seen, _names_in(assessment))
        _check_limits(policy, located, may_have_none=demands.allow_no_limit)
        return Judged(assessment, policy, None)
    request = given.request(target)
    settled = settle(request)
    names = Names.of(settled.rubric)
    policy = chosen_policy(settled.located, demands, _checked_out(request, settled.located), names)
    _check_limits(policy, settled.located, may_have_none=demands.allow_no_limit or given.policy_from is not None)
    renamed = tuple(settled.rubric.settings.aliases.get(one, one) for one in policy.limits.require)
    policy = replace(policy, limits=policy.limits.model_copy(update={"require": renamed}))
    return Judged(scanned(replace(request, settled=settled), progress), policy, settled)


def _names_in(assessment: Assessment) -> Names:
    from assess.configuration import Names

    return Names(
        tuple(area.id for area in assessment.areas),
        tuple(layer.id for layer in assessment.layers),
        tuple(finding.criterion for finding in assessment.findings),
    )


def chosen_policy(located: Located, demands: Demands, seen: str | None, names: Names) -> Policy:
    """The limits in force; `seen` is the branch that was found. Raises: click.UsageError, Problems."""
    from assess.configuration import gate_problems
    from assess.errors import Place, Problems
    from assess.gate.policy import branch_name, in_force

    gate = located.config.gate
    if problems := [*_misnamed(located, names), *gate_problems(demands.limits, names, lambda _: Place("command line"))]:
        raise Problems(problems)
    policy = in_force(gate, demands.limits, branch_name(demands.branch) if demands.branch is not None else seen)
    if policy.limits.baseline is not None and not policy.limits.no_regress:
        raise click.UsageError("--baseline is for --no-regress; give both")
    if policy.limits.no_regress and policy.limits.baseline is None:
        raise click.UsageError("--no-regress needs --baseline: a file, or a commit such as origin/main")
    return policy


def _check_limits(policy: Policy, located: Located, *, may_have_none: bool) -> None:
    """A gate without any limit is a mistake, unless a branch or the target branch may have none. Raises: UsageError."""
    if not policy.limits_something and not located.config.gate.branches and not may_have_none:
        raise click.UsageError("no limit was given: use --min-score and the like, or `gate:` in the configuration")


def _misnamed(located: Located, names: Names) -> Iterator[InputError]:
    from assess.configuration import gate_problems

    gate = located.config.gate
    yield from gate_problems(gate, names, located.place, ("gate",))
    for pattern, limits in gate.branches.items():
        yield from gate_problems(limits, names, located.place, ("gate", "branches", pattern))


def _checked_out(request: Request, located: Located) -> str | None:
    """The branch of what is assessed; looked up only when limits depend on it."""
    from assess.gate.policy import branch_of
    from assess.model.assessment import Subject
    from assess.snapshot.opening import open_snapshot

    if not located.config.gate.branches:
        return None
    facts = open_snapshot(request.repository, ref=request.ref, folder=request.folder).subject
    return branch_of(Subject(name=facts.name, commit=facts.commit, branch=facts.branch))


def saved_policy(config: Path | None) -> Located:
    """The configuration of a file, if one was named. Raises: InputError, Problems."""
    from assess.configuration import Located, read_configuration
    from assess.errors import Place
    from assess.model.config import Config

    return read_configuration(config) if config else Located(Config(), lambda _: Place(""))
