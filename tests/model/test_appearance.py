"""Colours, their contrast, and what a configuration may say about how reports look."""

from pathlib import Path

import pytest
from assess.configuration import read_configuration
from assess.errors import Problems
from assess.model.colour import BLACK, DARK_GROUND, LIGHT_GROUND, READABLE, WHITE, Colour, contrast, readable, text_on


@pytest.mark.parametrize("text", ["", "#fff", "blue", "#12345g", "#1234567", "rgb(1,2,3)", "#12345\n"])
def test_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="expected a colour such as"):
        Colour.parse(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        pytest.param("#ffffff", "#000000", 21.0, id="the most there is"),
        pytest.param("#777777", "#ffffff", 4.48, id="just too little"),
        pytest.param("#767676", "#ffffff", 4.54, id="just enough"),
        pytest.param("#0000ff", "#ffffff", 8.59, id="blue"),
        pytest.param("#abcdef", "#abcdef", 1.0, id="itself"),
    ],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast(Colour.parse(one), Colour.parse(other)) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("text", ["#ffcc00", "#7a1f5c", "#000000", "#ffffff", "#808080", "#00ff00"])
@pytest.mark.parametrize("ground", [LIGHT_GROUND, DARK_GROUND])
def test_the_nearest_readable_shade_reads(text: str, ground: Colour) -> None:
    colour = Colour.parse(text)
    found = readable(colour, ground)
    assert contrast(found, ground) >= READABLE
    assert (found == colour) == (contrast(colour, ground) >= READABLE)


def test_black_or_white_reads_on_every_grey() -> None:
    greys = [Colour(level, level, level) for level in range(256)]
    assert min(contrast(text_on(grey), grey) for grey in greys) >= READABLE
    assert {text_on(grey) for grey in greys} == {BLACK, WHITE}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(
            "accent: '#ffcc00'", "config.yaml:2:3: accent: #ffcc00 cannot be read on the light report", id="pale"
        ),
        pytest.param(
            "accent_dark: '#330022'", "config.yaml:2:3: accent_dark: #330022 cannot be read on the dark", id="dark"
        ),
        pytest.param("accent: red", "accent: expected a colour such as #0f5b86, got 'red'", id="a name"),
        pytest.param("color: '#0f5b86'", "config.yaml:2:3: unknown key 'color'", id="a misspelt key"),
        pytest.param("organisation: ''", "organisation", id="an empty name"),
    ],
)
def test_mistakes_are_told_with_their_place(lines: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"report:\n  {lines}\n")
    with pytest.raises(Problems) as caught:
        read_configuration(path)
    assert message in str(caught.value)


def test_the_nearest_readable_colour_is_offered_and_taken(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text('report:\n  accent: "#856a00"\n')
    assert read_configuration(path).config.report.accent == "#856a00"
