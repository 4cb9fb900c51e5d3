from __future__ import annotations

import pytest
from assess.facts.dependencies.extractors import LOCK_FACTS
from assess.facts.extractor import Unparsable


@pytest.mark.parametrize(
    ("path", "text", "tool", "package"),
    [
        pytest.param("uv.lock", '[[package]]\nname = "NumPy"\nversion = "1.0"\n', "uv", ("numpy", "1.0"), id="uv"),
        pytest.param("poetry.lock", '[[package]]\nname = "a_b"\nversion = "1"\n', "poetry", ("a-b", "1"), id="Poetry"),
        pytest.param("pylock.dev.toml", '[[packages]]\nname = "a"\nversion = "1"\n', "pylock", ("a", "1"), id="pylock"),
        pytest.param("Pipfile.lock", '{"default": {"a": {"version": "==1.2"}}}', "pipenv", ("a", "1.2"), id="Pipenv"),
        pytest.param("conda-lock.yml", "package:\n- name: numpy\n  version: 1.0.0\n", "conda-lock", ("numpy", "1.0.0"), id="conda-lock"),
        pytest.param("pixi.lock", "packages:\n- conda: https://x.example/linux-64/numpy-base-1.0-py_0.conda\n", "pixi", ("numpy-base", "1.0"), id="Pixi"),
        pytest.param("conda-linux-64.lock", "@EXPLICIT\nhttps://x.example/linux-64/numpy-1.0-py_0.conda#a\n", "conda-explicit", ("numpy", "1.0"), id="explicit specification"),
        pytest.param("renv.lock", '{"Packages": {"dplyr": {"Version": "1.1"}}}', "renv", ("dplyr", "1.1"), id="renv"),
        pytest.param("package-lock.json", '{"packages": {"": {}, "node_modules/@a/b": {"version": "1.0.0"}}}', "npm", ("@a/b", "1.0.0"), id="npm"),
        pytest.param("yarn.lock", '"@a/b@^1.0.0":\n  version "1.0.1"\n', "yarn", ("@a/b", "1.0.1"), id="Yarn, classic"),
        pytest.param("yarn.lock", '"d3@npm:^7.0.0":\n  version: 7.1.0\n', "yarn", ("d3", "7.1.0"), id="Yarn, modern"),
        pytest.param("pnpm-lock.yaml", "packages:\n  '@a/b@1.0.0(c@2)':\n    resolution: {}\n", "pnpm", ("@a/b", "1.0.0"), id="pnpm"),
        pytest.param("go.sum", "x.org/y v1.0.0 h1:a=\nx.org/y v1.0.0/go.mod h1:b=\n", "go", ("x.org/y", "v1.0.0"), id="Go"),
        pytest.param("Cargo.lock", '[[package]]\nname = "serde"\nversion = "1.0"\n', "cargo", ("serde", "1.0"), id="Cargo"),
        pytest.param("Gemfile.lock", "GEM\n  specs:\n    rails (7.0.1)\n", "bundler", ("rails", "7.0.1"), id="Bundler"),
        pytest.param("gradle.lockfile", "a.b:c:1.0=compileClasspath\n", "gradle", ("a.b:c", "1.0"), id="Gradle"),
        pytest.param(".terraform.lock.hcl", 'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.1.0"\n  hashes = [\n  ]\n}\n', "terraform", ("aws", "5.1.0"), id="Terraform"),
        pytest.param("package-lock.yml", "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n", "dbt", ("dbt-labs/dbt_utils", "1.1.1"), id="dbt"),
        pytest.param("Manifest.toml", '[[deps.Flux]]\nversion = "0.14"\n', "julia", ("flux", "0.14"), id="Julia"),
    ],
)  # fmt: skip
def test_a_lock_holds_names_and_versions(path: str, text: str, tool: str, package: tuple[str, str]) -> None:
    assert LOCK_FACTS.selects(path)
    lock = LOCK_FACTS.extract(path, text)
    assert lock.tool == tool
    assert package in lock.packages


def test_verification_metadata_names_nothing() -> None:
    text = "<verification-metadata><components><component/></components></verification-metadata>"
    assert LOCK_FACTS.extract("gradle/verification-metadata.xml", text).opaque


def test_an_empty_verification_file_is_no_lock() -> None:
    lock = LOCK_FACTS.extract("gradle/verification-metadata.xml", "<verification-metadata/>")
    assert not lock.opaque
    assert not lock.packages


def test_a_broken_lock() -> None:
    with pytest.raises(Unparsable):
        LOCK_FACTS.extract("poetry.lock", "<<<<<<< HEAD\n")
