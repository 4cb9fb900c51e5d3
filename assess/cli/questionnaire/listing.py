"""`assess questionnaire list`: the open questions of a subject, the one worth most first."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.assessments import scanned
from assess.cli.progress import Progress
from assess.cli.questionnaire.inquiry import Choice, choice_options
from assess.cli.streams import say
from assess.cli.subject import FILE, Given, rubric_of, subject_options

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.questionnaire.cards import Card


@click.command("list")
@click.argument("repository", type=FILE, default=".")
@choice_options
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(repository: Path, given: Given, choice: Choice, verbose: bool) -> int:
    """List the questions that are open for REPOSITORY, the one worth most first."""
    from assess.model.answer import AnswersFile
    from assess.questionnaire.cards import cards
    from assess.questionnaire.trait_questions import trait_questions

    request = given.request(repository)
    assessment = scanned(request, Progress(verbose=verbose))
    rubric = rubric_of(request)
    found = cards(assessment, rubric, AnswersFile())
    _page(assessment, choice.of(found, rubric), len(found))
    for trait in trait_questions(assessment, rubric):
        say(f"Also asked: {trait.asks} {trait.hangs} ({trait.identifier})")
    return 0


def _page(assessment: Assessment, shown: tuple[Card, ...], total: int) -> None:
    from assess.questionnaire.cards import settled

    found = assessment.questionnaire
    say(f"{assessment.subject.name}: {found.answered} of {found.asked} questions answered", bold=True)
    if known := settled(assessment):
        say(f"{known} more {'is' if known == 1 else 'are'} not asked: the repository answers them.")
    for number, card in enumerate(shown, 1):
        _question(number, card)
    if len(shown) < total:
        say()
        more = total - len(shown)
        say(f"{more} more question{' is' if more == 1 else 's are'} for other layers, areas or roles.")
    if found.open:
        say()
        say("Answer them here with `assess questionnaire ask`, or on a local page: `assess questionnaire serve`.")
    for conflict in found.conflicts:
        say(f"Conflict: {conflict.criterion}: {conflict.text}", colour="red")


def _question(number: int, card: Card) -> None:
    from assess.questionnaire.cards import PEOPLE

    say()
    say(f"{number:3}. {card.finding.title} ({card.identifier}), {card.worth}", bold=True)
    say(textwrap.fill(card.asks, 96, initial_indent="     ", subsequent_indent="     "))
    say(f"     for {PEOPLE[card.role]}")
    if card.finding.answer is not None:
        say(f"     an earlier answer is {card.finding.answer.state}")
