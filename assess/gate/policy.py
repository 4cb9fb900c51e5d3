"""Which limits are in force: those of the configuration, of the branch, and of the command line over them."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from assess.errors import InputError
from assess.model.assessment import Subject
from assess.model.config import Gate, GateLimits

_PREFIXES = ("refs/heads/", "refs/remotes/", "remotes/")
_REVISION_MARKS = "~^:@{?*["
_SHORTEST_ID = 7


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of one gate run, and how they were chosen."""

    limits: GateLimits
    branch: str | None = None
    pattern: str | None = None
    """The branch pattern that matched, if one did."""

    @property
    def limits_something(self) -> bool:
        """Whether there is any condition at all."""
        asks = self.limits.model_dump(exclude={"with_waivers", "baseline"})
        return any(value is not None and value is not False and value not in ((), {}) for value in asks.values())


def in_force(gate: Gate, chosen: GateLimits, branch: str | None) -> Policy:
    """The configuration's limits, then those of the first pattern that matches the branch, then the options.

    Raises: InputError when the configuration distinguishes branches and the branch is not known.
    """
    if gate.branches and branch is None:
        raise InputError(
            "the gate has limits by branch, and it is not known which branch this is",
            hint="say it: --branch NAME; a checkout in a pipeline is often on no branch",
        )
    pattern = next((one for one in gate.branches if branch is not None and fnmatchcase(branch, one)), None)
    limits = GateLimits(**{name: getattr(gate, name) for name in gate.model_fields_set - {"branches"}})
    if pattern is not None:
        limits = laid_over(limits, gate.branches[pattern])
    return Policy(laid_over(limits, chosen), branch, pattern)


def laid_over(under: GateLimits, over: GateLimits) -> GateLimits:
    """What `over` says wins; maps and lists are joined."""
    values: dict[str, Any] = {name: getattr(under, name) for name in under.model_fields_set}
    for name in over.model_fields_set:
        value = getattr(over, name)
        if isinstance(value, dict):
            value = {**values.get(name, {}), **value}
        elif isinstance(value, tuple):
            value = tuple(dict.fromkeys((*values.get(name, ()), *value)))
        values[name] = value
    return GateLimits(**values)


def branch_of(subject: Subject) -> str | None:
    """The branch that an assessment is of; None for detached heads, commit ids and other revisions."""
    name = subject.branch
    if not name or name == "HEAD" or any(mark in name for mark in _REVISION_MARKS):
        return None
    if subject.commit and len(name) >= _SHORTEST_ID and subject.commit.startswith(name.lower()):
        return None
    return branch_name(name)


def branch_name(name: str) -> str:
    """A branch as people call it: `refs/heads/main` and `origin/main` are `main`."""
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            name = name.removeprefix(prefix)
            return name if prefix == "refs/heads/" else name.partition("/")[2]
    return name.removeprefix("origin/")
