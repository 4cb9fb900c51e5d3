from __future__ import annotations

import json

import pytest
from assess.facts.extractor import Unparsable
from assess.facts.python_code import NOTEBOOK_CODE, PYTHON, Call, PythonModule, read_module


def names(source: str) -> list[str]:
    return [call.name for call in read_module(source).calls]


def call(source: str, last: str) -> Call:
    return next(c for c in read_module(source).calls if c.name.endswith(last))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('"""mlflow.start_run()"""\n# mlflow.log_metric()\n', [], id="docstring and comment are no calls"),
        pytest.param("import mlflow\nmlflow = fake\nmlflow.run()\n", ["fake.run"], id="name taken by another value"),
        pytest.param("import mlflow as m\nm.start_run()\n", ["mlflow.start_run"], id="module alias"),
        pytest.param("import a.b\na.b.c()\n", ["a.b.c"], id="dotted import"),
        pytest.param("from x import y as z\nz.w()\n", ["x.y.w"], id="imported name"),
        pytest.param("from .io import load\nload()\n", [".io.load"], id="relative import"),
        pytest.param("from . import io\nio.load()\n", [".io.load"], id="import from the package"),
        pytest.param("from s import M\nm = M()\nm.fit()\n", ["s.M", "s.M.fit"], id="instance"),
        pytest.param("from s import M\nm = M().fit(x)\n", ["s.M.fit", "s.M"], id="chain"),
        pytest.param("def f(m):\n    m.fit()\n", ["?.fit"], id="unknown receiver"),
        pytest.param("from s import M\ndef f(m: M):\n    m.fit()\n", ["s.M.fit"], id="annotated parameter"),
        pytest.param("spark.read.csv('x')\n", ["spark.read.csv"], id="name that nothing defines"),
        pytest.param("models['a'].fit()\n", ["?.fit"], id="item"),
        pytest.param(
            "from s import M\nclass T:\n def __init__(self):\n  self.m = M()\n def run(self):\n  self.m.fit()\n  self.go()\n",
            ["s.M", "s.M.fit", "self.go"],
            id="attribute of self",
        ),
        pytest.param("import r\nwith r.start() as run:\n    run.log()\n", ["r.start", "r.start.log"], id="with"),
        pytest.param(
            "from s import M\nm = M()\nfor m in x:\n    m.fit()\n", ["s.M", "?.fit"], id="loop takes the name"
        ),
        pytest.param("from s import M\na, b = M(), 1\na.fit()\n", ["s.M", "s.M.fit"], id="unpacked"),
        pytest.param("import a\n@a.task\ndef f(): pass\n", ["a.task"], id="decorator"),
    ],
)
def test_names_of_calls(source: str, expected: list[str]) -> None:
    assert names(source) == expected


def test_arguments_keep_what_a_reader_sees() -> None:
    made = call(
        "import c\nf(1, 'x', c.D, y, *z, -2, random_state=c.SEED, n=g(), p=[1, q], s=None, t=cfg['a'], **k)\n", "f"
    )
    assert made.arguments == ("1", "x", "c.D", "y", "?", "-2")
    assert made.keyword("random_state") == "c.SEED"
    assert made.keyword("n") == "g()"
    assert made.keyword("p") == "[1, q]"
    assert made.keyword("s") == "None"
    assert made.keyword("t") == "cfg[a]"
    assert made.keyword("**") == "k"
    assert made.keyword("absent") is None


def test_a_call_knows_its_line_and_function() -> None:
    made = call("class A:\n    def f(self):\n        (x.one()\n          .two())\n", "two")
    assert (made.line, made.inside) == (4, "A.f")


def test_imports() -> None:
    source = "import a.b\nfrom ..c import d as e\ntry:\n    import f\nexcept ImportError:\n    f = None\ndef g():\n    from h import *\n"
    made = read_module(source).imports
    assert [(i.target, i.alias, i.line, i.guarded, i.inside) for i in made] == [
        ("a.b", "a", 1, False, ""),
        ("..c.d", "e", 2, False, ""),
        ("f", "f", 4, True, ""),
        ("h", "*", 8, False, "g"),
    ]


@pytest.mark.parametrize(
    ("body", "assertions"),
    [
        pytest.param("def test_a():\n    assert True\n", 0, id="constant"),
        pytest.param("def test_a():\n    assert (1 == 1)\n", 0, id="constants compared"),
        pytest.param("def test_a():\n    run()\n", 0, id="nothing asserted"),
        pytest.param("def test_a(self):\n    self.assertTrue(True)\n", 0, id="unittest constant"),
        pytest.param("def helper():\n    assert x\ndef test_a():\n    pass\n", 0, id="helper that is not called"),
        pytest.param("def test_a():\n    assert run() == 1\n", 1, id="assert"),
        pytest.param("class T:\n    def test_a(self):\n        self.assertEqual(run(), 1)\n", 1, id="unittest"),
        pytest.param(
            "import pytest\ndef test_a():\n    with pytest.raises(ValueError):\n        run()\n", 1, id="raises"
        ),
        pytest.param("import numpy as np\ndef test_a():\n    np.testing.assert_allclose(a, b)\n", 1, id="numpy"),
        pytest.param("def test_a():\n    mock.assert_called_once()\n", 1, id="mock"),
        pytest.param("def check(x):\n    assert x\ndef test_a():\n    check(run())\n", 1, id="helper"),
        pytest.param(
            "class T:\n def check(self):\n  assert x\n def test_a(self):\n  self.check()\n", 1, id="helper method"
        ),
        pytest.param("def test_a():\n    def inner():\n        assert x\n    inner()\n", 2, id="inner function"),
    ],
)
def test_assertions(body: str, assertions: int) -> None:
    tests = read_module(body).tests
    assert [t.assertions for t in tests if t.name.endswith("test_a")] == [assertions]


