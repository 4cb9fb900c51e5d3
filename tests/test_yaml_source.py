"""YAML with positions: our own documents strictly, other people's leniently and bounded."""

import pytest
from assess.errors import Problems
from assess.yaml_source import NotYaml, load_foreign, load_own


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: 1\na: 2\n", "f.yaml:2:1: duplicate key 'a' (first on line 1)", id="duplicate key"),
        pytest.param("a: &x 1\nb: *x\n", "f.yaml:1:4: aliases are not read here (write the value out)", id="alias"),
        pytest.param("a: !!python/name:os 1\n", "f.yaml:1:4: the tag", id="tag"),
        pytest.param("? [a]\n: 1\n", "f.yaml:1:3: a key must be text", id="key that is a list"),
        pytest.param("a: [1\n", "f.yaml:2:1: not valid YAML", id="unclosed list"),
        pytest.param("a: \x07\n", "f.yaml:1:4: a control character stands here", id="control character"),
        pytest.param(
            "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "a mark of an unfinished merge", id="merge conflict"
        ),
    ],
)
def test_own_document_refuses(text: str, message: str) -> None:
    with pytest.raises(Problems) as caught:
        load_own(text, "f.yaml")
    assert message in str(caught.value)


def test_own_document_reports_every_problem_in_order() -> None:
    with pytest.raises(Problems) as caught:
        load_own("a: 1\nb: {c: 1, c: 2}\na: 3\n", "f.yaml")
    assert [p.at.line for p in caught.value.problems if p.at] == [2, 3]


def test_own_document_reads_json_scalars_only() -> None:
    loaded = load_own("a: no\nb: on\nc: 12:30\nd: 010\ne: 1.5\nf: true\ng: null\nh: '1'\ni: 2026-01-02\n", "f.yaml")
    assert loaded.data == {
        "a": "no", "b": "on", "c": "12:30", "d": "010", "e": 1.5, "f": True, "g": None, "h": "1", "i": "2026-01-02",
    }  # fmt: skip


def test_places_are_those_of_keys_and_fall_back_to_the_part_around() -> None:
    loaded = load_own("a:\n  b:\n    - c: 1\n", "f.yaml")
    assert str(loaded.place("a", "b", 0, "c")) == "f.yaml:3:7"
    assert loaded.line("a", "b", 0, "c", "deeper") == 3


def test_foreign_yaml_reads_anchors_merges_tags_and_several_documents() -> None:
    first, second = load_foreign("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: !Ref Thing\n---\non: [push]\n", "f.yaml")
    assert first.data["y"] == {"a": 1, "b": 3}
    assert first.data["z"] == "Thing"
    assert second.data == {"on": ["push"]}
    assert second.line("on") == 7


def test_foreign_yaml_stops_at_aliases_that_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    with pytest.raises(NotYaml, match="after expanding aliases"):
        load_foreign("\n".join(lines), "f.yaml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: {{ .Values.x }}\nb: [\n", id="templated"),
        pytest.param("[" * 5000, id="nested too deeply"),
        pytest.param("a: \x00", id="control character"),
    ],
)
def test_foreign_text_that_is_no_yaml_says_so(text: str) -> None:
    with pytest.raises(NotYaml):
        load_foreign(text, "f.yaml")
