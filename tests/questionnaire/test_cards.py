"""Questions as people see them, over the small rubric of the pipeline's tests."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from assess.model.answer import Answer, AnswersFile, Response
from assess.model.evidence import Evidence
from assess.model.question import Question
from assess.model.rubric import Rubric
from assess.questionnaire.cards import Card, cards, chosen, evidence_line, last_day, settled, still_applying
from assess.questionnaire.trait_questions import trait_questions

from tests.pipeline.subjects import ATTESTED, RUBRIC, SHOP, answers, assessed_files
from tests.questionnaire.subjects import criterion


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    from assess.pipeline import load_rubric

    return load_rubric(RUBRIC)


def shown(rubric: Rubric, given: AnswersFile | None = None, **said: str) -> tuple[Card, ...]:
    assessment = assessed_files({**SHOP, ".maturity/answers.yaml": answers(**said)} if said else SHOP)
    return cards(assessment, rubric, given or AnswersFile())


def test_open_questions_come_first_the_one_worth_most_first_and_answered_ones_after(rubric: Rubric) -> None:
    said = AnswersFile(answers={"users-asked": Response(answers=(Answer(value="yes", who="Ana"),))})
    found = shown(rubric, said, users_asked=ATTESTED)
    assert [card.open for card in found] == sorted((card.open for card in found), reverse=True)
    worth = [card.finding.points.open for card in found if card.open]
    assert worth == sorted(worth, reverse=True)
    (answered,) = [card for card in found if not card.open]
    assert (answered.identifier, answered.response) == ("users-asked", said.answers["users-asked"])


def test_what_the_repository_has_settled_is_not_asked(rubric: Rubric) -> None:
    assessment = assessed_files(SHOP)
    assert "owner-named" not in [card.identifier for card in shown(rubric)]
    assert settled(assessment) == sum(f.question is not None and f.rung == "wired" for f in assessment.findings) > 0


def test_a_card_says_what_was_seen_only_where_a_repository_can_show_something(rubric: Rubric) -> None:
    unowned = {path: text for path, text in SHOP.items() if path != "CODEOWNERS"}
    assessment = assessed_files(unowned)
    found = {card.identifier: card for card in cards(assessment, rubric, AnswersFile())}
    assert found["users-asked"].seen == ()
    assert found["owner-named"].seen[0]


def test_choosing(rubric: Rubric) -> None:
    found = shown(rubric)
    assert chosen(found) == found
    for card in found:
        assert card in chosen(found, [card.criterion.layer], [card.criterion.area], [card.role])
    assert chosen(found, layers=["no such layer"]) == ()


def test_traits_that_nobody_can_see_are_asked_and_take_questions_away(rubric: Rubric) -> None:
    assessment = assessed_files(SHOP)
    assert [(one.identifier, one.criteria) for one in trait_questions(assessment, rubric)] == [("personal-data", 1)]
    found = cards(assessment, rubric, AnswersFile())
    assert still_applying(found, assessment, ()) == found
    gone = {card.identifier for card in found} - {
        c.identifier for c in still_applying(found, assessment, ["personal-data"])
    }
    assert gone == {"fairness-reviewed"}


@pytest.mark.parametrize(
    ("response", "last"),
    [
        pytest.param(None, None, id="no answer"),
        pytest.param(Response(answers=(Answer(value="yes"),)), None, id="no day"),
        pytest.param(Response(answers=(Answer(value="yes", when=date(2026, 1, 1)),)), date(2026, 1, 1), id="one"),
        pytest.param(
            Response(answers=(Answer(value="yes", when=date(2026, 1, 1)), Answer(value="no", when=date(2026, 2, 1)))),
            date(2026, 2, 1),
            id="the newest of several",
        ),
        pytest.param(
            Response(answers=(Answer(value="yes", when=date(2026, 3, 1)),), decision=Answer(value="no", when=date(2026, 2, 1))),
            date(2026, 2, 1),
            id="the decision",
        ),
    ],
)  # fmt: skip
def test_the_last_day(response: Response | None, last: date | None) -> None:
    question = Question.model_validate({"asks": "Is it so here?", "type": "yes-no", "expires_days": 90})
    held = last_day(criterion("a", question.model_dump(mode="json", exclude={"asks"})), response)
    assert held == (last + timedelta(days=90) if last else None)


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        pytest.param(Evidence(path="a.py", line=3, text="x = 1"), "a.py:3: x = 1", id="a line"),
        pytest.param(Evidence(path="a.py"), "a.py", id="a file"),
        pytest.param(
            Evidence(kind="commit", commit="0123456789abcdef", text="Fix"), "0123456789ab: Fix", id="a commit"
        ),
        pytest.param(Evidence(kind="note", text="a\x1b[31m\nb"), "a [31m b", id="control characters"),
    ],
)
def test_evidence_on_one_line(evidence: Evidence, line: str) -> None:
    assert evidence_line(evidence) == line
