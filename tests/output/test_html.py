"""The page as text: what stands in it before any browser reads it."""

import json
import re
from html.parser import HTMLParser

import pytest
from assess.model.assessment import Assessment
from assess.output.branding.brand import Brand
from assess.output.html import render
from assess.output.options import Options

from .brands import example
from .sample import document, sample
from .variants import hostile, nothing_applies


class Page(HTMLParser):
    """Tags with their attributes, and the ids that links can reach."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(render(assessment).decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        """All values of one attribute."""
        return [attrs[name] for _, attrs in self.tags if name in attrs]


ALL = [
    pytest.param(sample(), id="ordinary"),
    pytest.param(hostile(), id="hostile"),
    pytest.param(nothing_applies(), id="nothing applies"),
]


@pytest.mark.parametrize("assessment", ALL)
def test_nothing_in_the_page_loads_or_runs_but_its_own(assessment: Assessment) -> None:
    page = Page(assessment)
    names = [tag for tag, _ in page.tags]
    assert names.count("script") == 1
    assert names.count("style") == 1
    assert not {"img", "iframe", "object", "embed", "link", "base", "video", "foreignobject"} & set(names)
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in attributes if name.startswith("on")}
    assert not {"src", "srcset", "style", "action", "formaction", "xlink:href"} & attributes


@pytest.mark.parametrize("assessment", ALL)
def test_links_lead_to_the_web_or_into_the_page(assessment: Assessment) -> None:
    page = Page(assessment)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for href in page.values("href"):
        assert href.startswith(("https://", "http://")) or href[1:] in ids, href


def test_the_policy_names_exactly_this_style_and_script() -> None:
    import base64
    import hashlib

    text = render(sample()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]


def test_long_texts_are_cut_with_a_note() -> None:
    text = render(hostile()).decode()
    assert "more characters]" in text
    assert len(text) < 1_500_000
    assert max(len(word) for word in re.findall(r"x+", text)) <= 240


def test_equal_assessments_give_equal_pages_and_the_run_can_be_left_out() -> None:
    assert render(sample()) == render(sample())
    assert b"2026-11-23T09:14:07Z" in render(sample())
    assert b"2026-11-23T09:14:07Z" not in render(sample(), Options(with_run=False))


def test_a_hostile_organisation_shows_as_itself() -> None:
    brand = Brand(organisation='"><script>window.pwned=1</script>\u202e')
    text = render(sample(), Options(brand=brand)).decode()
    assert text.count("<script>") == 1
    assert "&#34;&gt;&lt;script&gt;window.pwned=1&lt;/script&gt;\ufffd" in text
    assert "img-src" not in text


def test_only_a_logo_opens_the_policy_for_pictures() -> None:
    text = render(sample(), Options(brand=example())).decode()
    assert "; img-src data:;" in text.replace("default-src &#39;none&#39;", "")
    assert text.count("<img ") == 1


def test_fonts_of_rarer_letters_come_along_only_when_there_are_any() -> None:
    plain = document()
    text = json.dumps(plain, ensure_ascii=False).replace("č", "c")
    faces = [
        render(Assessment.model_validate_json(words)).count(b"@font-face")
        for words in (text, json.dumps(plain, ensure_ascii=False))
    ]
    assert faces == [3, 5]


def test_every_finding_tells_its_story() -> None:
    text = render(sample()).decode()
    for expected in (
        "12 of 41 product modules (29 %) are touched by tests that assert.",
        "Tests that assert touch at least 30 % of the product&#39;s modules and run in CI.",
        "https://github.com/example/demand-forecast/blob/4be1f0c27d93a5568e2f7a1bb0c4d9e83f6a7215/tests/test_features.py#L22",
        "0.6 earned, 1.6 open",
        "Images never leave the company.",
        "Jun Mori",
        "answers disagree",
        "The answer says yes; the repository opens a bucket to everybody.",
        "<code>make check</code>",
        "not a notebook: JSON ends early",
    ):
        assert expected in text, expected
