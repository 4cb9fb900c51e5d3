from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.update_bots import PARAMS, observe

from tests.probes.viewing import view


def dependabot(*rules: tuple[str, str]) -> str:
    entries = "".join(
        f"- package-ecosystem: {name}\n  directory: {folder}\n  schedule: {{interval: weekly}}\n"
        for name, folder in rules
    )
    return f"version: 2\nupdates:\n{entries}"


PYTHON = {"requirements.txt": "a\nb\nc\n", "ui/package.json": '{"dependencies": {"d": "1"}}'}
CONFIG = ".github/dependabot.yml"


@pytest.mark.parametrize(
    ("files", "share"),
    [
        pytest.param(PYTHON, 0.0, id="no bot"),
        pytest.param({**PYTHON, CONFIG: "# updates\n"}, 0.0, id="only a comment"),
        pytest.param({**PYTHON, CONFIG: dependabot(("github-actions", "/"))}, 0.0, id="only actions"),
        pytest.param({**PYTHON, CONFIG: dependabot(("pip", "/other"))}, 0.0, id="another folder"),
        pytest.param({**PYTHON, "renovate.json": '{"enabled": false}'}, 0.0, id="switched off"),
        pytest.param({**PYTHON, CONFIG: dependabot(("uv", "/"))}, 0.5, id="one of two ecosystems"),
        pytest.param({"requirements.txt": "a\nb\nc\n", "x/requirements.txt": "d\n", CONFIG: dependabot(("pip", "/"))}, 0.75, id="three of four dependencies"),
        pytest.param({**PYTHON, CONFIG: dependabot(("pip", "/"), ("npm", "/ui"))}, 1.0, id="both"),
        pytest.param({**PYTHON, CONFIG: dependabot(("pip", "/"), ("npm", '"**/*"'))}, 1.0, id="folders by pattern"),
        pytest.param({**PYTHON, "renovate.json": '{"extends": ["config:recommended"]}'}, 1.0, id="a bot that finds manifests itself"),
        pytest.param({"uv.lock": '[[package]]\nname = "a"\n', "libs/a/pyproject.toml": '[project]\ndependencies = ["a"]\n', CONFIG: dependabot(("uv", "/"))}, 1.0, id="member of a workspace"),
        pytest.param({"Dockerfile": "FROM a:1\n", CONFIG: dependabot(("docker", "/"))}, 1.0, id="only an image"),
    ],
)  # fmt: skip
def test_share(files: dict[str, str], share: float) -> None:
    assert observe(PARAMS(), view(files)).share == (share, share)


def test_a_broken_configuration_leaves_it_open() -> None:
    found = observe(PARAMS(), view({**PYTHON, CONFIG: "updates: [\n"}))
    assert (found.value, found.share) == (Truth.UNKNOWN, (0.0, 1.0))


def test_evidence_and_what_is_left() -> None:
    found = observe(PARAMS(), view({**PYTHON, CONFIG: dependabot(("uv", "/"))}))
    assert (found.evidence[0].path, found.evidence[0].line) == (CONFIG, 3)
    assert found.note == "not (fully) watched: npm"


def test_only_the_named_bots() -> None:
    subject = view({**PYTHON, "renovate.json": "{}"})
    assert observe(PARAMS(tools=("dependabot",)), subject).share == (0.0, 0.0)
