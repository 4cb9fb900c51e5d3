from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.containers import PARAMS, observe

from tests.probes.viewing import view

SAFE = "FROM python:3.12-slim\nCOPY a b\nUSER app\n"
ROOT = "FROM python:3.12-slim\nCOPY a b\n"
WORKFLOW = "on: [push]\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: docker build -t a .\n"


@pytest.mark.parametrize(
    ("files", "params"),
    [
        pytest.param({"README.md": "FROM python:3.12\n"}, PARAMS(), id="no image"),
        pytest.param({".devcontainer/Dockerfile": SAFE}, PARAMS(), id="development container"),
        pytest.param({"Dockerfile": "# FROM python:3.12\n# USER app\n"}, PARAMS(), id="all comments"),
        pytest.param({"docker-compose.yml": "services:\n  db:\n    image: postgres:16\n"}, PARAMS(), id="database of compose"),
        pytest.param({"Dockerfile": ROOT}, PARAMS(checks=("non-root",)), id="root"),
        pytest.param({"a/Dockerfile": ROOT, "b/Dockerfile": "FROM x\nUSER app\n"}, PARAMS(checks=("base-pinned", "non-root")), id="checks of two images"),
        pytest.param({"Dockerfile": SAFE}, PARAMS(checks=("built-in-ci",)), id="never built"),
        pytest.param({"Dockerfile": SAFE}, PARAMS(forms=("ko",)), id="another form"),
        pytest.param({"Dockerfile": SAFE}, PARAMS(paths=("api/**",)), id="another folder"),
    ],
)  # fmt: skip
def test_not_there(files: dict[str, str], params: PARAMS) -> None:
    assert observe(params, view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("params", "places"),
    [
        pytest.param(PARAMS(), [("Dockerfile", 1)], id="an image"),
        pytest.param(PARAMS(checks=("non-root", "base-pinned")), [("Dockerfile", 3), ("Dockerfile", 1)], id="both"),
        pytest.param(PARAMS(checks=("built-in-ci",)), [(".github/workflows/a.yml", 6)], id="built"),
        pytest.param(PARAMS(checks=("non-root", "healthcheck"), min_checks=1), [("Dockerfile", 3)], id="one of two"),
    ],
)
def test_there(params: PARAMS, places: list[tuple[str, int]]) -> None:
    found = observe(params, view({"Dockerfile": SAFE, ".github/workflows/a.yml": WORKFLOW}))
    assert found.value is Truth.YES
    assert [(e.path, e.line) for e in found.evidence] == places


@pytest.mark.parametrize(
    ("text", "params"),
    [
        pytest.param("FROM python:${V}\n", PARAMS(checks=("base-pinned",)), id="variable without default"),
        pytest.param("RUN x\n", PARAMS(), id="unreadable"),
    ],
)
def test_open(text: str, params: PARAMS) -> None:
    assert observe(params, view({"Dockerfile": text})).value is Truth.UNKNOWN
