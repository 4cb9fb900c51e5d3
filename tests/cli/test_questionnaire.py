from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo
from tests.repositories import write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n", "rules/a.cfg": "allow = all\n"}
ANSWERS = ".maturity/answers.yaml"


def test_open_questions_the_one_worth_most_first(repo: MakeRepo, assess: Assess) -> None:
    done = assess("questionnaire", repo(README))
    assert done.code == 0
    assert done.out.startswith("shop: 0 of 2 questions answered\n")
    assert re.findall(r"\(([\w-]+)\), up to ([\d.]+) points", done.out) == [
        ("users-asked", "33.3"),
        ("models-kept", "27.8"),
    ]


def test_a_template_is_filled_in_and_counts(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    assert assess("questionnaire", folder, "--template", folder / ANSWERS).code == 0
    assert assess("questionnaire", folder, "--check").out == f"{folder / ANSWERS}: 0 answers, no mistake\n"
    path = folder / ANSWERS
    text = re.sub(r"^#(?!#)", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(text.replace("value:  # none", "value: all  # none").replace("value:  # yes", "value: yes  # yes"))
    assert assess("questionnaire", folder, "--check").out == f"{path}: 2 answers, no mistake\n"
    assert assess("questionnaire", folder).out.startswith("shop: 2 of 2 questions answered\n")


def test_a_template_on_stdout(repo: MakeRepo, assess: Assess) -> None:
    done = assess("questionnaire", repo(README), "--template", "-")
    assert "#  users-asked:" in done.out
    assert done.err == ""


def test_a_file_that_is_there_is_never_overwritten(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, ANSWERS: "answers: {users-asked: all}\n"})
    done = assess("questionnaire", folder, "--template", folder / ANSWERS)
    assert done.code == 2
    assert "there is a file already" in done.err
    assert (folder / ANSWERS).read_text() == "answers: {users-asked: all}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "answers:\n  user-asked: all\n",
            f"{ANSWERS}:2:3: no question is called 'user-asked' (did you mean 'users-asked'?)\n",
            id="an unknown question",
        ),
        pytest.param("answers: [\n", f"{ANSWERS}:2:1: not valid YAML", id="no YAML"),
        pytest.param(b"answers: \xe9\n", f"{ANSWERS}:1: this is not UTF-8 text", id="another encoding"),
    ],
)
def test_a_check_that_finds_mistakes_is_exit_code_1_and_a_scan_2(
    repo: MakeRepo, assess: Assess, text: str | bytes, message: str
) -> None:
    folder = repo({**README, ANSWERS: text})
    assert message.splitlines()[0] in assess("questionnaire", folder, "--check").err
    assert assess("questionnaire", folder, "--check").code == 1
    assert assess("scan", folder).code == 2


def test_nothing_to_check(repo: MakeRepo, assess: Assess) -> None:
    done = assess("questionnaire", repo(README), "--check")
    assert done.code == 2
    assert "there are no answers to check" in done.err


def test_answers_elsewhere_are_checked(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    write_files(tmp_path, {"other.yaml": "answers: {users-asked: al}\n"})
    done = assess("questionnaire", repo(README), "--check", "--answers", tmp_path / "other.yaml")
    assert done.code == 1
    assert "did you mean 'all'?" in done.err
