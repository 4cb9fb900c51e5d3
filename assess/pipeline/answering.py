"""The answers of one subject: read, checked, and completed by the history of their file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assess.errors import InputError, Place, Problems
from assess.model.answer import AnswersFile, Recorded
from assess.model.rubric import Rubric
from assess.pipeline.request import Request
from assess.questionnaire.loading import load_answers
from assess.questionnaire.provenance import MOST_VERSIONS, Version, completed, recorded
from assess.snapshot.protocol import Snapshot, Unavailable

ANSWERS_PATH = ".maturity/answers.yaml"
_LONGEST_VERSION = 1_000_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, and what git knows of it."""

    file: AnswersFile = AnswersFile()
    records: Mapping[str, Recorded] = field(default_factory=dict)


def read_answers(request: Request, snapshot: Snapshot, rubric: Rubric) -> Answers:
    """The named file's answers, else those of the snapshot. Raises: InputError, Problems."""
    if request.answers is not None:
        try:
            content = request.answers.read_bytes()
        except OSError as error:
            raise InputError(f"the answers cannot be read: {error.strerror}", Place(str(request.answers))) from error
        name = str(request.answers)
        return Answers(load_answers(_text(content, name), name, rubric))
    name = snapshot.root + ANSWERS_PATH
    if not any(entry.path == name for entry in snapshot.entries):
        return Answers()
    try:
        content = snapshot.read(name)
    except Unavailable as error:
        raise Problems([InputError(f"the answers cannot be read: {error}", Place(name))]) from error
    text = _text(content, name)
    answers = load_answers(text, name, rubric)
    return Answers(*completed(answers, answer_records(snapshot, name, text, rubric), request.as_of))


def answer_records(snapshot: Snapshot, name: str, text: str, rubric: Rubric) -> dict[str, Recorded]:
    """For every question of an answers file, the commit that last changed its answer. Raises: Problems."""
    versions = _versions(snapshot, name)
    complete = len(versions) < MOST_VERSIONS and not snapshot.subject.shallow
    return recorded(text, versions, rubric, complete=complete)


def _versions(snapshot: Snapshot, name: str) -> list[Version]:
    return [
        Version(
            commit.author,
            commit.author_email,
            commit.authored.date(),
            commit.id,
            content.decode("utf-8-sig", "replace") if content and len(content) <= _LONGEST_VERSION else "",
        )
        for commit, content in snapshot.history.versions(name, MOST_VERSIONS)
    ]


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problems([InputError("not UTF-8 text", Place(name), "save the file as UTF-8")]) from error
