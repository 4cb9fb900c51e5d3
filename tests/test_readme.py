"""What the README shows is true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from assess.cli.main import COMMANDS
from assess.cli.questionnaire import COMMANDS as QUESTIONNAIRE
from assess.pipeline import load_rubric, run_cases
from assess.questionnaire.loading import load_answers

from tests.conftest import MakeRepo

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text("utf-8")
ASKING = (PROJECT / "docs" / "questionnaire.md").read_text("utf-8")


def test_its_answers_are_valid() -> None:
    examples = [found for page in (README, ASKING) for found in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    assert len(examples) > 1
    for example in examples:
        assert load_answers(example, "README.md", load_rubric(None)).answers


def test_its_commands_exist() -> None:
    shown = re.findall(r"(?:^    |`)assess (\w+)", README, re.MULTILINE)
    assert set(shown) <= set(COMMANDS)
    targets = re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"`?make (\w+)", README)) <= set(targets)


def test_the_ways_to_answer_exist() -> None:
    shown = set(re.findall(r"assess questionnaire ([a-z]+)", README + ASKING))
    assert shown <= set(QUESTIONNAIRE)
    assert set(QUESTIONNAIRE) - shown == {"list"}


def test_its_profiles_and_traits_exist() -> None:
    settings = load_rubric(None).settings
    profiles = re.search(r"--profile service` \(or (.*?)\)", README)
    assert profiles
    assert set(re.findall(r"`([\w-]+)`", profiles[1])) | {"service"} == set(settings.profiles)
    confirmed = re.search(r"assess confirm (.*)", README)
    assert confirmed
    assert {word.removeprefix("no-") for word in confirmed[1].split()} <= set(settings.traits)


def test_its_links_lead_somewhere() -> None:
    for page in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / "docs" / "architecture.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_lock_that_is_shown_pins_and_can_be_raised(repo: MakeRepo) -> None:
    page = (PROJECT / "docs" / "compare-and-plan.md").read_text("utf-8")
    (script,) = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    jobs = {".github/workflows/ci.yml": "on: [pull_request]\njobs: {a: {runs-on: x, steps: [{run: pytest}]}}\n"}
    folder = repo({"README.md": "# Shop\n", "shop.py": "x = 1\n", "test_shop.py": "import shop\n", **jobs})
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", script],
        cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "From lock 1 to today's numbers (2), the rules being today's" in done.stdout
    assert re.search(r"^rubric or tool +[+\u2212]", done.stdout, re.MULTILINE)
    assert re.search(r"^  ci-on-change ", done.stdout, re.MULTILINE)


def test_the_overlay_that_is_shown_is_right(tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "rubric.md").read_text("utf-8")
    for path, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.DOTALL):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    rubric = load_rubric(tmp_path / "house")
    assert [one.id for one in rubric.overlays] == ["house"]
    assert rubric.criterion("people-informed") is None
    changed, added = rubric.criterion("ci-on-change"), rubric.criterion("chat-channel-named")
    assert changed is not None and changed.weight == 8
    assert added is not None and len(added.cases) == 2
    assert [result.ok for result in run_cases(rubric, ("chat-channel-named",))] == [True, True]
