"""Cells that a spreadsheet shows as text and never computes.

Source: the advice of the OWASP page on CSV injection: a leading apostrophe before signs that open a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_OPENS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs that open a formula, their full-width twins, and white space that hides one."""
_SHIELD = "'"
MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def neutral(text: str) -> str:
    """The text as a cell that is shown as it stands. `restored` gives the text back exactly."""
    bare = text.lstrip(" \u00a0")
    return f"{_SHIELD}{text}" if bare.startswith(_OPENS) or text.startswith(_SHIELD) else text


def restored(cell: str) -> str:
    """The text of a cell that `neutral` made, also when a person typed it without the apostrophe."""
    return cell.removeprefix(_SHIELD)


def table(rows: Iterable[Sequence[str | float | int | None]]) -> bytes:
    """Rows as CSV that every spreadsheet opens: UTF-8 with a mark, commas, CRLF; numbers stay numbers."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return (MARK + stream.getvalue()).encode("utf-8", "replace")
