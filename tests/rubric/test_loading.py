"""Rubrics from files: mistakes with their places, overlays, who set what."""

from pathlib import Path

import pytest
from assess.errors import Problems
from assess.model.rubric import Rubric
from assess.pipeline import load_rubric

SETTINGS = """\
id: tiny
version: "1"
title: Tiny
layers: [{id: low, title: Low}, {id: high, title: High}]
areas: [{id: one, title: One}]
traits: {runs: {title: It runs}}
profiles: {usual: {title: Usual, traits: [runs]}}
default_profile: usual
"""
CRITERION = """\
title: A readme is there
tier: essential
weight: 5
applies: any
since: "1"
rationale: Without a readme nobody knows what this is for.
remedy: Write a readme.
effort_days: 0.5
sources: [BOOK 1]
rule:
  present:
    says: A readme is tracked.
    when: {files: {paths: [README.md], scope: any}}
cases:
  - {name: there, files: {README.md: text}, rung: present}
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return folder


def tiny(folder: Path, **changed: str) -> Path:
    files = {
        "rubric.yaml": SETTINGS,
        "sources.yaml": "sources: {BOOK: {title: A book}}\n",
        "low/one/readme-there.yaml": CRITERION,
    }
    return write(folder, files | changed)


def places(folder: Path) -> list[str]:
    with pytest.raises(Problems) as caught:
        load_rubric(folder)
    return [str(problem).removeprefix(folder.as_posix() + "/") for problem in caught.value.problems]


def loaded(folder: Path) -> Rubric:
    return load_rubric(folder)


def test_a_right_rubric_loads_and_knows_who_set_each_value(tmp_path: Path) -> None:
    rubric = loaded(tiny(tmp_path))
    (criterion,) = rubric.criteria
    assert (criterion.layer, criterion.area, criterion.kind) == ("low", "one", "repository")
    assert criterion.places["weight"].line == 3


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("weight: 5", "wieght: 5", "3:1: unknown key 'wieght' (did you mean 'weight'?)", id="unknown key"),
        pytest.param("weight: 5", "weight: -5", "3:1: weight: input should be greater than 0", id="weight below zero"),
        pytest.param("weight: 5", "weight: five", '3:1: weight: expected a number, got "five"', id="weight as text"),
        pytest.param("weight: 5", "weight: 1e999", "weight", id="infinite weight"),
        pytest.param("tier: essential", "tier: vital", "2:1: tier", id="unknown tier"),
        pytest.param(
            "applies: any", "applies: run", "4:1: no trait is called 'run' (did you mean 'runs'?)", id="trait"
        ),
        pytest.param("applies: any", "applies: runs and", "4:1: applies: it ends where a trait was expected", id="cut"),
        pytest.param("[BOOK 1]", "[BOK 1]", "no source is called 'BOK'", id="unknown source"),
        pytest.param("{files: {", "{fils: {", "no probe is called 'fils' (did you mean 'files'?)", id="unknown probe"),
        pytest.param("paths: [README.md]", "path: [README.md]", "unknown key 'path'", id="unknown parameter"),
        pytest.param(
            "{files: {", "{at_least: 0.5, files: {", "files measures nothing", id="threshold on a plain probe"
        ),
        pytest.param("scope: any}}", "scope: any}, text: {}}", "one probe or word", id="two keys"),
        pytest.param("when: {files: {paths: [README.md], scope: any}}", "when: {term: gone}", "no term", id="no term"),
        pytest.param(
            "when: {files: {paths: [README.md], scope: any}}",
            "when: {not: {files: {paths: [README.md]}}}",
            "`not` stands only inside caps",
            id="negation in a rung",
        ),
        pytest.param(
            "when: {files: {paths: [README.md], scope: any}}",
            "when: {text: {any: ['(?=x)']}}",
            "not a pattern of linear time",
            id="lookahead",
        ),
    ],
)
def test_a_mistake_is_reported_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in CRITERION
    found = places(tiny(tmp_path, **{"low/one/readme-there.yaml": CRITERION.replace(old, new)}))
    assert any(message in text for text in found), found
    assert all(text.startswith("low/one/readme-there.yaml:") for text in found)


def test_a_hundred_mistakes_come_in_one_run(tmp_path: Path) -> None:
    broken = {f"low/one/c{n}.yaml": CRITERION.replace("weight: 5", "weight: 0") for n in range(100)}
    assert len(places(tiny(tmp_path, **broken))) == 100


def test_a_file_in_no_cell_is_a_mistake(tmp_path: Path) -> None:
    found = places(tiny(tmp_path, **{"lwo/one/x.yaml": CRITERION, "stray.yaml": CRITERION}))
    assert any("no layer is called 'lwo' (did you mean 'low'?)" in text for text in found)
    assert any("a criterion stands at <layer>/<area>/<id>.yaml" in text for text in found)


def test_an_overlay_adds_changes_and_removes(tmp_path: Path) -> None:
    base = tiny(tmp_path / "base", **{"low/one/other.yaml": CRITERION.replace("A readme", "Another readme")})
    overlay = write(
        tmp_path / "over",
        {
            "rubric.yaml": 'id: ours\nversion: "2"\nextends: ../base\nremove: [{id: other, reason: not ours}]\n',
            "low/one/readme-there.yaml": "weight: 9\n",
            "high/one/new.yaml": CRITERION,
        },
    )
    assert base.exists()
    rubric = loaded(overlay)
    assert [c.id for c in rubric.criteria] == ["readme-there", "new"]
    changed = rubric.criteria[0]
    assert changed.weight == 9
    assert changed.places["weight"].path.startswith(overlay.as_posix())
    assert changed.places["tier"].path.startswith((overlay / "../base").as_posix())
    assert [(o.id, o.version) for o in rubric.overlays] == [("ours", "2")]


def test_removing_what_is_not_there_and_extending_nothing_are_mistakes(tmp_path: Path) -> None:
    gone = tiny(tmp_path / "a", **{"rubric.yaml": SETTINGS + "remove: [{id: redme-there, reason: typo}]\n"})
    assert any("did you mean 'readme-there'?" in text for text in places(gone))
    nowhere = tiny(tmp_path / "b", **{"rubric.yaml": SETTINGS + "extends: nowhere\n"})
    assert any("no rubric is called 'nowhere'" in text for text in places(nowhere))


def test_a_mistake_among_the_sources_is_told_once(tmp_path: Path) -> None:
    mistaken = "sources: {HOUSE: {title: The house, url: https://example.org, pages: 3}}\n"
    (told,) = places(tiny(tmp_path, **{"sources.yaml": mistaken}))
    assert "unknown key 'pages'" in told


def test_a_term_is_read_where_it_stands_and_may_not_contain_itself(tmp_path: Path) -> None:
    with_term = CRITERION.replace("{files: {paths: [README.md], scope: any}}", "{term: has-readme}")
    terms = "terms: {has-readme: {files: {paths: [$readmes], scope: any}}}\n"
    words = "vocabulary: {readmes: [README.md, README.rst]}\n"
    files = {"low/one/readme-there.yaml": with_term, "terms.yaml": terms, "vocabulary.yaml": words}
    rule = loaded(tiny(tmp_path / "a", **files)).criteria[0].rule
    assert rule is not None
    assert rule.steps[0].when.params.paths == ("README.md", "README.rst")  # type: ignore[union-attr]
    files["terms.yaml"] = "terms: {has-readme: {any: [{term: has-readme}]}}\n"
    assert any("contains itself" in text for text in places(tiny(tmp_path / "b", **files)))
