"""`assess questionnaire ask`: one question at a time in the terminal, every answer saved at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.option_types import Day
from assess.cli.questionnaire.dialogue import Ended, prepare
from assess.cli.questionnaire.inquiry import Choice, choice_options, inquiry
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.cli.questionnaire.inquiry import Inquiry
    from assess.questionnaire.cards import Card


@click.command("ask")
@click.argument("repository", type=FILE, default=".")
@choice_options
@click.option("--only", multiple=True, metavar="CRITERION", help="Only this question; repeatable.")
@click.option("--all", "again", is_flag=True, help="Also questions that are answered already.")
@click.option("--who", metavar="NAME", help="Who answers. [git's user.name]")
@click.option("--when", type=Day(), metavar="YYYY-MM-DD", help="The day of the answers. [today]")
@click.option("--reviewer", is_flag=True, help="Decide between answers that differ, instead of adding one.")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    repository: Path,
    given: Given,
    choice: Choice,
    only: tuple[str, ...],
    again: bool,
    who: str | None,
    when: datetime | None,
    reviewer: bool,
    verbose: bool,
) -> int:
    """Ask the open questions about REPOSITORY, the one worth most first, and save every answer at once.

    Enter leaves a question for later, `?` explains it, `unknown` is an honest answer, `n/a` says that it does not
    apply, `back` goes to the one before, `quit` ends. Ask again to go on.
    """
    from assess.cli.questionnaire.session import Session
    from assess.questionnaire.trait_questions import trait_questions
    from assess.snapshot.person import configured_person

    prepare()
    subject = inquiry(repository, given, verbose=verbose)
    name = who if who is not None else configured_person(repository)
    day = when.date() if when else given.day
    if day > given.day:
        raise InputError(f"--when {day} is in the future", hint=f"today is {given.day}")
    asked = _wanted(subject, choice, only, name, again=again, reviewer=reviewer)
    everything = not (only or reviewer or choice.layers or choice.areas or choice.roles)
    traits = trait_questions(subject.assessment, subject.rubric) if everything else ()
    session = Session(subject, asked, traits, name, day, reviewer=reviewer)
    try:
        session.run()
    except Ended:
        pass
    finally:
        session.farewell()
    return 0


def _wanted(
    subject: Inquiry, choice: Choice, only: tuple[str, ...], who: str, *, again: bool, reviewer: bool
) -> tuple[Card, ...]:
    """The cards to ask; what this person has said not to know is not asked again. Raises: InputError."""
    from assess.questionnaire.editing import same_person

    every = subject.cards(subject.store.read())
    for identifier in only:
        if subject.rubric.criterion(identifier) is None:
            known = [criterion.id for criterion in subject.rubric.criteria]
            raise InputError(f"no question is called {identifier!r}", hint=did_you_mean(identifier, known))
        if all(card.identifier != identifier for card in every):
            raise InputError(f"{identifier!r} is no question here", hint=f"see `assess explain {identifier} --repo .`")
    found = choice.of(every, subject.rubric)
    if only:
        return tuple(card for card in found if card.identifier in only)
    if reviewer:
        return tuple(card for card in found if card.state == "disagreement" or again)
    if again:
        return found

    def passed(card: Card) -> bool:
        said = card.response.answers if card.response and card.state == "unknown" else ()
        return bool(who) and any(same_person(one.who, who) and one.value == "unknown" for one in said)

    return tuple(card for card in found if card.open and not passed(card))
