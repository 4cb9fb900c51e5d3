from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import assess
import click
import pytest
from assess.cli.main import COMMANDS
from assess.cli.questionnaire import COMMANDS as QUESTIONNAIRE

from tests.cli.conftest import Assess
from tests.cli.console import installed

HEAVY = (
    "asyncio",
    "concurrent.futures",
    "git",
    "importlib.metadata",
    "jinja2",
    "jmespath",
    "pydantic",
    "re2",
    "rich",
    "tree_sitter",
    "weasyprint",
    "yaml",
)

PROBE = """
import sys
sys.argv = ["assess", *sys.argv[1:]]
from assess.cli.main import entry
try:
    entry()
except SystemExit as end:
    code = end.code
print("loaded:", *sorted(sys.modules))
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments", [("--help",), ("-h",), ("--version",), ("scan", "--help"), ("gate", "-h"), ("questionnaire", "-h")]
)
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("loaded: ")[2].split())
    assert not loaded & set(HEAVY)


def test_every_command_of_the_table_is_there_and_says_what_it_does() -> None:
    for name, (module, text) in [*COMMANDS.items(), *QUESTIONNAIRE.items()]:
        command = import_module(module).command
        assert isinstance(command, click.Command)
        assert command.name == name
        assert command.help
        assert text.endswith(".")


def test_the_version_is_the_package_s(tmp_path: Path) -> None:
    assert installed("--version", cwd=tmp_path).out == f"assess {assess.__version__}\n"


def test_the_module_runs_like_the_command(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "assess", "--help"], cwd=tmp_path, capture_output=True, check=True)
    assert b"Exit codes" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("scna",), "no command is called 'scna' (did you mean 'scan'?)", id="a misspelt command"),
        pytest.param(("scan", "--reff", "main"), "No such option", id="a misspelt option"),
        pytest.param(("scan", "--as-of", "June"), "Invalid value for '--as-of'", id="a month for a day"),
        pytest.param(("scan", "--trait", "x=maybe"), "'x=maybe' is not NAME, NAME=yes or NAME=no", id="half a trait"),
        pytest.param(("gate", "--min-score", "101"), "Invalid value for '--min-score'", id="more than everything"),
        pytest.param(("gate", "--min-area", "modeling"), "'modeling' is not NAME=NUMBER", id="an area without limit"),
        pytest.param(("gate", "--min-area", "modeling=nan"), "is not NAME=NUMBER", id="a limit that is no number"),
        pytest.param(("scan", "-o", "report.xyz"), "no output format is known for 'report.xyz'", id="unknown suffix"),
        pytest.param(("explain", "ci-on-change", "--ref", "main"), "--ref: only with --repo", id="a commit of nothing"),
        pytest.param(("confirm",), "Missing argument", id="nothing to confirm"),
        pytest.param(("questionnaire", "chekc"), "is called 'chekc' (did you mean 'check'?)", id="half a command"),
    ],
)
def test_bad_usage_is_exit_code_2(assess: Assess, arguments: tuple[str, ...], message: str) -> None:
    done = assess(*arguments, plain=True)
    assert done.code == 2
    assert message in done.err
    assert done.out == ""
