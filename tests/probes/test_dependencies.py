from __future__ import annotations

from collections.abc import Mapping

import pytest
from assess.model.scale import Truth
from assess.probes.dependencies import PARAMS, observe

from tests.probes.viewing import view

FILES = {
    "requirements.txt": "mlflow>=2\nGreat_Expectations==1.0\npandas\n",
    "ui/package.json": '{"dependencies": {\n"@opentelemetry/api": "1.0.0"}}',
    "build.sbt": 'libraryDependencies += "io.micrometer" % "micrometer-core" % "1.0"\n',
    "requirements-dev.txt": "pytest\n",
    "Dockerfile": "FROM a:1\nRUN pip install gunicorn\n",
    "app.py": "x = 1\n",
}


@pytest.mark.parametrize(
    "params",
    [
        pytest.param(PARAMS(names=("ml",)), id="part of a name"),
        pytest.param(PARAMS(names=("mlflow",), ecosystems=("npm",)), id="another ecosystem"),
        pytest.param(PARAMS(names=("pytest",), groups=("main",)), id="another group"),
        pytest.param(PARAMS(names=("gunicorn",), commands=False), id="installed by command only"),
        pytest.param(PARAMS(names=("mlflow", "wandb"), min=2), id="too few packages"),
        pytest.param(PARAMS(names=("mlflow",), paths=("ui/**",)), id="another folder"),
    ],
)
def test_not_there(params: PARAMS) -> None:
    assert observe(params, view(FILES)).value is Truth.NO


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"README.md": "pip install mlflow"}, id="named in a document"),
        pytest.param({"vendor/x/requirements.txt": "mlflow\n"}, id="vendored"),
        pytest.param({"constraints.txt": "mlflow==2.0\n"}, id="constraint"),
        pytest.param({"uv.lock": '[[package]]\nname = "mlflow"\nversion = "2"\n'}, id="only locked"),
        pytest.param({"pom.xml": "<broken"}, id="unreadable manifest of another ecosystem"),
    ],
)
def test_look_alikes(files: Mapping[str, str]) -> None:
    assert observe(PARAMS(names=("mlflow",), ecosystems=("pypi",)), view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("params", "path", "line", "text"),
    [
        pytest.param(PARAMS(names=("mlflow",)), "requirements.txt", 1, "mlflow >=2", id="range"),
        pytest.param(PARAMS(names=("great-*",)), "requirements.txt", 2, "great-expectations ==1.0", id="normalised"),
        pytest.param(
            PARAMS(names=("api",)), "ui/package.json", 2, "@opentelemetry/api 1.0.0", id="last part of a scope"
        ),
        pytest.param(
            PARAMS(names=("micrometer-*",)), "build.sbt", 1, "io.micrometer:micrometer-core 1.0", id="artifact"
        ),
        pytest.param(PARAMS(names=("gunicorn",)), "Dockerfile", 2, "gunicorn", id="image"),
    ],
)
def test_there(params: PARAMS, path: str, line: int, text: str) -> None:
    found = observe(params, view(FILES))
    assert found.value is Truth.YES
    assert (found.evidence[0].path, found.evidence[0].line, found.evidence[0].text) == (path, line, text)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"pyproject.toml": "[project\n"}, id="broken manifest"),
        pytest.param({"setup.py": "setup(install_requires=load())\n"}, id="computed when it runs"),
    ],
)
def test_open(files: Mapping[str, str]) -> None:
    found = observe(PARAMS(names=("mlflow",)), view(files))
    assert found.value is Truth.UNKNOWN
    assert found.evidence[0].path in files
