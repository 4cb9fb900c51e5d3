"""Logos as hostile input: what is refused, what is left behind, what comes through whole."""

import struct
import xml.etree.ElementTree as ET
import zlib

import pytest
from assess.errors import InputError
from assess.model.appearance import ReportSettings
from assess.output.branding.brand import brand, html_colours, pdf_colours
from assess.output.branding.logo import SIZE_LIMIT, logo
from assess.output.branding.svg import cleaned_svg

from tests.output.brands import LOGO

NS = 'xmlns="http://www.w3.org/2000/svg"'


def svg(inside: str, attributes: str = "") -> bytes:
    return f"<svg {NS} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(svg("<script>alert(1)</script>"), "<script> has no place", id="script"),
        pytest.param(svg("<style>*{fill:url(http://e)}</style>"), "<style> has no place", id="style sheet"),
        pytest.param(svg("", 'onload="alert(1)"'), "'onload' has no place", id="event"),
        pytest.param(svg('<image href="http://e/x.png"/>'), "<image> has no place", id="picture from elsewhere"),
        pytest.param(svg('<use href="#a"/>'), "<use> has no place", id="use, which unfolds"),
        pytest.param(svg("<foreignObject><p/></foreignObject>"), "<foreignObject> has no place", id="HTML inside"),
        pytest.param(svg('<a href="javascript:alert(1)"><path/></a>'), "<a> has no place", id="link"),
        pytest.param(svg('<animate attributeName="x"/>'), "<animate> has no place", id="animation"),
        pytest.param(svg('<filter id="f"/>'), "<filter> has no place", id="filter"),
        pytest.param(svg('<rect fill="url(http://e/x)"/>'), "the value of 'fill'", id="fill from elsewhere"),
        pytest.param(svg(r'<rect style="fill:u\72l(http://e)"/>'), "the value of 'fill'", id="escaped style"),
        pytest.param(svg('<linearGradient href="file:///etc/passwd"/>'), "a reference has no place", id="reference"),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "declares no entities", id="entities"),
        pytest.param(svg("<g>" * 50 + "</g>" * 50), "40 deep", id="too deep"),
        pytest.param(svg("<g/>" * 6000), "at most 5000 elements", id="too many"),
        pytest.param(svg("<g>"), "not well-formed XML: mismatched tag", id="broken"),
        pytest.param(b"<html><script/></html>", "the outermost element is no <svg>", id="another document"),
        pytest.param(b"", "no PNG, JPEG or SVG", id="empty"),
        pytest.param(b"GIF89a", "no PNG, JPEG or SVG", id="another format"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * 40, "PNG picture is damaged", id="a PNG's beginning"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x01", "JPEG picture is damaged", id="a JPEG's beginning"),
        pytest.param(b"<" + b" " * SIZE_LIMIT, "at most 262,144 bytes are taken", id="too large"),
    ],
)
def test_refused(content: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        logo(content, "logo.svg")
    assert message in str(caught.value)
    assert str(caught.value).startswith("logo.svg")


def test_every_fault_of_a_drawing_is_told_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        logo(svg("\n<script/>\n <image/>"), "logo.svg")
    assert [line.split(" ")[0] for line in str(caught.value).splitlines()] == ["logo.svg:2:1:", "logo.svg:3:2:"]


def test_a_drawing_is_written_anew_without_what_does_not_draw() -> None:
    content = svg(
        '<metadata><rdf xmlns="r">private</rdf></metadata><!-- who drew it -->'
        '<e:page xmlns:e="urn:editor"><path d="M0 0"/></e:page>'
        '<g e:label="layer" xmlns:e="urn:editor" class="a" style="fill:#123456; -e-x: 1; fill:#abcdef" fill="red">'
        '<text x="1">A &lt; B</text></g>',
        'viewBox="0 0 9 9"',
    )
    made = cleaned_svg(content, "logo.svg").decode()
    assert made == f'<svg {NS} viewBox="0 0 9 9"><g fill="#abcdef"><text x="1">A &lt; B</text></g></svg>'


def test_a_plain_drawing_keeps_its_shapes() -> None:
    before, after = ET.fromstring(LOGO), ET.fromstring(logo(LOGO, "logo.svg").content)
    assert [(e.tag, e.attrib, e.text) for e in after.iter()] == [(e.tag, e.attrib, e.text) for e in before.iter()]
    assert logo(LOGO, "logo.svg").data_address.startswith("data:image/svg+xml;base64,")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int = 1, height: int = 1, extra: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = _chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + head + extra + data + _chunk(b"IEND", b"")


def test_a_png_keeps_its_picture_only() -> None:
    assert logo(_png(extra=_chunk(b"tEXt", b"author\x00me")) + b"<script>", "a.png").content == _png()


def test_a_jpeg_tells_its_size() -> None:
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 20, 30) + b"\x01\x01\x11\x00"
    assert logo(b"\xff\xd8\xff\xe0\x00\x04ab" + frame, "a.jpg").media_type == "image/jpeg"


@pytest.mark.parametrize("content", [_png(5000, 1), _png(1, 0)])
def test_a_picture_of_impossible_size_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="at most 4096 each way"):
        logo(content, "a.png")


def _missing(name: str) -> bytes:
    raise FileNotFoundError(2, "No such file or directory")


def test_a_missing_logo_is_named() -> None:
    with pytest.raises(InputError, match=r"art/logo\.svg: the logo cannot be read: No such file"):
        brand(ReportSettings(logo="art/logo.svg"), _missing)


def test_nothing_said_is_no_brand() -> None:
    assert brand(ReportSettings(), _missing) is None


def test_a_dark_accent_alone_leaves_the_light_one() -> None:
    found = brand(ReportSettings(accent_dark="#e59ac8"), _missing)
    assert found is not None
    assert "--proven:light-dark(#0f5b86,#e59ac8);" in html_colours(found)
    assert "--proven:#0f5b86;" in pdf_colours(found)
