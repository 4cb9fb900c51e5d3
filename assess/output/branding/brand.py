"""What a report carries of the organisation that hands it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assess.errors import InputError, Place
from assess.model.appearance import ReportSettings
from assess.model.colour import DARK_GROUND, WHITE, Colour, readable, text_on
from assess.output.branding.logo import Logo, logo

_SHIPPED = Colour.parse("#0f5b86")
_DARK_PAPER = Colour.parse("#171d25")
_LIGHT_SHARES = (0.86, 0.68, 0.45, 0.12, 0.0)
_DARK_SHARES = (0.84, 0.68, 0.5, 0.25, 0.0)
"""How much of the ground is mixed into each step of the heat map."""


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose report it is."""

    organisation: str = ""
    logo: Logo | None = None
    accent: Colour | None = None
    """Readable on light grounds."""
    accent_dark: Colour | None = None
    """Readable on dark grounds; set exactly when `accent` is."""


def brand(settings: ReportSettings, read: Callable[[str], bytes]) -> Brand | None:
    """The brand of a configuration, or None if it names nothing; `read` gives the bytes of a named file.

    Raises: InputError, Problems for a logo that cannot be used.
    """
    accent = dark = None
    if settings.accent or settings.accent_dark:
        accent = Colour.parse(settings.accent) if settings.accent else _SHIPPED
        dark = Colour.parse(settings.accent_dark) if settings.accent_dark else readable(accent, DARK_GROUND)
    found = Brand(
        organisation=settings.organisation or "",
        logo=logo(_content(settings.logo, read), settings.logo) if settings.logo else None,
        accent=accent,
        accent_dark=dark,
    )
    return None if found == Brand() else found


def _content(path: str, read: Callable[[str], bytes]) -> bytes:
    try:
        return read(path)
    except OSError as error:
        raise InputError(f"the logo cannot be read: {error.strerror or error}", Place(path)) from error


def html_colours(found: Brand) -> str:
    """The style rule that sets the page's colours; empty without an accent."""
    light = _steps(found.accent, WHITE, _LIGHT_SHARES)
    dark = _steps(found.accent_dark, _DARK_PAPER, _DARK_SHARES)
    pairs = "".join(f"--{name}:light-dark({light[name]},{dark[name]});" for name in light)
    return f"\n:root{{{pairs}}}\n" if pairs else ""


def pdf_colours(found: Brand) -> str:
    """The same for paper."""
    light = _steps(found.accent, WHITE, _LIGHT_SHARES)
    return f"\n:root{{{''.join(f'--{name}:{value};' for name, value in light.items())}}}\n" if light else ""


def _steps(accent: Colour | None, ground: Colour, shares: tuple[float, ...]) -> dict[str, Colour]:
    """Every colour that follows from an accent, by its name in the styles."""
    if accent is None:
        return {}
    found = {
        "proven": accent,
        "link": accent,
        "open-line": accent.mixed(ground, 0.4),
        "open-ground": accent.mixed(ground, 0.84),
    }
    for step, share in enumerate(shares, start=1):
        heat = accent.mixed(ground, share)
        found |= {f"h{step}": heat, f"t{step}": text_on(heat)}
    return found
