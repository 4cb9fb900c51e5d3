from __future__ import annotations

import pytest
from assess.facts.dependencies.commands import INSTALL_COMMAND_FACTS
from assess.facts.dependencies.extractors import MANIFEST_FACTS
from assess.facts.dependencies.model import Manifest
from assess.facts.extractor import Unparsable


def read(path: str, text: str) -> Manifest:
    assert MANIFEST_FACTS.selects(path)
    return MANIFEST_FACTS.extract(path, text)


def stated(manifest: Manifest) -> list[tuple[str, str, str, bool, int]]:
    return [(d.name, d.specifier, d.group, d.pinned, d.line) for d in manifest.dependencies]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("pyproject.toml", "[tool.ruff]\nline-length = 100\n", id="tool settings alone"),
        pytest.param("pyproject.toml", "# dependencies = ['mlflow']\n[project]\nname='a'\n", id="commented list"),
        pytest.param("requirements.txt", "# mlflow==2.0\n\n", id="comment"),
        pytest.param("requirements.txt", "--index-url https://x.example\n-f wheels\n", id="options alone"),
        pytest.param("functional_requirements.txt", "The system shall train a model.\nIt must be fast.\n", id="prose"),
        pytest.param("environment.yml", "apiVersion: v1\nkind: ConfigMap\n", id="YAML of another kind"),
        pytest.param("setup.py", "def setup_logging(): pass\nsetup_logging()\n", id="another function"),
        pytest.param("go.mod", "module a\n\ngo 1.22\n", id="module without requirements"),
        pytest.param("go.mod", "module a\nrequire (\n\tx.org/y v1.2.3 // indirect\n)\n", id="indirect requirement"),
        pytest.param("main.tf", 'resource "a" "b" {}\n', id="Terraform without providers"),
        pytest.param("packages.yml", "packages: []\n", id="empty list of packages"),
        pytest.param("build.gradle", "// implementation 'a:b:1.0'\n", id="commented Gradle line"),
        pytest.param(
            "pom.xml",
            "<project><dependencyManagement><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency></dependencies></dependencyManagement></project>",
            id="managed, not used",
        ),
    ],
)
def test_nothing_is_stated(path: str, text: str) -> None:
    assert not read(path, text).dependencies


