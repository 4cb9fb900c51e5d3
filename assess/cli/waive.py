"""`assess waive`: a gap that somebody accepts until a day, written into the configuration."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.option_types import Day
from assess.cli.streams import tell
from assess.cli.subject import FILE, Given, named
from assess.errors import InputError, RepositoryError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.model.rubric import Rubric


@click.command("waive")
@click.argument("criterion")
@click.option("--reason", callback=named, metavar="TEXT", help="Why the gap is accepted.")
@click.option("--until", type=Day(), metavar="YYYY-MM-DD", help="The last day it holds.")
@click.option("--owner", callback=named, metavar="NAME", help="Who answers for it.")
@click.option("--withdraw", is_flag=True, help="Take the waiver out again.")
@click.option("--repo", type=FILE, default=".", metavar="PATH", help="The repository. [here]")
@click.option("--path", "folder", metavar="DIR", help="Only for this product folder of the repository.")
@click.option("--rubric", type=FILE, metavar="FOLDER", help="A rubric or an overlay instead of the built-in one.")
def command(
    criterion: str,
    reason: str | None,
    until: datetime | None,
    owner: str | None,
    withdraw: bool,
    repo: Path,
    folder: str | None,
    rubric: Path | None,
) -> int:
    """Accept the gap in CRITERION until a day, with a reason and an owner, or renew what was accepted.

    Written into .maturity/config.yaml or [tool.assess]; comments and order stay. A waiver never raises a score: it
    unblocks the level that is printed beside it, and excuses a fall in `assess gate --no-regress`.
    """
    from assess.atomic_file import make_folder, put
    from assess.cli.configuring import edited
    from assess.cli.splice import waivers_into_toml, waivers_into_yaml
    from assess.pipeline import settle

    if not repo.is_dir():
        raise RepositoryError(f"no such folder: {repo}")
    given = Given(rubric=rubric)
    names = known_names(criterion, settle(given.request(repo)).rubric, withdraw=withdraw)
    if withdraw:
        if said := [word for word, value in (("--reason", reason), ("--until", until), ("--owner", owner)) if value]:
            raise click.UsageError(f"{', '.join(said)}: a waiver that is withdrawn needs none")
        new = None
    else:
        new = _waiver(names[0], reason, until, owner, folder, given.day)

    def change(waivers: list[Any], *, text_dates: bool) -> list[Any]:
        rest = [one for one in waivers if not (one.get("criterion") in names and one.get("path") == folder)]
        if new is None:
            if rest == waivers:
                raise InputError(f"there is no waiver of {criterion!r}", hint="see `waivers:` in the configuration")
            return rest
        return [*rest, {**new, "until": str(new["until"]) if text_dates else new["until"]}]

    path, text = edited(
        repo,
        lambda old, name: waivers_into_yaml(old, name, lambda waivers: change(waivers, text_dates=True)),
        lambda old, name: waivers_into_toml(old, name, lambda waivers: change(waivers, text_dates=False)),
    )
    make_folder(path.parent)
    put(text.encode(), path)
    state = "waived no more" if new is None else f"waived until {new['until']}"
    tell(f"wrote {path}: {criterion} is {state}")
    return 0


def known_names(criterion: str, rubric: Rubric, *, withdraw: bool) -> tuple[str, ...]:
    """Today's id and all former ones. Raises: InputError for an unknown one, unless it is to be withdrawn."""
    found = rubric.criterion(criterion)
    if found is None:
        if withdraw:
            return (criterion,)
        hint = did_you_mean(criterion, [one.id for one in rubric.criteria]) or "see `assess criteria`"
        raise InputError(f"no criterion is called {criterion!r}", hint=hint)
    return (found.id, *(old for old, new in rubric.settings.aliases.items() if new == found.id))


def _waiver(
    criterion: str, reason: str | None, until: datetime | None, owner: str | None, folder: str | None, today: date
) -> dict[str, Any]:
    missing = [word for word, value in (("--reason", reason), ("--until", until), ("--owner", owner)) if not value]
    if missing:
        raise click.UsageError(f"a waiver needs {', '.join(missing)}")
    assert until is not None
    if until.date() < today:
        raise click.UsageError(f"--until {until.date()} is over already")
    made: dict[str, Any] = {"criterion": criterion, "reason": reason, "owner": owner, "until": until.date()}
    return made | ({"path": folder} if folder else {})
