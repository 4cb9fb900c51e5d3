from __future__ import annotations

from assess.cli.rule_text import condition_lines, evaluation_lines, evidence_text, question_lines, rule_lines
from assess.model.evidence import Evaluation, Evidence
from assess.model.rubric import All, AnyOf, AtLeast, Cap, Not, Probe, Refutation, Rule, Step
from assess.model.scale import Rung, Truth
from assess.probes.files import Files

from tests.questionnaire.subjects import small_rubric

A, B = Probe("files", Files(paths=("a",))), Probe("files", Files(paths=("b",), min=2))
SHARE = Probe("files", Files(paths=("c",)), at_least=0.3)


def test_a_whole_rule() -> None:
    rule = Rule(
        steps=(Step(Rung.WIRED, "It runs.", All((A, AnyOf((B, SHARE))))), Step(Rung.DECLARED, "It is named.", A)),
        caps=(Cap(Rung.PRESENT, Not(A), "Nobody looks."),),
        refuted=Refutation(AtLeast(2, (A, B, SHARE)), "It leaks."),
        nothing="Nothing is there.",
    )
    assert list(rule_lines(rule)) == [
        "wired: It runs.",
        "    all of",
        "        files(paths: a)",
        "        any of",
        "            files(paths: b, min: 2)",
        "            files(paths: c), at least 30%",
        "declared: It is named.",
        "    files(paths: a)",
        "absent: Nothing is there.",
        "at most present: Nobody looks.",
        "    not",
        "        files(paths: a)",
        "refuted, whatever is answered: It leaks.",
        "    at least 2 of",
        "        files(paths: a)",
        "        files(paths: b, min: 2)",
        "        files(paths: c), at least 30%",
    ]


def test_a_single_part_needs_no_word() -> None:
    assert list(condition_lines(All((A,)))) == ["files(paths: a)"]


def test_how_each_type_of_question_is_answered() -> None:
    answers = {
        criterion.id: [line for line in question_lines(criterion.question) if "answers: " in line or "%)" in line]
        for criterion in small_rubric().criteria
        if criterion.question is not None
    }
    assert answers["yes-no"] == ["answers: yes (100%), no (0%)"]
    assert answers["choice"] == ["never: Never (0%)", "yearly: Once a year (50%)", "monthly: Every month (100%)"]
    assert answers["number"] == ["answers: a number in days"]
    assert answers["text"] == ["answers: a text"]
    assert answers["structured"] == ["answers: a map of owner, baseline, remark"]
    assert answers["delivery"][0].startswith("answers: a map of lead-time, deployment-frequency, recovery-time")


def test_an_evaluation_with_where_it_was_seen() -> None:
    places = tuple(Evidence(path="a.py", line=line, text="x = 1") for line in range(1, 6))
    tree = Evaluation(
        "any",
        Truth.UNKNOWN,
        places,
        (Evaluation("text(any: x)", Truth.YES, places, note="40%, needed 30%"), Evaluation("b", Truth.NO)),
    )
    assert list(evaluation_lines(tree)) == [
        "unknown  any",
        "    yes      text(any: x) (40%, needed 30%)",
        "               seen at a.py:1: x = 1",
        "               seen at a.py:2: x = 1",
        "               seen at a.py:3: x = 1",
        "               and in 2 more places",
        "    no       b",
    ]


def test_evidence_of_every_kind_stands_on_one_line() -> None:
    assert evidence_text(Evidence(kind="commit", commit="0123456789abcdef", text="Fix\nall")) == "0123456789ab: Fix all"
    assert evidence_text(Evidence(kind="answer", text="wiki")) == "answer: wiki"
    assert evidence_text(Evidence(path="a.py")) == "a.py"