PYPROJECT = """\
[project]
name = "a"
dependencies = [
  "NumPy==1.26.4",
  "great_expectations>=1,<2",
  "torch @ https://x.example/torch-2.0-cp311.whl",
]
[project.optional-dependencies]
test = ["pytest"]
gpu = ["cupy>=13"]
[dependency-groups]
dev = ["ruff==0.5.0"]
[build-system]
requires = ["hatchling"]
"""
POETRY = """\
[tool.poetry.dependencies]
python = "^3.11"
pandas = "2.1.0"
mlflow = {version = "^2.0", extras = ["x"]}
core = {path = "../core"}
[tool.poetry.group.test.dependencies]
pytest = "*"
"""
SETUP_PY = """\
from setuptools import setup
BASE = ["pandas>=2", "pyarrow"]
setup(name="a", install_requires=BASE + ["click==8.1.0"], extras_require={"test": ["pytest"]})
"""
CONDA = """\
dependencies:
  - python=3.11
  - conda-forge::numpy=1.26.4
  - pandas=2.1
  - scikit_learn
  - pip:
      - mlflow==2.9.0
"""
POM = """\
<project>
  <properties><spark.version>3.5.0</spark.version></properties>
  <dependencies>
    <dependency>
      <groupId>org.apache.spark</groupId><artifactId>spark-core</artifactId><version>${spark.version}</version>
    </dependency>
    <dependency>
      <groupId>junit</groupId><artifactId>junit</artifactId><version>[4,)</version><scope>test</scope>
    </dependency>
  </dependencies>
</project>
"""
CATALOGUE = """\
[versions]
ktor = "2.3.0"
[libraries]
server = { module = "io.ktor:ktor-server", version.ref = "ktor" }
log = "org.slf4j:slf4j-api:2.0.1"
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "pyproject.toml",
            PYPROJECT,
            [
                ("numpy", "==1.26.4", "main", True, 4),
                ("great-expectations", "<2,>=1", "main", False, 5),
                ("torch", "https://x.example/torch-2.0-cp311.whl", "main", True, 6),
                ("pytest", "", "test", False, 9),
                ("cupy", ">=13", "optional", False, 10),
                ("ruff", "==0.5.0", "dev", True, 12),
                ("hatchling", "", "build", False, 14),
            ],
            id="pyproject.toml of the standard",
        ),
        pytest.param(
            "pyproject.toml",
            POETRY,
            [
                ("pandas", "2.1.0", "main", True, 3),
                ("mlflow", "^2.0", "main", False, 4),
                ("core", "", "main", False, 5),
                ("pytest", "*", "test", False, 7),
            ],
            id="Poetry",
        ),
        pytest.param(
            "pyproject.toml",
            '[project]\ndependencies = ["core", "lib"]\n[tool.uv.sources]\ncore = {workspace = true}\nlib = {git = "https://x.example/lib", rev = "v1"}\n',
            [("core", "", "main", False, 2), ("lib", "v1", "main", False, 2)],
            id="sources of uv",
        ),
        pytest.param(
            "requirements-dev.txt",
            "pytest==8.0.0 \\\n    --hash=sha256:aa\n-e .\nlib @ git+https://x.example/lib@0123456789012345678901234567890123456789\n",
            [
                ("pytest", "==8.0.0", "dev", True, 1),
                ("lib", "git+https://x.example/lib@0123456789012345678901234567890123456789", "dev", True, 4),
            ],
            id="requirements with hashes, an editable and a commit",
        ),
        pytest.param(
            "setup.py",
            SETUP_PY,
            [
                ("pandas", ">=2", "main", False, 2),
                ("pyarrow", "", "main", False, 2),
                ("click", "==8.1.0", "main", True, 3),
                ("pytest", "", "test", False, 3),
            ],
            id="setup.py through a name",
        ),
        pytest.param(
            "setup.cfg",
            "[options]\ninstall_requires =\n    pandas>=2\n    click==8.1.0\n[options.extras_require]\ntest =\n    pytest\n",
            [("pandas", ">=2", "main", False, 3), ("click", "==8.1.0", "main", True, 4), ("pytest", "", "test", False, 7)],
            id="setup.cfg",
        ),
        pytest.param("Pipfile", '[packages]\nflask = "==3.0.0"\n[dev-packages]\nblack = "*"\n', [("flask", "==3.0.0", "main", True, 2), ("black", "*", "dev", False, 4)], id="Pipfile"),
        pytest.param(
            "conda_env.yml",
            CONDA,
            [
                ("numpy", "=1.26.4", "main", True, 3),
                ("pandas", "=2.1", "main", False, 4),
                ("scikit-learn", "", "main", False, 5),
                ("mlflow", "==2.9.0", "main", True, 7),
            ],
            id="conda environment with pip",
        ),
        pytest.param("pixi.toml", '[dependencies]\npython = "3.11.*"\npolars = "==1.0.0"\nnumpy = ">=1"\n', [("polars", "==1.0.0", "main", True, 3), ("numpy", ">=1", "main", False, 4)], id="Pixi"),
        pytest.param(
            "package.json",
            '{\n "dependencies": {\n  "react": "^18.0.0",\n  "d3": "7.1.0"\n },\n "devDependencies": {\n  "jest": "*"\n }\n}',
            [("react", "^18.0.0", "main", False, 3), ("d3", "7.1.0", "main", True, 4), ("jest", "*", "dev", False, 7)],
            id="package.json",
        ),
        pytest.param("go.mod", "module a\nrequire x.org/Y v1.2.3\nrequire (\n\tz.org/w v0.1.0\n)\n", [("x.org/y", "v1.2.3", "main", True, 2), ("z.org/w", "v0.1.0", "main", True, 4)], id="go.mod"),
        pytest.param(
            "pom.xml",
            POM,
            [("org.apache.spark:spark-core", "3.5.0", "main", True, 4), ("junit:junit", "[4,)", "test", False, 7)],
            id="Maven with a property and a range",
        ),
        pytest.param(
            "app/build.gradle.kts",
            'dependencies {\n    implementation("a.b:c:1.0")\n    testImplementation("d:e:2.+")\n}\n',
            [("a.b:c", "1.0", "main", True, 2), ("d:e", "2.+", "test", False, 3)],
            id="Gradle in Kotlin",
        ),
        pytest.param(
            "a/build.gradle",
            'dependencies {\n    implementation group: "a.b", name: "c", version: "1.0"\n'
            '    implementation("d.e:f_" + scala + ":" + version)\n    api "g:h:${v}"\n    implementation project(":x")\n}\n',
            [("a.b:c", "1.0", "main", True, 2), ("d.e:f", "$version", "main", True, 3), ("g:h", "$v", "main", True, 4)],
            id="Gradle in Groovy, with parts named and joined",
        ),
        pytest.param(
            "gradle/libs.versions.toml",
            CATALOGUE,
            [("io.ktor:ktor-server", "2.3.0", "main", True, 4), ("org.slf4j:slf4j-api", "2.0.1", "main", True, 5)],
            id="version catalogue",
        ),
        pytest.param("build.sbt", 'val v = "3.5.0"\nlibraryDependencies += "org.apache.spark" %% "spark-sql" % v % Test\n', [("org.apache.spark:spark-sql", "3.5.0", "test", True, 2)], id="sbt"),
        pytest.param("DESCRIPTION", "Package: a\nDepends: R (>= 4.0)\nImports:\n    dplyr,\n    arrow (>= 10)\n", [("dplyr", "", "main", False, 4), ("arrow", ">= 10", "main", False, 5)], id="R"),
        pytest.param("Cargo.toml", '[dependencies]\nserde = "1"\ntokio = "=1.2.3"\n', [("serde", "1", "main", False, 2), ("tokio", "=1.2.3", "main", True, 3)], id="Cargo"),
        pytest.param("Gemfile", "gem 'rails', '7.0.1'\ngroup :test do\n  gem 'rspec'\nend\n", [("rails", "7.0.1", "main", True, 1), ("rspec", "", "test", False, 3)], id="Gemfile"),
        pytest.param("composer.json", '{"require": {"php": ">=8",\n "a/b": "1.2.3"}}', [("a/b", "1.2.3", "main", True, 2)], id="Composer"),
        pytest.param("Project.toml", '[deps]\nFlux = "u"\n[compat]\nFlux = "=0.14"\n', [("flux", "=0.14", "main", True, 2)], id="Julia"),
        pytest.param("dependencies.yml", "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n", [("dbt-labs/dbt_utils", "1.1.1", "main", True, 2)], id="dbt"),
        pytest.param("versions.tf", 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n  }\n}\n', [("aws", "~> 5.0", "main", False, 3)], id="Terraform"),
    ],
)  # fmt: skip
def test_what_a_manifest_states(path: str, text: str, expected: list[tuple[str, str, str, bool, int]]) -> None:
    assert stated(read(path, text)) == expected


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        pytest.param("pyproject.toml", '[project]\nname = "a\n', 2, id="TOML"),
        pytest.param("pyproject.toml", f"a = {'9' * 5000}\n", None, id="number without end"),
        pytest.param("package.json", '{"dependencies": {\n', 2, id="JSON"),
        pytest.param("package.json", "[1]", None, id="JSON of another shape"),
        pytest.param("environment.yml", "dependencies: [a\n", 2, id="YAML"),
        pytest.param("setup.py", "setup(\n", 1, id="Python"),
        pytest.param("setup.cfg", "no section\n", None, id="INI"),
        pytest.param("pom.xml", "<project><a></project>", 1, id="XML"),
        pytest.param("pom.xml", '<!DOCTYPE p [<!ENTITY a "b">]>\n<p>&a;</p>', 1, id="XML with entities"),
    ],
)
def test_what_cannot_be_read(path: str, text: str, line: int | None) -> None:
    with pytest.raises(Unparsable) as problem:
        read(path, text)
    assert problem.value.line == line


def test_computed_requirements_are_told() -> None:
    manifest = read("setup.py", "setup(install_requires=load(), extras_require={'a': ['b']})\n")
    assert manifest.unread == ((1, "computed when setup.py runs"),)
    assert [d.name for d in manifest.dependencies] == ["b"]


def test_requirements_read_by_setup_are_followed() -> None:
    manifest = read("pkg/setup.py", "setup(install_requires=open('requirements.txt').readlines())\n")
    assert manifest.includes == ("pkg/requirements.txt",)
    assert not manifest.unread


def test_names_that_refer_to_each_other_end() -> None:
    chain = "".join(f"a{i} = a{i + 1} + a{i + 1}\n" for i in range(60))
    assert read("setup.py", chain + "setup(install_requires=a0)\n").dependencies == ()


def test_compiled_requirements() -> None:
    head = (
        "# This file was autogenerated by uv via the following command:\n#    uv pip compile requirements.in -o r.txt\n"
    )
    manifest = read("requirements.txt", head + "a==1.0\n-r other.txt\n-c ../constraints.txt\n")
    assert manifest.compiled
    assert manifest.compiled_from == ("requirements.in",)
    assert manifest.includes == ("other.txt",)
    assert manifest.constraints == ("../constraints.txt",)


def test_installs_in_images_and_notebooks() -> None:
    docker = "FROM python:3.12\nRUN apt-get update && apt-get install -y git \\\n  && pip install mlflow==2.0 -r r.txt 'pandas>=2'\n"
    image = INSTALL_COMMAND_FACTS.extract("Dockerfile", docker)
    assert [(d.name, d.pinned, d.ecosystem) for d in image.dependencies] == [
        ("git", False, "system"),
        ("mlflow", True, "pypi"),
        ("pandas", False, "pypi"),
    ]
    cells = '{"cells": [{"cell_type": "code", "source": ["# %pip install a\\n", "%pip install polars"]}]}'
    notebook = INSTALL_COMMAND_FACTS.extract("a.ipynb", cells)
    assert [d.name for d in notebook.dependencies] == ["polars"]
