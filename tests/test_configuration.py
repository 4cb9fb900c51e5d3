from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from assess.configuration import Located, configuration_problems, load_configuration
from assess.errors import InputError, Place, Problems
from assess.model.config import Config, Gate, TraitSetting, Waiver
from assess.snapshot.memory import MemorySnapshot

from tests.questionnaire.subjects import small_rubric

FULL = """\
name: shop
profile: service
traits:
  people-affected: {holds: false, reason: prices of goods}
exclude: [third_party/**]
waivers:
  - {criterion: backups, reason: the provider does it, owner: Ana, until: 2026-12-31}
gate:
  min_score: 40
  min_area: {modeling: 20.5}
  min_level: 1
"""
FULL_TOML = """\
[tool.assess]
name = "shop"
profile = "service"
exclude = ["third_party/**"]
[tool.assess.traits]
people-affected = {holds = false, reason = "prices of goods"}
[[tool.assess.waivers]]
criterion = "backups"
reason = "the provider does it"
owner = "Ana"
until = 2026-12-31
[tool.assess.gate]
min_score = 40
min_area = {modeling = 20.5}
min_level = 1
"""
EXPECTED = Config(
    name="shop",
    profile="service",
    traits={"people-affected": TraitSetting(holds=False, reason="prices of goods")},
    exclude=("third_party/**",),
    waivers=(Waiver(criterion="backups", reason="the provider does it", owner="Ana", until=date(2026, 12, 31)),),
    gate=Gate(min_score=40, min_area={"modeling": 20.5}, min_level=1),
)


IN_TWO_PLACES = (
    ".maturity/config.yaml: the configuration stands in two places: here and as [tool.assess] in pyproject.toml"
    " (keep one of them)"
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"README.md": ""}, Config(), id="nothing is configured"),
        pytest.param({"pyproject.toml": "[tool.ruff]\n"}, Config(), id="other tools only"),
        pytest.param({"pyproject.toml": "[project\n"}, Config(), id="somebody's broken pyproject"),
        pytest.param({"pyproject.toml": b"\xff\xfe\x00"}, Config(), id="a pyproject that is no text"),
        pytest.param({".maturity/config.yaml": "# later\n"}, Config(), id="an empty file"),
        pytest.param({"a/.maturity/config.yaml": FULL}, Config(), id="a file in another folder"),
        pytest.param({".maturity/config.yaml": FULL}, EXPECTED, id="YAML"),
        pytest.param({".maturity/config.yaml": "\ufeff" + FULL}, EXPECTED, id="YAML with a byte order mark"),
        pytest.param({"pyproject.toml": FULL_TOML}, EXPECTED, id="pyproject.toml"),
    ],
)
def test_where_the_configuration_stands(files: dict[str, str | bytes], expected: Config) -> None:
    assert load_configuration(MemorySnapshot(files), None) == expected


@pytest.mark.parametrize(
    ("files", "name"),
    [
        pytest.param({".maturity/config.yaml": "name: top\n"}, "top", id="the repository's own serves a folder"),
        pytest.param(
            {".maturity/config.yaml": "name: top\n", "shop/pyproject.toml": '[tool.assess]\nname = "shop"\n'},
            "shop",
            id="the folder's own wins",
        ),
    ],
)
def test_a_folder_as_the_product(files: dict[str, str], name: str) -> None:
    snapshot = MemorySnapshot({**files, "shop/a.py": ""}, root="shop/")
    assert load_configuration(snapshot, None).name == name


def test_an_explicit_file_wins(tmp_path: Path) -> None:
    yaml, toml = tmp_path / "policy.yaml", tmp_path / "policy.toml"
    yaml.write_text("name: yaml\n")
    toml.write_text('[tool.assess]\nname = "toml"\n')
    snapshot = MemorySnapshot({".maturity/config.yaml": "name: own\n"})
    assert [load_configuration(snapshot, path).name for path in (yaml, toml)] == ["yaml", "toml"]


