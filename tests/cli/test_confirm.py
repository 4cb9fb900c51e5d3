from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from assess.cli.splice import into_toml, into_yaml
from assess.errors import InputError

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo
from tests.pipeline.subjects import RUBRIC, SHOP

SETTINGS = {"deploys": {"holds": False, "reason": 'a "library"'}}
ENTRY = """\
  deploys:
    holds: false
    reason: "a \\"library\\""
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", f"traits:\n{ENTRY}", id="an empty file"),
        pytest.param("# mine\nname: shop", f"# mine\nname: shop\ntraits:\n{ENTRY}", id="no traits yet"),
        pytest.param("traits:\nname: shop\n", f"traits:\n{ENTRY}name: shop\n", id="an empty map of traits"),
        pytest.param(
            "traits: {library: {holds: true, reason: why}}\n",
            'traits: {library: {holds: true, reason: why}, deploys: {holds: false, reason: "a \\"library\\""}}\n',
            id="traits in braces",
        ),
        pytest.param(
            dedent("""\
                name: shop  # the name
                traits:
                    # asked in June
                    library: {holds: true, reason: "published"}
                gate: {min_score: 3}
                """),
            dedent("""\
                name: shop  # the name
                traits:
                    # asked in June
                    library: {holds: true, reason: "published"}
                    deploys:
                      holds: false
                      reason: "a \\"library\\""
                gate: {min_score: 3}
                """),
            id="comments and order stay",
        ),
    ],
)
def test_traits_are_spliced_into_yaml(before: str, after: str) -> None:
    assert into_yaml(before, "config.yaml", "traits", SETTINGS) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '[tool.assess]\nname = "shop"\n',
            '[tool.assess]\nname = "shop"\n\n[tool.assess.traits]\n'
            'deploys = { holds = false, reason = "a \\"library\\"" }\n',
            id="no traits yet",
        ),
        pytest.param(
            '[tool.assess.traits]\n# asked\nx = { holds = true, reason = "why" }\n[tool.ruff]\n',
            '[tool.assess.traits]\ndeploys = { holds = false, reason = "a \\"library\\"" }\n# asked\n'
            'x = { holds = true, reason = "why" }\n[tool.ruff]\n',
            id="beside others",
        ),
    ],
)
def test_traits_are_spliced_into_pyproject(before: str, after: str) -> None:
    assert into_toml(before, "pyproject.toml", "traits", SETTINGS) == after


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("traits:\n  deploys: {}\n", "config.yaml:2:3: 'deploys' is set already in traits", id="set"),
        pytest.param("name: [\n", "not valid YAML", id="no YAML"),
    ],
)
def test_what_cannot_be_edited_is_left_alone(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        into_yaml(text, "config.yaml", "traits", SETTINGS)


def test_an_inline_table_of_traits_is_left_alone() -> None:
    with pytest.raises(InputError, match="change it by hand"):
        into_toml("[tool.assess]\ntraits = {}\n", "pyproject.toml", "traits", SETTINGS)


def confirmed(assess: Assess, folder: Path, *words: str) -> int:
    return assess("confirm", *words, "--repo", folder, "--rubric", SMALL, plain=True).code


def test_a_confirmed_trait_counts(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({"README.md": "# Shop\n\nIt sells things to people.\n"})
    assert confirmed(assess, folder, "no-trains-models", "deploys", "--reason", "It is a shop") == 0
    assert (folder / ".maturity/config.yaml").read_text() == (
        "traits:\n  trains-models:\n    holds: false\n    reason: It is a shop\n"
        "  deploys:\n    holds: true\n    reason: It is a shop\n"
    )
    page = assess("explain", "models-kept", "--repo", folder).out
    assert "Here: not-applicable" in page


def test_pyproject_is_edited_when_the_configuration_is_there(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({"pyproject.toml": '[tool.assess]\nname = "shop"\n'})
    assert confirmed(assess, folder, "no-deploys") == 0
    assert "[tool.assess.traits]\ndeploys = { holds = false" in (folder / "pyproject.toml").read_text()
    assert not (folder / ".maturity").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(
            ("no-deploy",), "no trait or criterion is called 'deploy' (did you mean 'deploys'?)", id="a misspelt trait"
        ),
        pytest.param(("deploys", "no-deploys"), "'deploys' cannot hold and not hold", id="both at once"),
    ],
)
def test_words_that_are_no_traits(repo: MakeRepo, assess: Assess, words: tuple[str, ...], message: str) -> None:
    folder = repo({"a.py": ""})
    done = assess("confirm", *words, "--repo", folder, "--rubric", SMALL, plain=True)
    assert (done.code, done.err) == (2, f"error: {message}\n")
    assert not (folder / ".maturity").exists()


def test_a_link_is_not_written_through(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo({"a.py": ""})
    outside = tmp_path / "outside.yaml"
    outside.write_text("name: mine\n")
    (folder / ".maturity").mkdir()
    (folder / ".maturity/config.yaml").symlink_to(outside)
    done = assess("confirm", "no-deploys", "--repo", folder, "--rubric", SMALL, plain=True)
    assert done.code == 2
    assert outside.read_text() == "name: mine\n"


LIBRARY = {**SHOP, ".maturity/config.yaml": "# ours\ntraits: {library: {holds: true, reason: published}}\n"}


def test_a_criterion_that_the_scan_proposes_away(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(LIBRARY)
    words = ("--rubric", RUBRIC, "--as-of", "2026-06-30")
    page = assess("scan", folder, *words, plain=True).out
    command = next(line for line in page.splitlines() if "assess confirm" in line)
    assert "outcomes-tracked" in command
    before = assess("explain", "outcomes-tracked", "--repo", folder, *words, plain=True).out
    assert "The scan believes that it does not apply" in before
    done = assess(
        "confirm", "outcomes-tracked", "--repo", folder, "--rubric", RUBRIC, "--reason", "a library", plain=True
    )
    assert done.code == 0
    assert (folder / ".maturity/config.yaml").read_text() == (
        "# ours\ntraits: {library: {holds: true, reason: published}}\nnot_applicable:\n  outcomes-tracked: a library\n"
    )
    after = assess("explain", "outcomes-tracked", "--repo", folder, *words, plain=True).out
    assert "Here: not-applicable" in after


def test_a_criterion_that_the_scan_does_not_propose_away(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(SHOP)
    done = assess("confirm", "outcomes-tracked", "--repo", folder, "--rubric", RUBRIC, plain=True)
    assert done.code == 2
    assert "the scan does not say that these do not apply here: outcomes-tracked" in done.err
    assert not (folder / ".maturity").exists()
