from __future__ import annotations

import pytest
from assess.facts.extractor import Unparsable
from assess.facts.update_bots import UPDATE_BOT_FACTS


def test_dependabot() -> None:
    text = """\
version: 2
updates:
  - package-ecosystem: uv
    directory: /
    schedule: {interval: weekly}
  - package-ecosystem: docker
    directories: [/a, "/b/*"]
    open-pull-requests-limit: 0
    schedule: {interval: daily}
"""
    bot = UPDATE_BOT_FACTS.extract(".github/dependabot.yml", text)
    assert [(r.ecosystem, r.directories, r.line, r.off) for r in bot.rules] == [
        ("pypi", ("/",), 3, False),
        ("docker", ("/a", "/b/*"), 6, True),
    ]
    assert not bot.everything


@pytest.mark.parametrize(
    ("text", "everything", "managers"),
    [
        pytest.param('{"enabled": false}', False, [], id="switched off"),
        pytest.param('{"extends": ["config:recommended"]}', True, [], id="everything"),
        pytest.param('{"enabledManagers": ["npm"]}', False, ["npm"], id="some managers"),
        pytest.param(
            "// see https://x.org\n{\n  extends: ['a//b'], /* all */\n}\n", True, [], id="comments and bare keys"
        ),
    ],
)
def test_renovate(text: str, everything: bool, managers: list[str]) -> None:
    bot = UPDATE_BOT_FACTS.extract("renovate.json5", text)
    assert bot.everything is everything
    assert [r.ecosystem for r in bot.rules] == managers


def test_a_broken_configuration() -> None:
    with pytest.raises(Unparsable):
        UPDATE_BOT_FACTS.extract(".github/dependabot.yml", "updates: [\n")


@pytest.mark.parametrize("path", ["docs/dependabot.yml", "a/renovate.json", ".github/workflows/renovate.yml"])
def test_other_files(path: str) -> None:
    assert not UPDATE_BOT_FACTS.selects(path)