@pytest.mark.parametrize(
    ("files", "messages"),
    [
        pytest.param(
            {".maturity/config.yaml": "", "pyproject.toml": "[tool.assess]\n"},
            [IN_TWO_PLACES],
            id="in two places",
        ),
        pytest.param(
            {".maturity/config.yaml": "profil: service\n"},
            [".maturity/config.yaml:1:1: unknown key 'profil' (did you mean 'profile'?)"],
            id="a misspelt key",
        ),
        pytest.param(
            {".maturity/config.yaml": "gate: {min-score: 3}\n"},
            [".maturity/config.yaml:1:8: unknown key 'min-score' (did you mean 'min_score'?)"],
            id="a misspelt key inside",
        ),
        pytest.param(
            {".maturity/config.yaml": "exclude: a/**\ngate: {min_score: 120, min_level: 1.5}\n"},
            [
                '.maturity/config.yaml:1:1: exclude: expected a list, got "a/**"',
                ".maturity/config.yaml:2:8: min_score: input should be less than or equal to 100, got 120",
                ".maturity/config.yaml:2:24: min_level: expected a whole number, got 1.5",
            ],
            id="several mistakes at once",
        ),
        pytest.param(
            {".maturity/config.yaml": "waivers:\n  - criterion: backups\n    reason: later\n    untill: 2026\n"},
            [
                ".maturity/config.yaml:2:5: the key 'owner' is missing",
                ".maturity/config.yaml:2:5: the key 'until' is missing",
                ".maturity/config.yaml:4:5: unknown key 'untill' (did you mean 'until'?)",
            ],
            id="a waiver without owner and expiry",
        ),
        pytest.param(
            {".maturity/config.yaml": "traits:\n  deploys: false\n"},
            [".maturity/config.yaml:2:3: deploys: expected a map, got false"],
            id="a trait without a reason",
        ),
        pytest.param(
            {".maturity/config.yaml": "- name\n"},
            [".maturity/config.yaml:1:1: the document: expected a map, got a list"],
            id="a list at the top",
        ),
        pytest.param(
            {".maturity/config.yaml": "name: a\nname: b\n"},
            [".maturity/config.yaml:2:1: duplicate key 'name' (first on line 1)"],
            id="a key twice",
        ),
        pytest.param(
            {".maturity/config.yaml": b"name: a\nrubric: \xe9\n"},
            [".maturity/config.yaml:2: this is not UTF-8 text (save the file as UTF-8)"],
            id="another encoding",
        ),
        pytest.param(
            {"pyproject.toml": "[tool.assess.gate]\nmin_score = 'high'\n"},
            ['pyproject.toml: tool.assess.gate.min_score: min_score: expected a number, got "high"'],
            id="a wrong value in pyproject.toml",
        ),
        pytest.param(
            {"pyproject.toml": "[tool.assess\n"},
            ["pyproject.toml: not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 13)"],
            id="a broken table of our own",
        ),
    ],
)
def test_mistakes_are_told_with_their_places(files: dict[str, str | bytes], messages: list[str]) -> None:
    with pytest.raises(Problems) as caught:
        load_configuration(MemorySnapshot(files), None)
    assert str(caught.value).splitlines() == messages


def test_a_listed_configuration_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(Problems, match=r"config\.yaml: cannot be read"):
        load_configuration(MemorySnapshot({}, missing=[".maturity/config.yaml"]), None)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("none.yaml", None, "none.yaml: cannot be read: No such file or directory", id="no such file"),
        pytest.param("a.toml", "[tool]\n", "a.toml: there is no table [tool.assess]", id="no table of ours"),
    ],
)
def test_an_explicit_file_must_be_one(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as caught:
        load_configuration(MemorySnapshot({}), tmp_path / name)
    assert str(caught.value).endswith(message)


def test_names_that_the_rubric_does_not_know() -> None:
    config = Config(
        traits={"people-afected": TraitSetting(holds=True, reason="loans")},
        gate=Gate(min_area={"software-engineering": 1, "sales": 1}),
    )
    assert [
        str(problem)
        for problem in configuration_problems(Located(config, lambda _: Place(".maturity/config.yaml")), small_rubric())
    ] == [
        ".maturity/config.yaml: traits: 'people-afected' is not known (did you mean 'people-affected'?)",
        ".maturity/config.yaml: gate.min_area: 'sales' is not known (known: software-engineering)",
    ]
