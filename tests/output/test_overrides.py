"""A folder of templates and styles: what it may replace, what it may reach, how its mistakes are told."""

from pathlib import Path

import pytest
from assess.errors import InputError, OutputError, Problems
from assess.output import html, pdf
from assess.output.options import Options
from assess.output.presentation.overrides import load_overrides, replaceable
from pypdf import PdfReader

from .sample import sample


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def page(root: Path, files: dict[str, str]) -> str:
    return html.render(sample(), Options(overrides=load_overrides(folder(root, files)))).decode()


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert page(tmp_path, {"README.md": "Ours."}) == html.render(sample()).decode()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param({"html/reprot.html": ""}, "html/reprot.html: this file replaces nothing (did you mean", id="name"),
        pytest.param({"html/report.js": ""}, "html/report.js: this file replaces nothing", id="a script"),
        pytest.param({"html/report.html": "<p>\n{% if %}"}, "html/report.html:2: not a template", id="syntax"),
        pytest.param(
            {"html/extra.css": "a{}\n</style><script>"}, "html/extra.css:2: a style cannot hold", id="way out"
        ),
        pytest.param({"shared/parts.html": "x" * 600_000}, "600,000 bytes, at most 524,288 are read", id="too large"),
    ],
)
def test_mistakes_are_found_before_anything_is_rendered(files: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load_overrides(folder(tmp_path, files))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder of templates"):
        load_overrides(tmp_path / "absent")


def test_a_link_is_not_followed_out(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "extra.css").symlink_to("/etc/hostname")
    with pytest.raises(Problems, match="links are not followed out"):
        load_overrides(tmp_path)


def test_a_block_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    text = page(
        tmp_path,
        {
            "html/report.html": '{% extends "built-in/html/report.html" %}\n'
            "{% block fixes %}<h2>{{ t('title.fixes') }} of {{ a.subject.name }}</h2>{{ part.fixes(v, 2) }}{% endblock %}",
            "html/extra.css": ".lead { color: rebeccapurple; }",
        },
    )
    assert "<h2>What is worth most of demand-forecast</h2>" in text
    assert "The two things that would bring most points now" in text
    assert "rebeccapurple" in text
    assert 'id="criterion-seeded-runs"' in text


def test_macros_are_replaced_file_by_file(tmp_path: Path) -> None:
    text = page(
        tmp_path,
        {
            "shared/parts.html": '{% extends "built-in/shared/parts.html" %}',
            "html/parts.html": '{% import "built-in/html/parts.html" as shipped with context %}\n'
            + "\n".join(
                f"{{% macro {name} %}}{{{{ shipped.{name} }}}}{{% endmacro %}}"
                for name in ("verdict(v)", "house(v)", "fixes(v, most)", "filters(v)", "finding(f)", "questionnaire(v)")
            )
            + "\n".join(
                f"{{% macro {name}(v) %}}<i>ours</i>{{% endmacro %}}"
                for name in (
                    "subject_facts",
                    "ledger_lead",
                    "ledger",
                    "waivers",
                    "proposals",
                    "left_out",
                    "diagnostics",
                )
            )
            + "{% macro provenance(v) %}{% endmacro %}{% macro how_to_read() %}{% endmacro %}",
        },
    )
    assert "<i>ours</i>" in text
    assert 'class="big"' in text


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param(
            "<p>\n{{ v.documnet }}", "html/report.html:2: the template cannot be rendered: .*documnet", id="a name"
        ),
        pytest.param("{{ v.document.model_dump() }}", "unsafe|undefined|not safe|access", id="a method of a document"),
        pytest.param("{{ v.document.parse_file('/etc/passwd') }}", "parse_file", id="a method that reads files"),
        pytest.param("{{ ''.__class__.__mro__ }}", "__class__", id="the way to every class"),
        pytest.param("{{ t.__call__.__globals__ }}", "__call__", id="the way to the modules"),
        pytest.param("{% for i in range(1000000000) %}{% endfor %}", "Range too big", id="an endless loop"),
        pytest.param('{% include "../../pyproject.toml" %}', "pyproject.toml", id="a file above"),
        pytest.param('{% include "/etc/passwd" %}', "passwd", id="a file elsewhere"),
        pytest.param("{{ 1 / 0 }}", "division by zero", id="arithmetic"),
        pytest.param("{{ score('x') }}", "the template cannot be rendered", id="a wrong argument"),
    ],
)
def test_a_template_reaches_nothing_but_the_assessment(template: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=message) as caught:
        page(tmp_path, {"html/report.html": template})
    assert str(caught.value).startswith(str(tmp_path / "html" / "report.html"))


def test_values_are_escaped_in_other_templates_too(tmp_path: Path) -> None:
    text = page(tmp_path, {"html/report.html": "{{ '<script>' }}{{ v.document.subject.name }}"})
    assert text == "&lt;script&gt;demand-forecast"


def test_the_pdf_takes_its_templates_and_styles_too(tmp_path: Path) -> None:
    files = {
        "pdf/report.html": '{% extends "built-in/pdf/report.html" %}\n{% block end %}<p>For the board only.</p>{% endblock %}',
        "pdf/extra.css": "h1 { color: #7a1f5c }",
    }
    options = Options(overrides=load_overrides(folder(tmp_path, files)), summary_only=True)
    target = tmp_path / "report.pdf"
    target.write_bytes(pdf.render(sample(), options))
    assert "For the board only." in PdfReader(target).pages[-1].extract_text()


def test_what_can_be_replaced_are_templates_styles_and_texts() -> None:
    assert {"texts/en.toml", "html/report.html", "pdf/report.css", "shared/parts.html", "html/extra.css"} <= set(
        replaceable()
    )
    assert not [name for name in replaceable() if not name.endswith((".html", ".css", ".toml"))]
