from __future__ import annotations

import pytest
from assess.facts.notebooks import read_notebook
from assess.facts.prose.language import language_of
from assess.facts.prose.sections import PROSE, Prose, Section, Standing, notebook_prose, read_prose
from assess.facts.prose.words import is_promise, own_text, word_count


def read(text: str, path: str = "README.md") -> Prose:
    return read_prose(path, text)


def section(prose: Prose, heading: str) -> Section:
    return next(s for s in prose.sections if s.heading == heading)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param("[![build](https://ci/x.svg)](https://ci/x)", "text", id="badge"),
        pytest.param("![diagram](docs/d.png)", "text", id="picture"),
        pytest.param("[Model card](docs/card.md)", "item", id="link alone"),
        pytest.param("https://example.org/runbook", "item", id="address alone"),
        pytest.param("[docs]: https://example.org/docs", "text", id="link definition"),
        pytest.param("`Runbook <https://example.org/r>`_", "text", id="rst link alone"),
        pytest.param("TODO: describe the data", "text", id="to do"),
        pytest.param("TBD", "text", id="to be decided"),
        pytest.param("Lorem ipsum dolor sit amet consectetur", "text", id="lorem ipsum"),
        pytest.param("<your runbook here>", "text", id="hole in angle brackets"),
        pytest.param("{{ cookiecutter.description }}", "text", id="template expression"),
        pytest.param("[More Information Needed]", "text", id="empty card field"),
        pytest.param("pandas", "item", id="name in a list"),
        pytest.param("Great Expectations", "item", id="two names in a list"),
        pytest.param("Airflow, MLflow, DVC, Kafka and Feast", "text", id="names in a row"),
        pytest.param("Built with: Airflow, MLflow, DVC", "text", id="names after built with"),
        pytest.param("<br/><img src='x.png' width='4'>", "text", id="HTML alone"),
        pytest.param("-----", "text", id="rule"),
    ],
)
def test_nobodys_own_words(raw: str, kind: str) -> None:
    assert own_text(raw, kind) == ""


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        pytest.param("We page **ops** via `PagerDuty`.", "text", "We page ops via PagerDuty.", id="emphasis and code"),
        pytest.param(
            "Read the [runbook](r.md) when the job fails",
            "text",
            "Read the runbook when the job fails",
            id="link in a sentence",
        ),
        pytest.param("Owner: Ana Kovač", "item", "Owner: Ana Kovač", id="labelled item"),
        pytest.param("Target 99.5 %", "item", "Target 99.5 %", id="item with a number"),
        pytest.param("ana@example.org", "item", "ana@example.org", id="address of a person"),
        pytest.param("orders | Ana | daily", "row", "orders | Ana | daily", id="table row"),
        pytest.param("<b>Late data</b> goes back", "text", "Late data goes back", id="HTML in a sentence"),
        pytest.param(
            "Die Daten kommen täglich aus dem System Alpha",
            "text",
            "Die Daten kommen täglich aus dem System Alpha",
            id="German",
        ),
    ],
)
def test_own_words(raw: str, kind: str, text: str) -> None:
    assert own_text(raw, kind) == text


def test_words_in_scripts_without_spaces() -> None:
    assert word_count("数据来源于系统") == 4
    assert word_count("two words") == 2


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("The on-call engineer restarts the job", False, id="plain sentence"),
        pytest.param("We will use Kafka because of its log", False, id="decision"),
        pytest.param("Missing values are imputed", False, id="missing values"),
        pytest.param("A runbook will be added", True, id="will be added"),
        pytest.param("SLOs are not yet defined", True, id="not yet"),
        pytest.param("Alerting is planned for Q3", True, id="planned"),
    ],
)
def test_promises(sentence: str, expected: bool) -> None:
    assert is_promise(sentence) is expected


def test_markdown_sections_have_lines_levels_and_own_words() -> None:
    text = "---\na: 1\n---\n# Title\n\nIntro words here.\n\n```\n# no heading\ncode\n```\n\n## Part one\n\nFirst\nsecond.\n\nUnder\n-----\n\nThird <!-- hidden\nwords --> end.\n"
    prose = read(text)
    found = [(s.heading, s.level, s.line, s.words) for s in prose.sections]
    assert found == [("Title", 1, 4, 3), ("Part one", 2, 13, 2), ("Under", 2, 18, 2)]
    assert section(prose, "Part one").lines == (15, 16)
    assert prose.title == "Title"


def test_subsections_lie_within_their_section() -> None:
    prose = read("# A\n\n## B\n\ntext of b here\n\n### C\n\ntext of c here\n\n## D\n\ntext of d\n")
    assert [s.heading for s in prose.within(1)] == ["B", "C"]


def test_indented_code_is_no_text_but_nested_items_are() -> None:
    prose = read("# A\n\n    pip install this thing\n\n- first item says something\n\n    more of the first item\n")
    assert prose.sections[0].text == "first item says something\n\nmore of the first item"


