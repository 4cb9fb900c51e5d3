from __future__ import annotations

import pytest
from assess.facts.build_files import makefile, package_json, pre_commit, pyproject_tasks, python_tasks, taskfile, tox
from assess.facts.build_files.jvm import EXTRACTOR as JVM
from assess.facts.build_files.model import BuildFile
from assess.facts.extractor import Unparsable


def shown(file: BuildFile | None) -> dict[str, list[tuple[int, str]]]:
    assert file is not None
    return {t.name: [(s.line, s.text) for s in t.scripts] for t in file.targets}


def test_makefile() -> None:
    text = "PY ?= python3\nRUN = poetry run $(PY)\n.PHONY: test\nall: lint test\ntest: deps\n\t@$(RUN) -m pytest\n\t-mypy .\nlint: ; ruff check .\n# x: y\n"
    file = makefile.EXTRACTOR.extract("Makefile", text)
    assert shown(file) == {
        "all": [],
        "test": [(6, "poetry run python3 -m pytest"), (7, "mypy .")],
        "lint": [(8, "ruff check .")],
    }
    assert file.default == ("all",)
    test = file.target("test")
    assert test is not None
    assert [s.may_fail for s in test.scripts] == [False, True]


def test_makefile_variable_that_contains_itself_ends() -> None:
    file = makefile.EXTRACTOR.extract("Makefile", "A = $(B)\nB = $(A) $(A)\ntest:\n\t$(A)\n")
    assert file.target("test") is not None


def test_tox() -> None:
    text = "[tox]\nenvlist = py{310,311}, lint\n[testenv]\ncommands =\n    pytest {posargs:tests}\n[testenv:lint]\ncommands =\n    - flake8\n    {[testenv]commands}\n"
    file = tox.EXTRACTOR.extract("tox.ini", text)
    assert file is not None
    assert file.default == ("py310", "py311", "lint")
    assert shown(file)["py311"] == [(5, "pytest tests")]
    assert shown(file)["lint"] == [(8, "flake8"), (5, "pytest tests")]


def test_tox_in_toml() -> None:
    text = '[tool.tox]\nenv_list = ["3.12"]\n[tool.tox.env_run_base]\ncommands = [["pytest", "-q"]]\n[tool.tox.env.lint]\ncommands = [["ruff", "check"]]\n'
    assert {name: s[0][1] for name, s in shown(tox.EXTRACTOR.extract("pyproject.toml", text)).items()} == {
        "lint": "ruff check",
        "3.12": "pytest -q",
    }


def test_nox() -> None:
    text = 'import nox\nnox.options.sessions = ["tests"]\nLOCATIONS = "src", "tests"\n@nox.session(python=["3.11"])\ndef tests(session):\n    session.install("-r", "dev.txt")\n    session.run("pytest", *session.posargs, f"--x={1}")\n@nox.session\ndef lint(session):\n    session.run("ruff", "check", *LOCATIONS)\n'
    file = python_tasks.EXTRACTOR.extract("noxfile.py", text)
    assert file is not None
    assert file.default == ("tests",)
    assert shown(file) == {
        "tests": [(6, "pip install -r dev.txt"), (7, "pytest --x=$value")],
        "lint": [(10, "ruff check src tests")],
    }


def test_invoke() -> None:
    text = 'from invoke import task\n@task\ndef run_tests(c):\n    c.run("pytest")\n@task(pre=[run_tests])\ndef ci(c):\n    c.run("mypy .", warn=True)\n'
    file = python_tasks.EXTRACTOR.extract("tasks.py", text)
    assert file is not None
    assert shown(file) == {"run-tests": [(4, "pytest")], "ci": [(7, "mypy .")]}
    assert file.targets[1].scripts[0].may_fail


def test_ordinary_module_called_tasks_is_no_build_file() -> None:
    assert python_tasks.EXTRACTOR.extract("app/tasks.py", "import invoke\ndef run(c):\n    c.run('x')\n") is None


def test_package_json_placeholder_runs_nothing() -> None:
    text = '{"scripts": {\n"test": "echo \\"Error: no test specified\\" && exit 1",\n"lint": "eslint ."}}'
    assert shown(package_json.EXTRACTOR.extract("package.json", text)) == {"test": [], "lint": [(3, "eslint .")]}


def test_broken_package_json() -> None:
    with pytest.raises(Unparsable):
        package_json.EXTRACTOR.extract("package.json", '{"scripts": ')


def test_pyproject_tasks() -> None:
    text = (
        '[project.scripts]\ntool = "pkg.cli:main"\n[tool.hatch.envs.lint.scripts]\ncheck = ["ruff check", "- mypy ."]\n'
        '[tool.poe.tasks]\ntest = "pytest"\nall = ["test"]\nboth = {sequence = ["test"]}\nmod = {script = "pkg.jobs:run"}\n'
    )
    found = {f.tool: f for f in pyproject_tasks.EXTRACTOR.extract("pyproject.toml", text)}
    assert found["entry-points"].targets[0].module == "pkg.cli:main"
    assert shown(found["hatch"]) == {"lint:check": [(4, "ruff check"), (4, "mypy .")]}
    assert [s.may_fail for s in found["hatch"].targets[0].scripts] == [False, True]
    assert shown(found["poe"])["mod"] == [(9, "python -m pkg.jobs")]
    assert found["poe"].targets[2].needs == ("test",)


def test_taskfile_and_justfile() -> None:
    tasks = taskfile.EXTRACTOR.extract(
        "Taskfile.yml",
        "tasks:\n  test: pytest\n  ci:\n    cmds:\n      - task: test\n      - cmd: mypy\n        ignore_error: true\n",
    )
    assert tasks is not None
    assert tasks.targets[1].needs == ("test",)
    assert tasks.targets[1].scripts[0].may_fail
    recipes = taskfile.JUST.extract(
        "justfile", 'src := "app"\ndefault: test\ntest *args: build\n  @pytest {{src}}\nbuild:\n  make\n'
    )
    assert shown(recipes) == {"default": [], "test": [(4, "pytest app")], "build": [(6, "make")]}


def test_pre_commit() -> None:
    text = "repos:\n- repo: https://github.com/x/y\n  rev: v1\n  hooks:\n  - id: ruff\n    args: [--fix]\nci:\n  skip: [mypy]\n"
    found = pre_commit.EXTRACTOR.extract(".pre-commit-config.yaml", text)
    assert [(h.id, h.line, h.args, h.rev) for h in found.hooks] == [("ruff", 5, ("--fix",), "v1")]
    assert (found.skipped, found.service) == (("mypy",), True)


def test_jvm_plugins_outside_comments() -> None:
    text = "<project>\n<!-- <artifactId>maven-pmd-plugin</artifactId> -->\n<artifactId>maven-checkstyle-plugin</artifactId>\n</project>"
    assert [(name, line) for name, _, line in JVM.extract("pom.xml", text).plugins] == [("maven-checkstyle-plugin", 3)]
    sbt = JVM.extract("build.sbt", 'addCommandAlias("ci", "scalafmtCheckAll; test")\n')
    assert sbt.aliases == (("ci", "scalafmtCheckAll; test", 1),)
