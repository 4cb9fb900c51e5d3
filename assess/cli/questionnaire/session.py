"""One sitting of one person at the terminal: every answer is saved before the next question comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assess.cli.questionnaire.dialogue import Ended, line
from assess.cli.streams import counted, say

if TYPE_CHECKING:
    from assess.cli.questionnaire.inquiry import Inquiry
    from assess.questionnaire.cards import Card
    from assess.questionnaire.trait_questions import TraitQuestion


class Session:
    """One sitting of one person."""

    def __init__(
        self,
        subject: Inquiry,
        asked: tuple[Card, ...],
        traits: tuple[TraitQuestion, ...],
        who: str,
        day: date,
        *,
        reviewer: bool,
    ) -> None:
        self._subject = subject
        self._traits = traits
        self._cards = asked
        self._who = who
        self._day = day
        self._reviewer = reviewer
        self._saved: set[str] = set()

    def run(self) -> None:
        """All questions, one after the other. Raises: Ended."""
        from assess.questionnaire.cards import still_applying

        self._greet()
        if (self._cards or self._traits) and not self._who:
            self._who = line("Your name (answers count in full only with a name): ")
        gone = frozenset(question.identifier for question in self._traits if not self._ask_trait(question))
        if gone:
            self._cards = still_applying(self._cards, self._subject.assessment, gone)
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
        say(
            f"{assessment.subject.name}: {counted(len(self._cards), 'question')} for you",
            bold=True,
        )
        say(
            f"The rubric has {total} questions; the repository has answered {settled(assessment)} of them, "
            f"{asked.asked} are worth asking, {asked.answered} of these are answered."
        )
        say(f"Answers are kept in {self._subject.store.path}" + (f", as said by {self._who}." if self._who else "."))

    def _ask_trait(self, question: TraitQuestion) -> bool:
        """Whether a trait holds, with a reason; Enter leaves it as it is. Raises: Ended."""
        from assess.model.answer import Answer
        from assess.questionnaire.editing import beside

        say()
        say(f"{question.asks} ({question.identifier})", bold=True)
        say(f"  {question.hangs} 1 yes, 2 no, Enter: later")
        while True:
            typed = line("> ").lower()
            command = _COMMANDS.get(typed)
            if command == "quit":
                raise Ended
            if command in ("skip", "back"):
                return True
            value = {"1": "yes", "y": "yes", "yes": "yes", "2": "no", "n": "no", "no": "no"}.get(typed)
            reason = line("Why? ") if value else ""
            if value and reason:
                answer = Answer(value=value, who=self._who, when=self._day, reason=reason)
                sheet = self._subject.store.read()
                response = beside(sheet.response(question.identifier), answer)
                self._subject.store.save(question.identifier, response, seen=sheet.fingerprint(question.identifier))
                self._saved.add(question.identifier)
                say("  saved")
                return value == "yes"
            say("  it counts only with a reason" if value else "  expected yes or no", colour="red")

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

        wanted = [("note", "Note (Enter for none): ")]
        if value == "not-applicable":
            wanted.insert(0, ("reason", "Why does it not apply? "))
        elif value != "unknown":
            wanted.insert(0, ("evidence", f"Evidence ({card.evidence}; Enter for none: it then counts half): "))
        said: dict[str, str] = {}
        for name, prompt in wanted:
            typed = line(prompt)
            command = _COMMANDS.get(typed.lower()) if len(typed) > 1 else None
            if command == "back":
                return False
            if name == "reason" and (command or not typed):
                say("  without a reason it cannot be left out", colour="red")
                return False
            if command == "quit":
                self._store(card, Answer(value=value, who=self._who, when=self._day, **said))
                raise Ended
            said[name] = "" if command == "skip" else typed
        return self._store(card, Answer(value=value, who=self._who, when=self._day, **said))

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
                sheet = self._subject.store.save(card.identifier, response, seen=fingerprint(current))
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
            said = replace(card, response=sheet.response(card.identifier))
            self._cards = tuple(said if one.identifier == card.identifier else one for one in self._cards)
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
