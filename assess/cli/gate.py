"""`assess gate`: proven values against limits, and findings against a baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.gating.baselines import Sighted, compared
from assess.cli.gating.options import limit_options
from assess.cli.gating.target import judged
from assess.cli.progress import Progress
from assess.cli.streams import say
from assess.cli.subject import FILE, Given, subject_options

if TYPE_CHECKING:
    from assess.model.config import GateLimits

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

    progress = Progress(verbose=verbose)
    it = judged(target, given, chosen, branch, progress)
    limits = it.policy.limits
    found = conditions(it.assessment, limits)
    against = None
    if limits.no_regress and limits.baseline is not None:
        against = compared(limits.baseline, Sighted(target, given, it.settled), it.assessment, progress)
        found = (*found, against.ratchet.condition)
    document = verdict(
        it.assessment, it.policy, found, against=against, policy_from=given.policy_from, warn_only=warn_only
    )
    if shape == "json":
        say(json.dumps(document.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        from assess.cli.gating.page import show

        show(document, it.assessment)
    return _EXIT[document.verdict]
