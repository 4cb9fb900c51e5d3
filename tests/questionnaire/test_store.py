"""The answers file on disk: merges, conflicts, killed writers, full disks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from assess.errors import InputError, OutputError, Problems
from assess.file_lock import locked
from assess.model.answer import Answer, Response
from assess.questionnaire.editing import beside
from assess.questionnaire.store import AnswerConflict, AnswerStore, Change

from tests.questionnaire.subjects import small_rubric

RUBRIC = small_rubric()
ROOT = Path(__file__).parents[2]


def said(value: object, who: str = "Ana") -> Response:
    return Response(answers=(Answer(value=value, who=who),))


@pytest.fixture
def store(tmp_path: Path) -> AnswerStore:
    return AnswerStore(tmp_path / ".maturity" / "answers.yaml", RUBRIC, "answers.yaml")


def test_reading_creates_nothing(store: AnswerStore) -> None:
    assert store.read().text == ""
    assert not store.path.parent.exists()


def test_the_first_answer_makes_the_file_and_nothing_else(store: AnswerStore) -> None:
    sheet = store.save("coverage", said("all"), seen="")
    assert sheet == store.read()
    assert [path.name for path in store.path.parent.iterdir()] == ["answers.yaml"]
    assert store.path.read_text() == "rubric: small\nanswers:\n  coverage:\n    value: all\n    who: Ana\n"


def test_two_people_at_different_questions_lose_nothing(store: AnswerStore) -> None:
    ana, ben = store.read(), store.read()
    store.save("coverage", said("all"), seen=ana.fingerprint("coverage"))
    sheet = store.save("number", said(3, "Ben"), seen=ben.fingerprint("number"))
    assert set(sheet.answers.answers) == {"coverage", "number"}


def test_an_answer_changed_meanwhile_is_shown_and_not_overwritten(store: AnswerStore) -> None:
    ana, ben = store.read(), store.read()
    store.save("coverage", said("all"), seen=ana.fingerprint("coverage"))
    before = store.path.read_bytes()
    with pytest.raises(AnswerConflict, match="answered by somebody else meanwhile") as caught:
        store.save("coverage", said("none", "Ben"), seen=ben.fingerprint("coverage"))
    assert caught.value.current == said("all")
    assert store.path.read_bytes() == before
    again = store.read()
    both = beside(again.response("coverage"), Answer(value="none", who="Ben"))
    assert store.save("coverage", both, seen=again.fingerprint("coverage")).response("coverage") == both


def test_the_same_said_twice_is_no_conflict(store: AnswerStore) -> None:
    store.save("coverage", said("all"), seen="")
    before = store.path.stat().st_mtime_ns
    store.save("coverage", said("all"), seen="")
    assert store.path.stat().st_mtime_ns == before


def test_withdrawing_what_was_changed_is_a_conflict(store: AnswerStore) -> None:
    seen = store.save("coverage", said("all"), seen="").fingerprint("coverage")
    store.save("coverage", said("none"), seen=seen)
    with pytest.raises(AnswerConflict):
        store.save("coverage", None, seen=seen)


def test_many_at_once_saves_what_it_can(store: AnswerStore) -> None:
    store.save("coverage", said("all"), seen="")
    changes = [Change("coverage", said("none"), ""), Change("number", said(1), ""), Change("yes-no", said("yes"), "")]
    sheet, conflicts = store.save_many(changes)
    assert set(sheet.answers.answers) == {"coverage", "number", "yes-no"}
    assert [conflict.identifier for conflict in conflicts] == ["coverage"]


def test_a_value_that_does_not_fit_is_refused_and_nothing_is_written(store: AnswerStore) -> None:
    store.save("coverage", said("all"), seen="")
    before = store.path.read_bytes()
    with pytest.raises(Problems, match="expected a number"):
        store.save_many([Change("number", said("three"), ""), Change("yes-no", said("yes"), "")])
    assert store.path.read_bytes() == before


def test_byte_order_mark_line_ends_and_permissions_stay(store: AnswerStore) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"\xef\xbb\xbfanswers:\r\n  yes-no: no\r\n")
    store.path.chmod(0o640)
    store.save("coverage", said("all"), seen="")
    assert store.path.read_bytes() == (
        b"\xef\xbb\xbfanswers:\r\n  yes-no: no\r\n  coverage:\r\n    value: all\r\n    who: Ana\r\n"
    )
    assert store.path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"answers: \xe9\n", "answers.yaml: this is not UTF-8 text", id="another encoding"),
        pytest.param(b"<<<<<<< HEAD\nanswers:\n=======\n", "a mark of an unfinished merge", id="merge conflict"),
        pytest.param(b"answers: [\n", "not valid YAML", id="no YAML"),
        pytest.param(b"#" * 8_000_001, "larger than 8 MB", id="enormous"),
    ],
)
def test_a_file_that_cannot_be_read_stays_as_it_is(store: AnswerStore, content: bytes, message: str) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        store.save("coverage", said("all"), seen="")
    assert store.path.read_bytes() == content


def test_links_are_not_followed(store: AnswerStore, tmp_path: Path) -> None:
    store.path.parent.mkdir()
    store.path.symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(InputError, match="symbolic link"):
        store.save("coverage", said("all"), seen="")
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_writers_at_once_lose_nothing(store: AnswerStore) -> None:
    def count_up(who: str) -> None:
        for number in range(12):
            while True:
                sheet = store.read()
                response = beside(sheet.response("number"), Answer(value=number, who=who))
                try:
                    store.save("number", response, seen=sheet.fingerprint("number"))
                except AnswerConflict:
                    continue
                break

    writers = [Thread(target=count_up, args=(who,)) for who in ("Ana", "Ben", "Cem")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    response = store.read().response("number")
    assert response is not None
    assert {(one.who, one.value) for one in response.answers} == {("Ana", 11), ("Ben", 11), ("Cem", 11)}


def test_a_lock_that_is_never_let_go_is_reported(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(OutputError, match="somebody else has been writing"), locked(tmp_path, 0.02):
        pass
    with locked(tmp_path, 0):
        pass


def test_killed_while_saving(tmp_path: Path) -> None:
    done = _python("-m", "tests.questionnaire.killing", str(tmp_path), "40")
    assert done.stderr == ""
    assert done.stdout.startswith("40 kills")


FULL = """
import resource, signal, sys
from pathlib import Path
from tests.questionnaire.test_store import RUBRIC, said
from assess.errors import OutputError
from assess.questionnaire.store import AnswerStore
store = AnswerStore(Path(sys.argv[1]), RUBRIC)
seen = store.read().fingerprint("coverage")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    store.save("coverage", said("none", "B" * 200), seen=seen)
except OutputError as error:
    print(error.exit_code)
"""


def test_a_disk_that_takes_no_more_leaves_the_old_file_whole(store: AnswerStore) -> None:
    store.save("coverage", said("all"), seen="")
    before = store.path.read_bytes()
    done = _python("-c", FULL, str(store.path))
    assert (done.stdout, done.stderr) == ("5\n", "")
    assert store.path.read_bytes() == before
    assert [path.name for path in store.path.parent.iterdir()] == ["answers.yaml"]


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_what_stands_under_a_criterion_that_is_no_more_can_be_withdrawn(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("answers:\n  gone: yes\n  text: Ana\n")
    AnswerStore(path, small_rubric()).save("gone", None, seen="")
    assert path.read_text() == "answers:\n  text: Ana\n"
