from __future__ import annotations

from time import monotonic

import pytest
from assess.facts.document_places import Path
from assess.facts.documents import DOCUMENTS, Document, read_documents
from assess.facts.extractor import Unparsable


def one(path: str, text: str) -> Document:
    (document,) = read_documents(path, text)
    return document


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("a.ipynb", id="notebook"),
        pytest.param("a.py", id="code"),
        pytest.param("data.csv", id="table"),
        pytest.param("README", id="plain document"),
    ],
)
def test_not_selected(path: str) -> None:
    assert not DOCUMENTS.selects(path)


JSON = '{\n  "a": [\n    {"b": 1},\n    {"b": 2, "c": "x, ] y"}\n  ],\n  "d": {\n    "e": true\n  }\n}\n'
TOML = '[project]\nname = "x"\n\n[tool.a]\nk.l = 1\n\n[[tool.b]]\nn = 1\n[[tool.b]]\nn = 2\ntext = """\n[no.table]\n"""\nlast = 3\n'
INI = "# c\n[metadata]\nname = x\n\n[tool:pytest]\naddopts =\n    -q\n    --cov\n"
YAML = "a:\n  - b: 1\n  - b: 2\nd: {e: true}\n"


@pytest.mark.parametrize(
    ("path", "text", "part", "line"),
    [
        pytest.param("a.json", JSON, ("zzz",), 1, id="JSON, part that is not there"),
        pytest.param("a.json", JSON, ("a", 1, "c"), 4, id="JSON, key in a list"),
        pytest.param("a.json", JSON, ("d", "e"), 7, id="JSON, key in a map"),
        pytest.param(
            "a.json", '// "a": [\n{\n  /* "b":\n  */ "c": 1,\n}', ("c",), 4, id="JSON, after comments with quotes"
        ),
        pytest.param("a.toml", TOML, ("project", "name"), 2, id="TOML, key"),
        pytest.param("a.toml", TOML, ("tool", "a", "k", "l"), 5, id="TOML, dotted key"),
        pytest.param("a.toml", TOML, ("tool", "b", 1, "n"), 10, id="TOML, table in a list"),
        pytest.param("a.toml", TOML, ("tool", "b", 1, "last"), 14, id="TOML, after a long text"),
        pytest.param("setup.cfg", INI, ("tool:pytest", "addopts"), 6, id="INI"),
        pytest.param("a.yaml", YAML, ("a", 1, "b"), 3, id="YAML"),
        pytest.param("a.properties", "x.y=1\nz: 2\n", ("z",), 2, id="properties"),
        pytest.param("README.md", "---\nlicense: mit\ntags:\n- a\n---\n# T\n", ("tags",), 3, id="front matter"),
    ],
)
def test_lines(path: str, text: str, part: Path, line: int) -> None:
    assert one(path, text).line_of(part) == line


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        pytest.param(
            "tsconfig.json",
            '// c\n{"a": "//no", /* x */ "b": [1, 2,],}',
            {"a": "//no", "b": [1, 2]},
            id="JSON with comments",
        ),
        pytest.param(
            "setup.cfg", INI, {"metadata": {"name": "x"}, "tool:pytest": {"addopts": "\n-q\n--cov"}}, id="INI"
        ),
        pytest.param("a.ini", "Key = %(x)s\n", {"Key": "%(x)s"}, id="INI without sections"),
        pytest.param("Pipfile", '[packages]\nx = "*"\n', {"packages": {"x": "*"}}, id="TOML by name"),
        pytest.param("data.dvc", "outs:\n- path: a\n", {"outs": [{"path": "a"}]}, id="YAML by suffix"),
        pytest.param("a.yaml", "on: yes\n", {"on": "yes"}, id="YAML words stay words"),
    ],
)
def test_values(path: str, text: str, value: object) -> None:
    assert one(path, text).value == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"a": ' + '\\"//\n' * 300_000, id="escaped quotes outside texts"),
        pytest.param("{" + "/*" * 700_000, id="comments that never end"),
        pytest.param("[" + ", " * 700_000, id="commas"),
    ],
)
def test_hostile_json_takes_linear_time(text: str) -> None:
    started = monotonic()
    with pytest.raises(Unparsable):
        read_documents("a.json", text)
    assert monotonic() - started < 10


def test_several_documents() -> None:
    documents = read_documents("a.yaml", "kind: A\n---\nkind: B\n")
    assert [d.value["kind"] for d in documents] == ["A", "B"]
    assert documents[1].line_of(("kind",)) == 3


def test_templated_yaml_is_read_as_far_as_it_goes() -> None:
    text = "{{- if .Values.on }}\nkind: Service\nspec:\n  port: {{ .Values.port }}\n{{- end }}\n"
    assert one("templates/a.yaml", text).value["kind"] == "Service"


def test_prose_without_front_matter_holds_nothing() -> None:
    assert read_documents("README.md", "# T\n\n---\n") == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.json", '{"a": ', id="cut off JSON"),
        pytest.param("a.json", "[" * 100_000, id="deep JSON"),
        pytest.param("a.toml", "a = = 1", id="bad TOML"),
        pytest.param("a.yaml", "a: [1\nb: 2", id="bad YAML"),
        pytest.param("a.cfg", "[a]\n=x\n", id="bad INI"),
    ],
)
def test_unparsable(path: str, text: str) -> None:
    with pytest.raises(Unparsable):
        read_documents(path, text)
