from __future__ import annotations

from dataclasses import replace

import pytest
from assess.facts.matches import Matches
from assess.model.scale import Truth
from assess.probes.guards import PARAMS, observe

from tests.probes.viewing import view

LOAD = "import pandas as pd\nframe = pd.read_csv('a.csv')\nif frame.empty:\n    raise ValueError('no rows')\n"
EMPTY = {"about": (r"\.empty\b",), "beside": (r"\bpandas\b",)}


def answer(files: dict[str, str], missing: tuple[str, ...] = (), **params: object) -> Truth:
    wanted = PARAMS.model_validate({**EMPTY, **params})
    plain = view(files, missing=missing)
    return observe(wanted, replace(plain, matches=Matches(plain.facts, wanted.searches()))).value


@pytest.mark.parametrize(
    ("files", "params"),
    [
        pytest.param({"a.py": LOAD.replace("pandas", "polars")}, {}, id="nothing beside it"),
        pytest.param({"a.py": LOAD.replace("raise", "print(1)\n#")}, {}, id="nothing refused"),
        pytest.param({"tests/test_a.py": LOAD}, {}, id="a test"),
        pytest.param({"a.py": LOAD}, {"min": 2}, id="too few"),
        pytest.param({"a.py": LOAD}, {"not_about": ("no rows",)}, id="about something unwanted"),
        pytest.param({"a.py": LOAD}, {"acts": ("skip",)}, id="another act"),
    ],
)
def test_no(files: dict[str, str], params: dict[str, object]) -> None:
    assert answer(files, **params) is Truth.NO


def test_yes() -> None:
    assert answer({"a.py": LOAD}) is Truth.YES


def test_code_that_is_not_here_is_unknown() -> None:
    assert answer({"a.txt": ""}, missing=("a.py",)) is Truth.UNKNOWN
