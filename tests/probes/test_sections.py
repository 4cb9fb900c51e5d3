from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.sections import PARAMS, observe
from pydantic import ValidationError

from tests.probes.viewing import Made, view

RUNBOOK = "# Runbook\n\n## Late data\n\nWhen the feed is late, the person on call checks the SFTP box, reruns the load and tells finance.\n"


def value(params: PARAMS, **files: str) -> Truth:
    return observe(params, view({name.replace("__", "/") + ".md": text for name, text in files.items()})).value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Runbook\n", id="heading alone"),
        pytest.param("# Runbook\n\nTODO: write what to do when the job fails, whom to call and where to look\n", id="placeholder"),
        pytest.param("# Runbook\n\n[Runbook in the wiki](https://wiki/x)\n", id="link alone"),
        pytest.param("# Runbook\n\n```\nmake restart\nmake rerun and so on and so forth for twenty words of code in here that nobody wrote as text at all\n```\n", id="code alone"),
        pytest.param("# Roadmap\n\n## Runbook\n\nA runbook for late data that tells whom to call, where to look, and how to rerun the loads safely\n", id="promise"),
        pytest.param("# Tools\n\nRunbook, PagerDuty, Opsgenie, Grafana, Airflow, MLflow, DVC, Feast, Kafka, Spark, Flink, Trino, Presto, Hive, Iceberg, Delta, Hudi, dbt, Soda, Monte Carlo\n", id="list of names"),
    ],
)  # fmt: skip
def test_no_runbook(text: str) -> None:
    assert value(PARAMS(heading="runbook", min_words=15), README=text) is Truth.NO


def test_subsections_count_with_their_heading() -> None:
    seen = observe(PARAMS(heading="^runbook", min_words=15), view({"docs/ops.md": RUNBOOK}))
    assert seen.value is Truth.YES
    assert [(e.path, e.line, e.text) for e in seen.evidence] == [("docs/ops.md", 1, "Runbook")]


def test_text_is_found_across_line_ends_with_its_own_line() -> None:
    files = {"README.md": "# A\n\nThe person on\ncall restarts it after reading the log of the job that failed.\n"}
    seen = observe(PARAMS(text_all=("on call restarts",), min_words=5), view(files))
    assert [e.line for e in seen.evidence] == [3]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param(PARAMS(text_all=("feed", "absent word"), min_words=5), Truth.NO, id="one of all is missing"),
        pytest.param(PARAMS(text_any=("absent word",), min_words=5), Truth.NO, id="none of any"),
        pytest.param(PARAMS(text_any=("feed",), min_words=500), Truth.NO, id="too few words"),
        pytest.param(PARAMS(text_any=("feed",), paths=("docs/**",), min_words=5), Truth.NO, id="elsewhere"),
        pytest.param(PARAMS(text_any=("feed",), min=2, min_words=5), Truth.NO, id="only one section"),
        pytest.param(
            PARAMS(text_all=("FEED", "finance"), text_any=("x", "sftp"), min_words=5),
            Truth.YES,
            id="all and any, case aside",
        ),
    ],
)
def test_patterns(params: PARAMS, expected: Truth) -> None:
    assert value(params, README=RUNBOOK) is expected


def test_sections_of_one_document_may_cover_topics_together() -> None:
    card = "# Churn model\n\n## Intended use\n\nCall customers who may leave.\n\n## Metrics\n\nRecall is 0.7 on last year.\n\n## Limits\n\nNo business customers.\n"
    topics = ("intended use", "metrics", "limit", "ethic")
    assert value(PARAMS(unit="document", covers=topics, topics_min=4, min_words=8), CARD=card) is Truth.NO
    assert value(PARAMS(unit="section", covers=topics, topics_min=3, min_words=3), CARD=card) is Truth.NO
    assert value(PARAMS(unit="document", covers=topics, topics_min=3, min_words=8), CARD=card) is Truth.YES
    in_headings = PARAMS(unit="document", covers=("recall", "limit"), topics_min=2, topics_in="headings", min_words=8)
    assert value(in_headings, CARD=card) is Truth.NO


def test_a_documents_name_counts_as_its_heading() -> None:
    files = {
        "docs/late_data-runbook.md": "When the feed is late, check the box and rerun the load, then tell finance.\n"
    }
    params = PARAMS(unit="document", heading="data runbook", min_words=10)
    assert observe(params, view(files)).value is Truth.YES


def test_promises_do_not_match() -> None:
    text = "# Operation\n\nThe service is small and watched by its team. An on-call rota will be added when there are more users.\n"
    assert value(PARAMS(text_any=("on-call",), min_words=5), README=text) is Truth.NO


def test_template_folders_give_nothing() -> None:
    assert (
        observe(
            PARAMS(heading="runbook", min_words=5),
            view({"{{cookiecutter.x}}/ops.md": RUNBOOK, "vendor/a/ops.md": RUNBOOK}),
        ).value
        is Truth.NO
    )


def test_unreadable_documents() -> None:
    params = PARAMS(heading="runbook", paths=("docs/**",), min_words=5)
    assert observe(params, view({"a.txt": ""}, missing=["docs/runbook.md"])).value is Truth.UNKNOWN
    assert observe(params, view({"a.txt": ""}, missing=["other/runbook.md"])).value is Truth.NO
    assert observe(PARAMS(heading="runbook"), view({"a.txt": ""}, missing=["README.md"])).value is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param([Made(days_ago=400, files={"ops.md": 3})], Truth.NO, id="old"),
        pytest.param([], Truth.UNKNOWN, id="no history"),
        pytest.param([Made(days_ago=3, files={"ops.md": 3})], Truth.YES, id="current"),
    ],
)
def test_currency(history: list[Made], expected: Truth) -> None:
    params = PARAMS(heading="runbook", min_words=5, changed_within_days=365)
    assert observe(params, view({"ops.md": RUNBOOK}, history)).value is expected


def test_bad_patterns_are_mistakes() -> None:
    with pytest.raises(ValidationError, match="not a pattern of linear time"):
        PARAMS(heading="(?=x)")


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        pytest.param((), Truth.YES, id="nothing left out"),
        pytest.param(("set.?up",), Truth.NO, id="its own heading"),
        pytest.param(("faq", "usage"), Truth.NO, id="a heading above"),
        pytest.param(("runbook",), Truth.YES, id="another heading"),
    ],
)
def test_headings_that_do_not_count(left_out: tuple[str, ...], expected: Truth) -> None:
    text = "# Rates\n\n## Usage\n\n### Setup\n\nAnalysts decide with the rates which invoices are paid first.\n"
    assert value(PARAMS(not_headings=left_out, text_any=("decide",), min_words=5), README=text) is expected
