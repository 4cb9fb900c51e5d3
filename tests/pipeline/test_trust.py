"""Who and when by git, people who differ, and answers that have expired."""

from __future__ import annotations

from datetime import date

import pytest
from assess.model.scale import Outcome
from assess.output.redact import without_people

from tests.conftest import MakeRepo
from tests.repositories import Step, git, write_files

from .subjects import ATTESTED, SHOP, answers, assessed, finding, proven

ANSWERS = ".maturity/answers.yaml"
BEN = "Ben Okoro <ben@example.org>"
UNSIGNED = '{value: yes, evidence: "https://example.org/minutes"}'


def test_who_and_when_are_taken_from_the_commit_that_last_changed_the_answer(repo: MakeRepo) -> None:
    said = answers(users_asked=UNSIGNED)
    later = said + "# checked\n"
    folder = repo(SHOP, [Step({ANSWERS: said}, author=BEN, days=3), Step({ANSWERS: later}, days=3)])
    found = finding(assessed(folder), "users-asked")
    assert found.answer is not None
    assert found.answer.recorded is not None
    assert (found.answer.who, found.answer.when) == ("Ben Okoro", "2026-01-08")
    assert found.answer.recorded.taken == ("who", "when")
    assert found.outcome is Outcome.MET


def test_what_is_not_committed_or_in_a_shallow_clone_names_nobody(repo: MakeRepo) -> None:
    folder = repo({**SHOP, ANSWERS: answers(users_asked="{value: no}")}, [Step({"a.txt": "a\n"})])
    write_files(folder, {ANSWERS: answers(users_asked=UNSIGNED)})
    found = finding(assessed(folder), "users-asked")
    assert found.answer is not None
    assert (found.answer.who, found.answer.recorded) == ("", None)
    git(folder, "commit", "--quiet", "--all", "--message", "x", extra=_PEOPLE)
    clone = folder.parent / "shallow"
    git(folder, "clone", "--quiet", "--depth=1", folder.as_uri(), str(clone))
    shallow = finding(assessed(clone), "users-asked")
    assert shallow.answer is not None
    assert shallow.answer.recorded is None
    assert shallow.outcome is Outcome.PARTLY_MET


_PEOPLE = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (("NAME", "Ana"), ("EMAIL", "a@example.org"), ("DATE", "2026-02-01T12:00:00+00:00"))}  # fmt: skip


@pytest.mark.parametrize(
    ("author", "days", "sentence"),
    [
        pytest.param("Ana Kovač <ana@example.org>", 27, "", id="the same"),
        pytest.param(BEN, 27, "It was committed by somebody else than it names.", id="another person"),
        pytest.param(
            "Ana <a@example.org>", 60, "It was committed more than a week away from its date.", id="much later"
        ),
    ],
)
def test_the_finding_says_when_git_and_the_answer_differ(repo: MakeRepo, author: str, days: int, sentence: str) -> None:
    folder = repo(SHOP, [Step({ANSWERS: answers(users_asked=ATTESTED)}, author=author, days=days)])
    found = finding(assessed(folder), "users-asked")
    assert found.reason.endswith(sentence or "with evidence.")
    assert found.answer is not None
    assert found.answer.who == "Ana"


def test_every_response_is_shown_and_can_be_withheld(repo: MakeRepo) -> None:
    several = "{answers: [{value: yes, who: Ana}, {value: no, who: Ben}]}"
    assessment = assessed(repo({**SHOP, ANSWERS: answers(users_asked=several)}))
    found = finding(assessment, "users-asked")
    assert found.outcome is Outcome.UNKNOWN
    assert "responses differ: yes, no; no reviewer has decided." in found.reason
    assert found.answer is not None
    assert [(one.value, one.who, one.decision) for one in found.answer.responses] == [("yes", "Ana", False), ("no", "Ben", False)]  # fmt: skip
    withheld = without_people(assessment).model_dump_json(exclude={"subject"})
    assert '"Ben"' not in withheld


def test_a_decision_stands_last(repo: MakeRepo) -> None:
    several = "{answers: [{value: yes, who: Ana}, {value: no, who: Ben}], decision: {value: yes, who: Cleo}}"
    found = finding(assessed(repo({**SHOP, ANSWERS: answers(users_asked=several)})), "users-asked")
    assert found.answer is not None
    assert [(one.who, one.decision) for one in found.answer.responses] == [("Ana", False), ("Ben", False), ("Cleo", True)]  # fmt: skip


def test_an_expired_answer_says_how_much_it_took_and_whom_to_ask(repo: MakeRepo) -> None:
    folder = repo({**SHOP, ANSWERS: answers(users_asked=ATTESTED)})
    fresh, faded = assessed(folder, as_of=date(2026, 3, 1)), assessed(folder, as_of=date(2026, 6, 30))
    state = faded.questionnaire
    (decay,) = state.decay
    assert decay.points == state.decayed_points == round(proven(fresh) - proven(faded), 1)
    assert decay.points > 0
    assert (decay.criterion, decay.who, decay.given, decay.held_until) == ("users-asked", "Ana", "2026-02-01", "2026-05-02")  # fmt: skip
    assert fresh.questionnaire.decay == ()
    assert without_people(faded).questionnaire.decay[0].who == "withheld"


def test_an_expired_no_took_nothing(repo: MakeRepo) -> None:
    said = ATTESTED.replace("yes", "no")
    state = assessed(repo({**SHOP, ANSWERS: answers(users_asked=said)}), as_of=date(2026, 6, 30)).questionnaire
    assert [one.points for one in state.decay] == [0.0]
    assert state.decayed_points == 0.0
