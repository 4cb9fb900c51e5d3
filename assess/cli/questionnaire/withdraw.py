"""`assess questionnaire withdraw`: an answer out of the file again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.questionnaire.inquiry import store_of
from assess.cli.streams import tell
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError, Place
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.model.answer import Response
    from assess.questionnaire.store import Sheet


@click.command("withdraw")
@click.argument("identifier", metavar="CRITERION")
@click.argument("repository", type=FILE, default=".")
@click.option("--who", metavar="NAME", help="Whose answer. [git's user.name]")
@click.option("--decision", is_flag=True, help="The reviewer's decision instead; the answers stay.")
@click.option("--everybody", is_flag=True, help="All answers to the question, with the decision.")
@subject_options
def command(identifier: str, repository: Path, given: Given, who: str | None, decision: bool, everybody: bool) -> int:
    """Take your answer about CRITERION out of REPOSITORY's answers file; comments and order stay.

    An answer that names nobody is anybody's. What was answered about a criterion that is no more goes with --everybody.
    """
    from assess.questionnaire.editing import decided, without
    from assess.snapshot.person import configured_person

    if decision and everybody:
        raise click.UsageError("--decision and --everybody: choose one")
    store, rubric = store_of(repository, given)
    sheet = store.read()
    name = rubric.settings.aliases.get(identifier, identifier)
    response = sheet.response(name)
    if everybody and any(name == removal.id for removal in rubric.removed) and _stands(sheet, identifier):
        store.save(name, None, seen="")
        tell(f"{store.path}: what stood under {identifier!r} is taken out")
        return 0
    if response is None:
        hint = (
            did_you_mean(identifier, sheet.answers.answers) or "`assess questionnaire check` goes through the answers"
        )
        raise InputError(f"nobody has answered {identifier!r}", Place(store.name), hint)
    person = who if who is not None else configured_person(repository)
    if everybody:
        left = None
    elif decision:
        left = decided(response, None)
    else:
        left = without(response, _whose(response, person))
    if left == response:
        raise InputError(_nothing(response, person, decision=decision), Place(store.name), "name one: --who NAME")
    store.save(name, left, seen=sheet.fingerprint(name))
    tell(f"{store.path}: {_told(identifier, left)}")
    return 0


def _whose(response: Response, person: str) -> str:
    """The person, or nobody where the only answer names nobody."""
    alone = response.answers[0] if len(response.answers) == 1 else None
    return "" if alone is not None and not alone.who.strip() else person


def _stands(sheet: Sheet, identifier: str) -> bool:
    from assess.yaml_source import load_own

    data = load_own(sheet.text, "answers").data
    return isinstance(data, dict) and identifier in (data.get("answers") or {})


def _nothing(response: Response, person: str, *, decision: bool) -> str:
    if decision:
        return "there is no decision to withdraw"
    others = ", ".join(one.who or "somebody without a name" for one in response.answers)
    return f"{person or 'somebody without a name'} has not answered this; {others} did"


def _told(identifier: str, left: Response | None) -> str:
    if left is None:
        return f"{identifier!r} has no answer any more"
    others = ", ".join(one.who or "somebody without a name" for one in left.answers)
    return f"withdrawn; {identifier!r} is still answered by {others}"
