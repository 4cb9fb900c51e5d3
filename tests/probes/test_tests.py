from __future__ import annotations

import json

import pytest
from assess.model.scale import Truth
from assess.probes.tests import PARAMS, Tests, observe

from tests.probes.viewing import view

MODULES = {
    "pkg/__init__.py": "",
    "pkg/a.py": "from pkg import b\ndef f(): return b.g()\n",
    "pkg/b.py": "def g(): return 1\n",
    "pkg/c.py": "def h(): return 2\n",
    "pkg/d.py": "def i(): return 3\n",
}
WORKFLOW = "on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"


def share(params: Tests | None = None, **tests: str) -> tuple[float, float] | None:
    files = MODULES | {f"tests/test_{name}.py": text for name, text in tests.items()}
    return observe(params or PARAMS(), view(files)).share


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from pkg import c\ndef test_c():\n    c.h()\n", id="no assertion"),
        pytest.param("from pkg import c\ndef test_c():\n    assert True\n", id="constant assertion"),
        pytest.param(
            "import pytest\nfrom pkg import c\n@pytest.mark.skip\ndef test_c():\n    assert c.h()\n", id="skipped"
        ),
        pytest.param("def check():\n    from pkg import c\n    assert c.h()\n", id="no test function"),
        pytest.param("", id="empty"),
    ],
)
def test_nothing_counts(text: str) -> None:
    seen = observe(PARAMS(), view(MODULES | {"tests/test_c.py": text}))
    assert (seen.value, seen.share) == (Truth.NO, (0.0, 0.0))


def test_tests_of_vendored_code_do_not_count() -> None:
    files = MODULES | {"vendor/x/tests/test_x.py": "from pkg import c\ndef test_c():\n    assert c.h()\n"}
    assert observe(PARAMS(), view(files)).value is Truth.NO


def test_a_test_that_imports_nothing_of_the_product_runs_none() -> None:
    seen = observe(PARAMS(), view(MODULES | {"tests/test_car.py": "def test_drift():\n    assert car() > 1\n"}))
    assert (seen.value, seen.share) == (Truth.YES, (0.0, 0.0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from pkg import c\ndef test_c():\n    assert c.h() == 2\n", 0.25, id="one module"),
        pytest.param("from pkg.a import f\ndef test_f():\n    assert f() == 1\n", 0.5, id="what it imports, too"),
        pytest.param("from tests.tools import make\ndef test_f():\n    assert make()\n", 0.25, id="through a helper"),
        pytest.param(
            "import os\ndef test_f():\n    assert os.system('python pkg/d.py --small') == 0\n",
            0.25,
            id="run by a command",
        ),
        pytest.param("def test_f(run):\n    assert run('d.py') == 0\n", 0.25, id="run by its bare name"),
        pytest.param(
            "import runpy\ndef test_f():\n    assert runpy.run_path('pkg/d.py')\n", 0.25, id="run by its path"
        ),
    ],
)
def test_modules_that_a_test_runs(text: str, expected: float) -> None:
    files = MODULES | {"tests/__init__.py": "", "tests/tools.py": "from pkg import d\ndef make(): return d.i()\n"}
    assert observe(PARAMS(), view(files | {"tests/test_x.py": text})).share == (expected, expected)


def test_fixtures_count_for_the_tests_below_them() -> None:
    files = MODULES | {
        "tests/conftest.py": "import pytest\nfrom pkg import c\n@pytest.fixture\ndef made(): return c.h()\n",
        "tests/unit/test_c.py": "def test_c(made):\n    assert made == 2\n",
    }
    assert observe(PARAMS(), view(files)).share == (0.25, 0.25)


def test_migrations_and_set_up_files_are_no_modules() -> None:
    more = {"setup.py": "from setuptools import setup\nsetup()\n", "migrations/versions/1.py": "def upgrade(): pass\n"}
    text = "from pkg import c\ndef test_c():\n    assert c.h() == 2\n"
    assert observe(PARAMS(), view(MODULES | more | {"tests/test_c.py": text})).share == (0.25, 0.25)


