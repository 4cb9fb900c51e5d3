"""A filled-in table as spreadsheets save it: in several encodings, with commas, semicolons or tabs.

Places are rows and columns as a spreadsheet counts them, not lines of the file: a cell may hold several lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from assess.errors import InputError, Place, Problems
from assess.questionnaire.table.columns import ANSWER, COLUMNS, FILLED, ID, STATE
from assess.spreadsheet import restored
from assess.suggestion import did_you_mean

LARGEST_BYTES = 20_000_000
_NEEDED = (ID, ANSWER, STATE)
_BINARY = {
    b"PK\x03\x04": "this is a workbook (xlsx or ods)",
    b"\xd0\xcf\x11\xe0": "this is an old workbook (xls)",
    b"%PDF": "this is a PDF",
}
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Row:
    """One filled-in row, cells as the person sees them."""

    place: Place
    identifier: str
    cells: Mapping[str, str]
    """The columns that people fill in; empty where the table lacks one."""
    state: str
    columns: Mapping[str, int]
    """1-based number of each column."""

    def at(self, column: str) -> Place:
        """The place of one cell."""
        return Place(self.place.path, self.place.line, self.columns.get(column, 0))


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and how the file was read."""

    rows: tuple[Row, ...]
    encoding: str
    separator: str


def read_table(content: bytes, name: str) -> Table:
    """The rows of a table. Raises: Problems, InputError with what to save it as."""
    text, encoding = _decoded(content, name)
    head, _, rest = text.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        text = rest
    separator = _separator(text, name)
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        hint = "save the table again as CSV from the spreadsheet"
        raise InputError(f"this is no table: {error}", Place(name, len(records) + 1), hint) from error
    return Table(_rows(records, name), encoding, separator)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    if len(content) > LARGEST_BYTES:
        raise InputError(f"the file is larger than {LARGEST_BYTES // 1_000_000} MB", Place(name))
    for start, what in _BINARY.items():
        if content.startswith(start):
            raise InputError(what, Place(name), "save it as CSV (UTF-8) from the spreadsheet")
    marked = next((encoding for mark, encoding in _MARKED if content.startswith(mark)), None)
    guesses = (marked,) if marked else (*_unmarked_utf16(content), "utf-8", "cp1252")
    for encoding in guesses:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise InputError("the encoding is not known", Place(name), "save it as CSV (UTF-8) from the spreadsheet")


def _unmarked_utf16(content: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark, told by the zero bytes between Latin letters."""
    head = content[:200]
    if head[1::2].count(0) > len(head) // 4:
        return ("utf-16-le",)
    return ("utf-16-be",) if head[::2].count(0) > len(head) // 4 else ()


def _separator(text: str, name: str) -> str:
    """The sign between the columns, by the first row."""
    head = text.split("\n", 1)[0]
    counts = {sign: head.count(sign) for sign in (",", ";", "\t")}
    best = max(counts, key=lambda sign: counts[sign])
    if not counts[best]:
        hint = f"the first row names the columns: {', '.join(_NEEDED)}, ..."
        raise InputError("no columns separated by comma, semicolon or tab were found", Place(name, 1), hint)
    return best


def _rows(records: list[list[str]], name: str) -> tuple[Row, ...]:
    head = [" ".join(restored(cell).split()).lower() for cell in records[0]] if records else []
    problems = [
        InputError(
            f"the column {wanted!r} is missing", Place(name, 1), did_you_mean(wanted, head) or "export the table again"
        )
        for wanted in _NEEDED
        if wanted not in head
    ]
    problems += [
        InputError(f"the column {one!r} stands here twice", Place(name, 1)) for one in COLUMNS if head.count(one) > 1
    ]
    if problems:
        raise Problems(problems)
    columns = {column: index for index, column in enumerate(head, 1)}
    found = []
    for number, record in enumerate(records[1:], 2):
        cells = {column: restored(cell) for column, cell in zip(head, record, strict=False)}
        if cells.get(ID, "").strip() or cells.get(ANSWER, "").strip():
            filled = {column: _clean(cells.get(column, "")) for column in FILLED}
            identifier, state = cells.get(ID, "").strip(), cells.get(STATE, "").strip()
            found.append(Row(Place(name, number), identifier, filled, state, columns))
    return tuple(found)


def _clean(text: str) -> str:
    """Without control characters, line ends aside."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in lines).strip()
