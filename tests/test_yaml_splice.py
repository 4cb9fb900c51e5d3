"""A document changed in place keeps what was not changed, and loads as what was asked for."""

from __future__ import annotations

from typing import Any

import pytest
from assess.errors import InputError, Problems
from assess.yaml_source import load_own
from assess.yaml_splice import same, spliced
from hypothesis import given
from hypothesis import strategies as st

BEFORE = """\
# Answers of the shop team
rubric: small   # not the big one

answers:  # in the order of the retro
  # asked twice
  yes-no: yes  # for now
  coverage:
    # counted by hand
    value: some
    who: Ana    # team lead
    note: |
      first line

      last line

  # at the end
  choice: {value: never, who: "B, C"}
  number:
  - 1
"""


def changed(edit: dict[str, Any], text: str = BEFORE) -> str:
    """The text with some answers changed; None takes one away."""
    data = load_own(text, "a.yaml").data or {}
    answers = {**(data.get("answers") or {}), **edit}
    kept = {key: value for key, value in answers.items() if value is not None}
    return spliced(text, "a.yaml", {**data, "answers": kept})


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        pytest.param({}, "", "", id="nothing"),
        pytest.param({"yes-no": "no"}, "yes-no: yes  #", "yes-no: no  #", id="a bare value"),
        pytest.param(
            {"yes-no": {"value": "no", "who": "Ana"}},
            "  yes-no: yes  # for now\n",
            "  yes-no:  # for now\n    value: no\n    who: Ana\n",
            id="a bare value becomes a map",
        ),
        pytest.param(
            {"coverage": {"value": "all", "who": "Ana", "note": "first line\n\nlast line\n"}},
            "some",
            "all",
            id="one part of a map",
        ),
        pytest.param(
            {"coverage": {"value": "some", "who": "Ana", "note": "short", "evidence": "https://a.example/b?c=d"}},
            "note: |\n      first line\n\n      last line\n\n",
            "note: short\n    evidence: https://a.example/b?c=d\n",
            id="a literal text replaced, a key added",
        ),
        pytest.param(
            {"coverage": {"value": "some", "note": "first line\n\nlast line\n"}},
            "    who: Ana    # team lead\n",
            "",
            id="a key taken away",
        ),
        pytest.param({"yes-no": None}, "  yes-no: yes  # for now\n", "", id="an answer taken away"),
        pytest.param(
            {"choice": {"value": "yearly", "who": "B, C", "when": "2026-01-01"}},
            '{value: never, who: "B, C"}',
            '{value: yearly, who: "B, C", when: 2026-01-01}',
            id="inside braces",
        ),
        pytest.param({"choice": {"value": "never"}}, ', who: "B, C"', "", id="taken out of braces"),
        pytest.param({"choice": {"who": "B, C"}}, "value: never, ", "", id="the first taken out of braces"),
        pytest.param({"number": [1, 2]}, "  - 1\n", "  - 1\n  - 2\n", id="a list grows"),
        pytest.param({"number": [3]}, "  - 1\n", "  - 3\n", id="another item"),
        pytest.param({"number": 7}, "number:\n  - 1\n", "number: 7\n", id="a list becomes a scalar"),
        pytest.param(
            {"date": {"value": "2026-01-02"}},
            "  - 1\n",
            "  - 1\n  date:\n    value: 2026-01-02\n",
            id="one more answer",
        ),
        pytest.param(
            {"coverage": {"answers": [{"value": "some", "who": "Ana", "note": "first line\n\nlast line\n"}, {"value": "all"}],
                          "decision": {"value": "all"}}},
            """\
    value: some
    who: Ana    # team lead
    note: |
      first line

      last line

""",
            """\
    answers:
      - value: some
        who: Ana    # team lead
        note: |
          first line

          last line

      - value: all
    decision:
      value: all
""",
            id="one becomes several",
        ),
    ],
)  # fmt: skip
def test_only_what_changed_is_cut(edit: dict[str, Any], old: str, new: str) -> None:
    assert BEFORE.count(old) >= 1
    assert changed(edit) == BEFORE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("answers:\n  a:\n    - 1 # x\n    - 2 # y\n", "answers:\n  a:\n    - 2 # y\n", id="over lines"),
        pytest.param("answers:\n  a: [1, 2]\n", "answers:\n  a: [2]\n", id="in brackets"),
    ],
)
def test_an_item_is_taken_out_of_a_list(text: str, after: str) -> None:
    assert changed({"a": [2]}, text) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("", "answers:\n  a: yes\n", id="empty"),
        pytest.param("# only this", "# only this\nanswers:\n  a: yes\n", id="a comment without line end"),
        pytest.param("rubric: b", "rubric: b\nanswers:\n  a: yes\n", id="no answers yet"),
        pytest.param("answers:  # c\n#  b:\n", "answers:  # c\n  a: yes\n#  b:\n", id="a template"),
        pytest.param("answers: {}  # c\n", "answers:  # c\n  a: yes\n", id="empty braces"),
        pytest.param("answers: {b: 1}\n", "answers: {b: 1, a: yes}\n", id="braces"),
        pytest.param("answers: {b: 1, }\n", "answers: {b: 1, a: yes, }\n", id="braces with a last comma"),
        pytest.param("{answers: {b: 1}}\n", "{answers: {b: 1, a: yes}}\n", id="braces in braces"),
        pytest.param("answers:\r\n  b: 1\r\n", "answers:\r\n  b: 1\r\n  a: yes\r\n", id="line ends of Windows"),
        pytest.param("answers:\n      b: 1", "answers:\n      b: 1\n      a: yes\n", id="deep, without line end"),
        pytest.param("---\nanswers:\n  b: 1\n...\n", "---\nanswers:\n  b: 1\n  a: yes\n...\n", id="marks of a document"),
        pytest.param("answers:\n  'b': 😀 # é\n", "answers:\n  'b': 😀 # é\n  a: yes\n", id="beyond ASCII"),
    ],
)  # fmt: skip
def test_an_answer_is_added_to_files_of_any_form(text: str, after: str) -> None:
    assert changed({"a": "yes"}, text) == after


def test_what_cannot_be_spliced_is_refused_and_not_guessed() -> None:
    with pytest.raises(InputError, match="cannot be changed safely"):
        changed({"a": "yes"}, "answers: {a}\n")
    with pytest.raises(Problems, match="duplicate key"):
        changed({"a": "yes"}, "answers:\n  a: 1\n  a: 2\n")


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["yes", "null", "a: b", "# no", "- x", "2026-01-01", "", " ", "a\nb", "'", '"', "\\", "\u2028", "\ufeff", "[", "1e5"]),
)  # fmt: skip
SCALARS = st.one_of(TEXTS, st.integers(-9, 999), st.booleans(), st.none(), st.floats(0, 9).map(lambda f: round(f, 3)))
NAMES = st.sampled_from(["value", "who", "note", "answers", "a b", "x"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)
ANSWERS = st.dictionaries(st.sampled_from(["one", "two", "three", "four"]), VALUES, max_size=4)


@given(ANSWERS, ANSWERS)
def test_any_data_becomes_any_other_and_comments_stay(before: dict[str, Any], after: dict[str, Any]) -> None:
    text = spliced("# head\n", "a.yaml", {"answers": before}) + "# tail\n"
    result = spliced(text, "a.yaml", {"answers": after})
    assert same(load_own(result, "a.yaml").data, {"answers": after})
    assert result.startswith("# head\n")
    assert result.endswith("# tail\n")
