"""How a question looks in the terminal."""

from __future__ import annotations

from datetime import date

import pytest
from assess.cli.questionnaire.showing import part_prompt, said_lines, scale_lines
from assess.model.answer import Answer, AnswersFile, Response
from assess.questionnaire.cards import Card, cards

from tests.pipeline.subjects import RUBRIC, SHOP, assessed_files
from tests.questionnaire.subjects import QUESTIONS, criterion


@pytest.fixture(scope="module")
def card() -> Card:
    from assess.pipeline import load_rubric

    return cards(assessed_files(SHOP), load_rubric(RUBRIC), AnswersFile())[0]


def of_type(card: Card, kind: str) -> Card:
    return Card(criterion(kind, QUESTIONS[kind]), card.finding, None, "none", "", open=True)


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        pytest.param("yes-no", ["1 yes", "2 no"], id="yes or no"),
        pytest.param("choice", ["1 never: Never", "2 yearly: Once a year", "3 monthly: Every month"], id="a choice"),
        pytest.param("number", ["Answer with a number: days."], id="a number with its unit"),
        pytest.param("date", ["Answer with a date such as 2026-03-31."], id="a date"),
        pytest.param("text", ["Answer with a sentence."], id="a text"),
    ],
)
def test_every_scale_says_how_to_answer(card: Card, kind: str, lines: list[str]) -> None:
    assert list(scale_lines(of_type(card, kind))) == lines


def test_parts_are_asked_by_their_titles_and_delivery_steps_by_number(card: Card) -> None:
    assert part_prompt(of_type(card, "structured"), "owner") == "  Who owns it: "
    prompt = part_prompt(of_type(card, "delivery"), "lead-time")
    assert prompt.startswith("  lead time\n    1 more-than-6-months, 2 ")
    assert max(len(line) for line in prompt.splitlines()) <= 96
    assert "percent of deployments" in part_prompt(of_type(card, "delivery"), "rework-rate")


def test_what_was_said() -> None:
    one = Answer(
        value={"owner": "Ana", "baseline": 3}, who="Ana", when=date(2026, 1, 2), evidence="minutes", note="late"
    )
    assert list(said_lines(None)) == []
    assert list(said_lines(Response(answers=(one,), decision=Answer(value=True)))) == [
        "Answered: owner: Ana; baseline: 3 by Ana on 2026-01-02; minutes; late",
        "Decided: yes",
    ]
