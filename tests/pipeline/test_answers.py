"""What people said, beside what the repository shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from assess.errors import Problems
from assess.model.scale import Basis, Outcome, Rung

from tests.conftest import MakeRepo

from .subjects import ATTESTED, CLAIMED, SHOP, answers, assessed, finding, proven

ANSWERS = ".maturity/answers.yaml"
UNOWNED = {path: text for path, text in SHOP.items() if path != "CODEOWNERS"}
NO_REGISTRY = {**SHOP, "shop/train.py": "def train(model, rows):\n    return model.fit(rows)\n"}
ELSEWHERE = {**NO_REGISTRY, "README.md": "# Shop\n\nModels live in our registry repository.\n"}
LIVE_KEY = 'KEY = "AKIA' + "QZ7TR3XW5NPL2MVB" + '"\n'


@pytest.mark.parametrize(
    ("files", "criterion", "answer", "outcome", "low", "basis", "conflict"),
    [
        pytest.param(SHOP, "users-asked", None, Outcome.UNKNOWN, 0, Basis.NONE, False, id="nobody answered"),
        pytest.param(SHOP, "users-asked", "{value: unknown}", Outcome.UNKNOWN, 0, Basis.NONE, False, id="nobody knows"),
        pytest.param(SHOP, "users-asked", "{value: no}", Outcome.NOT_MET, 0, Basis.CLAIMED, False, id="no"),
        pytest.param(SHOP, "users-asked", CLAIMED, Outcome.PARTLY_MET, 0.5, Basis.CLAIMED, False, id="claimed"),
        pytest.param(SHOP, "users-asked", ATTESTED, Outcome.MET, 1, Basis.ATTESTED, False, id="attested"),
        pytest.param(UNOWNED, "owner-named", ATTESTED, Outcome.MET, 1, Basis.ATTESTED, False, id="kept elsewhere"),
        pytest.param(SHOP, "owner-named", "{value: no}", Outcome.MET, 1, Basis.OBSERVED, True, id="denied but seen"),
        pytest.param(
            NO_REGISTRY, "model-registered", ATTESTED, Outcome.NOT_MET, 0, Basis.OBSERVED, True, id="it would show here"
        ),
        pytest.param(
            ELSEWHERE, "model-registered", ATTESTED, Outcome.MET, 1, Basis.ATTESTED, False, id="another place is named"
        ),
        pytest.param(ELSEWHERE, "model-registered", None, Outcome.UNKNOWN, 0, Basis.NONE, False, id="only named"),
        pytest.param(
            {**SHOP, "shop/keys.py": LIVE_KEY},
            "no-secrets",
            ATTESTED,
            Outcome.NOT_MET,
            0,
            Basis.OBSERVED,
            True,
            id="evidence against",
        ),
    ],
)
def test_an_answer_beside_the_repository(
    repo: MakeRepo,
    files: dict[str, str],
    criterion: str,
    answer: str | None,
    outcome: Outcome,
    low: float,
    basis: Basis,
    conflict: bool,
) -> None:
    written = {} if answer is None else {ANSWERS: answers(**{criterion.replace("-", "_"): answer})}
    assessment = assessed(repo({**files, **written}))
    found = finding(assessment, criterion)
    assert (found.outcome, found.score.low, found.basis) == (outcome, low, basis)
    assert (found.conflict is not None) is conflict
    assert (criterion in [c.criterion for c in assessment.questionnaire.conflicts]) is conflict


def test_the_rung_says_what_the_repository_shows_whatever_was_answered(repo: MakeRepo) -> None:
    found = finding(assessed(repo({**UNOWNED, ANSWERS: answers(owner_named=ATTESTED)})), "owner-named")
    assert (found.rung, found.outcome) == (Rung.ABSENT, Outcome.MET)
    assert found.answer is not None
    assert (found.answer.who, found.answer.when) == ("Ana", "2026-02-01")
    assert [e.text for e in found.evidence if e.kind == "answer"] == ["https://example.org/minutes"]


def test_an_answer_under_an_old_id_counts(repo: MakeRepo) -> None:
    said = finding(assessed(repo({**SHOP, ANSWERS: answers(tests_run=CLAIMED)})), "tests-in-ci")
    assert said.answer is not None


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        pytest.param(date(2026, 1, 31), Outcome.UNKNOWN, id="dated in the future"),
        pytest.param(date(2026, 2, 1), Outcome.MET, id="fresh"),
        pytest.param(date(2026, 5, 2), Outcome.MET, id="the last day"),
        pytest.param(date(2026, 5, 3), Outcome.UNKNOWN, id="expired"),
    ],
)
def test_the_day_decides_whether_an_answer_holds(repo: MakeRepo, as_of: date, outcome: Outcome) -> None:
    assessment = assessed(repo({**SHOP, ANSWERS: answers(users_asked=ATTESTED)}), as_of=as_of)
    assert finding(assessment, "users-asked").outcome is outcome
    assert ("users-asked" in assessment.questionnaire.expired) is (as_of == date(2026, 5, 3))
    assert assessment.as_of == as_of.isoformat()


def test_silence_never_pays_more_than_an_answer(repo: MakeRepo) -> None:
    silent = assessed(repo(SHOP))
    for number, text in enumerate(("{value: no}", "{value: unknown}", CLAIMED, ATTESTED)):
        said = answers(users_asked=text, owner_named=text, outcomes_tracked=text)
        assert proven(assessed(repo({**SHOP, ANSWERS: said}, name=f"shop{number}"))) >= proven(silent)


NOT_APPLICABLE = answers(outcomes_tracked="{value: not-applicable, reason: It is free}")


@pytest.mark.parametrize(
    ("extra", "outcome", "reason"),
    [
        pytest.param({}, Outcome.NOT_APPLICABLE, "Answered: not applicable, It is free.", id="no trace here"),
        pytest.param(
            {"dashboards/sales.json": "{}\n"}, Outcome.PARTLY_MET, "the repository speaks of it", id="there is a trace"
        ),
    ],
)
def test_not_applicable_is_believed_where_nothing_speaks_of_it(
    repo: MakeRepo, extra: dict[str, str], outcome: Outcome, reason: str
) -> None:
    found = finding(assessed(repo({**SHOP, **extra, ANSWERS: NOT_APPLICABLE})), "outcomes-tracked")
    assert found.outcome is outcome
    assert reason in f"{found.reason} {found.applies.reason}"


def test_answers_may_come_from_another_file(repo: MakeRepo, tmp_path: Path) -> None:
    given = tmp_path / "answers.yaml"
    given.write_text(answers(users_asked=ATTESTED))
    folder = repo({**SHOP, ANSWERS: answers(users_asked="{value: no}")})
    assert finding(assessed(folder), "users-asked").outcome is Outcome.NOT_MET
    assert finding(assessed(folder, answers=given), "users-asked").outcome is Outcome.MET


def test_mistakes_in_the_answers_name_their_places(repo: MakeRepo) -> None:
    folder = repo({**SHOP, ANSWERS: "answers:\n  user-asked: yes\n  owner-named: {valeu: yes}\n"})
    with pytest.raises(Problems) as raised:
        assessed(folder)
    assert f"{ANSWERS}:2:" in str(raised.value)
    assert f"{ANSWERS}:3:" in str(raised.value)


def test_the_questions_worth_asking_come_with_the_most_points_first(repo: MakeRepo) -> None:
    assessment = assessed(repo(UNOWNED))
    asked = assessment.questionnaire
    assert set(asked.open) == {"users-asked", "owner-named", "fairness-reviewed", "outcomes-tracked"}
    gains = [finding(assessment, criterion).points.open for criterion in asked.open]
    assert gains == sorted(gains, reverse=True)
    assert (asked.asked, asked.answered) == (4, 0)