@pytest.mark.parametrize(
    ("source", "skipped"),
    [
        pytest.param(
            "import pytest\n@pytest.mark.skipif(x)\ndef test_a(): assert y\n", False, id="skipped on a condition"
        ),
        pytest.param("import pytest\n@pytest.mark.slow\ndef test_a(): assert y\n", False, id="another mark"),
        pytest.param("import pytest\n@pytest.mark.skip(reason='x')\ndef test_a(): assert y\n", True, id="skip"),
        pytest.param("import pytest\n@pytest.mark.xfail\ndef test_a(): assert y\n", True, id="expected to fail"),
        pytest.param("import unittest\n@unittest.skip('x')\nclass T:\n def test_a(self): assert y\n", True, id="class"),
        pytest.param("import pytest\npytestmark = pytest.mark.skip\ndef test_a(): assert y\n", True, id="module"),
        pytest.param(
            "import pytest\npytest.skip('x', allow_module_level=True)\ndef test_a(): assert y\n", True, id="call"
        ),
    ],
)
def test_skipped(source: str, skipped: bool) -> None:
    assert [t.skipped for t in read_module(source).tests] == [skipped]


def test_definitions() -> None:
    source = (
        'def f(a: int, b, *c: str) -> int:\n    """Doc."""\n\nclass _P(Base):\n    def g(self, x): pass\n'
        "class Q:\n    @property\n    def h(self) -> int:\n        def inner(): pass\n"
    )
    made = read_module(source)
    assert [
        (f.name, f.public, f.documented, f.annotated, f.annotatable, f.method, f.nested) for f in made.functions
    ] == [
        ("f", True, True, 3, 4, False, False),
        ("_P.g", False, False, 0, 2, True, False),
        ("Q.h", True, False, 1, 1, True, False),
        ("Q.h.inner", True, False, 0, 1, False, True),
    ]
    assert [(c.name, c.public, c.bases) for c in made.classes] == [("_P", False, ("Base",)), ("Q", True, ())]


def test_settings_and_texts() -> None:
    source = (
        "import os\nfrom pydantic_settings import BaseSettings\nos.environ['A']\nos.getenv('B')\nos.environ.get(c)\n"
        "class S(BaseSettings):\n    port: int = 1\nopen('sql/clean.sql')\nrun('app.main:app')\nprint('Hello, world.', 'https://x/y')\n"
    )
    made = read_module(source)
    assert [s.name for s in made.settings] == ["A", "B", "", "PORT"]
    assert [(t.value, t.line) for t in made.texts] == [("sql/clean.sql", 8), ("app.main:app", 9)]
    assert made.prints == 1


def test_main_line() -> None:
    assert read_module("x = 1\nif __name__ == '__main__':\n    run()\n").main_line == 2
    assert read_module("def f():\n    if __name__ == '__main__':\n        run()\n").main_line == 0


def test_other_syntax_is_read_approximately() -> None:
    source = "import mlflow as m\nfrom a import (b,\n c as d)\nprint 'old'\nm.start_run(x)\nd.go()\n# m.no()\nif __name__ == '__main__':\n    e.f()\n"
    made = read_module(source)
    assert made.approximate
    assert [i.target for i in made.imports] == ["mlflow", "a.b", "a.c"]
    assert [(c.name, c.line) for c in made.calls] == [("mlflow.start_run", 5), ("a.c.go", 6), ("?.f", 9)]
    assert made.main_line == 8


def test_what_is_no_python_cannot_be_read() -> None:
    with pytest.raises(Unparsable):
        read_module("<<<<<<< \u2603 ???\n")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("(" * 3000 + ")" * 3000, id="deep parentheses"),
        pytest.param("x" + ".a" * 20_000 + "()\n", id="long chain"),
        pytest.param("x = 1\n\0\n", id="null byte"),
        pytest.param("x = '\\d'\nassert (1, 2)\n", id="source that warns"),
        pytest.param("", id="empty"),
    ],
)
def test_odd_source_never_crashes(source: str) -> None:
    try:
        assert isinstance(PYTHON.extract("a.py", source), PythonModule)
    except (Unparsable, RecursionError):
        assert len(source) > 5000


def test_notebook_cells_share_their_names_and_keep_their_lines() -> None:
    cells = [
        {"cell_type": "code", "source": ["%pip install x\n", "import mlflow as m\n", "n = !ls\n"]},
        {"cell_type": "code", "source": ["%%bash\n", "m.start_run()\n"]},
        {"cell_type": "markdown", "source": ["m.start_run()\n"]},
        {"cell_type": "code", "source": ["await m.start_run()\n"]},
    ]
    text = json.dumps({"cells": cells}, indent=1)
    made = NOTEBOOK_CODE.extract("n.ipynb", text)
    assert not made.approximate
    assert [c.name for c in made.calls] == ["mlflow.start_run"]
    assert "await" in text.split("\n")[made.calls[0].line - 1]


def test_a_broken_cell_spoils_only_itself() -> None:
    cells = [
        {"cell_type": "code", "source": "import a\nprint 'x'"},
        {"cell_type": "code", "source": "import b\nb.run()"},
    ]
    made = NOTEBOOK_CODE.extract("n.ipynb", json.dumps({"cells": cells}))
    assert made.approximate
    assert [c.name for c in made.calls] == ["b.run"]
    assert {i.target for i in made.imports} == {"a", "b"}


def test_notebooks_in_other_languages_hold_no_python() -> None:
    text = json.dumps(
        {"cells": [{"cell_type": "code", "source": "f()"}], "metadata": {"kernelspec": {"language": "R"}}}
    )
    assert NOTEBOOK_CODE.extract("n.ipynb", text).calls == ()
