"""Who wrote an answer down, by the history of the file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from assess.model.answer import Recorded
from assess.questionnaire.loading import load_answers
from assess.questionnaire.provenance import Version, completed, recorded

from tests.questionnaire.subjects import small_rubric

RUBRIC = small_rubric()
START = date(2026, 5, 1)
FIRST = "answers:\n  yes-no: yes\n"
SECOND = "answers:\n  yes-no: yes\n  coverage: {value: all, evidence: x}\n"


def versions(*texts: str) -> list[Version]:
    """One commit a day, newest first; the oldest by author 0."""
    made = [Version(f"Author {i}", f"a{i}@example.org", START + timedelta(i), f"c{i}", t) for i, t in enumerate(texts)]
    return made[::-1]


def authors(text: str, *texts: str, complete: bool = True) -> dict[str, str]:
    return {key: r.who for key, r in recorded(text, versions(*texts), RUBRIC, complete=complete).items()}


@pytest.mark.parametrize(
    ("text", "texts", "complete"),
    [
        pytest.param(FIRST, (), True, id="never committed"),
        pytest.param(FIRST, ("answers:\n  yes-no: no\n",), True, id="changed since the last commit"),
        pytest.param(FIRST, (FIRST,), False, id="older than what is there of the history"),
        pytest.param("", (FIRST,), True, id="no answers"),
    ],
)
def test_what_is_not_known(text: str, texts: tuple[str, ...], complete: bool) -> None:
    assert authors(text, *texts, complete=complete) == {}


@pytest.mark.parametrize(
    ("text", "texts", "found"),
    [
        pytest.param(FIRST, (FIRST,), {"yes-no": "Author 0"}, id="one commit"),
        pytest.param(SECOND, (FIRST, SECOND), {"yes-no": "Author 0", "coverage": "Author 1"}, id="each by its own"),
        pytest.param(FIRST, (FIRST, "# c\nanswers: {'yes-no': yes}\n"), {"yes-no": "Author 0"}, id="spelling is no change"),
        pytest.param(FIRST, (FIRST, "answers: [\n", FIRST), {"yes-no": "Author 0"}, id="a broken version is passed over"),
        pytest.param(FIRST, (FIRST, "answers: {}\n", FIRST), {"yes-no": "Author 2"}, id="taken out and back"),
        pytest.param("answers: {coverage: all}\n", ("answers: {old-coverage: all}\n",), {"coverage": "Author 0"}, id="renamed"),
    ],
)  # fmt: skip
def test_the_last_change_of_each_answer(text: str, texts: tuple[str, ...], found: dict[str, str]) -> None:
    assert authors(text, *texts) == found


RECORD = Recorded("Ana Kovač", "ana@example.org", date(2026, 5, 1), "c0")


@pytest.mark.parametrize(
    ("answer", "taken", "differs"),
    [
        pytest.param("{value: all, who: Ana Kovač, when: 2026-05-01}", (), (), id="the same"),
        pytest.param(
            '{value: all, who: "Ana Kovač, product owner", when: 2026-04-25}', (), (), id="with her role, a week before"
        ),
        pytest.param("{value: all, who: ana@example.org, when: 2026-05-01}", (), (), id="by address"),
        pytest.param("{value: all, who: Kovač, when: 2026-05-01}", (), (), id="by one name"),
        pytest.param("{value: all, who: Ben, when: 2026-05-01}", (), ("who",), id="somebody else"),
        pytest.param("{value: all, who: Ana Kovač, when: 2026-04-01}", (), ("when",), id="a month before"),
        pytest.param("{value: all, who: Ben, when: 2026-06-01}", (), ("who", "when"), id="both"),
        pytest.param("all", ("who", "when"), (), id="a bare answer"),
        pytest.param("{value: all, who: Ana}", ("when",), (), id="no day"),
        pytest.param("{answers: [all, {value: all, who: Ben}]}", (), (), id="several people"),
    ],
)
def test_what_is_taken_and_what_differs(answer: str, taken: tuple[str, ...], differs: tuple[str, ...]) -> None:
    answers = load_answers(f"answers: {{coverage: {answer}}}\n", "a.yaml", RUBRIC)
    filled, records = completed(answers, {"coverage": RECORD}, date(2026, 6, 30))
    assert (records["coverage"].taken, records["coverage"].differs) == (taken, differs)
    before, after = answers.answers["coverage"].answers[0], filled.answers["coverage"].answers[0]
    assert after.who == (RECORD.who if "who" in taken else before.who)
    assert after.when == (RECORD.when if "when" in taken else before.when)


@pytest.mark.parametrize(
    ("record", "as_of"),
    [
        pytest.param(RECORD, date(2026, 4, 30), id="a commit of tomorrow"),
        pytest.param(Recorded("renovate[bot]", "b@example.org", date(2026, 5, 1), "c0"), date(2026, 6, 30), id="a program"),
    ],
)  # fmt: skip
def test_nothing_is_taken_from(record: Recorded, as_of: date) -> None:
    answers = load_answers(FIRST, "a.yaml", RUBRIC)
    filled, records = completed(answers, {"yes-no": record}, as_of)
    assert filled == answers
    assert records["yes-no"].taken == ()
