"""Build specifications of hosted services: what starts them, where infrastructure code names them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from assess.facts.store import Facts
from assess.links.ci.hosted_triggers import HostedTriggers
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot

SPEC = "seed/model-build/buildspec.yml"
PIPELINE = "Resources:\n  P: {Type: 'AWS::CodePipeline::Pipeline'}\n  B:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      Source:\n        BuildSpec: buildspec.yml\n"
REPOSITORY = "  R: {Type: 'AWS::CodeCommit::Repository'}\n"


def started(files: Mapping[str, str], path: str) -> set[str]:
    facts = Facts(MemorySnapshot({**files, path: "version: 0.2\n"}))
    return {one.event for one in HostedTriggers(facts, Roles(facts)).of("code-build", path)}


@pytest.mark.parametrize(
    ("template", "path"),
    [
        pytest.param("Resources: {}\n", SPEC, id="nothing names it"),
        pytest.param(PIPELINE, SPEC, id="the name is seen from the top, where another file may lie"),
        pytest.param(PIPELINE + REPOSITORY, "seed/model-build/other.yml", id="another file of the folder"),
    ],
)
def test_nothing_starts_it(template: str, path: str) -> None:
    assert not started({"infra/project.yaml": template}, path)


def test_a_pipeline_whose_repository_is_made_from_a_folder_starts_the_folders_build() -> None:
    assert started({"infra/project.yaml": PIPELINE + REPOSITORY}, SPEC) == {"push"}
