from __future__ import annotations

import pytest
from assess.facts.compose import COMPOSE_FACTS
from assess.facts.containers import DOCKERFILE_FACTS, Dockerfile, image_name
from assess.facts.extractor import Unparsable


def read(text: str) -> Dockerfile:
    return DOCKERFILE_FACTS.extract("Dockerfile", text)


@pytest.mark.parametrize(
    "path", ["Dockerfile.md", "docs/dockerfiles.txt", "Dockerfile.j2", "a/.dockerignore", "mydocker.py"]
)
def test_other_files(path: str) -> None:
    assert not DOCKERFILE_FACTS.selects(path)


@pytest.mark.parametrize(
    "path", ["Dockerfile", "a/Containerfile", "Dockerfile.gpu", "api.Dockerfile", "Dockerfile-dev"]
)
def test_dockerfiles_by_name(path: str) -> None:
    assert DOCKERFILE_FACTS.selects(path)


def test_a_file_of_comments_is_none() -> None:
    assert not DOCKERFILE_FACTS.concerns("# FROM python\n\n# RUN x\n")


def test_without_base() -> None:
    with pytest.raises(Unparsable):
        read("RUN pip install a\n")


def test_stages_and_what_holds_in_the_end() -> None:
    found = read(
        "ARG TAG=3.12\nFROM python:${TAG}-slim AS Base\nUSER app\nFROM node:20@sha256:ab AS web\nUSER root\n"
        "FROM base AS final\nRUN a\nCMD run\n"
    )
    assert [(s.image.name, s.image.tag, s.image.digest, s.alias, s.parent, s.line) for s in found.stages] == [
        ("python", "3.12-slim", "", "base", None, 2),
        ("node", "20", "sha256:ab", "web", None, 4),
        ("base", "", "", "final", 0, 6),
    ]
    user = found.last("USER")
    assert user is not None
    assert (user.text, user.line) == ("app", 3)


def test_a_stage_that_continues_itself_ends() -> None:
    assert len(read("FROM a AS a\nRUN x\n").lineage()) == 1


def test_continuations_comments_and_heredocs() -> None:
    found = read(
        "FROM a:1\nRUN apt-get update \\\n  # why\n\n  && apt-get install b\nRUN <<EOF\npip install c\nEOF\nUSER d\n"
    )
    first, second = found.runs
    assert first.text.split() == ["apt-get", "update", "&&", "apt-get", "install", "b"]
    assert "pip install c" in second.text
    assert (first.line, second.line) == (2, 6)
    assert found.last("USER") is not None


def test_another_escape_and_flags() -> None:
    found = read("# escape=`\nFROM a:1\nRUN --mount=type=cache,target=/x pip install `\n  b\n")
    assert found.runs[0].text.split() == ["pip", "install", "b"]
    assert found.runs[0].flags == (("mount", "type=cache,target=/x"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("python", ("python", "", "", True), id="no tag"),
        pytest.param("host:5000/a/b", ("host:5000/a/b", "", "", True), id="port without tag"),
        pytest.param("host:5000/a/b:1.0@sha256:c", ("host:5000/a/b", "1.0", "sha256:c", True), id="everything"),
        pytest.param("a:${X:-2}", ("a", "2", "", True), id="default in place"),
        pytest.param("a:$X", ("a", "", "", False), id="variable without default"),
    ],
)
def test_image_names(text: str, expected: tuple[str, str, str, bool]) -> None:
    found = image_name(text)
    assert (found.name, found.tag, found.digest, found.resolved) == expected


def test_many_flags_end() -> None:
    assert read("FROM a:1\nRUN " + "--x=y " * 5000 + "z\n").runs


COMPOSE = """\
services:
  api:
    build: {context: ./api, dockerfile: Dockerfile.prod}
    environment: [A=1, B]
    ports: ["80:80", {target: 90}]
    restart: always
    healthcheck: {test: [CMD, x]}
  db:
    image: postgres:16
    healthcheck: {disable: true}
  web:
    build: .
"""


def test_compose_services() -> None:
    api, db, web = COMPOSE_FACTS.extract("deploy/docker-compose.yml", COMPOSE).services
    assert (api.line, api.context, api.dockerfile) == (2, "deploy/api", "deploy/api/Dockerfile.prod")
    assert (api.environment, api.ports, api.restart, api.healthcheck) == (("A", "B"), ("80:80", "90"), "always", True)
    assert (db.image, db.dockerfile, db.healthcheck) == ("postgres:16", "", False)
    assert web.dockerfile == "deploy/Dockerfile"


def test_compose_of_another_shape() -> None:
    assert COMPOSE_FACTS.extract("compose.yml", "services: [a]\n").services == ()
    with pytest.raises(Unparsable):
        COMPOSE_FACTS.extract("compose.yml", "services: {a\n")
