from __future__ import annotations

from dataclasses import replace

import pytest
from assess.facts.matches import Matches
from assess.model.scale import Truth
from assess.probes.text import PARAMS, observe

from tests.probes.viewing import view

ALERT = PARAMS.model_validate({"paths": ("*.{yaml,json}",), "any": (r"^\s*- alert:",)})


def answer(files: dict[str, str], missing: tuple[str, ...] = (), sizes: dict[str, int] | None = None) -> Truth:
    plain = view(files, missing=missing, sizes=sizes)
    seen = replace(plain, matches=Matches(plain.facts, ALERT.searches()))
    return observe(ALERT, seen).value


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"rules.yaml": "# - alert: Down\n"}, id="a comment"),
        pytest.param({"rules.txt": "- alert: Down\n"}, id="another path"),
        pytest.param({"vendor/rules.yaml": "- alert: Down\n"}, id="vendored"),
    ],
)
def test_no(files: dict[str, str]) -> None:
    assert answer(files) is Truth.NO


def test_yes() -> None:
    assert answer({"rules.yaml": "groups:\n  - alert: Down\n"}) is Truth.YES


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("config/crd/services.yaml", Truth.NO, id="a type of resource"),
        pytest.param("src/cassettes/answer.yaml", Truth.NO, id="a recorded answer"),
        pytest.param("package-lock.json", Truth.NO, id="a lock"),
        pytest.param("monitoring/rules.yaml", Truth.UNKNOWN, id="configuration of the product"),
    ],
)
def test_what_cannot_be_read_counts_only_when_people_write_it(path: str, expected: Truth) -> None:
    assert answer({"a.txt": ""}, missing=(path,)) is expected
    assert answer({"a.txt": ""}, sizes={path: 4_000_000}) is expected