def test_restructured_text() -> None:
    text = "Title\n=====\n\nIntro words here::\n\n   code\n\n.. image:: x.png\n   :alt: hidden words\n\n.. note:: Mind the gap\n   between things\n\nSub\n---\n\nMore words.\n"
    prose = read(text, "docs/index.rst")
    assert [(s.heading, s.level, s.line) for s in prose.sections] == [("Title", 1, 1), ("Sub", 2, 14)]
    assert "hidden" not in prose.sections[0].text
    assert "Mind the gap" in prose.sections[0].text


def test_asciidoc() -> None:
    prose = read("= Title\n:toc:\n\nIntro words.\n\n----\ncode\n----\n\n== Part\n\nMore.\n", "docs/a.adoc")
    assert [(s.heading, s.level, s.words) for s in prose.sections] == [("Title", 1, 2), ("Part", 2, 1)]


def test_plain_text() -> None:
    prose = read("Runbook\n=======\n\nRestart the job.\n", "RUNBOOK")
    assert [(s.heading, s.words) for s in prose.sections] == [("Runbook", 3)]


def test_notebook_cells_keep_the_files_lines() -> None:
    raw = '{\n "cells": [\n  {\n   "cell_type": "markdown",\n   "metadata": {},\n   "source": [\n    "# Data\\n",\n    "\\n",\n    "Rows are orders."\n   ]\n  }\n ],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n'
    prose = notebook_prose("a.ipynb", read_notebook(raw))
    assert [(s.heading, s.line, s.lines) for s in prose.sections] == [("Data", 7, (9,))]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        pytest.param("# Roadmap\n\nAdd drift monitoring with alerts", Standing.PROMISE, id="roadmap"),
        pytest.param(
            "# Future work\n\n## Monitoring\n\nDrift is watched by a job", Standing.PROMISE, id="under future work"
        ),
        pytest.param("# Tech Stack\n\n- **Airflow** for orchestration of jobs", Standing.LISTING, id="tool stack"),
        pytest.param("# References\n\nSculley et al. on technical debt", Standing.LISTING, id="references"),
        pytest.param("# Resources\n\nLearn more about dbt in the docs", Standing.TEMPLATE, id="dbt starter"),
        pytest.param("# Known limits\n\nThe model fails on small orders", Standing.OWN, id="own section"),
    ],
)
def test_standing(text: str, standing: Standing) -> None:
    assert read(text).sections[-1].standing is standing


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Welcome to your new dbt project!\n\n### Using the starter project\n\nTry running the following commands:\n- dbt run\n- dbt test\n", "dbt starter", id="dbt"),
        pytest.param("# Getting Started with Create React App\n\nThis project was bootstrapped with [Create React App](x).\n\n## Available Scripts\n\nIn the project directory, you can run:\n\n### `npm start`\n\nRuns the app in the development mode.\n", "create-react-app", id="create-react-app"),
        pytest.param("# app\n\n## Getting started\n\nTo make it easy for you to get started with GitLab, here's a list of next steps.\n\nAlready a pro? Just edit this README.md and make it your own.\n\n## Name\n\nChoose a self-explaining name for your project.\n", "GitLab", id="GitLab"),
        pytest.param("# 1. Record architecture decisions\n\n## Context\n\nWe need to record the architectural decisions made on this project.\n\n## Decision\n\nWe will use Architecture Decision Records, as [described by Michael Nygard](x).\n", "first decision record", id="first decision record"),
    ],
)  # fmt: skip
def test_generated_documents_hold_no_own_words(text: str, name: str) -> None:
    prose = read(text)
    assert prose.boilerplate == name
    assert prose.words == 0


def test_lists_led_in_by_a_promise_are_promises() -> None:
    prose = read(
        "# Limits\n\nI would additionally consider:\n\n- explicit SLO definitions\n- on-call rotation of the team\n\nThe goal is a demo.\n"
    )
    assert "SLO" not in prose.sections[0].text
    assert "The goal is a demo." in prose.sections[0].text


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("requirements.txt", id="pins"),
        pytest.param("data/words.txt", id="data"),
        pytest.param("src/a.py", id="code"),
        pytest.param("LICENSE", id="licence"),
    ],
)
def test_not_selected(path: str) -> None:
    assert not PROSE.selects(path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("short", "", id="too short"),
        pytest.param(
            "The model is trained on the orders of the last year and it is used for pricing in the shop every day",
            "en",
            id="English",
        ),
        pytest.param(
            "Das Modell wird mit den Daten des letzten Jahres trainiert und ist für die Preise im Laden nicht mit Rabatt gedacht",
            "de",
            id="German",
        ),
        pytest.param("Модель обучается на данных за прошлый год", "ru", id="Russian"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_endless_documents_are_read_up_to_a_bound() -> None:
    assert len(read("# a\n" * 400_000).sections) == 3_000


def test_odd_input_is_read() -> None:
    for text in ("#" * 5000, "|" * 5000, "<!--", "```", "[" * 3000, "<" * 3000, "---\n---\n---", "\x00\ufffd# x"):
        for path in ("a.md", "a.rst", "a.adoc", "README"):
            read_prose(path, text)
