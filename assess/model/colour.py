"""Colours and how well they can be told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

READABLE = 4.5
"""Least contrast of text with its ground. Source: WCAG 2.2, success criterion 1.4.3."""
_HEX = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour; each part in 0..255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Colour:
        """The colour of `#rrggbb`. Raises: ValueError for anything else."""
        if not _HEX.fullmatch(text):
            raise ValueError(f"expected a colour such as #0f5b86, got {text[:40]!r}")
        return cls(*bytes.fromhex(text[1:]))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance in 0..1. Source: WCAG 2.2, definition of relative luminance."""
        parts = [value / 255 for value in (self.red, self.green, self.blue)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def mixed(self, other: Colour, share: float) -> Colour:
        """This colour with a share (0..1) of another."""
        pairs = ((self.red, other.red), (self.green, other.green), (self.blue, other.blue))
        return Colour(*(round(own + (its - own) * share) for own, its in pairs))


BLACK = Colour(0, 0, 0)
WHITE = Colour(255, 255, 255)
LIGHT_GROUND = Colour.parse("#f3f5f8")
"""The darkest ground on which the light reports set text in their accent."""
DARK_GROUND = Colour.parse("#1d242d")
"""The lightest ground on which the dark report does."""


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio in 1..21. Source: WCAG 2.2, definition of contrast ratio."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, ground: Colour) -> Colour:
    """The colour itself if it reads on the ground, else its nearest shade or tint that does."""
    pole = max((BLACK, WHITE), key=lambda end: contrast(end, ground))
    steps = (colour.mixed(pole, step / 50) for step in range(51))
    return next(shade for shade in steps if contrast(shade, ground) >= READABLE)


def text_on(ground: Colour) -> Colour:
    """Black or white, whichever reads better; one of them always does."""
    return max((BLACK, WHITE), key=lambda end: contrast(end, ground))