def test_evidence_and_note() -> None:
    text = "from pkg import c\n\ndef test_c():\n    assert c.h() == 2\n"
    seen = observe(PARAMS(), view(MODULES | {"tests/test_c.py": text}))
    assert [(e.path, e.line, e.text) for e in seen.evidence] == [("tests/test_c.py", 3, "test_c; runs 1 module")]
    assert seen.note == "asserting tests run 1 of 4 modules"


def test_reached_asks_whether_ci_runs_them() -> None:
    files = MODULES | {"tests/test_c.py": "from pkg import c\ndef test_c():\n    assert c.h() == 2\n"}
    assert observe(PARAMS(reached="automated"), view(files)).value is Truth.NO
    files[".github/workflows/ci.yml"] = WORKFLOW
    assert observe(PARAMS(reached="automated"), view(files)).share == (0.25, 0.25)


def test_calls_and_imports_that_a_test_must_make() -> None:
    text = (
        "import pandas as pd\nfrom pkg import c\ndef test_c():\n    assert c.h()\n"
        "def test_frame():\n    pd.testing.assert_frame_equal(c.h(), c.h())\n"
    )
    found = observe(PARAMS(calls=("pandas.testing.*",)), view(MODULES | {"tests/test_c.py": text}))
    assert found.evidence[0].line == 5
    assert share(PARAMS(calls=("numpy.testing.*",)), c=text) == (0.0, 0.0)
    assert share(PARAMS(imports=("hypothesis",)), c=text) == (0.0, 0.0)
    assert share(PARAMS(imports=("pandas",)), c=text) == (0.25, 0.25)
    assert share(PARAMS(text=("frame_equal",)), c=text) == (0.25, 0.25)
    assert share(PARAMS(text=("frame_equal",), not_text=("no_such_word",)), c=text) == (0.25, 0.25)
    assert share(PARAMS(text=("frame_equal",), not_text=("frame_equal",)), c=text) == (0.0, 0.0)
    assert share(PARAMS(min_tests=3), c=text) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        pytest.param("def test_c():\n    assert c.h()\n", 0.0, id="a fixture that nothing uses"),
        pytest.param("def test_c(frame):\n    assert c.h()\n", 0.25, id="a fixture of a conftest above"),
    ],
)
def test_a_fixture_makes_the_wanted_call(used: str, expected: float) -> None:
    conftest = (
        "import pandas as pd\nimport pytest\n@pytest.fixture\ndef frame():\n    return pd.DataFrame({'a': [1]})\n"
    )
    files = MODULES | {"tests/conftest.py": conftest, "tests/unit/test_c.py": f"from pkg import c\n{used}"}
    assert observe(PARAMS(calls=("pandas.DataFrame",)), view(files)).share[0] == expected


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        pytest.param("test_that('x', { expect_true(fit(1) > 0) })", 0.0, id="a value that nothing uses"),
        pytest.param("test_that('x', { expect_true(fit(fitted) > 0) })", 1.0, id="a value of the set-up file"),
    ],
)
def test_a_set_up_file_of_r_holds_the_wanted_text(used: str, expected: float) -> None:
    files = {
        "R/fit.R": "fit <- function(x) {\n  x + 1\n}\n",
        "tests/testthat/setup.R": "fitted <- train_model(1)\n",
        "tests/testthat/test-fit.R": used,
    }
    assert observe(PARAMS(text=("train_model",)), view(files)).share[0] == expected


def test_an_unreadable_test_file_leaves_it_open() -> None:
    seen = observe(PARAMS(), view(MODULES | {"tests/test_c.py": "<<<<<<< \u2603 ???\n"}))
    assert (seen.value, seen.share) == (Truth.UNKNOWN, (0.0, 1.0))


