"""A brand to try the reports on."""

from __future__ import annotations

from assess.model.appearance import ReportSettings
from assess.output.branding.brand import Brand, brand

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 48"><title>Example Retail</title>'
    b'<rect width="48" height="48" rx="10" fill="#7a1f5c"/><path d="M12 34V14l12 8 12-8v20z" fill="#fff"/></svg>'
)


def example() -> Brand:
    """Name, drawn logo and an accent."""
    settings = ReportSettings(organisation="Example Retail", logo="logo.svg", accent="#7a1f5c")
    found = brand(settings, lambda name: LOGO)
    assert found is not None
    return found
