"""How an organisation's reports look."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from assess.model.colour import DARK_GROUND, LIGHT_GROUND, READABLE, Colour, contrast, readable
from assess.model.document import Document


def _reads_on(ground: Colour, name: str, text: str) -> str:
    colour = Colour.parse(text)
    found = contrast(colour, ground)
    if found < READABLE:
        better = readable(colour, ground)
        raise ValueError(
            f"{text} cannot be read on the {name} report: its contrast is {found:.1f} to 1, "
            f"and {READABLE:g} to 1 is needed (the nearest that can is {better})"
        )
    return text


def _light(text: str) -> str:
    return _reads_on(LIGHT_GROUND, "light", text)


def _dark(text: str) -> str:
    return _reads_on(DARK_GROUND, "dark", text)


class ReportSettings(Document):
    """How HTML and PDF reports look; no score hangs on it."""

    organisation: str | None = Field(default=None, min_length=1, max_length=80)
    """Whose report it is."""
    logo: str | None = Field(default=None, min_length=1)
    """A PNG, JPEG or SVG file of at most 256 KB, named from the folder of the product or of the repository; from the
    folder of the configuration file, if that is given with `--config`."""
    accent: Annotated[str, AfterValidator(_light)] | None = None
    """Colour of bars, links and heat map, as `#rrggbb`; it must be readable on the report's ground."""
    accent_dark: Annotated[str, AfterValidator(_dark)] | None = None
    """The same for the dark theme; without it, a readable tint of the accent."""
    templates: str | None = Field(default=None, min_length=1)
    """A folder whose templates and styles stand before the shipped ones, from the folder of the file given with
    `--config`. In a repository's own configuration it has no effect; name the folder with `--templates`."""