@pytest.mark.parametrize(
    ("product", "test", "text"),
    [
        pytest.param(
            ("R/model.R", "fit_model <- function(x) {\n  y <- x\n  y\n}\n"),
            "tests/testthat/test-model.R",
            "test_that('x', {\n  expect_equal(fit_model(1), 1)\n})\n",
            id="R",
        ),
        pytest.param(
            ("src/user-service.ts", "export class UserService {\n  get() { return 1 }\n}\n"),
            "src/user-service.spec.ts",
            "import { UserService } from './user-service';\nit('x', () => { expect(new UserService().get()).toBe(1) })\n",
            id="TypeScript",
        ),
        pytest.param(
            ("src/main/scala/x/JobRunner.scala", "package x\nobject JobRunner {\n  def run = 1\n}\n"),
            "src/test/scala/x/JobRunnerSpec.scala",
            "class JobRunnerSpec extends Spec {\n  JobRunner.run mustBe 1\n}\n",
            id="Scala",
        ),
        pytest.param(
            ("pkg/store.go", "package pkg\n\nfunc Open() int {\n\treturn 1\n}\n"),
            "pkg/other_test.go",
            "package pkg\nfunc TestOpen(t *testing.T) {\n\tif Open() != 1 {\n\t\tt.Fatal()\n\t}\n}\n",
            id="Go",
        ),
    ],
)
def test_other_languages(product: tuple[str, str], test: str, text: str) -> None:
    path, code = product
    untested = (
        path.replace("model", "plot").replace("user", "cart").replace("JobRunner", "Loader").replace("store", "load")
    )
    other = (
        code.replace("fit_model", "plot_it")
        .replace("UserService", "Cart")
        .replace("JobRunner", "Loader")
        .replace("Open", "Load")
    )
    assert observe(PARAMS(), view({path: code, untested: other, test: text})).share == (0.5, 0.5)
    silent = "\n".join(row for row in text.split("\n") if not any(w in row for w in ("expect", "mustBe", "Fatal")))
    assert observe(PARAMS(), view({path: code, untested: other, test: silent})).share == (0.0, 0.0)


def test_parameters_are_read_strictly() -> None:
    assert PARAMS.model_validate_json(json.dumps({"languages": ["r"], "min_tests": 2})).languages == ("r",)


SLOW = "import pytest\nfrom pkg import c\n@pytest.mark.slow\ndef test_c():\n    assert c.h() == 2\n"


@pytest.mark.parametrize(
    ("command", "settings", "expected"),
    [
        pytest.param("pytest -m 'not slow'", "", 0.0, id="the command leaves it out"),
        pytest.param("python -m pytest -q -m 'not slow and not gpu'", "", 0.0, id="among others"),
        pytest.param("pytest", "[pytest]\naddopts = -q -m 'not slow'\n", 0.0, id="the settings leave it out"),
        pytest.param("pytest", "", 0.25, id="every test runs"),
        pytest.param("pytest -m 'not gpu'", "", 0.25, id="another mark is left out"),
        pytest.param("pytest -m 'not slow' && pytest -m slow", "", 0.25, id="a second run takes it"),
        pytest.param("pytest -m slow", "[pytest]\naddopts = -m 'not slow'\n", 0.25, id="the command overrules"),
    ],
)
def test_marked_tests_count_when_a_run_selects_them(command: str, settings: str, expected: float) -> None:
    files = MODULES | {
        "tests/test_c.py": SLOW,
        "pytest.ini": settings,
        ".github/workflows/t.yml": WORKFLOW.replace("pytest", f"|\n          {command}"),
    }
    assert observe(PARAMS(reached="automated"), view(files)).share == (expected, expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "    with patch('pkg.a.b'):\n        assert f() == 1\n", 0.25, id="what the module imports is replaced"
        ),
        pytest.param("    with patch('pkg.a.other'):\n        assert f() == 1\n", 0.5, id="another name is replaced"),
        pytest.param("    assert f() == 1\n", 0.5, id="nothing is replaced"),
    ],
)
def test_a_module_behind_a_stand_in_is_not_run(body: str, expected: float) -> None:
    files = MODULES | {"pkg/a.py": "from pkg.b import g as b\ndef f(): return b()\n"}
    head = "from unittest.mock import patch\nfrom pkg.a import f\ndef test_f():\n"
    assert observe(PARAMS(), view(files | {"tests/test_a.py": head + body})).share == (expected, expected)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        pytest.param("from pkg import c\ndef test_c():\n    assert c.h() == 2\n", (0.0, 0.0), id="of another module"),
        pytest.param(
            "from pkg import b\ndef test_b():\n    assert b.g() == 1\n", (1.0, 1.0), id="of the module with the words"
        ),
    ],
)
def test_modules_by_what_they_hold(test: str, expected: tuple[float, float]) -> None:
    assert share(PARAMS(module_text=(r"return 1\b",)), x=test) == expected
