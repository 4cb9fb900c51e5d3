from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest
from assess.errors import Problems
from assess.model.answer import Answer
from assess.questionnaire.loading import load_answers

from .subjects import small_rubric

NAME = ".maturity/answers.yaml"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("# nothing yet\n", id="only comments"),
        pytest.param("answers:\n", id="no answers yet"),
        pytest.param("rubric: small\nanswers: {}\n", id="an empty map of answers"),
    ],
)
def test_a_file_without_answers(text: str) -> None:
    assert load_answers(text, NAME, small_rubric()).answers == {}


def test_the_forms_of_an_answer() -> None:
    text = dedent("""\
        rubric: small
        answers:
          yes-no: yes
          without-question: {value: true, evidence: the platform team's repository}
          coverage:
            value: most
            who: Ana
            when: 2026-06-01
            evidence: https://example.org/1
            note: all but the archive
          delivery:
            value: {lead-time: 1-day-to-1-week, change-fail-rate: 12.5}
          choice:
            answers:
              - {value: never, who: Ana}
              - value: yearly
            decision: {value: yearly, who: Ben}
          structured: {value: {owner: Ana, baseline: 12}}
          number: {value: unknown}
          people-affected: {value: no, reason: prices of goods}
        """)
    found = load_answers(text, NAME, small_rubric())
    assert found.rubric == "small"
    assert found.answers["yes-no"].answers == (Answer(value="yes"),)
    assert found.answers["coverage"].answers == (
        Answer(
            value="most",
            who="Ana",
            when=date(2026, 6, 1),
            evidence="https://example.org/1",
            note="all but the archive",
        ),
    )
    assert [one.value for one in found.answers["choice"].answers] == ["never", "yearly"]
    assert found.answers["choice"].decision == Answer(value="yearly", who="Ben")
    assert found.answers["structured"].answers[0].value == {"owner": "Ana", "baseline": 12}
    assert found.answers["people-affected"].answers[0].reason == "prices of goods"


def test_an_answer_under_an_old_id_is_found_under_the_new_one() -> None:
    assert list(load_answers("answers: {old-coverage: all}", NAME, small_rubric()).answers) == ["coverage"]


