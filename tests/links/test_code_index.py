from __future__ import annotations

import pytest
from assess.facts.python_code import read_module
from assess.links.code.code_index import CodeIndex, last_word

SOURCE = """import mlflow, a.b
from sklearn.svm import SVC
class M(a.b.Base): pass
m = SVC()
m.fit(x)
mlflow.log_metric(1)
mlflow.sklearn.log_model(m)
def f(n): n.fit()
"""


@pytest.fixture(name="index")
def _index() -> CodeIndex:
    return CodeIndex({"x.py": read_module(SOURCE)})


@pytest.mark.parametrize(
    ("pattern", "lines"),
    [
        pytest.param("fit", [], id="last word alone"),
        pytest.param("mlflow", [], id="first word alone"),
        pytest.param("mlflow.log_metric.x", [], id="longer"),
        pytest.param("mlflow.log_", [], id="beginning"),
        pytest.param("*.log_metric.*", [], id="stars around too much"),
        pytest.param("mlflow.log_*_*c", [], id="more stars than text"),
        pytest.param("mlflow.log_metric", [6], id="whole name"),
        pytest.param("mlflow.log_*", [6], id="star at the end"),
        pytest.param("mlflow.*", [6, 7], id="all of a module"),
        pytest.param("*.fit", [5, 8], id="method of anything"),
        pytest.param("?.fit", [8], id="method of what is not known"),
        pytest.param("sklearn.*.fit", [5], id="star in the middle"),
        pytest.param("*.log_*", [6, 7], id="stars at both ends"),
        pytest.param("mlflow.*.log_*l", [7], id="several stars"),
    ],
)
def test_calls(index: CodeIndex, pattern: str, lines: list[int]) -> None:
    assert sorted(call.line for _, call in index.calls(pattern)) == lines


@pytest.mark.parametrize(
    ("pattern", "lines"),
    [
        pytest.param("skl", [], id="beginning of a name"),
        pytest.param("a.b.c", [], id="below what is imported"),
        pytest.param("sklearn", [2], id="package"),
        pytest.param("sklearn.svm.SVC", [2], id="name"),
        pytest.param("*.svm", [2], id="star"),
        pytest.param("a", [1], id="parent"),
    ],
)
def test_imports(index: CodeIndex, pattern: str, lines: list[int]) -> None:
    assert [made.line for _, made in index.imports(pattern)] == lines


def test_classes(index: CodeIndex) -> None:
    assert [made.name for _, made in index.classes("a.*.Base")] == ["M"]
    assert index.classes("Base") == ()


@pytest.mark.parametrize(("pattern", "word"), [("a.b", "b"), ("mlflow.log_*", "log_"), ("*.fit", "fit"), ("*", "")])
def test_last_word(pattern: str, word: str) -> None:
    assert last_word(pattern) == word
