"""Waivers written into the configuration, and told when they do nothing any more."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
COMMENTED = """\
# ours
name: shop  # short
waivers:
  # agreed in May
  - {criterion: users-asked, reason: a survey is under way, owner: Jun, until: 2099-06-30}
gate: {min_score: 3}
"""
WAIVED = ("--reason", "rewritten soon", "--until", "2099-12-31", "--owner", "Ana")
PYPROJECT = """\
[tool.assess]
name = "shop"

[[tool.assess.waivers]]
criterion = "users-asked"
reason = "a survey is under way"
owner = "Jun"
until = 2099-06-30

[tool.ruff]
line-length = 99  # wide
"""


def waived(assess: Assess, folder: Path, *words: str) -> tuple[int, str]:
    done = assess("waive", *words, "--repo", folder, "--rubric", SMALL, plain=True)
    return done.code, done.err


def test_a_waiver_is_added_beside_others(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, ".maturity/config.yaml": COMMENTED})
    assert waived(assess, folder, "rules-kept", *WAIVED)[0] == 0
    text = (folder / ".maturity/config.yaml").read_text()
    assert text.startswith(COMMENTED.partition("gate:")[0])
    assert text.endswith("gate: {min_score: 3}\n")
    page = assess("scan", folder, "--format", "json").out
    assert '"criterion": "rules-kept",\n      "reason": "rewritten soon",\n      "owner": "Ana"' in page


def test_renewed_and_withdrawn_under_any_of_its_names(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    path = folder / ".maturity/config.yaml"
    assert waived(assess, folder, "says-hello", *WAIVED)[0] == 0
    assert "criterion: has-readme" in path.read_text()
    renewed = ("--reason", "later still", "--until", "2100-01-31", "--owner", "Ana")
    assert waived(assess, folder, "has-readme", *renewed)[0] == 0
    assert path.read_text().count("criterion:") == 1
    assert "2100-01-31" in path.read_text()
    assert waived(assess, folder, "says-hello", "--withdraw")[0] == 0
    assert "criterion" not in path.read_text()
    code, message = waived(assess, folder, "has-readme", "--withdraw")
    assert (code, "there is no waiver of 'has-readme'" in message) == (2, True)


def test_in_pyproject(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "pyproject.toml": PYPROJECT})
    assert waived(assess, folder, "rules-kept", *WAIVED)[0] == 0
    text = (folder / "pyproject.toml").read_text()
    assert text.startswith(PYPROJECT)
    assert [w["criterion"] for w in tomllib.loads(text)["tool"]["assess"]["waivers"]] == ["users-asked", "rules-kept"]
    assert waived(assess, folder, "rules-kept", "--withdraw")[0] == 0
    assert (folder / "pyproject.toml").read_text() == PYPROJECT
    assert waived(assess, folder, "users-asked", "--withdraw")[0] == 0
    left = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]
    assert left == {"assess": {"name": "shop"}, "ruff": {"line-length": 99}}


def test_waivers_in_brackets_of_pyproject_are_left_to_people(repo: MakeRepo, assess: Assess) -> None:
    one = '{criterion = "users-asked", reason = "later", owner = "Jun", until = 2099-06-30}'
    text = f"[tool.assess]\nwaivers = [{one}]\n"
    folder = repo({**README, "pyproject.toml": text})
    code, message = waived(assess, folder, "rules-kept", *WAIVED)
    assert code == 2
    assert "change it by hand" in message
    assert (folder / "pyproject.toml").read_text() == text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("rule-kept", *WAIVED), "did you mean 'rules-kept'?", id="a misspelt criterion"),
        pytest.param(("rules-kept",), "a waiver needs --reason, --until, --owner", id="nothing said"),
        pytest.param(("rules-kept", *WAIVED, "--until", "2020-01-01"), "is over already", id="a day gone by"),
        pytest.param(("rules-kept", *WAIVED, "--until", "soon"), "is not a day of the calendar", id="no day"),
        pytest.param(("rules-kept", *WAIVED, "--owner", ""), "it is empty", id="nobody"),
        pytest.param(("rules-kept", *WAIVED, "--reason", "no"), "reason", id="hardly a reason"),
        pytest.param(("rules-kept", *WAIVED, "--withdraw"), "needs none", id="withdrawn with a reason"),
    ],
)
def test_bad_usage(repo: MakeRepo, assess: Assess, words: tuple[str, ...], message: str) -> None:
    folder = repo(README)
    code, told = waived(assess, folder, *words)
    assert code == 2
    assert message in told
    assert not (folder / ".maturity").exists()


STALE = """\
waivers:
  - {criterion: has-readme, reason: later, owner: Ana, until: 2026-12-31}
  - {criterion: rules-kept, reason: later, owner: Ana, until: 2026-05-31}
  - {criterion: no-more, reason: later, owner: Ana, until: 2026-12-31}
  - {criterion: models-kept, reason: later, owner: Ana, until: 2026-12-31}
not_applicable: {users-asked: there are none}
"""


def test_what_does_nothing_any_more_is_told(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, ".maturity/config.yaml": STALE})
    page = " ".join(assess("scan", folder).out.split())
    assert 'Waiver of "A README says what this is" (Ana, until 2026-12-31): not needed.' in page
    assert 'Waiver of "The rules are written down" (Ana, until 2026-05-31): expired.' in page
    assert 'Waiver of "no-more" (Ana, until 2026-12-31): no such criterion.' in page
    assert 'Waiver of "Models are kept' not in page
    assert '"Users are asked what they need" is written down as not applicable, but the scan does not say so' in page
    gate = assess("gate", folder, "--min-score", "0", "--no-expired-waivers")
    assert gate.code == 1
    assert "rules-kept: held until 2026-05-31: later" in gate.out
    assert "waiver of no-more (Ana, until 2026-12-31) is for a criterion that there is not" in gate.out
    assert "waiver of has-readme (Ana, until 2026-12-31) is not used: nothing is missing there" in gate.out
    assert "waiver of models-kept (Ana, until 2026-12-31) is in force" in gate.out


def test_a_waiver_for_one_product_of_several(repo: MakeRepo, assess: Assess) -> None:
    scoped = "waivers:\n  - {criterion: rules-kept, reason: later, owner: Ana, until: 2099-12-31, path: a/}\n"
    folder = repo({"a/README.md": "# A\n", "b/README.md": "# B\n", ".maturity/config.yaml": scoped})
    limits = ("--require", "rules-kept", "--with-waivers")
    assert assess("gate", folder, "--path", "a", *limits).code == 0
    assert assess("gate", folder, "--path", "b", *limits).code == 1
