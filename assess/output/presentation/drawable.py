"""What no font of this machine can draw, found before a PDF is laid out and taken out of it.

PDF/UA allows no glyph that stands for a missing one (ISO 14289-1, 7.21.8), and a row of boxes tells a reader nothing:
pictographs are left out, letters and digits become one sign that says something stands here.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable

SIGN = "\u25a1"
_BEYOND = 0x24F
"""The bundled fonts hold the Latin letters up to here."""
_BUNDLED = frozenset("\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u2022\u2026\u2212")
"""Signs beyond them that the bundled fonts hold as well."""
_JOINED = "\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
"""What stands between and behind the parts of one pictograph."""
_POINT = re.compile(r"\(U\+([0-9A-F]{4,6})\)")


def drawable(markup: str, lay_out: Callable[[str], object]) -> str:
    """The page without characters that its fonts and those of the system lack.

    `lay_out` makes a document of a page with WeasyPrint. Layout of a line that holds every unusual character once says which
    ones are missing; a page without unusual characters costs nothing.
    """
    unusual = sorted({character for character in markup if ord(character) > _BEYOND} - _BUNDLED)
    missing = _missing("".join((SIGN, *unusual)), markup, lay_out) if unusual else ""
    if not missing:
        return markup
    sign = "?" if SIGN in missing else SIGN
    pictures = "".join(re.escape(c) for c in missing if unicodedata.category(c)[0] not in "LMN")
    letters = "".join(re.escape(c) for c in missing if unicodedata.category(c)[0] in "LMN")
    if pictures:
        markup = re.sub(f"[{pictures}][{pictures}{_JOINED}]*(?: (?=[^ ]))?", "", markup)
    return re.sub(f"[{letters}]", sign, markup) if letters else markup


def _missing(characters: str, markup: str, lay_out: Callable[[str], object]) -> str:
    """Those of the characters for which layout finds no glyph, in the styles of the page."""
    from markupsafe import escape

    head = markup.partition("</style>")[0]
    shown = " ".join(escape(character) for character in characters)
    probe = f"{head}</style></head><body><p>{shown}</p><p><code>{shown}</code></p></body></html>"
    told = _Told()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(told)
    try:
        lay_out(probe)
    finally:
        logger.removeHandler(told)
    return "".join(character for character in characters if ord(character) in told.points)


class _Told(logging.Handler):
    """Collects the code points that layout complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.points: set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the code point that a message names."""
        self.points |= {int(point, 16) for point in _POINT.findall(record.getMessage())}