def test_an_answer_to_a_removed_criterion_is_no_mistake() -> None:
    assert load_answers("answers: {gone: yes}", NAME, small_rubric()).answers == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "- yes-no\n", f"{NAME}:1:1: expected a map with the key `answers`, got a list", id="a list at the top"
        ),
        pytest.param(
            "answer: {}\n",
            f"{NAME}:1:1: unknown key 'answer' (did you mean 'answers'?)",
            id="a misspelt key at the top",
        ),
        pytest.param(
            "rubric: large\n",
            f"{NAME}:1:1: these answers are for another rubric: 'large' (the rubric in force is 'small')",
            id="answers for another rubric",
        ),
        pytest.param(
            "answers: [1]\n",
            f"{NAME}:1:1: expected a map from questions to answers, got a list",
            id="a list of answers",
        ),
        pytest.param(
            "answers:\n  coverag: all\n",
            f"{NAME}:2:3: no question is called 'coverag' (did you mean 'coverage'?)",
            id="a misspelt question",
        ),
        pytest.param(
            "answers:\n  weather: all\n",
            f"{NAME}:2:3: no question is called 'weather' (`assess questionnaire` lists the questions)",
            id="an unknown question",
        ),
        pytest.param(
            "answers:\n  coverage: all\n  old-coverage: all\n",
            f"{NAME}:3:3: 'old-coverage' is answered twice (it is the same as 'coverage')",
            id="the old and the new id",
        ),
        pytest.param(
            "answers:\n  yes-no:\n    value:\n",
            f"{NAME}:3:5: the answer has no value (leave the question out, or write `value: unknown`)",
            id="no value",
        ),
        pytest.param(
            "answers:\n  coverage: mots\n",
            f"{NAME}:2:3: expected one of: none, some, at-least-half, most, all, unknown; got 'mots' "
            "(did you mean 'most'?)",
            id="a misspelt band",
        ),
        pytest.param(
            "answers:\n  yes-no: {value: 1}\n",
            f"{NAME}:2:12: expected one of: yes, no, unknown; got '1'",
            id="a number for yes or no",
        ),
        pytest.param(
            "answers:\n  number: {value: 3 days}\n",
            f"{NAME}:2:12: expected a number (days), got '3 days'",
            id="a text for a number",
        ),
        pytest.param(
            "answers:\n  date: {value: 31.03.2026}\n",
            f"{NAME}:2:10: expected a date, got '31.03.2026' (write it as 2026-03-31)",
            id="a date in another form",
        ),
        pytest.param(
            "answers:\n  text: {value: TBD}\n",
            f"{NAME}:2:10: 'TBD' answers nothing (leave the question out, or write `unknown`)",
            id="a placeholder",
        ),
        pytest.param(
            "answers:\n  structured:\n    value:\n      onwer: Ana\n",
            f"{NAME}:4:7: unknown part 'onwer' (did you mean 'owner'?)",
            id="an unknown part",
        ),
        pytest.param(
            "answers:\n  delivery:\n    value:\n      change-fail-rate: 120\n",
            f"{NAME}:4:7: expected a percentage from 0 to 100, got 120",
            id="more than all deployments",
        ),
        pytest.param(
            "answers:\n  coverage: {value: not-applicable, reason: none here}\n",
            f"{NAME}:2:14: this question cannot be answered 'not-applicable' "
            "(write down a trait in .maturity/config.yaml, or answer `unknown`)",
            id="a question that must not be left out",
        ),
        pytest.param(
            "answers:\n  yes-no: {value: not-applicable}\n",
            f"{NAME}:2:12: 'not-applicable' needs a reason (add `reason:`)",
            id="left out without a reason",
        ),
        pytest.param(
            "answers:\n  yes-no: {value: yes, when: June}\n",
            f"{NAME}:2:24: `when` is a date, got 'June' (write it as 2026-03-31)",
            id="a month for a date",
        ),
        pytest.param(
            "answers:\n  yes-no: {value: yes, whom: Ana}\n",
            f"{NAME}:2:24: unknown key 'whom' (did you mean 'who'?)",
            id="a misspelt key",
        ),
        pytest.param(
            "answers:\n  yes-no: {value: yes, who: [Ana]}\n",
            f"{NAME}:2:24: `who` is a text, got a list",
            id="a list of people",
        ),
        pytest.param(
            "answers:\n  yes-no:\n    answers: []\n",
            f"{NAME}:3:5: expected a list of answers, got a list",
            id="no answers in the list",
        ),
        pytest.param(
            "answers:\n  people-affected: no\n",
            f"{NAME}:2:3: an answer about a trait needs a reason (add `reason:`)",
            id="a trait without a reason",
        ),
        pytest.param(
            "answers:\n  yes-no: yes\n  yes-no: no\n",
            f"{NAME}:3:3: duplicate key 'yes-no' (first on line 2)",
            id="a question twice",
        ),
        pytest.param(
            "answers:\n\tyes-no: yes\n",
            f"{NAME}:2:1: not valid YAML: found character that cannot start any token "
            "(YAML is indented with spaces, not tabs)",
            id="a tab",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(Problems) as caught:
        load_answers(text, NAME, small_rubric())
    assert str(caught.value) == message


def test_all_mistakes_are_told_in_one_run() -> None:
    text = "answers:\n  weather: 1\n  coverage: {value: mots, when: soon}\n  number: many\nextra: 1\n"
    with pytest.raises(Problems) as caught:
        load_answers(text, NAME, small_rubric())
    assert [(p.at.line, p.at.column) for p in caught.value.problems if p.at] == [
        (2, 3),
        (3, 14),
        (3, 27),
        (4, 3),
        (5, 1),
    ]
