"""Whose report it is, from the command line and from configurations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo
from tests.output.brands import LOGO
from tests.repositories import write_files

CONFIG = "report:\n  organisation: Example Retail\n  logo: art/logo.svg\n  accent: '#7a1f5c'\n"
SUBJECT = {"README.md": "# Shop\n\nIt sells things.\n", "art/logo.svg": LOGO.decode()}


@pytest.fixture
def saved(repo: MakeRepo, assess: Assess, tmp_path: Path) -> Path:
    path = tmp_path / "saved.json"
    assert assess("scan", repo(SUBJECT), "-q", "-o", path).code == 0
    return path


def test_a_scan_takes_name_logo_and_accent_from_the_repository(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    subject = repo({**SUBJECT, ".maturity/config.yaml": CONFIG})
    done = assess("scan", subject, "-q", "-o", tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    assert (done.code, done.out) == (0, "")
    assert 'alt="Example Retail"' in text
    assert "--proven:light-dark(#7a1f5c," in text


def test_a_repository_s_own_templates_are_not_followed(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    own = {".maturity/config.yaml": "report:\n  templates: look\n", "look/html/report.html": "all is well"}
    done = assess("scan", repo({**SUBJECT, **own}), "-q", "-o", tmp_path / "a.html")
    assert done.code == 0
    assert "report.templates in the repository's own configuration is not followed; use --templates" in done.err
    assert "all is well" not in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize(
    ("logo", "message"),
    [
        pytest.param(
            None,
            ".maturity/config.yaml:3:3: logo: 'art/logo.svg' is no tracked file of the repository",
            id="none there",
        ),
        pytest.param("<svg><script/></svg>", "art/logo.svg:1: the outermost element is no <svg>", id="no drawing"),
        pytest.param("text", "art/logo.svg: this is no PNG, JPEG or SVG picture", id="no picture"),
    ],
)
def test_a_bad_logo_ends_the_run_before_the_scan(
    logo: str | None, message: str, repo: MakeRepo, assess: Assess, tmp_path: Path
) -> None:
    files = {"README.md": "# Shop\n", ".maturity/config.yaml": CONFIG} | ({"art/logo.svg": logo} if logo else {})
    done = assess("scan", repo(files), "-q", "-o", tmp_path / "a.html")
    assert done.code == 2
    assert message in done.err
    assert not (tmp_path / "a.html").exists()


def test_without_a_report_no_logo_is_read(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    subject = repo({"README.md": "# Shop\n", ".maturity/config.yaml": CONFIG})
    assert assess("scan", subject, "-q", "-o", tmp_path / "a.json").code == 0


def test_a_named_configuration_gives_logo_and_templates_beside_it(saved: Path, assess: Assess, tmp_path: Path) -> None:
    house = tmp_path / "house"
    (house / "look" / "html").mkdir(parents=True)
    (house / "art").mkdir()
    (house / "art" / "logo.svg").write_bytes(LOGO)
    (house / "assess.yaml").write_text(CONFIG + "  templates: look\n")
    (house / "look" / "html" / "extra.css").write_text("h1 { letter-spacing: 2px }")
    done = assess("report", saved, "--config", house / "assess.yaml", "-o", tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    assert done.code == 0
    assert "letter-spacing: 2px" in text
    assert "Readiness of shop · Example Retail" in text


@pytest.mark.parametrize(
    ("logo", "message"),
    [
        pytest.param("/dev/zero", "/dev/zero: the logo cannot be read: /dev/zero is no file", id="a device"),
        pytest.param("absent.svg", "absent.svg: the logo cannot be read: No such file or directory", id="nothing"),
        pytest.param("/bin/sh", "/bin/sh: ", id="a program"),
    ],
)
def test_a_logo_that_is_none_is_told(logo: str, message: str, saved: Path, assess: Assess, tmp_path: Path) -> None:
    (tmp_path / "assess.yaml").write_text(f"report:\n  logo: {logo}\n")
    done = assess("report", saved, "--config", tmp_path / "assess.yaml", "-o", tmp_path / "a.html")
    assert done.code == 2
    assert message in done.err


def test_an_untracked_configuration_reaches_no_file_outside(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    subject = repo(SUBJECT)
    (tmp_path / "secret.svg").write_bytes(LOGO)
    (subject / ".maturity").mkdir()
    (subject / ".maturity" / "config.yaml").write_text(f"report:\n  logo: {tmp_path}/secret.svg\n")
    done = assess("scan", subject, "-q", "-o", tmp_path / "a.html")
    assert done.code == 2
    assert "leads out of the repository" in done.err


def test_templates_of_the_command_line_come_first(saved: Path, assess: Assess, tmp_path: Path) -> None:
    (tmp_path / "look" / "html").mkdir(parents=True)
    (tmp_path / "look" / "html" / "report.html").write_text("{{ v.document.subject.name }}, in short")
    done = assess("report", saved, "--templates", tmp_path / "look", "-o", tmp_path / "a.html")
    assert done.code == 0
    assert (tmp_path / "a.html").read_text() == "shop, in short"


def test_a_template_that_fails_leaves_the_other_reports(saved: Path, assess: Assess, tmp_path: Path) -> None:
    (tmp_path / "look" / "html").mkdir(parents=True)
    (tmp_path / "look" / "html" / "report.html").write_text("\n{{ nothing }}")
    done = assess("report", saved, "--templates", tmp_path / "look", "-o", tmp_path / "a.html", "-o", tmp_path / "a.md")
    assert done.code == 5
    assert "look/html/report.html:2: the template cannot be rendered: 'nothing' is undefined" in done.err
    assert (tmp_path / "a.md").exists()
    assert not (tmp_path / "a.html").exists()


def test_a_comparison_has_the_same_look(saved: Path, assess: Assess, tmp_path: Path) -> None:
    look = tmp_path / "look"
    write_files(look, {"html/compare.css": ".compared { margin: 0 }"})
    config = tmp_path / "config.yaml"
    config.write_text("report:\n  organisation: Example Retail\n  accent: '#7a1f5c'\n")
    page = tmp_path / "change.html"
    done = assess("compare", saved, saved, "-q", "-o", page, "--config", config, "--templates", look)
    assert done.code == 0
    text = page.read_text()
    assert '<p class="brand">Example Retail</p>' in text
    assert "--proven:light-dark(#7a1f5c," in text
    assert ".compared { margin: 0 }" in text
    assert "main.compared" not in text


def test_a_format_for_files_is_told_where_it_goes(saved: Path, assess: Assess) -> None:
    done = assess("report", saved, "--format", "html")
    assert done.code == 2
    assert "html does not go to stdout; write a file: -o FILE.html" in done.err
    assert "is not one of" in assess("report", saved, "--format", "docx").err
