"""What a check of answers finds beyond mistakes: what expired or will, what lacks evidence, what is about nothing.

`load_answers` refuses what cannot be read; this looks at answers that can. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assess.errors import Place
from assess.model.answer import Answer, AnswersFile, Recorded, Response
from assess.model.rubric import Criterion, Rubric
from assess.questionnaire.cards import last_day
from assess.questionnaire.loading import load_answers
from assess.questionnaire.provenance import completed
from assess.questionnaire.scales import NOT_APPLICABLE, UNKNOWN, is_attested, is_placeholder
from assess.questionnaire.testimony import testify
from assess.questionnaire.values import word
from assess.yaml_source import Loaded, Path, load_own

_NONE: Mapping[str, Recorded] = {}
_NO_PAY = (UNKNOWN, NOT_APPLICABLE, "no", "none")
"""Values that evidence adds nothing to."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one answer; a fault fails the check, a hint does not."""

    kind: Literal["future", "expired", "expiring", "unsupported", "renamed", "removed", "disagreement", "recorded"]
    place: Place
    message: str
    hint: str
    fault: bool

    def __str__(self) -> str:
        return f"{self.place}: {self.message} ({self.hint})"


def review(
    text: str, name: str, rubric: Rubric, as_of: date, within_days: int = 0, records: Mapping[str, Recorded] = _NONE
) -> tuple[AnswersFile, tuple[Remark, ...]]:
    """The answers, and what is to be said of them in the order of the file.

    `records` are the commits that last changed the answers; what these name and an answer leaves out counts as given.

    Faults are answers about criteria that are no more, dates in the future, expired answers, and those that expire
    within so many days when any are asked for; the rest are hints. Raises: Problems with every mistake.
    """
    answers, compared = completed(load_answers(text, name, rubric), records, as_of)
    reader = _Review(load_own(text, name), rubric, as_of, within_days, compared)
    return answers, tuple(sorted(reader.remarks(answers), key=lambda remark: (remark.place, remark.message)))


class _Review:
    def __init__(
        self, loaded: Loaded, rubric: Rubric, as_of: date, within_days: int, records: Mapping[str, Recorded]
    ) -> None:
        self._loaded = loaded
        self._rubric = rubric
        self._as_of = as_of
        self._within = within_days
        self._records = records
        self._found: list[Remark] = []

    def remarks(self, answers: AnswersFile) -> list[Remark]:
        data = self._loaded.data if isinstance(self._loaded.data, dict) else {}
        removed = {removal.id: removal.reason for removal in self._rubric.removed}
        for key in data.get("answers") or {}:
            identifier = self._rubric.settings.aliases.get(key, key)
            path: Path = ("answers", key)
            if identifier != key:
                self._say("renamed", path, f"{key!r} is called {identifier!r} now", "rename it when you come by")
            if identifier in removed:
                self._say(
                    "removed",
                    path,
                    f"{key!r} is no criterion any more: {removed[identifier]}",
                    "take it out",
                    fault=True,
                )
            response, criterion = answers.answers.get(identifier), self._rubric.criterion(identifier)
            if response is not None:
                self._response(criterion, response, path)
                self._recorded(response, self._records.get(identifier), path)
        return self._found

    def _recorded(self, response: Response, record: Recorded | None, path: Path) -> None:
        """Tells where the commit that last changed an answer names somebody else, or another day."""
        if record is None or not record.differs:
            return
        answer = response.answers[0]
        said = {"who": answer.who, "when": str(answer.when)}
        words = " and ".join(said[part] for part in record.differs)
        message = f"{path[-1]!r} says {words}; it was committed by {record.who} on {record.when}"
        self._say("recorded", path, message, "reports show both")

    def _response(self, criterion: Criterion | None, response: Response, path: Path) -> None:
        several = len(response.answers) > 1 or response.decision is not None
        written = self._loaded.data["answers"][path[-1]]
        listed = isinstance(written, dict) and "answers" in written
        for index, answer in enumerate(response.answers):
            self._answer(criterion, answer, (*path, "answers", index) if listed else path)
        if response.decision is not None:
            self._answer(criterion, response.decision, (*path, "decision"))
        if criterion is None:
            return
        said = testify(criterion, response, self._as_of)
        if several and said.state == "disagreement":
            self._say("disagreement", path, f"{path[-1]!r}: {said.note}", "a reviewer decides: add `decision:`")
        if said.state == "expired":
            self._say(
                "expired", path, f"{path[-1]!r} has expired: {said.note}", "ask again, and set `when:`", fault=True
            )
        elif said.state in ("given", "not-applicable"):
            self._expiring(criterion, response, path)

    def _expiring(self, criterion: Criterion, response: Response, path: Path) -> None:
        last = last_day(criterion, response)
        if last is not None and last < self._as_of + timedelta(days=self._within):
            days = (last - self._as_of).days
            when = f"in {days} day{'' if days == 1 else 's'}" if days else "today"
            self._say(
                "expiring", path, f"{path[-1]!r} expires {when}, on {last}", "ask again, and set `when:`", fault=True
            )

    def _answer(self, criterion: Criterion | None, answer: Answer, path: Path) -> None:
        if answer.when is not None and answer.when > self._as_of:
            self._say(
                "future",
                (*path, "when"),
                f"the date {answer.when} is in the future",
                f"today is {self._as_of}",
                fault=True,
            )
        if criterion is None or word(answer.value) in _NO_PAY or is_attested(answer):
            return
        missing = [
            name
            for name, lacking in (
                ("who", is_placeholder(answer.who)),
                ("when", answer.when is None),
                ("evidence", is_placeholder(answer.evidence)),
            )
            if lacking
        ]
        wanted = criterion.question.evidence if criterion.question else ""
        hint = "it counts half" + (" and never expires" if answer.when is None else "")
        if wanted and "evidence" in missing:
            hint += f"; evidence would be: {wanted}"
        self._say("unsupported", path, f"the answer names no {', '.join(missing)}", hint)

    def _say(self, kind: str, path: Path, message: str, hint: str, *, fault: bool = False) -> None:
        remark = Remark(kind, self._loaded.place(*path), message, hint, fault)  # type: ignore[arg-type]
        self._found.append(remark)
