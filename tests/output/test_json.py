import json
from typing import Any

import jsonschema
import pytest
from assess.errors import InputError
from assess.output.json import load, render
from assess.output.options import Options
from assess.output.schema import DOCUMENTS, schema, schema_bytes
from assess.resources import folder

from .sample import document, sample
from .variants import hostile, nothing_applies


@pytest.mark.parametrize(
    "assessment",
    [
        pytest.param(sample(), id="ordinary"),
        pytest.param(nothing_applies(), id="nothing applies"),
    ],
)
def test_what_is_written_is_read_back(assessment: Any) -> None:
    written = render(assessment)
    assert load(written) == assessment
    assert render(load(written)) == written
    assert written.endswith(b"}\n")


def test_the_run_is_left_out_on_request() -> None:
    with_run, without = json.loads(render(sample())), json.loads(render(sample(), Options(with_run=False)))
    assert without == {key: value for key, value in with_run.items() if key != "run"}
    assert "run" in with_run
    assert load(render(sample(), Options(with_run=False))).run is None


@pytest.mark.parametrize(
    "assessment",
    [
        pytest.param(sample(), id="ordinary"),
        pytest.param(hostile(), id="hostile"),
        pytest.param(nothing_applies(), id="nothing applies"),
    ],
)
def test_documents_keep_the_published_schema(assessment: Any) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    assert list(validator.iter_errors(json.loads(render(assessment)))) == []


def test_the_schema_refuses_what_is_not_in_the_model() -> None:
    changed = json.loads(render(sample())) | {"surprise": 1}
    del changed["summary"]
    messages = [e.message for e in jsonschema.Draft202012Validator(schema()).iter_errors(changed)]
    assert len(messages) == 2


def test_the_published_schema_is_in_step() -> None:
    for name in DOCUMENTS:
        published = folder("reports") / name
        assert published.read_bytes() == schema_bytes(name), f"run: python -m assess.output.schema reports/{name}"


WHOLE = render(sample())


def _changed(**values: Any) -> bytes:
    return json.dumps(document() | values).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(WHOLE[: len(WHOLE) // 2], "result.json: .*line .*cut off", id="cut off"),
        pytest.param(b"", "not a complete JSON document", id="empty"),
        pytest.param(b"\xff\xfe", "not a complete JSON document", id="not text"),
        pytest.param(b"[" * 100_000, "recursion", id="nested too deep"),
        pytest.param(b"[]", "not an assessment", id="a list"),
        pytest.param(b"{}", "no schema_version", id="no version"),
        pytest.param(_changed(schema_version="2.0"), "schema version '2.0' is not known", id="newer version"),
        pytest.param(
            _changed(schema_version="1.0", as_of=7, findings=3), "as_of: .*\n.*findings: ", id="all mistakes at once"
        ),
        pytest.param(_changed(schema_version="1.0", extra=1), "extra: ", id="unknown key"),
    ],
)
def test_what_is_no_assessment_is_refused_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(
        InputError, match=f"(?s)^result.json: .*{message}" if not message.startswith("result") else message
    ):
        load(data, "result.json")


def test_undecodable_file_names_do_not_break_the_document() -> None:
    assert "caf\ufffd.py" in render(hostile()).decode("utf-8")
