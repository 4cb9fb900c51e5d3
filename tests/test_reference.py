"""The generated reference is in step with the code and the rubric, and says what it should."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from assess.cli.main import COMMANDS
from assess.cli.reference import NOTE, pages
from assess.cli.reference.rules import condition
from assess.engine.witnesses import TABLE
from assess.errors import Place
from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.model.rubric import AnyOf, AtLeast, Condition, Not, Probe
from assess.pipeline import load_rubric
from assess.probes.files import Files
from assess.probes.registry import families
from assess.probes.trait import TraitParams

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
HOW = "run `make reference`"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_the_pages_are_the_generated_ones(made: dict[str, str]) -> None:
    there = {path.relative_to(REFERENCE).as_posix() for path in REFERENCE.rglob("*.md")}
    assert there == set(made), HOW


def test_every_page_is_in_step(made: dict[str, str]) -> None:
    stale = [name for name, text in made.items() if (REFERENCE / name).read_text("utf-8") != text]
    assert stale == [], HOW


def test_every_page_says_that_it_is_generated_and_has_one_title(made: dict[str, str]) -> None:
    for text in made.values():
        lines = text.splitlines()
        assert lines[0] == NOTE
        assert sum(line.startswith("# ") for line in lines) == 1


def test_the_same_pages_each_time(made: dict[str, str]) -> None:
    assert pages() == made


def test_every_criterion_has_a_page_and_a_place_in_the_index(made: dict[str, str]) -> None:
    rubric = load_rubric()
    index = made["criteria/index.md"]
    assert index.count("\n### ") == len(rubric.settings.layers) * len(rubric.settings.areas)
    for criterion in rubric.criteria:
        text = made[f"criteria/{criterion.id}.md"]
        assert f"]({criterion.id}.md)" in index
        assert criterion.remedy in text
        assert all(step.says in text for step in (criterion.rule.steps if criterion.rule else ()))
        assert all(cap.because in text for cap in (criterion.rule.caps if criterion.rule else ()))
        assert criterion.question is None or criterion.question.asks in text
        assert all(rubric.sources[source.split(" ")[0]].title in text for source in criterion.sources)


def test_every_family_command_row_and_field_is_there(made: dict[str, str]) -> None:
    for name, family in families().items():
        section = made["probes.md"].split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert all(f"- `{key}` (" in section for key in family.params.model_fields)
    assert all(f"## assess {name}\n" in made["commands.md"] for name in COMMANDS)
    assert all(f"| {a} | {b} | {c} |" in made["witnesses.md"] for a, b, c in TABLE)
    for model in (Assessment, Finding):
        assert all(f"- `{key}` (" in made["assessment.md"] for key in model.model_fields)
    assert [f"\n| {code} | " in made["exit-codes.md"] for code in (0, 1, 2, 3, 4, 5, 130)] == [True] * 7


def test_no_page_links_to_a_page_that_is_not_made(made: dict[str, str]) -> None:
    for name, text in made.items():
        plain = re.sub(r"``.*?``|`(?!\w[\w.-]*`\]).*?`", "", text)
        for path in re.findall(r"\]\((?!https?:)([^)#\s]+)", plain):
            assert (REFERENCE / name).parent.joinpath(path).exists(), f"{name}: {path}"


def test_no_page_tells_of_the_machine(made: dict[str, str]) -> None:
    assert [name for name, text in made.items() if str(Path.home()) + "/" in text or str(Path.cwd()) in text] == []


def probe(**given: object) -> Probe:
    return Probe("files", Files.model_validate(given), place=Place(""))


TRAIT = Probe("trait", TraitParams(trait="sample"))


@pytest.mark.parametrize(
    ("node", "lines"),
    [
        pytest.param(probe(), ["- [files](../probes.md#files)"], id="defaults are not said"),
        pytest.param(
            probe(paths=("*.py",), min=3), ["- [files](../probes.md#files): paths `*.py`; min `3`"], id="what is set"
        ),
        pytest.param(
            probe(paths=("a", "b", "c")), ["- [files](../probes.md#files): paths `a`, `b` or `c`"], id="alternatives"
        ),
        pytest.param(
            probe(paths=tuple("abcdefghij")),
            ["- [files](../probes.md#files): paths `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` or 2 more"],
            id="many alternatives",
        ),
        pytest.param(AnyOf((TRAIT,)), ["- [trait](../probes.md#trait): trait `sample`"], id="one part needs no list"),
        pytest.param(
            AtLeast(2, (TRAIT, Not(TRAIT), TRAIT)),
            [
                "- at least 2 of these:",
                "  - [trait](../probes.md#trait): trait `sample`",
                "  - not:",
                "    - [trait](../probes.md#trait): trait `sample`",
                "  - [trait](../probes.md#trait): trait `sample`",
            ],
            id="nested",
        ),
        pytest.param(
            Probe("text-share", Files(), at_least=0.3),
            ["- [text-share](../probes.md#text-share) for at least 30%"],
            id="a share",
        ),
    ],
)
def test_a_condition_in_words(node: Condition, lines: list[str]) -> None:
    assert list(condition(node)) == lines


def generate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the generator as `make reference` does."""
    command = [sys.executable, "-m", "assess.cli.reference", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_written_pages_are_in_step_until_somebody_changes_them(tmp_path: Path, made: dict[str, str]) -> None:
    (tmp_path / "old.md").write_text("gone")
    assert generate("--write", tmp_path).returncode == 0
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.md")} == set(made)
    assert generate("--check", tmp_path).returncode == 0
    (tmp_path / "probes.md").write_text("mine")
    told = generate("--check", tmp_path)
    assert (told.returncode, "probes.md is out of step" in told.stderr) == (1, True)
    assert generate(tmp_path).returncode == 2
