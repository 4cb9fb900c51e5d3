from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from assess.cli.splice import into_toml, into_yaml
from assess.errors import InputError

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo

SETTINGS = {"deploys": (False, 'a "library"')}
ENTRY = 'deploys: {holds: false, reason: "a \\"library\\""}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", f"traits:\n  {ENTRY}\n", id="an empty file"),
        pytest.param("# mine\nname: shop", f"# mine\nname: shop\ntraits:\n  {ENTRY}\n", id="no traits yet"),
        pytest.param("traits:\nname: shop\n", f"traits:\n  {ENTRY}\nname: shop\n", id="an empty map of traits"),
        pytest.param(
            dedent("""\
                name: shop  # the name
                traits:
                    # asked in June
                    library: {holds: true, reason: "published"}
                gate: {min_score: 3}
                """),
            dedent(f"""\
                name: shop  # the name
                traits:
                    # asked in June
                    {ENTRY}
                    library: {{holds: true, reason: "published"}}
                gate: {{min_score: 3}}
                """),
            id="comments and order stay",
        ),
    ],
)
def test_traits_are_spliced_into_yaml(before: str, after: str) -> None:
    assert into_yaml(before, "config.yaml", SETTINGS) == after


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
    assert into_toml(before, "pyproject.toml", SETTINGS) == after


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("traits: {}\n", "cannot be spliced", id="a map in braces"),
        pytest.param("traits: {library: {holds: true, reason: why}}\n", "cannot be spliced", id="traits in braces"),
        pytest.param("{name: shop}\n", "cannot be spliced", id="a file in braces"),
        pytest.param("traits:\n  deploys: {}\n", "config.yaml:2:3: the trait 'deploys' is set already", id="set"),
        pytest.param("name: [\n", "not valid YAML", id="no YAML"),
    ],
)
def test_what_cannot_be_edited_is_left_alone(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        into_yaml(text, "config.yaml", SETTINGS)


def test_an_inline_table_of_traits_is_left_alone() -> None:
    with pytest.raises(InputError, match="add them by hand"):
        into_toml("[tool.assess]\ntraits = {}\n", "pyproject.toml", SETTINGS)


def confirmed(assess: Assess, folder: Path, *words: str) -> int:
    return assess("confirm", *words, "--repo", folder, "--rubric", SMALL, plain=True).code


def test_a_confirmed_trait_counts(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({"README.md": "# Shop\n\nIt sells things to people.\n"})
    assert confirmed(assess, folder, "no-trains-models", "deploys", "--reason", "It is a shop") == 0
    assert (folder / ".maturity/config.yaml").read_text() == (
        'traits:\n  trains-models: {holds: false, reason: "It is a shop"}\n'
        '  deploys: {holds: true, reason: "It is a shop"}\n'
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
        pytest.param(("no-deploy",), "no trait is called 'deploy' (did you mean 'deploys'?)", id="a misspelt trait"),
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
