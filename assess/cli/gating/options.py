"""The options that set limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.option_types import Finite
from assess.cli.subject import named, named_limits

if TYPE_CHECKING:
    from assess.model.config import GateLimits

Function = TypeVar("Function", bound=Callable[..., Any])

_NUMBERS = ("min_score", "min_level", "min_coverage", "baseline")
_MAPS = ("min_area", "min_layer")
_FLAGS = ("no_essential_not_met", "no_conflicts", "no_expired_answers", "no_expired_waivers", "no_regress", "with_waivers")  # fmt: skip

_OPTIONS = (
    click.option("--min-score", type=Finite(0, 100), metavar="N", help="Least proven score."),
    click.option(
        "--min-area", multiple=True, callback=named_limits, metavar="AREA=N", help="Least of an area; repeatable."
    ),
    click.option(
        "--min-layer", multiple=True, callback=named_limits, metavar="LAYER=N", help="Least of a layer; repeatable."
    ),
    click.option("--min-level", type=click.IntRange(0), metavar="N", help="Least proven maturity level."),
    click.option("--min-coverage", type=Finite(0, 100), metavar="N", help="Least share that is decided at all."),
    click.option("--require", multiple=True, metavar="CRITERION", help="It must be met; repeatable."),
    click.option("--no-essential-not-met", is_flag=True, help="No essential criterion may be not met."),
    click.option("--no-conflicts", is_flag=True, help="No answer may contradict the repository."),
    click.option("--no-expired-answers", is_flag=True, help="No answer may have expired."),
    click.option("--no-expired-waivers", is_flag=True, help="No waiver may have expired."),
    click.option(
        "--with-waivers", is_flag=True, help="Read level, essential and required criteria with waived gaps closed."
    ),
    click.option("--no-regress", is_flag=True, help="No finding may have got worse since the baseline."),
    click.option(
        "--baseline", callback=named, metavar="FILE|REF", help="What --no-regress compares with: a file or a commit."
    ),
    click.option("--branch", callback=named, metavar="NAME", help="Use the limits of this branch."),
    click.option(
        "--allow-no-limit", is_flag=True, help="Pass, and say so, where neither configuration nor options set a limit."
    ),
    click.option("--warn-only", is_flag=True, help="Say WARN instead of failing; the exit code is then 0."),
)


@dataclass(frozen=True, slots=True)
class Demands:
    """What was said about limits on the command line."""

    limits: GateLimits
    branch: str | None = None
    warn_only: bool = False
    allow_no_limit: bool = False


def limit_options(function: Function) -> Function:
    """Adds the options, and hands them over together as `demands`."""

    @wraps(function)
    def gathered(**parameters: Any) -> Any:
        values = {name: parameters.pop(name) for name in (*_NUMBERS, *_MAPS, "require", *_FLAGS)}
        rest = {name: parameters.pop(name) for name in ("branch", "warn_only", "allow_no_limit")}
        return function(demands=Demands(_limits(values), **rest), **parameters)

    decorated: Any = gathered
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    result: Function = decorated
    return result


def _limits(values: dict[str, Any]) -> GateLimits:
    """The options that were given; the others stay unset. Raises: click.UsageError for contradictions."""
    from assess.model.config import GateLimits

    said: dict[str, Any] = {name: values[name] for name in _NUMBERS if values[name] is not None}
    said |= {name: True for name in _FLAGS if values[name]}
    for name in _MAPS:
        if values[name]:
            said[name] = _once(name, values[name])
    if values["require"]:
        said["require"] = values["require"]
    return GateLimits(**said)


def _once(name: str, pairs: tuple[tuple[str, float], ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for part, limit in pairs:
        if found.setdefault(part, limit) != limit:
            raise click.UsageError(
                f"--{name.replace('_', '-')}: {part!r} cannot have the limits {found[part]:g} and {limit:g}"
            )
    return found
