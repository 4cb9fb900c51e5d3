"""What CI and CD run: commands and packaged steps by purpose, text, event and job."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

import re2
from pydantic import Field, field_validator

from assess.facts.globs import Globs
from assess.links.ci.ci_files import Unread
from assess.links.ci.commands import manual_commands, unread_ci
from assess.links.ci.purposes import of_reference, purpose_names
from assess.links.kinds import AUTOMATIC, Event, Run
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 6

EventWord = Literal["change", "push", "tag", "schedule", "data", "manual"]


class Ci(ProbeParams):
    """Which runs count; every condition that is given must hold for one and the same run."""

    purpose: tuple[str, ...] = ()
    """What the command is for, one of these; see the reference of purposes."""
    not_purpose: tuple[str, ...] = ()
    """Commands that are for one of these do not count."""
    matching: str = ""
    """A regular expression (RE2) over the command's text and a packaged step's inputs."""
    not_matching: str = ""
    """A regular expression (RE2) over the same text; runs that it finds do not count."""
    uses: tuple[str, ...] = ()
    """Globs over the reference of a packaged step, such as `aquasecurity/trivy-action*`."""
    events: Literal["automatic"] | tuple[EventWord, ...] = ()
    """One of these must start the run; `automatic` takes every event but a person's; empty takes all."""
    systems: tuple[str, ...] = ()
    """Systems that count, such as `github-actions` or `gitlab-ci`; empty takes all."""
    job: str = ""
    """A regular expression (RE2) that must find something in the job's name."""
    environment: str = ""
    """A regular expression (RE2) that must find something in the job's deployment environment."""
    path: str = ""
    """A glob of the file in which the command is written, or of a file that the chain passes."""
    must_fail: bool = False
    """Only runs whose failure fails the job."""
    live: bool = True
    """Only runs that are not switched off."""
    by_hand: bool = False
    """Also commands that only a person starts: targets, tasks, scripts and images that CI does not reach."""
    min: int = Field(default=1, ge=1)
    """How many different commands."""

    @field_validator("matching", "not_matching", "job", "environment")
    @classmethod
    def _readable(cls, pattern: str) -> str:
        try:
            re2.compile(pattern)
        except re2.error as error:
            message = f"not a regular expression of RE2: {error}"
            raise ValueError(message) from error
        return pattern

    @field_validator("purpose", "not_purpose")
    @classmethod
    def _known(cls, purposes: tuple[str, ...]) -> tuple[str, ...]:
        for name in purposes:
            if name not in purpose_names():
                close = get_close_matches(name, sorted(purpose_names()), 1)
                message = f"no command has the purpose {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
                raise ValueError(message)
        return purposes


PARAMS = Ci


def observe(params: Ci, view: View) -> Observation:
    """Yes with the steps that reach it; unknown when only unread parts of CI could hold it."""
    found: dict[tuple[str, int], Run] = {}
    wanted = frozenset(params.purpose)
    for run in _runs(params, view):
        if (not wanted or run.purposes & wanted) and _counts(params, run):
            found.setdefault((run.chain[-1].path, run.chain[-1].line), run)
            if len(found) >= max(MOST_EVIDENCE, params.min):
                break
    if len(found) >= params.min:
        return observed(_evidence(tuple(found.values())))
    return observed([], unknown=[_unread(u) for u in unread_ci(view.facts, view.links.roles) if _may_hold(params, u)])


def _runs(params: Ci, view: View) -> Iterator[Run]:
    yield from view.links.commands
    if params.by_hand:
        yield from manual_commands(view.facts, view.links.roles)


def _events(params: Ci) -> frozenset[Event]:
    if params.events == "automatic":
        return AUTOMATIC
    return frozenset(Event(word) for word in params.events) or frozenset(Event)


def _counts(params: Ci, run: Run) -> bool:
    if (params.live and not run.live) or (params.must_fail and run.may_fail) or run.purposes & set(params.not_purpose):
        return False
    if params.systems and run.system not in params.systems:
        return False
    if not run.events & _events(params):
        return False
    if params.uses and not (run.program == "uses" and any(_fits(a, params.uses) for a in run.arguments)):
        return False
    if params.path and not any(hop.path in Globs((params.path,)) for hop in run.chain):
        return False
    return _texts_fit(params, run)


def _fits(reference: str, globs: tuple[str, ...]) -> bool:
    plain = reference.split("@")[0].lower()
    return any(name in Globs(tuple(f"/{g.lower()}" for g in globs)) for name in (plain, reference.lower()))


def _texts_fit(params: Ci, run: Run) -> bool:
    if params.job and not _regex(params.job).search(run.job):
        return False
    if params.environment and not _regex(params.environment).search(run.environment):
        return False
    if not params.matching and not params.not_matching:
        return True
    text = "\n".join((run.command, *(f"{name}: {value}" for name, value in run.options)))
    if params.not_matching and _regex(params.not_matching).search(text):
        return False
    return not params.matching or _regex(params.matching).search(text) is not None


_USUAL = frozenset(
    [
        "test",
        "coverage",
        "lint",
        "type-check",
        "format-check",
        "build",
        "build-image",
        "push-image",
        "publish-package",
        "release",
        "deploy",
        "security-scan",
        "secret-scan",
        "dependency-audit",
        "image-scan",
        "install-locked",
        "iac-validate",
        "iac-plan",
        "iac-scan",
        "iac-apply",
        "sbom",
        "sign",
    ]
)
_HOUSEKEEPING = re2.compile(
    r"(?i)docs?\b|document|stale|label|greet|bump|changelog|pages|issue|comment|assign|notif|triage|sync"
)
_CHECKS = frozenset(["test", "coverage", "lint", "type-check", "format-check", "security-scan", "secret-scan", "dependency-audit"])  # fmt: skip
_NAMED_CHECK = re2.compile(r"(?i)lint|rubocop|prettier|codeql|format|(?:^|[-_])(?:check|test|review)s?(?:[-_.]|$)")


@lru_cache(maxsize=512)
def _regex(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)


def _evidence(runs: tuple[Run, ...]) -> list[Evidence]:
    """The step that starts each run, then the place where a longer chain ends."""
    found: list[Evidence] = []
    for run in runs[:MOST_EVIDENCE]:
        first, last = run.chain[0], run.chain[-1]
        found.append(seen(first.path, first.line, first.text))
        if last != first:
            found.append(seen(last.path, last.line, last.text))
    return list(dict.fromkeys(found))


def _unread(unread: Unread) -> Evidence:
    text = unread.text if unread.broken else f"kept elsewhere: {unread.text}"
    return seen(unread.path, unread.line, text)


def _may_hold(params: Ci, unread: Unread) -> bool:
    """Whether an unread part is a candidate for what is asked.

    A remote part whose name says what it is for holds that alone; one for documents, labels or version bumps holds nothing
    that is asked here; any other may hold what pipelines usually do, and no special work such as training.
    """
    if params.systems and unread.system not in params.systems:
        return False
    if not unread.events & _events(params):
        return False
    if unread.broken or params.uses:
        return unread.broken
    wanted = frozenset(params.purpose)
    named = of_reference(unread.text, ())
    if named:
        return bool(named & wanted)
    name = unread.text.rsplit("/", 1)[-1]
    possible = _CHECKS if _NAMED_CHECK.search(name) else _USUAL
    return not _HOUSEKEEPING.search(name) and bool(wanted & possible)
