"""Answering in the terminal: saved at once, resumable, nothing overwritten."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL, Done, installed
from tests.conftest import MakeRepo
from tests.repositories import git, write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n", "rules/a.cfg": "allow = all\n"}
ANSWERS = ".maturity/answers.yaml"
Ask = Callable[..., Done]


@pytest.fixture
def ask(assess: Assess, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs `questionnaire ask`, typing some lines."""

    def run(folder: Path, *arguments: str, typed: str = "", who: str = "Ana Kovač", traits: bool = False) -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        named = ("--who", who) if who else ()
        settled = ("--trait", "deploys", *(() if traits else ("--trait", "trains-models")))
        return assess("questionnaire", "ask", folder, *named, *settled, *arguments)

    return run


def test_no_answer_is_no_file(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    done = ask(folder, typed="\n\n")
    assert done.code == 0
    assert "0 answered and saved" in done.out
    assert not (folder / ".maturity").exists()


def test_an_answer_is_saved_at_once_with_person_day_and_evidence(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    done = ask(folder, typed="most\nhttps://wiki.example/survey\nasked in May\n")
    assert done.code == 0
    assert "1 answered and saved" in done.out
    assert (folder / ANSWERS).read_text() == (
        "rubric: small\nanswers:\n  users-asked:\n    value: most\n    who: Ana Kovač\n    when: 2026-06-30\n"
        "    evidence: https://wiki.example/survey\n    note: asked in May\n"
    )
    again = ask(folder, typed="")
    assert "1 question for you" in again.out
    assert "users-asked" not in again.out


def test_commands_are_commands_at_evidence_and_note_too(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    ask(folder, typed="most\nback\nall\nhttps://wiki.example/survey\nquit\n")
    assert (folder / ANSWERS).read_text() == (
        "rubric: small\nanswers:\n  users-asked:\n    value: all\n    who: Ana Kovač\n    when: 2026-06-30\n"
        "    evidence: https://wiki.example/survey\n"
    )


def test_comments_of_a_file_by_hand_stay(repo: MakeRepo, ask: Ask) -> None:
    before = "# ours\nanswers:\n  # models\n  models-kept: yes  # I think\n"
    folder = repo({**README, ANSWERS: before})
    ask(folder, typed="all\n\n\n")
    text = (folder / ANSWERS).read_text()
    assert text.startswith(before)
    assert "  users-asked:\n    value: all\n" in text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("5\n\n\n", "all", id="by number"),
        pytest.param("at l\n\n\n", "at-least-half", id="by its beginning"),
        pytest.param("al\nAll\n\n\n", "all", id="capitals"),
        pytest.param("alll\nall\n\n\n", "all", id="after a mistake"),
        pytest.param("?\nall\n\n\n", "all", id="after an explanation"),
        pytest.param("\nback\nall\n\n\n", "all", id="left for later, and back"),
        pytest.param("back\nall\n\n\n", "all", id="back before the first"),
        pytest.param("don't know\n\n", "unknown", id="not known"),
        pytest.param("99999999999999999999\nall\n\n\n", "all", id="a number beyond the list"),
        pytest.param("\x1b[31mall\x07\nall\n\n\n", "all", id="control characters"),
    ],
)
def test_ways_to_answer(repo: MakeRepo, ask: Ask, typed: str, value: str) -> None:
    folder = repo(README)
    assert ask(folder, typed=typed).code == 0
    assert f"    value: {value}\n" in (folder / ANSWERS).read_text()


def test_what_somebody_does_not_know_is_not_asked_again_of_them_but_of_others(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    ask(folder, "--only", "users-asked", typed="unknown\n\n")
    assert "Users are asked" not in ask(folder).out
    assert "Users are asked" in ask(folder, who="Ben").out


def test_a_second_person_answers_beside_the_first_and_a_reviewer_decides(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    ask(folder, "--only", "users-asked", typed="all\n\n\n")
    ask(folder, "--only", "users-asked", typed="none\n\n\n", who="Ben")
    page = ask(folder, "--reviewer", who="Cleo", typed="some\n\nsplit the difference\n").out
    assert "Answered: all by Ana Kovač on 2026-06-30" in page
    assert "So far: responses differ: all, none" in page
    text = (folder / ANSWERS).read_text()
    assert "    answers:\n      - value: all\n" in text
    assert "    decision:\n      value: some\n      who: Cleo\n" in text
    assert "0 questions for you" in ask(folder, "--reviewer", who="Cleo").out


def test_an_answer_given_meanwhile_is_shown_and_not_overwritten(repo: MakeRepo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    folder = repo(README)
    meanwhile = "answers:\n  users-asked: {value: none, who: Ben}\n"

    class Slow(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            typed = super().readline(size)
            if typed == "hm\n":
                write_files(folder, {ANSWERS: meanwhile})
            return typed

    monkeypatch.setattr("tests.cli.test_ask.io.StringIO", Slow)
    done = ask(folder, "--only", "users-asked", typed="all\n\nhm\n\n")
    assert "Somebody has answered this meanwhile" in done.out
    assert "Answered: none by Ben" in done.out
    assert (folder / ANSWERS).read_text() == meanwhile


def test_an_answer_is_changed_in_the_same_sitting(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    done = ask(folder, typed="all\n\n\nback\nnone\n\nafter all\n")
    assert "meanwhile" not in done.out
    assert "Answered: all by Ana Kovač" in done.out
    assert "    value: none\n" in (folder / ANSWERS).read_text()
    assert "1 answered and saved" in done.out


def test_filters_choose_and_unknown_names_are_refused(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    assert "1 question for you" in ask(folder, "--layer", "mlops").out
    assert "0 questions for you" in ask(folder, "--role", "on-call").out
    for option, name, near in (("--layer", "mlop", "mlops"), ("--role", "oncall", "on-call"), ("--only", "user-asked", "users-asked")):  # fmt: skip
        done = ask(folder, option, name)
        assert (done.code, f"did you mean '{near}'?" in done.err) == (2, True)


def test_the_name_comes_from_git_or_is_asked_for(repo: MakeRepo, ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    folder = repo(README)
    assert "Your name" in ask(folder, who="").out
    git(folder, "config", "user.name", "Mara Lind")
    ask(folder, "--only", "users-asked", who="", typed="all\n\n\n")
    assert "who: Mara Lind\n" in (folder / ANSWERS).read_text()


def test_what_kind_of_thing_it_is_comes_first_and_takes_questions_away(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    typed = "no\nonly rules\nback\nall\n\n\n"
    done = ask(folder, typed=typed, traits=True)
    assert "Is this so? Models are trained here. (trains-models)" in done.out
    text = (folder / ANSWERS).read_text()
    assert "  trains-models:\n    value: no\n" in text
    assert "    reason: only rules\n" in text
    assert "models-kept" not in ask(folder, traits=True).out
    assert "0 of 1" not in done.out


def test_a_trait_without_a_reason_stays_open(repo: MakeRepo, ask: Ask) -> None:
    folder = repo(README)
    done = ask(folder, typed="perhaps\nno\n\n\n", traits=True)
    assert "expected yes or no" in done.out
    assert "it counts only with a reason" in done.out
    assert not (folder / ANSWERS).exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--when", "2026-07-01"), "is in the future", id="an answer of tomorrow"),
        pytest.param(("--ref", "HEAD"), "the answers of a commit cannot be changed", id="a commit"),
    ],
)
def test_what_cannot_be_answered(repo: MakeRepo, ask: Ask, arguments: tuple[str, ...], message: str) -> None:
    done = ask(repo(README), *arguments)
    assert (done.code, message in done.err) == (2, True)


def test_bytes_that_are_no_text_and_a_bare_repository(repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo(README)
    options = (
        "--rubric",
        SMALL,
        "--as-of",
        "2026-06-30",
        "--who",
        "Ana",
        "--trait",
        "deploys",
        "--trait",
        "trains-models",
    )
    done = installed("questionnaire", "ask", ".", *options, cwd=folder, feed=b"\xff\xfe\nall\n\n\n")
    assert done.code == 0
    assert "1 answered" in done.out
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")
    done = installed("questionnaire", "ask", "bare.git", *options, cwd=tmp_path)
    assert (done.code, "a bare repository holds no file" in done.err) == (2, True)
