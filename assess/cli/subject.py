"""The options that name a subject and how to judge it, shared by the commands that scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.option_types import Day

if TYPE_CHECKING:
    from assess.model.rubric import Rubric
    from assess.pipeline import Request

Function = TypeVar("Function", bound=Callable[..., Any])


class Place(click.Path):
    """A path that must not be empty: an unset shell variable is no folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click does it. Raises: click.BadParameter."""
        if value == "":
            self.fail("it is empty", param, ctx)
        return super().convert(value, param, ctx)


FILE = Place(path_type=Path)


def named_traits(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """NAME, NAME=yes or NAME=no, each a trait and whether it holds."""
    words = {"": True, "yes": True, "true": True, "no": False, "false": False}
    found = []
    for value in values:
        name, _, word = value.partition("=")
        if not name or word.lower() not in words:
            raise click.BadParameter(f"{value!r} is not NAME, NAME=yes or NAME=no", ctx, param)
        found.append((name, words[word.lower()]))
    return tuple(found)


def named_limits(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """NAME=NUMBER, the number from 0 to 100: what is limited, and the limit."""
    found = []
    for value in values:
        name, _, number = value.partition("=")
        try:
            limit = float(number)
        except ValueError:
            limit = -1.0
        if not name or not 0 <= limit <= 100:
            raise click.BadParameter(f"{value!r} is not NAME=NUMBER with a number from 0 to 100", ctx, param)
        found.append((name, limit))
    return tuple(found)


def named(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A text that must not be empty: an unset shell variable is no commit."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty", ctx, param)
    return value


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about the subject on the command line."""

    ref: str | None = None
    folder: str = ""
    name: str | None = None
    profile: str | None = None
    traits: tuple[tuple[str, bool], ...] = ()
    answers: Path | None = None
    rubric: Path | None = None
    config: Path | None = None
    as_of: datetime | None = None
    policy_from: str | None = None

    def request(self, repository: Path) -> Request:
        """The request for one repository; documents that git does not track yet are found on disk."""
        from assess.cli.untracked import untracked
        from assess.pipeline import Request

        if self.policy_from is not None and self.config is not None:
            raise click.UsageError("--config and --policy-from both say where the configuration is; give one")
        kinds = ("answers", "config") if self.policy_from is None else ("answers",)
        unlisted = untracked(repository, self.folder, kinds) if self.ref is None else {}
        return Request(
            repository=repository,
            as_of=self.day,
            ref=self.ref,
            folder=self.folder,
            name=self.name,
            profile=self.profile,
            answers=self.answers or unlisted.get("answers"),
            rubric=self.rubric,
            config=self.config or unlisted.get("config"),
            traits=self.traits,
            policy_from=self.policy_from,
        )

    @property
    def day(self) -> date:
        """The day by which expiry is judged: the one given, else today (UTC)."""
        return self.as_of.date() if self.as_of else datetime.now(UTC).date()

    def said(self, *but: str) -> tuple[str, ...]:
        """The options that were given, as they are written, some left out."""
        written = {"folder": "--path", "traits": "--trait", "as_of": "--as-of", "policy_from": "--policy-from"}
        names = [f.name for f in fields(self) if f.name not in but and getattr(self, f.name)]
        return tuple(written.get(name, f"--{name}") for name in names)


def rubric_of(request: Request) -> Rubric:
    """The rubric that a request is judged by: the one named, else the configuration's, else the built-in."""
    from assess.pipeline import load_rubric, settle

    return settle(request).rubric if request.rubric is None else load_rubric(request.rubric)


_OPTIONS = (
    click.option(
        "--ref", callback=named, metavar="REV", help="Assess this commit, branch or tag instead of the work tree."
    ),
    click.option(
        "--path", "folder", default="", metavar="DIR", help="The folder of the repository that is the product."
    ),
    click.option("--name", callback=named, metavar="NAME", help="Name of the subject in reports."),
    click.option(
        "--profile", callback=named, metavar="PROFILE", help="What kind of thing it is, for example `service`."
    ),
    click.option(
        "--trait", "traits", multiple=True, callback=named_traits, metavar="NAME[=no]", help="Set a trait; repeatable."
    ),
    click.option("--answers", type=FILE, metavar="FILE", help="Answers instead of .maturity/answers.yaml."),
    click.option("--rubric", type=FILE, metavar="FOLDER", help="A rubric or an overlay instead of the built-in one."),
    click.option("--config", type=FILE, metavar="FILE", help="Configuration instead of the repository's own."),
    click.option(
        "--policy-from",
        callback=named,
        metavar="REV",
        help="Read configuration, waivers and rubric from this commit or branch, not from what is assessed.",
    ),
    click.option("--as-of", type=Day(), metavar="YYYY-MM-DD", help="Judge expiry by this day. [today]"),
)


def subject_options(function: Function) -> Function:
    """Adds the options, and hands them over together as `given`."""

    @wraps(function)
    def gathered(**parameters: Any) -> Any:
        given = Given(**{f.name: parameters.pop(f.name) for f in fields(Given)})
        return function(given=given, **parameters)

    decorated: Any = gathered
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    result: Function = decorated
    return result
