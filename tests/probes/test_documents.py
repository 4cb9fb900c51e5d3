from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.documents import PARAMS, observe
from pydantic import ValidationError

from tests.probes.viewing import view

SOURCES = "version: 2\nsources:\n  - name: shop\n    meta:\n      owner: ana\n    loaded: false\n  - name: crm\n"


@pytest.mark.parametrize(
    "params",
    [
        pytest.param(PARAMS(query="exposures[].name"), id="key that is not there"),
        pytest.param(PARAMS(query="sources[?name=='zzz']"), id="empty list"),
        pytest.param(PARAMS(query="sources[].loaded"), id="false"),
        pytest.param(PARAMS(query="sources[].meta.owner", min=2), id="too few"),
        pytest.param(PARAMS(query="sources[].meta.owner", matches="^boris$"), id="value that does not match"),
        pytest.param(PARAMS(query="contains(version, 'x')"), id="function on a value of another type"),
        pytest.param(PARAMS(query="sources[].name", paths=("other/**",)), id="other folder"),
    ],
)
def test_nothing(params: PARAMS) -> None:
    assert observe(params, view({"models/s.yml": SOURCES})).value is Truth.NO


@pytest.mark.parametrize(
    ("params", "line", "text"),
    [
        pytest.param(PARAMS(query="sources[].meta.owner"), 5, "sources.0.meta.owner: ana", id="projection"),
        pytest.param(PARAMS(query="sources[?name=='crm'].name"), 7, "sources.1.name: crm", id="filter"),
        pytest.param(
            PARAMS(query="sources[?loaded==`false`]", min=1), 3, "sources.0: name, meta, loaded", id="whole part"
        ),
        pytest.param(PARAMS(query="version", matches="^2$"), 1, "version: 2", id="number"),
        pytest.param(PARAMS(query="sources[].loaded", matches="^false$"), 2, "sources: false", id="false on purpose"),
        pytest.param(PARAMS(query="version == `2`"), 1, "version: true", id="comparison"),
    ],
)
def test_values_with_their_lines(params: PARAMS, line: int, text: str) -> None:
    seen = observe(params, view({"models/s.yml": SOURCES}))
    assert seen.value is Truth.YES
    assert [(e.path, e.line, e.text) for e in seen.evidence][:1] == [("models/s.yml", line, text)]


def test_values_of_several_documents_and_files_add_up() -> None:
    files = {"a.yaml": "kind: SLO\n---\nkind: SLO\n", "b.json": '{"kind": "SLO"}'}
    assert observe(PARAMS(query="kind", matches="SLO", min=3), view(files)).value is Truth.YES
    assert observe(PARAMS(query="kind", matches="SLO", min=4), view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("files", "missing", "expected"),
    [
        pytest.param({"s.yml": "other: [1\n"}, (), Truth.NO, id="broken file that can't hold it"),
        pytest.param({"s.yml": "sources: [1\n"}, (), Truth.UNKNOWN, id="broken file that may hold it"),
        pytest.param({}, ("s.yml",), Truth.UNKNOWN, id="missing blob"),
    ],
)
def test_unreadable(files: dict[str, str], missing: tuple[str, ...], expected: Truth) -> None:
    assert (
        observe(PARAMS(query="sources[0]", paths=("*.yml",)), view({"a.txt": ""} | files, missing=missing)).value
        is expected
    )


@pytest.mark.parametrize(
    ("query", "matches", "message"),
    [
        pytest.param("a[", None, "not a JMESPath query", id="query"),
        pytest.param("a[?nope(@)]", None, "no function is called 'nope'", id="function"),
        pytest.param("a", "(?<x", "not a pattern of linear time", id="pattern"),
    ],
)
def test_mistakes(query: str, matches: str | None, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        PARAMS(query=query, matches=matches)


def test_equal_values_may_count_once() -> None:
    files = {"profiles.yml": "shop:\n  outputs:\n    dev: {schema: main}\n    prod: {schema: main}\n"}
    asked = {"query": "*.outputs.*.schema[][]", "min": 2}
    assert observe(PARAMS(**asked), view(files)).value is Truth.YES
    assert observe(PARAMS(**asked, distinct=True), view(files)).value is Truth.NO
