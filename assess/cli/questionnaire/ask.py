"""`assess questionnaire ask`: one question at a time in the terminal, every answer saved at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.questionnaire.dialogue import Ended, line, prepare
from assess.cli.questionnaire.inquiry import Choice, choice_options, inquiry
from assess.cli.streams import say
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
@click.option("--when", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day of the answers. [today]")
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
    from assess.snapshot.person import configured_person

    prepare()
    subject = inquiry(repository, given, verbose=verbose)
    name = who if who is not None else configured_person(repository)
    day = when.date() if when else given.day
    if day > given.day:
        raise InputError(f"--when {day} is in the future", hint=f"today is {given.day}")
    asked = _wanted(subject, choice, only, name, again=again, reviewer=reviewer)
    session = Session(subject, asked, name, day, reviewer=reviewer)
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


class Session:
    """One sitting of one person."""

    def __init__(self, subject: Inquiry, asked: tuple[Card, ...], who: str, day: date, *, reviewer: bool) -> None:
        self._subject = subject
        self._cards = asked
        self._who = who
        self._day = day
        self._reviewer = reviewer
        self._saved: set[str] = set()

    def run(self) -> None:
        """All questions, one after the other. Raises: Ended."""
        self._greet()
        if self._cards and not self._who:
            self._who = line("Your name (answers count in full only with a name): ")
        at = 0
        while at < len(self._cards):
            at = max(0, at + self._ask(at))

    def farewell(self) -> None:
        """What was done, and what is left."""
        left = len([card for card in self._cards if card.open and card.identifier not in self._saved])
        say()
        say(f"{len(self._saved)} answered and saved in {self._subject.store.path}; {left} left. Ask again to go on.")

    def _greet(self) -> None:
        from assess.questionnaire.cards import settled

        assessment = self._subject.assessment
        total = sum(c.question is not None for c in self._subject.rubric.criteria)
        asked = assessment.questionnaire
        say(f"{assessment.subject.name}: {len(self._cards)} questions for you", bold=True)
        say(
            f"The rubric has {total} questions; {settled(assessment)} are settled by what the repository shows, "
            f"{asked.asked} are worth asking, {asked.answered} of them answered."
        )
        say(f"Answers are kept in {self._subject.store.path}" + (f", as said by {self._who}." if self._who else "."))

    def _ask(self, at: int) -> int:
        """One question; how many to go on by. Raises: Ended."""
        from assess.cli.questionnaire.showing import explain, show

        card = self._cards[at]
        show(card, at + 1, len(self._cards), self._subject.rubric)
        while True:
            value, faults, command = self._value(card)
            if command == "quit":
                raise Ended
            if command in ("skip", "back"):
                return 1 if command == "skip" else -1
            if command == "explain":
                explain(card)
                continue
            if faults:
                for fault in faults:
                    say(f"  {fault}", colour="red")
                continue
            if self._save(card, value):
                return 1

    def _value(self, card: Card) -> tuple[object, tuple[str, ...], str]:
        """What was said: the value, what is wrong with it, or a command. Raises: Ended."""
        from assess.cli.questionnaire.showing import part_prompt
        from assess.questionnaire.values import faults as faults_of

        first = line(part_prompt(card, card.how.fields[0]) if card.how.fields else "> ")
        command = _COMMANDS.get(first.lower(), "")
        if command:
            return None, (), command
        how = card.how
        if not how.fields or _says_nothing(first):
            from assess.questionnaire.replies import value_of

            value, found = value_of(how, _by_number(card, first))
        else:
            value = self._parts(card, first)
            found = faults_of(how, value)
        texts = tuple(fault.message + (f" ({fault.hint})" if fault.hint else "") for fault in found)
        if value == "not-applicable" and not (how.question and how.question.not_applicable):
            texts = ("this question cannot be left out as not applicable (say `unknown`, or skip it)",)
        return value, texts, ""

    def _parts(self, card: Card, first: str) -> dict[str, object]:
        """A structured answer, part by part; the first line typed is the first part's. Raises: Ended."""
        from assess.cli.questionnaire.showing import part_prompt
        from assess.questionnaire.replies import part_of

        how, found = card.how, {}
        for index, part in enumerate(how.fields):
            typed = first if index == 0 else line(part_prompt(card, part))
            if _COMMANDS.get(typed.lower()) == "quit":
                raise Ended
            if typed:
                found[part] = part_of(how, part, typed)
        return found

    def _save(self, card: Card, value: object) -> bool:
        """Asks for reason, evidence and note, and saves. Raises: Ended, OutputError."""
        from assess.model.answer import Answer

        reason = evidence = ""
        if value == "not-applicable":
            reason = line("Why does it not apply? ")
            if not reason:
                say("  without a reason it cannot be left out", colour="red")
                return False
        elif value != "unknown":
            evidence = line(f"Evidence ({card.evidence}; Enter for none: it then counts half): ")
        note = line("Note (Enter for none): ")
        answer = Answer(value=value, who=self._who, when=self._day, evidence=evidence, note=note, reason=reason)
        return self._store(card, answer)

    def _store(self, card: Card, answer: object) -> bool:
        """Saves one answer; when somebody was faster, shows it and asks again. Raises: Ended."""
        from assess.cli.questionnaire.showing import said_lines
        from assess.errors import Problems
        from assess.model.answer import Answer, Response
        from assess.questionnaire.editing import beside, decided, fingerprint
        from assess.questionnaire.store import AnswerConflict

        assert isinstance(answer, Answer)
        current: Response | None = card.response
        while True:
            response = decided(current, answer) if self._reviewer and current else beside(current, answer)
            try:
                self._subject.store.save(card.identifier, response, seen=fingerprint(current))
            except AnswerConflict as conflict:
                say("Somebody has answered this meanwhile:", colour="red")
                for text in said_lines(conflict.current):
                    say(f"  {text}")
                if line("`yes` adds yours beside it, Enter keeps theirs alone: ").lower() not in ("y", "yes"):
                    return True
                current = conflict.current
                continue
            except Problems as problems:
                say(f"  {problems}", colour="red")
                return False
            self._saved.add(card.identifier)
            say("  saved")
            return True


_COMMANDS = {
    "": "skip",
    "skip": "skip",
    "s": "skip",
    "back": "back",
    "b": "back",
    "quit": "quit",
    "q": "quit",
    "exit": "quit",
    "?": "explain",
    "help": "explain",
}


def _says_nothing(text: str) -> bool:
    return text.lower() in ("unknown", "don't know", "not-applicable", "not applicable", "n/a")


def _by_number(card: Card, text: str) -> str:
    """The word behind a number of the list that was shown."""
    words = list(card.how.words or ())
    return words[int(text) - 1] if text.isascii() and text.isdigit() and 0 < int(text[:3]) <= len(words) else text
