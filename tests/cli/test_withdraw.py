"""Answers taken out again, through the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo

ANSWERS = ".maturity/answers.yaml"
TEXT = """\
answers:
  # asked in spring
  users-asked:
    answers:
      - {value: some, who: Ana}
      - {value: most, who: Ben}
    decision: {value: most, who: Cem}
  models-kept: yes  # nobody is named
"""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("users-asked", "--who", "Cem"), "Cem has not answered this; Ana, Ben did", id="not this person"),
        pytest.param(("user-asked", "--who", "Ana"), "did you mean 'users-asked'?", id="a typing error"),
        pytest.param(("models-kept", "--decision"), "there is no decision to withdraw", id="no decision"),
        pytest.param(("models-kept", "--decision", "--everybody"), "choose one", id="both at once"),
    ],
)
def test_what_is_not_there_is_told_and_the_file_stays(
    repo: MakeRepo, assess: Assess, words: tuple[str, ...], message: str
) -> None:
    folder = repo({"README.md": "# Shop\n", ANSWERS: TEXT})
    done = assess("questionnaire", "withdraw", *words, folder)
    assert done.code == 2
    assert message in done.err
    assert (folder / ANSWERS).read_text() == TEXT


@pytest.mark.parametrize(
    ("words", "left", "told"),
    [
        pytest.param(
            ("users-asked", "--who", "ana"), TEXT.replace("      - {value: some, who: Ana}\n", ""),
            "'users-asked' is still answered by Ben", id="one person's",
        ),
        pytest.param(
            ("users-asked", "--decision"), TEXT.replace("    decision: {value: most, who: Cem}\n", ""),
            "'users-asked' is still answered by Ana, Ben", id="the decision",
        ),
        pytest.param(
            ("models-kept", "--who", "Ana"), TEXT.replace("  models-kept: yes  # nobody is named\n", ""),
            "'models-kept' has no answer any more", id="one that names nobody",
        ),
    ],
)  # fmt: skip
def test_only_what_is_withdrawn_goes(
    repo: MakeRepo, assess: Assess, words: tuple[str, ...], left: str, told: str
) -> None:
    folder = repo({"README.md": "# Shop\n", ANSWERS: TEXT})
    done = assess("questionnaire", "withdraw", *words, folder)
    assert (done.code, (folder / ANSWERS).read_text()) == (0, left)
    assert told in done.err


def test_everybody_s_answers_go_together(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({"README.md": "# Shop\n", ANSWERS: TEXT})
    assert assess("questionnaire", "withdraw", "users-asked", "--everybody", folder).code == 0
    text = (folder / ANSWERS).read_text()
    assert "users-asked" not in text
    assert "models-kept: yes  # nobody is named" in text
