import json
from xml.etree import ElementTree

import pytest
from assess.output import badge, badge_endpoint

from .sample import document, sample
from .variants import nothing_applies


def test_the_badge_says_score_and_level() -> None:
    drawing = ElementTree.fromstring(badge.render(sample()))
    texts = [element.text for element in drawing.iter() if element.tag.endswith("}text")]
    assert texts == ["readiness", "38, level 0, possibly 2"]
    assert drawing.find("{http://www.w3.org/2000/svg}title").text == "readiness: 38, level 0, possibly 2"  # type: ignore[union-attr]


def test_the_endpoint_says_the_same() -> None:
    said = json.loads(badge_endpoint.render(sample()))
    assert said == {
        "schemaVersion": 1,
        "label": "readiness",
        "message": "38, level 0, possibly 2",
        "color": badge.colour(sample()),
    }


def test_nothing_applies() -> None:
    assert badge.message(nothing_applies()) == "not applicable"
    ElementTree.fromstring(badge.render(nothing_applies()))


def _contrast_with_white(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


@pytest.mark.parametrize("proven", [0, 10, 30, 50, 70, 95])
def test_white_text_reads_on_every_ground(proven: float) -> None:
    made = document()
    made["summary"]["score"] = {"proven": proven, "possible": 100}
    assessment = sample().model_validate(made)
    assert _contrast_with_white(badge.colour(assessment)) >= 4.5
