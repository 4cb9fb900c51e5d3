from __future__ import annotations

import pytest
from assess.facts.dependencies.installs import Install, installs_in


def only(script: str) -> Install:
    ((_, _, found),) = installs_in(script)
    return found


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("echo pip install mlflow", id="printed"),
        pytest.param("pip --version", id="no installation"),
        pytest.param("# uv sync --frozen", id="comment"),
        pytest.param("npm run build", id="npm script"),
        pytest.param("go version", id="Go without modules"),
    ],
)
def test_nothing_is_installed(script: str) -> None:
    assert not list(installs_in(script))


@pytest.mark.parametrize(
    ("script", "tool", "from_lock"),
    [
        pytest.param("uv sync --upgrade", "uv", False, id="uv that upgrades"),
        pytest.param("pip install .", "pip", False, id="pip of the project"),
        pytest.param("npm install", "npm", False, id="npm install"),
        pytest.param("yarn", "yarn", False, id="yarn without a strict flag"),
        pytest.param("pipenv install", "pipenv", False, id="pipenv install"),
        pytest.param("Rscript -e 'install.packages(\"dplyr\")'", "r", False, id="R by name"),
        pytest.param("uv sync --frozen", "uv", True, id="uv"),
        pytest.param(
            "sudo -E /opt/poetry/bin/poetry install --only main", "poetry", True, id="Poetry by path, through sudo"
        ),
        pytest.param("bash -c 'cd x && npm ci'", "npm", True, id="npm ci in a shell"),
        pytest.param("yarn install --immutable", "yarn", True, id="yarn, strict"),
        pytest.param("pipenv sync", "pipenv", True, id="pipenv sync"),
        pytest.param("Rscript -e 'renv::restore()'", "renv", True, id="renv"),
        pytest.param("go build ./...", "go", True, id="Go"),
        pytest.param("terraform init -input=false", "terraform", True, id="Terraform"),
    ],
)
def test_by_the_lock_or_not(script: str, tool: str, from_lock: bool) -> None:
    found = only(script)
    assert (found.tool, found.from_lock) == (tool, from_lock)


def test_packages_and_files() -> None:
    found = only("python3 -m pip install --no-cache-dir -i https://x.example -rreq.txt -c c.txt a==1 ./local 'b[x]>=2'")
    assert found.packages == ("a==1", "b[x]>=2")
    assert found.files == ("req.txt",)
    assert found.project


def test_conda_environment_file() -> None:
    assert only("conda env create -f /setup/env.yml").files == ("/setup/env.yml",)
