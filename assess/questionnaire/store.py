"""The answers file on disk: read, and saved so that several writers and a killed process lose nothing.

    store = AnswerStore(folder / ".maturity" / "answers.yaml", rubric)
    sheet = store.read()                                     # text and answers; empty when there is no file yet
    seen = sheet.fingerprint(identifier)                     # keep it with the form that somebody fills in
    ...
    store.save(identifier, beside(sheet.response(identifier), answer), seen=seen)

`save` reads the file again under a lock, compares, splices and moves a finished file into place:

- Somebody answered another question meanwhile: both stay.
- Somebody changed this question meanwhile: `AnswerConflict`, with what stands there now; nothing is written.
- The same was said meanwhile: nothing is written, and nothing is wrong.
- The process is killed, or the disk is full: the old file is there, whole.

`save_many` does the same for many questions in one write and returns the conflicts instead of raising them.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assess.atomic_file import SUFFIX, make_folder, prefix, put
from assess.errors import InputError, Place
from assess.file_lock import locked
from assess.model.answer import AnswersFile, Response
from assess.model.rubric import Rubric
from assess.questionnaire.editing import fingerprint, with_responses
from assess.questionnaire.loading import load_answers

LARGEST_BYTES = 8_000_000
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one reading of the file found."""

    text: str
    answers: AnswersFile

    def response(self, identifier: str) -> Response | None:
        """What was answered to one question."""
        return self.answers.answers.get(identifier)

    def fingerprint(self, identifier: str) -> str:
        """What to hand to `save` as `seen`."""
        return fingerprint(self.response(identifier))


@dataclass(frozen=True, slots=True)
class Change:
    """A new response to one question (None withdraws it), and the fingerprint of the one that it was made from."""

    identifier: str
    response: Response | None
    seen: str


class AnswerConflict(InputError):
    """A question was answered by somebody else since it was read; nothing was written."""

    def __init__(self, name: str, change: Change, current: Response | None) -> None:
        super().__init__(
            f"{change.identifier!r} was answered by somebody else meanwhile; nothing was overwritten",
            Place(name),
            "look at the answer that stands there now, then decide again",
        )
        self.identifier = change.identifier
        self.wanted = change.response
        self.current = current


class AnswerStore:
    """One answers file."""

    def __init__(self, path: Path, rubric: Rubric, name: str | None = None) -> None:
        self.path = path
        self.name = name or str(path)
        """What errors call the file."""
        self._rubric = rubric

    def read(self) -> Sheet:
        """The file as it is now. Raises: Problems, InputError."""
        text = self._text().removeprefix(_MARK)
        return Sheet(text, load_answers(text, self.name, self._rubric))

    def save(self, identifier: str, response: Response | None, *, seen: str) -> Sheet:
        """Saves one response at once; what the file holds afterwards.

        Raises: AnswerConflict, Problems, InputError; OutputError when the file cannot be written.
        """
        sheet, conflicts = self.save_many((Change(identifier, response, seen),))
        if conflicts:
            raise conflicts[0]
        return sheet

    def save_many(self, changes: Sequence[Change]) -> tuple[Sheet, tuple[AnswerConflict, ...]]:
        """Saves all changes without conflict in one write. Raises: as `save`, without AnswerConflict."""
        self._refuse_links()
        make_folder(self.path.parent)
        with locked(self.path.parent):
            return self._save_locked(changes)

    def _save_locked(self, changes: Sequence[Change]) -> tuple[Sheet, tuple[AnswerConflict, ...]]:
        sheet = self.read()
        removed = {removal.id for removal in self._rubric.removed}
        wanted, conflicts = {}, []
        for change in changes:
            found = sheet.fingerprint(change.identifier)
            if found == fingerprint(change.response) and change.identifier not in removed:
                continue
            if found != change.seen:
                conflicts.append(AnswerConflict(self.name, change, sheet.response(change.identifier)))
            else:
                wanted[change.identifier] = change.response
        if not wanted:
            return sheet, tuple(conflicts)
        text = with_responses(sheet.text, self.name, self._rubric, wanted)
        self._sweep()
        put((self._mark() + text).encode(), self.path, durable=True)
        return Sheet(text, load_answers(text, self.name, self._rubric)), tuple(conflicts)

    def _mark(self) -> str:
        """The byte order mark that the file began with, if it did."""
        return _MARK if self._text().startswith(_MARK) else ""

    def _text(self) -> str:
        """Raises: InputError when what is there is no file, too large or no UTF-8 text."""
        self._refuse_links()
        place = Place(self.name)
        try:
            status = self.path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise InputError("this is not a file", place)
            if status.st_size > LARGEST_BYTES:
                raise InputError(f"the file is larger than {LARGEST_BYTES // 1_000_000} MB", place)
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise InputError("this is not UTF-8 text", place, "save the file as UTF-8") from error
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", place) from error

    def _refuse_links(self) -> None:
        if self.path.is_symlink() or self.path.parent.is_symlink():
            raise InputError("it is a symbolic link, which is not followed", Place(self.name))

    def _sweep(self) -> None:
        """Takes away what a killed writer left; the lock says that no other writer is at work."""
        for left in self.path.parent.glob(f"{prefix(self.path)}*{SUFFIX}"):
            left.unlink(missing_ok=True)
