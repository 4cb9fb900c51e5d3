"""One response changed in the text of an answers file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from assess.errors import Problems
from assess.model.answer import Answer, Response
from assess.questionnaire.editing import beside, decided, fingerprint, same_person, with_responses, without
from assess.questionnaire.loading import load_answers

from tests.questionnaire.subjects import small_rubric

RUBRIC = small_rubric()
NAME = "answers.yaml"
ANA = Answer(value="most", who="Ana Kovač", when=date(2026, 5, 1), evidence="https://wiki.example/x")
BEN = Answer(value="some", who="Ben")
BEFORE = """\
rubric: small
answers:
  # from the retro
  old-coverage:
    who: Ana Kovač  # she asked around
    value: some

  yes-no: yes
"""


def edited(text: str, **changes: Response | None) -> str:
    return with_responses(text, NAME, RUBRIC, {key.replace("_", "-"): value for key, value in changes.items()})


def read(text: str, identifier: str) -> Response | None:
    return load_answers(text, NAME, RUBRIC).answers.get(identifier)


def test_nothing_changed_is_the_same_text() -> None:
    assert edited(BEFORE) == BEFORE
    assert edited(BEFORE, coverage=read(BEFORE, "coverage"), yes_no=read(BEFORE, "yes-no")) == BEFORE


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        pytest.param({"yes_no": None}, "\n  yes-no: yes\n", "\n", id="withdrawn"),
        pytest.param(
            {"yes_no": Response(answers=(Answer(value="no"),))},
            "yes-no: yes",
            "yes-no: no",
            id="a bare value stays bare",
        ),
        pytest.param(
            {"coverage": Response(answers=(ANA,))},
            "    value: some\n",
            "    value: most\n    when: 2026-05-01\n    evidence: https://wiki.example/x\n",
            id="changed under its earlier name, in the order of the file",
        ),
        pytest.param(
            {"number": Response(answers=(Answer(value=3, note="a: b"),))},
            "yes-no: yes\n",
            'yes-no: yes\n  number:\n    value: 3\n    note: "a: b"\n',
            id="added at the end",
        ),
        pytest.param(
            {"coverage": Response(answers=(Answer(value="some", who="Ana Kovač"), BEN), decision=ANA)},
            "    who: Ana Kovač  # she asked around\n    value: some\n",
            "    answers:\n      - who: Ana Kovač  # she asked around\n        value: some\n"
            "      - value: some\n        who: Ben\n    decision:\n      value: most\n      who: Ana Kovač\n"
            "      when: 2026-05-01\n      evidence: https://wiki.example/x\n",
            id="several with a decision",
        ),
    ],
)
def test_only_the_response_is_written(changes: dict[str, Response | None], old: str, new: str) -> None:
    assert old in BEFORE
    assert edited(BEFORE, **changes) == BEFORE.replace(old, new)


def test_one_of_several_is_withdrawn_and_the_comments_of_the_others_stay() -> None:
    text = "answers:\n  coverage:\n    answers:\n      - {value: all, who: Ben}\n      # later\n      - value: most\n        who: Ana  # hm\n"
    response = without(read(text, "coverage"), "ben")
    assert edited(text, coverage=response) == text.replace("      - {value: all, who: Ben}\n", "")


def test_a_new_file_begins_with_the_rubric() -> None:
    text = edited("", coverage=Response(answers=(BEN,)))
    assert text == "rubric: small\nanswers:\n  coverage:\n    value: some\n    who: Ben\n"


def test_taking_the_last_answer_away_leaves_a_file_without_answers() -> None:
    text = edited("answers:\n  yes-no: yes  # x\n", yes_no=None)
    assert load_answers(text, NAME, RUBRIC).answers == {}


@pytest.mark.parametrize(
    ("text", "changes", "message"),
    [
        pytest.param("answers:\n  weather: 1\n", {}, "answers.yaml:2:3: no question is called 'weather'", id="mistakes before"),
        pytest.param(BEFORE, {"yes_no": Response(answers=(Answer(value="perhaps"),))}, "expected one of: yes, no", id="a wrong value"),
        pytest.param(BEFORE, {"number": Response(answers=(Answer(value="not-applicable"),))}, "cannot be answered", id="not applicable"),
    ],
)  # fmt: skip
def test_mistakes_are_refused(text: str, changes: dict[str, Response | None], message: str) -> None:
    with pytest.raises(Problems, match=message):
        edited(text, **changes)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"owner": "Ana: lead", "baseline": 3}, id="a map"),
        pytest.param(
            {"owner": "#1", "baseline": "- a\n- b", "remark": "\u2028\x85"}, id="signs that mean something to YAML"
        ),
    ],
)
def test_structured_values_are_written_and_changed_part_by_part(value: dict[str, Any]) -> None:
    text = "answers:\n  structured:\n    value:\n      # since May\n      owner: Ben\n      remark: none\n"
    after = edited(text, structured=Response(answers=(Answer(value=value),)))
    response = read(after, "structured")
    assert response is not None
    assert response.answers[0].value == value
    assert "      # since May\n      owner: " in after


def test_people_answer_beside_each_other() -> None:
    one = beside(None, Answer(value="none"))
    two = beside(one, BEN)
    three = beside(two, ANA)
    again = beside(three, Answer(value="all", who=" ben "))
    assert [[a.who for a in r.answers] for r in (one, two, three, again)] == [[""], ["Ben"], ["Ben", "Ana Kovač"], [" ben ", "Ana Kovač"]]  # fmt: skip
    assert decided(again, ANA).decision == ANA
    assert beside(decided(again, ANA), BEN).decision == ANA
    assert without(again, "BEN") == Response(answers=(ANA,))
    assert without(decided(two, ANA), "Ben") is None
    assert same_person("Ana  Kovač", "ana kovač")
    assert not same_person("Ana", "Ana Kovač")


def test_a_fingerprint_changes_with_the_response_and_with_nothing_else() -> None:
    known = {
        fingerprint(None),
        fingerprint(Response(answers=(ANA,))),
        fingerprint(Response(answers=(ANA, BEN))),
        fingerprint(Response(answers=(BEN, ANA))),
        fingerprint(Response(answers=(ANA,), decision=ANA)),
        fingerprint(Response(answers=(Answer(value=1),))),
        fingerprint(Response(answers=(Answer(value=True),))),
    }
    assert len(known) == 7
    assert fingerprint(read(BEFORE, "coverage")) == fingerprint(read(BEFORE + "# more\n", "coverage"))
