import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from assess.errors import OutputError
from assess.output import registry
from assess.output.options import Options
from assess.output.registry import for_name, for_path, formats, render
from assess.output.write import write

from .sample import sample


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param("out/result.json", "json", id="json"),
        pytest.param("result.badge.json", "badge-endpoint", id="a longer suffix wins"),
        pytest.param("REPORT.HTML", "html", id="upper case"),
        pytest.param("report.htm", "html", id="short html"),
        pytest.param("report.pdf", "pdf", id="pdf"),
        pytest.param("summary.md", "markdown", id="markdown"),
        pytest.param("badge.svg", "badge", id="badge"),
        pytest.param("page.txt", "terminal", id="plain text"),
    ],
)
def test_the_suffix_chooses_the_format(path: str, name: str) -> None:
    assert for_path(path).name == name
    assert for_name(name).name == name


def test_an_unknown_suffix_names_the_known_ones() -> None:
    with pytest.raises(OutputError, match=r"no output format is known for 'report\.docx'.*\.html.*\.json.*\.pdf"):
        for_path("report.docx")


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(OutputError, match="json"):
        for_name("docx")


def test_no_two_formats_claim_one_suffix() -> None:
    suffixes = [suffix for f in formats() for suffix in f.suffixes]
    assert sorted(suffixes) == sorted(set(suffixes))


def test_write_replaces_a_file_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    target.chmod(0o640)
    write(sample(), target)
    assert target.read_bytes() == render(sample(), for_name("json"))
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="mkdir -p"):
        write(sample(), tmp_path / "absent" / "result.json")
    assert not (tmp_path / "absent").exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write(sample(), tmp_path / "report.html")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OutputError, match="could not be written"):
            write(sample(), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", [pytest.param(f.name, id=f.name) for f in formats() if f.name != "pdf"])
def test_people_are_left_out_on_request(name: str) -> None:
    text = render(sample(), for_name(name), Options(redact_people=True)).decode()
    assert "Kovač" not in text
    assert "Mori" not in text


OUTPUT = """\"\"\"How many findings there are, in words.\"\"\"
NAME = "words"
SUFFIXES = (".words",)


def render(assessment, options):
    return f"{len(assessment.findings)} findings".encode()
"""


def install(site: Path, name: str, module: str, points: str) -> None:
    """A tiny installed distribution: one module and its metadata, as an installer lays them down."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (site / f"{name}.py").write_text(module)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[assess.outputs]\n{points}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path into which distributions can be installed."""
    monkeypatch.syspath_prepend(tmp_path / "site")
    registry._installed.cache_clear()
    yield tmp_path / "site"
    registry._installed.cache_clear()


def test_an_installed_output_is_chosen_by_its_suffix(site: Path, tmp_path: Path) -> None:
    install(site, "tiny_words", OUTPUT, "words = tiny_words")
    write(sample(), tmp_path / "a.words")
    assert (tmp_path / "a.words").read_text() == "44 findings"
    assert for_name("words").origin == "tiny_words"


@pytest.mark.parametrize(
    ("module", "points", "why"),
    [
        pytest.param("1 / 0", "words = tiny_bad", "ZeroDivisionError: division by zero", id="it does not load"),
        pytest.param("", "words = tiny_bad", "has no attribute 'NAME'", id="it is no output"),
        pytest.param(OUTPUT.replace(".words", ".pdf"), "words = tiny_bad", "that of the output 'pdf'", id="ours"),
        pytest.param(OUTPUT.replace(".words", "words"), "words = tiny_bad", "begin with a dot", id="no suffix"),
        pytest.param(OUTPUT, "other = tiny_bad", "NAME is the entry point's name", id="two names"),
    ],
)
def test_an_unusable_output_is_told_and_leaves_the_others(module: str, points: str, why: str, site: Path) -> None:
    install(site, "tiny_bad", module, points)
    sys.modules.pop("tiny_bad", None)
    with pytest.raises(OutputError) as caught:
        for_path("a.unknown")
    assert "of tiny_bad cannot be used" in str(caught.value)
    assert why in str(caught.value)
    assert for_path("a.pdf").origin == ""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param("return assessment.nothing", "failed: AttributeError", id="it fails"),
        pytest.param("return 'text'", "gave no bytes", id="it gives text"),
    ],
)
def test_a_failing_output_is_one_output_s_error(body: str, why: str, site: Path, tmp_path: Path) -> None:
    install(site, "tiny_fails", OUTPUT.partition("    return")[0] + f"    {body}\n", "words = tiny_fails")
    sys.modules.pop("tiny_fails", None)
    with pytest.raises(OutputError, match=f"the output 'words' of tiny_fails {why}"):
        write(sample(), tmp_path / "a.words")
    assert not (tmp_path / "a.words").exists()
