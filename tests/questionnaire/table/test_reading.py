"""Tables as spreadsheets save them."""

from __future__ import annotations

import pytest
from assess.errors import InputError
from assess.questionnaire.table.reading import read_table

LINES = "question id,question,answer,who,do not change\nyes-no,Müßig?,yes,Zoë,v.\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "no columns separated", id="empty"),
        pytest.param(b"PK\x03\x04rest", "this is a workbook", id="xlsx"),
        pytest.param(b"\xd0\xcf\x11\xe0rest", "this is an old workbook", id="xls"),
        pytest.param(b"just words\n", "no columns separated", id="no table"),
        pytest.param(b"a,b,c\n1,2,3\n", "t.csv:1: the column 'answer' is missing", id="another table"),
        pytest.param(LINES.replace("question,", "answer,", 1).encode(), "stands here twice", id="a column twice"),
        pytest.param(
            LINES.encode() + b'yes-no,"open\n', "t.csv:3: this is no table", id="a quotation mark without end"
        ),
        pytest.param(LINES.encode() + b'yes-no,"' + b"x" * 200_000 + b'"\n', "this is no table", id="a cell of 200 kB"),
        pytest.param(b"question id,answer\x00\x81\x8d\x8f\n", "encoding is not known", id="no text at all"),
        pytest.param(LINES.encode() + b"x" * 20_000_000, "larger than 20 MB", id="enormous"),
    ],
)
def test_what_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_table(content, "t.csv")


@pytest.mark.parametrize(
    ("content", "encoding", "separator"),
    [
        pytest.param(LINES.encode("utf-8-sig"), "utf-8-sig", ",", id="as it was sent out"),
        pytest.param(LINES.encode(), "utf-8", ",", id="without mark"),
        pytest.param(LINES.encode("utf-16"), "utf-16", ",", id="UTF-16"),
        pytest.param(LINES.encode("utf-16-le"), "utf-16-le", ",", id="UTF-16 without mark"),
        pytest.param(LINES.encode("utf-16-be"), "utf-16-be", ",", id="the other UTF-16"),
        pytest.param(LINES.replace(",", ";").encode("cp1252"), "cp1252", ";", id="Western Windows with semicolons"),
        pytest.param(LINES.replace(",", "\t").encode("utf-16"), "utf-16", "\t", id="Unicode text with tabs"),
        pytest.param(("sep=;\r\n" + LINES.replace(",", ";")).encode(), "utf-8", ";", id="told its separator"),
        pytest.param(LINES.replace("\n", "\r\n").encode(), "utf-8", ",", id="line ends of Windows"),
        pytest.param(LINES.upper().replace("YES-NO", "yes-no").replace("MÜSSIG", "Müßig").replace("ZOË", "Zoë").encode(), "utf-8", ",", id="columns in capitals"),
    ],
)  # fmt: skip
def test_what_is_read(content: bytes, encoding: str, separator: str) -> None:
    table = read_table(content, "t.csv")
    assert (table.encoding, table.separator) == (encoding, separator)
    (row,) = table.rows
    assert (row.identifier, row.cells["answer"].lower(), row.cells["who"]) == ("yes-no", "yes", "Zoë")
    assert row.cells["note"] == ""


def test_places_are_rows_and_empty_rows_are_passed_over() -> None:
    text = 'question id,answer,do not change\na,"one\ntwo",v.\n,,\nb,"\'=1+1",v.\n'
    rows = read_table(text.encode(), "t.csv").rows
    assert [str(row.place) for row in rows] == ["t.csv:2", "t.csv:4"]
    assert str(rows[1].at("answer")) == "t.csv:4:2"
    assert [row.cells["answer"] for row in rows] == ["one\ntwo", "=1+1"]
