"""`assess confirm`: writes what the scan proposed into the configuration, so that it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.streams import tell
from assess.cli.subject import FILE, Given
from assess.errors import InputError, RepositoryError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.cli.configuring import Edit
    from assess.model.rubric import Rubric
    from assess.pipeline import Request

_NOT = "no-"


@click.command("confirm")
@click.argument("names", nargs=-1, required=True, metavar="TRAIT... | no-TRAIT... | CRITERION...")
@click.option("--repo", type=FILE, default=".", metavar="PATH", help="The repository. [here]")
@click.option("--path", "folder", default="", metavar="DIR", help="The folder of the repository that is the product.")
@click.option("--reason", metavar="TEXT", help="Why; written beside each of them.")
@click.option("--rubric", type=FILE, metavar="FOLDER", help="A rubric or an overlay instead of the built-in one.")
def command(names: tuple[str, ...], repo: Path, folder: str, reason: str | None, rubric: Path | None) -> int:
    """Write proposals into .maturity/config.yaml or [tool.assess].

    A TRAIT, with or without `no-` before it, says what kind of thing this is; a CRITERION of which the scan says that
    it does not apply here is written to `not_applicable`. `assess scan` prints the whole command when it has something
    to propose. Comments and order of the file stay.
    """
    from assess.atomic_file import make_folder, put
    from assess.cli.configuring import edited
    from assess.pipeline import settle

    if not repo.is_dir():
        raise RepositoryError(f"no such folder: {repo}")
    given = Given(folder=folder, rubric=rubric)
    request = given.request(repo)
    known = settle(request).rubric
    traits, criteria = sorted_out(names, known)
    why = reason or f"Seen by the scan, confirmed on {given.day.isoformat()}."
    _check_proposed(request, criteria, traits)
    sections: dict[str, dict[str, object]] = {
        "traits": {trait: {"holds": holds, "reason": why} for trait, holds in traits.items()},
        "not_applicable": dict.fromkeys(criteria, why),
    }
    path, text = edited(repo / folder, _adding(sections, yaml=True), _adding(sections, yaml=False))
    make_folder(path.parent)
    put(text.encode(), path)
    tell(f"wrote {path}: {', '.join(names)}")
    return 0


def sorted_out(words: tuple[str, ...], rubric: Rubric) -> tuple[dict[str, bool], tuple[str, ...]]:
    """Traits with whether they hold, and criteria under today's ids.

    Raises: InputError for unknown and contradicting ones.
    """
    known = tuple(rubric.settings.traits)
    found: dict[str, bool] = {}
    criteria: list[str] = []
    for word in words:
        criterion = rubric.criterion(word)
        holds = word in known or not word.startswith(_NOT)
        name = word if holds else word.removeprefix(_NOT)
        if name in known:
            if found.setdefault(name, holds) != holds:
                raise InputError(f"{name!r} cannot hold and not hold")
        elif criterion is not None:
            criteria.append(criterion.id)
        else:
            near = did_you_mean(name, (*known, *(one.id for one in rubric.criteria)))
            raise InputError(f"no trait or criterion is called {name!r}", hint=near or "see `assess scan`")
    return found, tuple(dict.fromkeys(criteria))


def _check_proposed(request: Request, criteria: tuple[str, ...], traits: dict[str, bool]) -> None:
    """Only what the scan itself says may be confirmed. Raises: InputError."""
    from dataclasses import replace

    from assess.pipeline import proposed

    if not criteria:
        return
    reasons = proposed(replace(request, traits=tuple(traits.items())), criteria)
    refused = [name for name in criteria if reasons[name] is None]
    if refused:
        raise InputError(
            f"the scan does not say that these do not apply here: {', '.join(refused)}",
            hint="answer `not-applicable` with a reason where the question allows it, or waive it: assess waive",
        )


def _adding(sections: dict[str, dict[str, object]], *, yaml: bool) -> Edit:
    from assess.cli.splice import into_toml, into_yaml

    def edit(text: str, name: str) -> str:
        for section, added in sections.items():
            if added:
                text = (into_yaml if yaml else into_toml)(text, name, section, added)
        return text

    return edit
