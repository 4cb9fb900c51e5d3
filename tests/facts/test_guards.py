from __future__ import annotations

import pytest
from assess.facts.guards import GUARDS, Act


def guards(path: str, text: str) -> list[tuple[int, Act, str]]:
    return [(guard.line, guard.act, guard.text) for guard in GUARDS.extract(path, text)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.py", "def f():\n    raise NotImplementedError\n", id="always raises"),
        pytest.param("a.py", "if rows:\n    print(rows)\n", id="a condition that refuses nothing"),
        pytest.param("a.py", "if frame.empty:\n    # raise ValueError('empty')\n    pass\n", id="a comment"),
        pytest.param("a.py", "if __name__ == '__main__':\n    raise SystemExit(main())\n", id="the main program"),
        pytest.param("a.sh", "echo done\nexit 1\n", id="a script that always fails"),
        pytest.param("a.py", "st.stop()\n", id="a page that stops drawing"),
        pytest.param("a.py", "sys.exit(0)\n", id="success"),
    ],
)
def test_no_guard(path: str, text: str) -> None:
    assert guards(path, text) == []


@pytest.mark.parametrize(
    ("path", "text", "line", "shown"),
    [
        pytest.param(
            "a.py",
            "def check(\n    frame,\n):\n    if frame.empty:\n        log(frame)\n        raise ValueError('no rows')\n",
            4,
            "check: if frame.empty: log(frame) raise ValueError('no rows')",
            id="Python",
        ),
        pytest.param(
            "a.py",
            "def check(n):\n    assert (\n        n != 0\n    ), 'nothing'\n",
            2,
            "check: assert ( n != 0 ), 'nothing'",
            id="assertion over several lines",
        ),
        pytest.param(
            "a.py",
            "def f(x):\n    if x:\n        go()\n    else:\n        raise ValueError('x')\n",
            2,
            "f: if x: go() else: raise ValueError('x')",
            id="alternative",
        ),
        pytest.param(
            "a.R",
            'read <- function(p) {\n  if (nrow(df) == 0) {\n    stop("empty")\n  }\n}\n',
            2,
            'read: if (nrow(df) == 0) { stop("empty")',
            id="R",
        ),
        pytest.param(
            "a.rb",
            "def call(rows)\n  raise Empty if rows.empty?\nend\n",
            2,
            "call: raise Empty if rows.empty?",
            id="Ruby",
        ),
        pytest.param(
            "a.go",
            'func Load(rows []Row) error {\n\tif len(rows) == 0 {\n\t\treturn fmt.Errorf("no rows")\n\t}\n}\n',
            2,
            'Load: if len(rows) == 0 { return fmt.Errorf("no rows")',
            id="Go",
        ),
        pytest.param(
            "A.java",
            'class A {\n  public void load(List<Row> rows) {\n    if (rows.isEmpty()) {\n      throw new Bad("no rows");\n    }\n  }\n}\n',
            3,
            'load: if (rows.isEmpty()) { throw new Bad("no rows");',
            id="Java",
        ),
        pytest.param("a.sh", "test -s out.csv || exit 1\n", 1, ": test -s out.csv || exit 1", id="shell"),
        pytest.param(
            "a.sql",
            "IF n = 0 THEN\n  RAISE EXCEPTION 'no rows';\nEND IF;\n",
            1,
            ": IF n = 0 THEN RAISE EXCEPTION 'no rows';",
            id="SQL",
        ),
    ],
)
def test_a_refusal_and_its_condition(path: str, text: str, line: int, shown: str) -> None:
    assert guards(path, text) == [(line, Act.STOP, shown)]


def test_skipping_and_collecting() -> None:
    text = (
        "for row in rows:\n    if not row.id:\n        continue\n    if row.day > today:\n        errors.append(row)\n"
    )
    assert [act for _, act, _ in guards("a.py", text)] == [Act.SKIP, Act.REPORT]


def test_what_is_collected_and_then_refused_stops() -> None:
    text = "def f(rows):\n    for row in rows:\n        if row.day > today:\n            errors.append(row)\n    if errors:\n        raise ValueError(errors)\n"
    assert [(line, act) for line, act, _ in guards("a.py", text)] == [(3, Act.STOP), (5, Act.STOP)]


def test_long_guards_are_cut() -> None:
    text = f"if x:\n    raise ValueError('{'long ' * 1000}')\n"
    assert [len(shown) for _, _, shown in guards("a.py", text)] == [900]
