from __future__ import annotations

import re

import pytest
import yaml
from assess.model.assessment import Assessment, Subject
from assess.model.evidence import Evidence
from assess.model.finding import Applies, Credit, Finding, Points
from assess.model.rubric import Criterion
from assess.model.scale import Basis, Outcome, Rung
from assess.model.testified import QuestionnaireInfo
from assess.questionnaire.loading import load_answers
from assess.questionnaire.template import template

from tests.output.sample import sample

from .subjects import small_rubric

HOSTILE = "a\n  yes-no: yes\n#b\u2028c\x1b[31m \ud800"


def finding(criterion: Criterion) -> Finding:
    return Finding(
        criterion=criterion.id,
        title=criterion.title,
        layer=criterion.layer,
        area=criterion.area,
        tier=criterion.tier,
        weight=criterion.weight,
        kind=criterion.kind,
        outcome=Outcome.UNKNOWN,
        score=Credit(low=0, high=1),
        rung=Rung.ABSENT,
        rung_possible=Rung.ABSENT,
        basis=Basis.NONE,
        reason="A chart repository is named.",
        next="",
        evidence=(Evidence(path=HOSTILE, line=3, text="see charts"),),
        applies=Applies(value=True),
        rationale="",
        remedy="",
        effort_days=1,
        points=Points(earned=0, open=2.5),
    )


def assessment(*wanted: str) -> Assessment:
    return sample().model_copy(
        update={
            "subject": Subject(name=HOSTILE),
            "as_of": "2026-06-30",
            "findings": tuple(finding(c) for c in small_rubric().criteria),
            "questionnaire": QuestionnaireInfo(asked=len(wanted), answered=0, open=wanted),
        }
    )


EVERYTHING = tuple(c.id for c in small_rubric().criteria)


@pytest.mark.parametrize("wanted", [pytest.param((), id="nothing open"), pytest.param(EVERYTHING, id="all open")])
def test_a_fresh_template_is_a_valid_file_without_answers(wanted: tuple[str, ...]) -> None:
    text = template(assessment(*wanted), small_rubric())
    assert load_answers(text, "answers.yaml", small_rubric()).answers == {}


def test_questions_stand_in_the_order_of_their_worth_with_what_the_scan_knows() -> None:
    text = template(assessment("number", "coverage"), small_rubric())
    assert re.findall(r"^#  ([\w-]+):$", text, re.MULTILINE) == ["number", "coverage"]
    assert "## How is coverage done here?" in text
    assert "## The repository shows: A chart repository is named." in text
    assert "up to 2.5 points" in text
    assert "none | some | at-least-half | most | all | unknown" in text


def test_with_one_sign_taken_away_only_the_answer_appears() -> None:
    text = template(assessment(*EVERYTHING), small_rubric())
    data = yaml.safe_load(re.sub(r"^#(?!#)", "", text, flags=re.MULTILINE))
    assert tuple(data["answers"]) == EVERYTHING
    assert set(data["answers"]["coverage"]) == {"value", "who", "when", "evidence"}
    assert set(data["answers"]["structured"]["value"]) == {"owner", "baseline", "remark"}


def test_a_filled_in_template_is_read() -> None:
    text = re.sub(r"^#(?!#)", "", template(assessment("coverage"), small_rubric()), flags=re.MULTILINE)
    filled = text.replace("value:", "value: most").replace("who:", "who: Ana").replace("evidence:", "evidence: wiki")
    filled = filled.replace("when:", "when: 2026-06-30")
    answer = load_answers(filled, "answers.yaml", small_rubric()).answers["coverage"].answers[0]
    assert (answer.value, answer.who, answer.evidence, str(answer.when)) == ("most", "Ana", "wiki", "2026-06-30")
