"""Who wrote an answer down, and when, by the history of the answers file; pure.

An answer that names nobody, or no day, gets both from the commit that last changed it; one that names somebody else,
or a day more than a week away, keeps what it says, and the difference is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from assess.errors import Problems
from assess.model.answer import Answer, AnswersFile, Recorded, Response
from assess.model.rubric import Rubric
from assess.questionnaire.scales import is_placeholder
from assess.yaml_source import load_own
from assess.yaml_splice import same

LARGEST_DIFFERENCE_DAYS = 7
"""Answers are often written down some days before they are committed."""
MOST_VERSIONS = 60
"""How many commits of the file are looked at; what changed before them is not known."""


@dataclass(frozen=True, slots=True)
class Version:
    """The answers file as one commit left it."""

    author: str
    address: str
    day: date
    commit: str
    text: str


def recorded(text: str, versions: Sequence[Version], rubric: Rubric, *, complete: bool) -> dict[str, Recorded]:
    """For every question of `text`, under today's ids, the commit that last changed what stands under it.

    `versions` are newest first; `complete` says that the oldest of them is the file's first. What was not committed
    yet, and what is older than the versions, is left out. Raises: Problems when `text` is no YAML.
    """
    now = _entries(text, rubric)
    then = [(version, entries) for version in versions if (entries := _readable(version.text, rubric)) is not None]
    found = {}
    for identifier, entry in now.items():
        kept = 0
        while kept < len(then) and identifier in then[kept][1] and same(then[kept][1][identifier], entry):
            kept += 1
        if kept and (kept < len(then) or complete):
            version = then[kept - 1][0]
            found[identifier] = Recorded(version.author, version.address, version.day, version.commit)
    return found


def completed(
    answers: AnswersFile, records: Mapping[str, Recorded], as_of: date
) -> tuple[AnswersFile, dict[str, Recorded]]:
    """The answers with what git knows and they left out, and the records with what was taken and what differs.

    Where several people answered, or the commit was made by a program or after `as_of`, nothing is taken.
    """
    responses, compared = dict(answers.answers), {}
    for identifier, record in records.items():
        response = responses.get(identifier)
        if response is None:
            continue
        if len(response.answers) > 1 or response.decision is not None:
            compared[identifier] = record
            continue
        answer = response.answers[0]
        taken = _taken(answer, record, as_of)
        compared[identifier] = replace(record, taken=taken, differs=_differences(answer, record))
        known = {"who": record.who, "when": record.when}
        filled = answer.model_copy(update={key: known[key] for key in taken})
        responses[identifier] = Response(answers=(filled,))
    return AnswersFile(rubric=answers.rubric, answers=responses), compared


def _taken(answer: Answer, record: Recorded, as_of: date) -> tuple[Literal["who", "when"], ...]:
    if record.when > as_of or _is_program(record):
        return ()
    found: list[Literal["who", "when"]] = []
    if not answer.who.strip():
        found.append("who")
    if answer.when is None:
        found.append("when")
    return tuple(found)


def _differences(answer: Answer, record: Recorded) -> tuple[Literal["who", "when"], ...]:
    found: list[Literal["who", "when"]] = []
    if not is_placeholder(answer.who) and not _same_person(answer.who, record):
        found.append("who")
    if answer.when is not None and abs((record.when - answer.when).days) > LARGEST_DIFFERENCE_DAYS:
        found.append("when")
    return tuple(found)


def _same_person(who: str, record: Recorded) -> bool:
    """Whether the answer's words hold the author's name, or the other way round, or the address."""
    said, author = _words(who), _words(record.who)
    return (bool(author) and (author <= said or said <= author)) or record.address.casefold() in who.casefold().split()


def _words(name: str) -> set[str]:
    return {word for word in "".join(c if c.isalnum() else " " for c in name.casefold()).split() if word}


def _is_program(record: Recorded) -> bool:
    return record.who.casefold().endswith("[bot]") or not record.who.strip()


def _readable(text: str, rubric: Rubric) -> dict[str, Any] | None:
    try:
        return _entries(text, rubric)
    except Problems:
        return None


def _entries(text: str, rubric: Rubric) -> dict[str, Any]:
    data = load_own(text, "answers").data
    answers = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(answers, dict):
        return {}
    return {rubric.settings.aliases.get(str(key), str(key)): value for key, value in answers.items()}
