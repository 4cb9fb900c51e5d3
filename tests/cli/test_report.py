from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import installed
from tests.conftest import MakeRepo


@pytest.fixture
def saved(repo: MakeRepo, assess: Assess, tmp_path: Path) -> Path:
    path = tmp_path / "saved.json"
    assert assess("scan", repo({"README.md": "# Shop\n\nIt sells things.\n"}), "-q", "-o", path).code == 0
    return path


def test_the_summary_without_a_repository(saved: Path, assess: Assess) -> None:
    done = assess("report", saved)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("shop\n")


def test_other_formats_and_a_quiet_stdout(saved: Path, assess: Assess, tmp_path: Path) -> None:
    done = assess("report", saved, "-o", tmp_path / "a.html", "-o", tmp_path / "b.json")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "b.json").read_bytes() == saved.read_bytes()


def test_an_assessment_from_stdin(saved: Path, tmp_path: Path) -> None:
    done = installed("report", "-", "--format", "json", cwd=tmp_path, feed=saved.read_bytes())
    assert json.loads(done.out) == json.loads(saved.read_bytes())


@pytest.mark.parametrize(
    ("shape", "begins"),
    [
        pytest.param("markdown", "## ", id="a job's summary"),
        pytest.param("annotations", "::warning title=", id="annotations"),
        pytest.param("sarif", '{\n  "$schema": "https://docs.oasis-open.org/sarif/', id="SARIF"),
        pytest.param("junit", "<?xml version=", id="JUnit"),
        pytest.param("code-quality", '[\n  {\n    "description": ', id="code quality"),
        pytest.param("csv", "\ufefflayer,area,criterion,", id="CSV"),
    ],
)
def test_formats_on_stdout(saved: Path, assess: Assess, shape: str, begins: str) -> None:
    done = assess("report", saved, "--format", shape)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(begins)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "bad.json: cannot be read: No such file or directory", id="no file"),
        pytest.param(b"", "not a complete JSON document", id="an empty file"),
        pytest.param(b'{"schema_version": "1.0", ', "not a complete JSON document", id="a file that is cut off"),
        pytest.param(b"[1]", "this is not an assessment", id="another document"),
        pytest.param(b'{"schema_version": "9.9"}', "schema version '9.9' is not known", id="a newer version"),
        pytest.param(b"\xff\xfe", "not a complete JSON document", id="no text at all"),
    ],
)
def test_what_is_no_assessment(assess: Assess, tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_bytes(content)
    done = assess("report", path, "-o", tmp_path / "out.html")
    assert done.code == 2
    assert message in done.err
    assert not (tmp_path / "out.html").exists()


def test_an_assessment_edited_by_hand_is_no_report(saved: Path, assess: Assess, tmp_path: Path) -> None:
    document = json.loads(saved.read_bytes())
    document["summary"]["score"]["proven"] = 99.0
    saved.write_text(json.dumps(document))
    done = assess("report", saved, "-o", tmp_path / "out.html")
    assert done.code == 2
    assert "this assessment was edited by hand" in done.err
    assert not (tmp_path / "out.html").exists()
