import re
from html.parser import HTMLParser

import pytest
from assess.output.markdown import bar, render
from assess.output.options import Options
from assess.output.presentation.markdown_text import code, escaped
from assess.output.presentation.safe_text import clean
from markdown_it import MarkdownIt

from .changes import comparison, hostile_comparison
from .golden import assert_golden
from .sample import sample
from .variants import PAYLOADS, hostile, nothing_applies

TAGS = frozenset(
    ["h2", "h3", "p", "strong", "code", "br", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "sub"]
)


class _Seen(HTMLParser):
    """Every tag and attribute of a page, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def _html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def test_the_page_as_reviewed() -> None:
    assert_golden("sample.md", render(sample()).decode())


def test_nothing_applies() -> None:
    text = render(nothing_applies()).decode()
    assert "Nothing applies, so there is no score." in text
    assert "No layer applies." in text


@pytest.mark.parametrize("payload", [pytest.param(p, id=p[:20].replace("\n", " ")) for p in PAYLOADS])
def test_a_payload_shows_as_itself(payload: str) -> None:
    seen = _Seen()
    page = _html(f"- {escaped(payload)}\n")
    seen.feed(page)
    assert seen.tags == {"ul", "li"}
    words = re.sub(r"<!-- -->", "", page)
    assert "href" not in words
    visible = re.sub(r"\s+", " ", _text(words)).strip()
    assert visible[:12] == clean(payload).strip()[:12]


def _text(page: str) -> str:
    import html

    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_hostile_texts_bring_no_tag_and_no_link_of_their_own() -> None:
    page = _html(render(hostile()).decode())
    seen = _Seen()
    seen.feed(page)
    assert seen.tags <= TAGS
    assert seen.attributes <= {"style"}
    assert "7*7" in page.replace("\\", "")
    assert len(page) < 60_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("7.7 points short", "7.7 points short", id="a number is no list"),
        pytest.param("a - b = c # d", "a - b = c # d", id="signs inside a line"),
        pytest.param("1. first", "1\\. first", id="list"),
        pytest.param("# head", "\\# head", id="heading"),
        pytest.param("see #12", "see #<!-- -->12", id="reference"),
        pytest.param("ask @team/x", "ask @<!-- -->team/x", id="mention"),
        pytest.param("https://a.b", "https:<!-- -->//a.b", id="automatic link"),
        pytest.param("snake_case*", "snake\\_case\\*", id="emphasis"),
    ],
)
def test_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_code_spans_hold() -> None:
    assert code("a`b|c\nd") == "`a'b/c d`"


def test_the_bar_is_as_wide_as_it_says() -> None:
    assert bar(0, 0, 10) == "`░░░░░░░░░░`"
    assert bar(25, 50, 8) == "`██▒▒░░░░`"
    assert bar(100, 100, 4) == "`████`"


def test_what_changed_stands_in_the_summary() -> None:
    text = render(sample(), Options(comparison=comparison())).decode()
    section = text.split("### What changed\n")[1].split("\n### ")[0]
    assert "| **together** | **+6.81** | **+2.85** |" in section
    assert "#### Code" in section
    hostile_text = render(hostile(), Options(comparison=hostile_comparison())).decode()
    assert [bad for bad in ("<script", "<img", "\x1b") if bad in hostile_text] == []
