from __future__ import annotations

from collections.abc import Mapping

import pytest
from assess.facts.store import Facts
from assess.links.kinds import Event, Hop, Run
from assess.links.scope.roles import Roles
from assess.links.supply.images import Image, images
from assess.model.scale import Truth
from assess.snapshot.memory import MemorySnapshot

SAFE = """\
FROM python:3.12-slim AS build
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen
FROM python:3.12-slim
USER app
CMD ["x"]
"""
PROJECT = {
    "pyproject.toml": '[project]\nname = "a"\ndependencies = ["click"]\n',
    "uv.lock": '[[package]]\nname = "click"\nversion = "8.0"\n',
}


def build(
    command: str,
    *,
    live: bool = True,
    events: frozenset[Event] = frozenset({Event.PUSH}),
    may_fail: bool = False,
    options: tuple[tuple[str, str], ...] = (),
) -> Run:
    program, *arguments = command.split()
    hop = Hop("ci.yml", 9, command)
    purposes = frozenset({"build-image"})
    return Run(
        command, program, tuple(arguments), "github-actions", "b", (hop,), events, live, may_fail, purposes, "", options
    )


def found(files: Mapping[str, str], *commands: Run) -> dict[str, Image]:
    facts = Facts(MemorySnapshot(files))
    return {image.path: image for image in images(facts, Roles(facts), commands)}


def check(name: str, dockerfile: str, extra: Mapping[str, str] | None = None, *commands: Run) -> Truth:
    return found({"Dockerfile": dockerfile, **(extra or {})}, *commands)["Dockerfile"].checks[name].truth


@pytest.mark.parametrize(
    "path", [".devcontainer/Dockerfile", "tests/Dockerfile", "Dockerfile.test", "Dockerfile.dev", "examples/a/Dockerfile", "vendor/x/Dockerfile"]
)  # fmt: skip
def test_images_that_are_not_of_the_product(path: str) -> None:
    assert not found({path: SAFE, "app.py": "x = 1\n"})


@pytest.mark.parametrize(
    ("base", "truth"),
    [
        pytest.param("python", Truth.NO, id="no tag"),
        pytest.param("python:latest", Truth.NO, id="latest"),
        pytest.param("x:latest-3.1", Truth.NO, id="latest with a number"),
        pytest.param("python:slim", Truth.NO, id="variant without version"),
        pytest.param("gcr.io/distroless/static:nonroot", Truth.NO, id="distroless without version"),
        pytest.param("python:${VERSION}", Truth.UNKNOWN, id="variable without default"),
        pytest.param("python:3.12-slim", Truth.YES, id="version"),
        pytest.param("debian:bookworm-slim", Truth.YES, id="release by name"),
        pytest.param("python@sha256:ab", Truth.YES, id="digest"),
        pytest.param("scratch", Truth.YES, id="scratch"),
        pytest.param("gcr.io/distroless/python3-debian12", Truth.YES, id="distroless release"),
    ],
)
def test_pinned_base(base: str, truth: Truth) -> None:
    assert check("base-pinned", f"FROM {base}\n") is truth


def test_every_stage_must_be_pinned() -> None:
    assert check("base-pinned", "FROM node AS a\nFROM python:3.12\nCOPY --from=a x y\n") is Truth.NO


@pytest.mark.parametrize(
    ("body", "truth"),
    [
        pytest.param("FROM a:1\n", Truth.NO, id="nothing said"),
        pytest.param("FROM a:1\nUSER app\nUSER root\n", Truth.NO, id="root in the end"),
        pytest.param("FROM a:1\nUSER 0:0\n", Truth.NO, id="number of root"),
        pytest.param("FROM a:1 AS b\nUSER app\nFROM a:1\nCOPY --from=b x y\n", Truth.NO, id="user of another stage"),
        pytest.param("FROM a:1\nUSER ${WHO}\n", Truth.UNKNOWN, id="variable without value"),
        pytest.param("FROM a:1\nARG UID=1001\nUSER ${UID}\n", Truth.YES, id="variable with value"),
        pytest.param("FROM a:1 AS b\nUSER app\nFROM b\n", Truth.YES, id="inherited from a stage"),
        pytest.param("FROM a:1\nUSER 1001\n", Truth.YES, id="number"),
        pytest.param("FROM gcr.io/distroless/static:nonroot\n", Truth.YES, id="base that is not root"),
        pytest.param('FROM a:1\nENTRYPOINT ["gosu", "app", "x"]\n', Truth.YES, id="steps down at start"),
    ],
)
def test_not_root(body: str, truth: Truth) -> None:
    assert check("non-root", body) is truth


