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
    assert assess("questionnaire", "template", folder).code == 0
    assert assess("questionnaire", "check", folder).out == f"{folder / ANSWERS}: 0 answers, no mistake\n"
    path = folder / ANSWERS
    text = re.sub(r"^#(?!#)", "", path.read_text(), flags=re.MULTILINE)
    text = text.replace("value:  # none", "value: all  # none").replace("value:  # yes", "value: yes  # yes")
    path.write_text(text)
    assert "an answer about a trait needs a reason" in assess("questionnaire", "check", folder).err
    path.write_text(text.replace("reason:", "reason: one is trained each night"))
    assert assess("questionnaire", "check", folder).out == f"{path}: 4 answers, no mistake, 2 hints\n"
    assert assess("questionnaire", folder).out.startswith("shop: 2 of 2 questions answered\n")


def test_a_template_on_stdout(repo: MakeRepo, assess: Assess) -> None:
    done = assess("questionnaire", "template", repo(README), "-o", "-")
    assert "#  users-asked:" in done.out
    assert done.err == ""


def test_a_file_that_is_there_is_never_overwritten(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, ANSWERS: "answers: {users-asked: all}\n"})
    done = assess("questionnaire", "template", folder)
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
    assert message.splitlines()[0] in assess("questionnaire", "check", folder).err
    assert assess("questionnaire", "check", folder).code == 1
    assert assess("scan", folder).code == 2


def test_nothing_to_check(repo: MakeRepo, assess: Assess) -> None:
    done = assess("questionnaire", "check", repo(README))
    assert done.code == 2
    assert "there are no answers to check" in done.err


def test_answers_elsewhere_are_checked(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    write_files(tmp_path, {"other.yaml": "answers: {users-asked: al}\n"})
    done = assess("questionnaire", "check", repo(README), "--answers", tmp_path / "other.yaml")
    assert done.code == 1
    assert "did you mean 'all'?" in done.err


@pytest.mark.parametrize(
    ("when", "options", "code"),
    [
        pytest.param("2026-06-01", (), 0, id="fresh"),
        pytest.param("2025-08-01", (), 0, id="it holds for a month yet"),
        pytest.param("2025-08-01", ("--within", "40"), 1, id="a month is too short"),
        pytest.param("2025-01-01", (), 1, id="expired"),
        pytest.param("2026-07-01", (), 1, id="in the future"),
    ],
)
def test_a_check_of_dates(repo: MakeRepo, assess: Assess, when: str, options: tuple[str, ...], code: int) -> None:
    text = f"answers:\n  users-asked: {{value: all, who: Ana, when: {when}, evidence: minutes}}\n"
    done = assess("questionnaire", "check", repo({**README, ANSWERS: text}), *options)
    assert done.code == code
    assert bool(re.search(rf"^{ANSWERS}:2:\d+: (?!hint)", done.err, re.MULTILINE)) is bool(code)


def test_missing_evidence_is_a_hint_and_a_fault_when_asked_for(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, ANSWERS: "answers:\n  users-asked: all\n"})
    done = assess("questionnaire", "check", folder)
    assert done.code == 0
    assert f"{ANSWERS}:2:3: hint: the answer names no evidence" in done.err
    assert "evidence would be: the survey" in done.err
    assert assess("questionnaire", "check", folder, "--evidence").code == 1


def test_the_list_says_for_whom_and_filters(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    assert "for the technical lead" in assess("questionnaire", folder).out
    done = assess("questionnaire", "list", folder, "--area", "business-problem")
    assert "(users-asked)" in done.out
    assert "(models-kept)" not in done.out
    assert "1 more question is for other layers, areas or roles." in done.out


@pytest.mark.parametrize(
    ("who", "when", "said"),
    [
        pytest.param("Ana Kovač, product owner", "2026-01-03", "", id="the same person and nearly the same day"),
        pytest.param("Ben", "2026-01-03", "'users-asked' says Ben; it was", id="somebody else"),
        pytest.param("Ben", "2025-12-01", "'users-asked' says Ben and 2025-12-01; it was", id="and another day"),
    ],
)
def test_a_check_tells_where_the_commit_names_somebody_else(
    repo: MakeRepo, assess: Assess, who: str, when: str, said: str
) -> None:
    text = f"answers:\n  users-asked: {{value: all, who: '{who}', when: {when}, evidence: minutes}}\n"
    done = assess("questionnaire", "check", repo({**README, ANSWERS: text}))
    assert done.code == 0
    expected = f"{ANSWERS}:2:3: hint: {said} committed by Ana Kovač on 2026-01-05 (reports show both)\n"
    assert done.err == (expected if said else "")
