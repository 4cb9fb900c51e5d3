from __future__ import annotations

import json
import time

import pytest
from assess.facts.code_text import code_text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.py", 'x = "# no comment"\n', id="hash in a string"),
        pytest.param("a.py", 'sql = """\nselect 1 -- mlflow\n"""\n', id="triple-quoted value"),
        pytest.param("a.py", 'run(\n    """\n    select 1\n    """\n)\n', id="triple-quoted argument"),
        pytest.param("a.py", 'x = (\n    """a"""\n    """b"""\n)\n', id="joined strings"),
        pytest.param("a.yml", "url: http://x.org/#anchor\nname: 'a # b'\n", id="anchor and quoted hash in YAML"),
        pytest.param("a.yml", "- run: echo don't stop, it's a#1\n", id="apostrophe in plain YAML"),
        pytest.param("a.sh", 'echo ${#list[@]} "$#" $#\n', id="shell counts"),
        pytest.param("a.ts", 'const u = "http://x"; const r = /["\']/; f(`//${x}`)\n', id="slashes in strings"),
        pytest.param("a.rs", "fn f<'a>(x: &'a str) -> &'a str { x }\n", id="lifetimes"),
        pytest.param("a.sql", "select '--' || '/*' from t\n", id="marks in SQL strings"),
        pytest.param("main.tf", 'source = "git::https://x//modules/a"\n', id="URL in Terraform"),
        pytest.param("data.json", '{"#": "// no comments in JSON"}\n', id="JSON"),
        pytest.param("a.py", "", id="empty"),
    ],
)
def test_kept_as_it_is(path: str, text: str) -> None:
    assert code_text(path, text) == text


@pytest.mark.parametrize(
    ("path", "text", "gone"),
    [
        pytest.param("a.py", "x = 1  # mlflow.log()\n", "mlflow", id="Python comment"),
        pytest.param("a.py", '"""mlflow.log()"""\nx = 1\n', "mlflow", id="module docstring"),
        pytest.param(
            "a.py", 'def f():\n    r"""Calls\n    mlflow\n    """\n    x\n', "mlflow", id="function docstring"
        ),
        pytest.param("a.py", 'x: str = "a"\n"""mlflow"""\n', "mlflow", id="docstring of a value"),
        pytest.param("a.py", 'f(1)\n"""\nmlflow\n"""\ny = 2\n', "mlflow", id="code parked in a string"),
        pytest.param("a.yml", "on: push\n  # run: mlflow\n", "mlflow", id="YAML comment"),
        pytest.param("Dockerfile", "FROM x\n# RUN mlflow\n", "mlflow", id="Dockerfile comment"),
        pytest.param("requirements-dev.txt", "x==1 # mlflow\n", "mlflow", id="requirements comment"),
        pytest.param("a.R", "x <- 'it' #mlflow\n", "mlflow", id="R comment"),
        pytest.param("a.go", "x := 'a' // mlflow\n/* mlflow */\n", "mlflow", id="Go comments"),
        pytest.param("Jenkinsfile", "stage('x') {\n// sh 'mlflow'\n}\n", "mlflow", id="Jenkinsfile comment"),
        pytest.param("m.sql", "{# mlflow #}\nselect 1 -- mlflow\n", "mlflow", id="SQL and Jinja comments"),
        pytest.param("main.tf", "# mlflow\nx = 1 // mlflow\n", "mlflow", id="Terraform comments"),
        pytest.param("README.md", "a <!-- mlflow\nmlflow --> b\n", "mlflow", id="Markdown comment"),
        pytest.param("r.Rmd", "mlflow\n```{r}\nx <- 1\n```\nmlflow\n", "mlflow", id="prose of R Markdown"),
        pytest.param("a.py", '"""mlflow', "mlflow", id="unclosed docstring"),
    ],
)
def test_comments_turn_to_spaces_in_place(path: str, text: str, gone: str) -> None:
    code = code_text(path, text)
    assert gone not in code
    assert len(code) == len(text)
    assert [i for i, c in enumerate(code) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


def test_notebook_code_stands_on_its_lines() -> None:
    document = {
        "cells": [
            {"cell_type": "markdown", "source": ["# mlflow\n", "mlflow"]},
            {"cell_type": "code", "source": ["import a\n", "# mlflow\n", "a.run()"], "outputs": [{"source": ["x"]}]},
        ],
        "nbformat": 4,
    }
    text = json.dumps(document, indent=1)
    code = code_text("n.ipynb", text)
    assert "mlflow" not in code
    assert code.count("\n") == text.count("\n")
    rows = text.split("\n")
    assert [(i, row) for i, row in enumerate(code.split("\n")) if row.strip()] == [
        (next(i for i, row in enumerate(rows) if "import a" in row), "import a"),
        (next(i for i, row in enumerate(rows) if "a.run" in row), "a.run()"),
    ]


def test_a_notebook_on_one_line_keeps_the_order_of_its_lines() -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1\ny = 2"}]})
    assert code_text("n.ipynb", text).split("\n")[:2] == ["x = 1", "y = 2"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"source": 1}]}'])
def test_a_broken_notebook_has_no_code(text: str) -> None:
    assert code_text("n.ipynb", text).strip() in ("", "1")


@pytest.mark.parametrize("path", ["a.py", "a.yml", "a.ts", "a.go", "a.sql", "a.R", "a.tf", "a.md", "a.groovy"])
@pytest.mark.parametrize(
    "piece", ['"""\\', '"\\', "'\\", "/*", "`\\", "<!-", "{#", "\\'\\\"", "'''", "# ", "=/[", "(/"]
)
def test_hostile_text_takes_linear_time(path: str, piece: str) -> None:
    started = time.process_time()
    code_text(path, piece * 40_000)
    assert time.process_time() - started < 2