@pytest.mark.parametrize(
    ("body", "extra", "truth"),
    [
        pytest.param("FROM a:1\nRUN pip install .\n", PROJECT, Truth.NO, id="installs the project"),
        pytest.param("FROM a:1\nRUN pip install -r requirements.txt\n", {"requirements.txt": "a>=1\n"}, Truth.NO, id="open ranges"),
        pytest.param("FROM a:1\nRUN uv sync --frozen\n", {}, Truth.NO, id="no lock is tracked"),
        pytest.param(SAFE, PROJECT, Truth.YES, id="from the lock"),
        pytest.param("FROM eclipse-temurin:21\nCOPY target/a.jar /\n", {}, Truth.YES, id="finished artefact"),
    ],
)  # fmt: skip
def test_install_from_the_lock(body: str, extra: Mapping[str, str], truth: Truth) -> None:
    assert check("lock-install", body, extra) is truth


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(build("docker build .", live=False), id="dead job"),
        pytest.param(build("docker build .", events=frozenset({Event.MANUAL})), id="started by hand"),
        pytest.param(build("docker build .", may_fail=True), id="may fail"),
        pytest.param(build("docker build -f tests/Dockerfile ."), id="another Dockerfile"),
    ],
)
def test_not_built(command: Run) -> None:
    files = {"tests/Dockerfile": SAFE}
    assert check("built-in-ci", SAFE, files, command) is Truth.NO


@pytest.mark.parametrize(
    ("command", "path"),
    [
        pytest.param(build("docker build -t a ."), "Dockerfile", id="context at the top"),
        pytest.param(build("docker build -t a --file=api/Dockerfile ."), "api/Dockerfile", id="named file"),
        pytest.param(build("docker build -t a ./api"), "api/Dockerfile", id="named folder"),
        pytest.param(
            build("uses docker/build-push-action@v6", options=(("file", "${{ github.workspace }}/api/Dockerfile"),)),
            "api/Dockerfile",
            id="action",
        ),
        pytest.param(build("docker compose build"), "api/Dockerfile", id="compose"),
    ],
)
def test_which_dockerfile_is_built(command: Run, path: str) -> None:
    compose = "services:\n  api:\n    build: ./api\n"
    files = {"Dockerfile": SAFE, "api/Dockerfile": SAFE, "docker-compose.yml": compose}
    built = {p: i.checks["built-in-ci"].truth for p, i in found(files, command).items()}
    assert [p for p, truth in built.items() if truth is Truth.YES] == [path]


def test_health_and_context() -> None:
    compose = "services:\n  a:\n    build: .\n    healthcheck: {test: x}\n"
    image = found({"Dockerfile": SAFE, ".dockerignore": "# x\n\n.git\n", "compose.yml": compose})["Dockerfile"]
    assert image.checks["healthcheck"].hop == Hop("compose.yml", 2, "a: healthcheck")
    assert image.checks["dockerignore"].hop.line == 3
    bare = found({"Dockerfile": SAFE + "HEALTHCHECK NONE\n", ".dockerignore": "# x\n"})["Dockerfile"]
    assert {bare.checks[n].truth for n in ("healthcheck", "dockerignore")} == {Truth.NO}


@pytest.mark.parametrize(
    ("files", "form"),
    [
        pytest.param({"project.toml": "[_]\nschema-version = '0.2'\n"}, "buildpack", id="buildpack"),
        pytest.param({".ko.yaml": "defaultBaseImage: x@sha256:ab\n"}, "ko", id="ko"),
        pytest.param({"image.nix": "pkgs.dockerTools.buildImage { }\n"}, "nix", id="Nix"),
        pytest.param({"build.gradle": "plugins {\n  id 'com.google.cloud.tools.jib' version '3.4.0'\n}\n"}, "jib", id="Jib"),
        pytest.param({"build.sbt": "lazy val app = project.enablePlugins(DockerPlugin)\n"}, "sbt", id="sbt"),
    ],
)  # fmt: skip
def test_images_without_dockerfile(files: Mapping[str, str], form: str) -> None:
    assert [i.form for i in found(files).values()] == [form]


def test_a_nix_shell_is_no_image() -> None:
    assert not found({"shell.nix": "pkgs.mkShell { }\n", "project.toml": "[other]\n"})
