"""Texts of others inside Markdown: they show as themselves and take no effect."""

from __future__ import annotations

import re

from assess.output.presentation.safe_text import clean

TEXT_LIMIT = 240
"""Longest text of a finding; the pull request is not the place for more."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&])")
_START = re.compile(r"^([#+\-=]|\d+[.)](?=\s|$))")
_AUTOMATIC = re.compile(r"(@|#|!|:(?=//)|www(?=\.))(?=\S)", re.IGNORECASE)


def escaped(text: str, limit: int = TEXT_LIMIT) -> str:
    """Text that shows as itself: no markup, no HTML, no mention, reference or automatic link comes out of it."""
    plain = _SPECIAL.sub(r"\\\1", clean(text, limit)).replace("\\&", "&amp;").replace("\\<", "&lt;")
    plain = _START.sub(_unlisted, plain)
    return _AUTOMATIC.sub(r"\1<!-- -->", plain)


def _unlisted(match: re.Match[str]) -> str:
    """A backslash before the sign that would open a heading or a list."""
    return f"{match[1][:-1]}\\{match[1][-1]}"


def code(text: str, limit: int = TEXT_LIMIT) -> str:
    """A code span that its text cannot leave, in tables too."""
    return f"`{clean(text, limit).replace('`', chr(39)).replace('|', '/')}`"
