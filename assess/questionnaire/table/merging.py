"""What a filled-in table changes: rows against the answers as they are now; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from assess.errors import InputError, Problems
from assess.model.answer import Answer, Response
from assess.model.rubric import Rubric
from assess.questionnaire.editing import beside, fingerprint
from assess.questionnaire.replies import day_of, value_of
from assess.questionnaire.scales import NOT_APPLICABLE
from assess.questionnaire.store import Change
from assess.questionnaire.table.columns import ANSWER, ID, NOTE, REASON, WHEN, answer_of, cells_fingerprint
from assess.questionnaire.table.reading import Row
from assess.questionnaire.values import Asked, asked
from assess.suggestion import did_you_mean


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that was changed in the table while its question was answered anew in the file."""

    row: Row
    wanted: Answer
    current: Response | None


@dataclass(frozen=True, slots=True)
class Merge:
    """What a table comes to: changes to save, rows changed on both sides, and how many say nothing new."""

    changes: tuple[Change, ...]
    clashes: tuple[Clash, ...]
    unchanged: int


def merged(rows: tuple[Row, ...], answers: Mapping[str, Response], rubric: Rubric, today: date) -> Merge:
    """Compares every row with what it was made from and with what stands there now.

    A row without an answer changes nothing. Answers without a date get today's. Raises: Problems with every mistake.
    """
    merger = _Merger(answers, rubric, today)
    for row in rows:
        merger.take(row)
    if merger.problems:
        raise Problems(merger.problems)
    return Merge(tuple(merger.changes.values()), tuple(merger.clashes), merger.unchanged)


class _Merger:
    def __init__(self, answers: Mapping[str, Response], rubric: Rubric, today: date) -> None:
        self.problems: list[InputError] = []
        self.changes: dict[str, Change] = {}
        self.clashes: list[Clash] = []
        self.unchanged = 0
        self._answers = answers
        self._rubric = rubric
        self._today = today

    def take(self, row: Row) -> None:
        """One row."""
        criterion = self._rubric.criterion(row.identifier)
        trait = criterion is None and row.identifier in self._rubric.settings.traits
        if criterion is None and not trait:
            known = [*(one.id for one in self._rubric.criteria), *self._rubric.settings.traits]
            hint = did_you_mean(row.identifier, known) or "`assess questionnaire export` writes the table anew"
            self._problem(row, ID, f"no question is called {row.identifier!r}", hint)
            return
        identifier = criterion.id if criterion else row.identifier
        how = asked(criterion.question if criterion else None)
        answer = answer_of(dict(row.cells), how)
        made_from, _, cells_then = row.state.removeprefix("v").partition(".")
        current = self._answers.get(identifier)
        if answer is None or cells_fingerprint(dict(row.cells), how) == cells_then or _says(current, answer):
            self.unchanged += 1
            return
        if not self._fits(row, how) or (trait and not self._has_reason(row)):
            return
        if answer.when is None:
            answer = answer.model_copy(update={"when": self._today})
        if fingerprint(current) != made_from:
            self.clashes.append(Clash(row, answer, current))
        else:
            self._add(identifier, current, answer)

    def _add(self, identifier: str, current: Response | None, answer: Answer) -> None:
        """One more answer; several rows may answer one question."""
        before = self.changes.get(identifier)
        response = beside(before.response if before else current, answer)
        change = before or Change(identifier, None, fingerprint(current))
        self.changes[identifier] = replace(change, response=response)

    def _fits(self, row: Row, how: Asked) -> bool:
        before = len(self.problems)
        value, faults = value_of(how, row.cells[ANSWER])
        for fault in faults:
            self._problem(row, ANSWER, f"{fault.key}: {fault.message}" if fault.key else fault.message, fault.hint)
        if value == NOT_APPLICABLE and not (how.question and how.question.not_applicable):
            self._problem(row, ANSWER, "this question cannot be answered 'not-applicable'", "answer `unknown`")
        elif value == NOT_APPLICABLE and not row.cells[REASON]:
            self._problem(row, REASON, "'not-applicable' needs a reason", f"fill in {REASON!r}")
        said = row.cells[WHEN]
        day = day_of(said)
        if said and day is None:
            self._problem(row, WHEN, f"{said[:40]!r} is not certainly a date", "write it as 2026-03-31")
        elif day is not None and day > self._today:
            self._problem(row, WHEN, f"the date {day} is in the future", f"today is {self._today}")
        return len(self.problems) == before

    def _has_reason(self, row: Row) -> bool:
        given = bool(row.cells[REASON] or row.cells[NOTE])
        if not given:
            self._problem(row, REASON, "what kind of thing this is counts only with a reason", f"fill in {REASON!r}")
        return given

    def _problem(self, row: Row, column: str, message: str, hint: str | None) -> None:
        self.problems.append(InputError(message, row.at(column), hint))


def _says(current: Response | None, answer: Answer) -> bool:
    """Whether somebody has said exactly this already, on whatever day when the row names none."""
    for one in current.answers if current else ():
        same_day = one if answer.when else one.model_copy(update={"when": None})
        if fingerprint(Response(answers=(same_day,))) == fingerprint(Response(answers=(answer,))):
            return True
    return False
