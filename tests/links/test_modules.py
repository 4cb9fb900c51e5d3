from __future__ import annotations

import json

import pytest
from assess.facts.store import Facts
from assess.links.code.modules import ModuleGraph
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot


def graph(files: dict[str, str]) -> ModuleGraph:
    facts = Facts(MemorySnapshot(files))
    return ModuleGraph(facts, Roles(facts))


@pytest.mark.parametrize(
    ("files", "path"),
    [
        pytest.param({"a.py": "import json\n", "json.py": ""}, "a.py", id="standard library"),
        pytest.param(
            {"pkg/__init__.py": "", "pkg/a.py": "import redis\n", "pkg/redis.py": ""}, "pkg/a.py", id="own package"
        ),
        pytest.param({"a.py": "import torch\n", "notes/torch/readme.md": ""}, "a.py", id="foreign module"),
        pytest.param({"a.py": "import x\n", "vendor/x.py": "", "vendor/x/__init__.py": ""}, "a.py", id="vendored"),
        pytest.param({"a.py": "from . import b\nfrom .... import c\n"}, "a.py", id="beyond the top"),
        pytest.param({"a.py": "import a\n"}, "a.py", id="itself"),
        pytest.param(
            {"jobs/run.py": "import client\n", "lib/deep/client.py": ""}, "jobs/run.py", id="name of elsewhere"
        ),
    ],
)
def test_not_first_party(files: dict[str, str], path: str) -> None:
    assert graph(files).imports(path) == ()


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        pytest.param({"a.py": "import b\n", "b.py": ""}, "a.py", ["b.py"], id="sibling script"),
        pytest.param(
            {"src/p/__init__.py": "", "src/p/m.py": "", "tests/test_m.py": "from p.m import f\n"},
            "tests/test_m.py",
            ["src/p/m.py"],
            id="package below src",
        ),
        pytest.param(
            {"src/u/log.py": "", "src/t/train.py": "from src.u.log import x\n"},
            "src/t/train.py",
            ["src/u/log.py"],
            id="folders without __init__",
        ),
        pytest.param(
            {"p/__init__.py": "", "p/a.py": "from . import b\nfrom .c import d\n", "p/b.py": "", "p/c.py": ""},
            "p/a.py",
            ["p/b.py", "p/c.py"],
            id="relative",
        ),
        pytest.param(
            {"p/__init__.py": "", "p/s/__init__.py": "", "p/s/a.py": "from ..b import x\n", "p/b.py": ""},
            "p/s/a.py",
            ["p/b.py"],
            id="relative to the parent",
        ),
        pytest.param(
            {"one/core/__init__.py": "", "one/core/m.py": "", "two/app/x.py": "from core.m import f\n"},
            "two/app/x.py",
            ["one/core/m.py"],
            id="other package of a monorepo",
        ),
        pytest.param(
            {"tests/test_x.py": "import sys\nsys.path.insert(0, 'jobs')\nimport ltv\n", "jobs/ltv.py": ""},
            "tests/test_x.py",
            ["jobs/ltv.py"],
            id="folder put on the path",
        ),
        pytest.param({"p/__init__.py": "", "a.py": "import p\n"}, "a.py", ["p/__init__.py"], id="package"),
        pytest.param(
            {"dags/d.py": "from utils.tags import T\n", "dags/utils/tags.py": ""},
            "dags/d.py",
            ["dags/utils/tags.py"],
            id="DAG",
        ),
    ],
)
def test_first_party(files: dict[str, str], path: str, expected: list[str]) -> None:
    made = graph(files)
    assert list(made.imports(path)) == expected
    assert all(path in made.importers(target) for target in expected)


def test_notebooks_import() -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "from p.m import f"}]})
    assert graph({"p/__init__.py": "", "p/m.py": "", "n.ipynb": text}).imports("n.ipynb") == ("p/m.py",)


def test_closure_runs_the_packages_around_a_module_and_ends_in_cycles() -> None:
    files = {
        "main.py": "import p.a\n",
        "p/__init__.py": "from . import c\n",
        "p/a.py": "from . import b\n",
        "p/b.py": "from . import a\n",
        "p/c.py": "",
        "p/dead.py": "import p.a\n",
    }
    assert graph(files).closure(["main.py"]) == {"main.py", "p/__init__.py", "p/a.py", "p/b.py", "p/c.py"}


def test_tests_that_touch_a_module() -> None:
    files = {
        "p/__init__.py": "from p.a import f\n",
        "p/a.py": "",
        "p/b.py": "",
        "p/c.py": "",
        "tests/tools.py": "import p.b\n",
        "tests/test_a.py": "from p import f\ndef test_f(): assert f()\n",
        "tests/test_b.py": "import tools\ndef test_b(): assert tools.x()\n",
    }
    made = graph(files)
    assert made.tests_touching("p/a.py") == ("tests/test_a.py",)
    assert made.tests_touching("p/b.py") == ("tests/test_b.py",)
    assert made.tests_touching("p/c.py") == ()


def test_line_of_an_import() -> None:
    made = graph({"a.py": "import os\nimport b\n", "b.py": ""})
    assert made.line_of_import("a.py", "b.py") == 2
    assert made.line_of_import("a.py", "c.py") == 1
