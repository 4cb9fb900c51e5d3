"""Guards: places where a program looks at something and then refuses to go on, in any language.

A guard is an act, not a library: a condition, and what follows when it holds: the run stops, the record is skipped, or a
finding is collected. It is read from lines and their indentation, so it needs no parser of the language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from posixpath import splitext

import re2

from assess.facts.code_text import code_text

MOST_UP = 14
"""Lines above a refusal in which its condition is looked for."""
MOST_DOWN = 8
"""Lines that a refusal's own text may take."""
MOST_TEXT = 900
SUFFIXES = frozenset(
    [
        ".py",
        ".ipynb",
        ".r",
        ".rmd",
        ".qmd",
        ".rb",
        ".rake",
        ".js",
        ".mjs",
        ".cjs",
        ".ts",
        ".tsx",
        ".java",
        ".scala",
        ".kt",
        ".go",
        ".cs",
        ".sh",
        ".bash",
        ".sql",
        ".jl",
        ".rs",
        ".php",
    ]
)

_STOPS = re2.compile(
    r"(?m)^\s*assert[\s(]|^\s*raise\b|\braise\s+[A-Z]\w*|\braise\s+[\"']|\bthrow\b|\b(?:sys\.|os\._|process\.)?exit\s*\(\s*[^0\s)]"
    r"|\bexit\s+[1-9]|\blog\.(?:Fatal|Panic)\w*\(|\bpanic!?\(|\b(?:bail|ensure)!\(|\breturn\b.*\b(?:fmt\.Errorf|errors\.\w+|Err)\("
    r"|(?:^|[^.\w])(?:stop|abort|cli_abort|stopifnot|assert_that|assert_\w+|check_that)\(|\bquit\([^)]*status\s*=\s*[1-9]|\brequire\("
    r"|(?i)\braise\s+exception\b|\bsignal\s+sqlstate\b|\braiserror\b|\breturn\s+Failed\("
)
_SKIPS = re2.compile(r"^\s*(?:continue|next)\b|\bnext\s+(?:if|unless)\b|\breturn\s+(?:if|unless)\b")
_REPORTS = re2.compile(
    r"(?i)\b((?:[\w.]*_)?(?:error|failure|issue|violation|problem|finding|reject|rejected|invalid|bad|quarantin)\w*)"
    r"(?:\.(?:append|add|push|extend|insert)\(|\s*<<|\s*\+=|\[\[?[^\]]*\]?\]\s*(?:=|<-)[^=])"
)
_CONDITION = re2.compile(r"\b(?:if|elif|unless|when|elsif|ELSIF|IF|WHEN)\b|\|\||&&\s*(?:exit|raise|throw)")
_ALTERNATIVE = re2.compile(r"^\s*\}?\s*(?:else|ELSE)\b\s*[:{]?\s*$")
_HIMSELF = re2.compile(
    r"^\s*assert[\s(]|\b(?:stopifnot|assert_that|assert_\w+|check_that|require)\(|\bensure!\(|\b(?:if|unless)\b|\|\||(?i)^\s*assert\b"
)
_NAMED = re2.compile(
    r"^\s*(?:async\s+)?(?:def|fn|func|fun|function|class)\s+(?:\([^)]*\)\s*)?(?:self\.)?([\w.?!]+)|^\s*([\w.]+)\s*(?:<-|=)\s*function\b"
    r"|^\s*(?:function\s+)?([\w-]+)\s*\(\)\s*\{|^\s*(?:(?:public|private|protected|static|final|override|export|async|suspend)\s+)+[^=;]*?(\w+)\s*\("
)

_WORD = re2.compile(r"\w+")


class Act(StrEnum):
    """What a guard does when its condition holds."""

    STOP = "stop"
    SKIP = "skip"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard; `text` holds the name of its function, the condition and the refusal on one line."""

    line: int
    act: Act
    text: str


@dataclass(frozen=True, slots=True)
class _Seen:
    first: int
    last: int
    act: Act
    collects: str = ""


class GuardExtractor:
    """Reads guards line by line."""

    name = "guards"
    version = 1
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """Program code and notebooks."""
        return splitext(path)[1].lower() in SUFFIXES

    def concerns(self, text: str) -> bool:
        """Whether anything in it may refuse."""
        return _STOPS.search(text) is not None or _REPORTS.search(text) is not None or "continue" in text

    def extract(self, path: str, text: str) -> tuple[Guard, ...]:
        """Every guard, in the order of its lines."""
        rows = code_text(path, text).split("\n")
        found = [seen for number in range(len(rows)) for seen in _guard_at(rows, number)]
        stopping = (" ".join(rows[s.first : s.last + 1]) for s in found if s.act is Act.STOP)
        refused = frozenset(word for text in stopping for word in _WORD.findall(text))
        functions = _functions(rows)
        return tuple(_made(rows, seen, refused, functions[seen.first]) for seen in found)


GUARDS = GuardExtractor()


def _guard_at(rows: Sequence[str], number: int) -> Iterator[_Seen]:
    row = rows[number]
    if _STOPS.search(row):
        act, collects = Act.STOP, ""
    elif _SKIPS.search(row):
        act, collects = Act.SKIP, ""
    elif report := _REPORTS.search(row):
        act, collects = Act.REPORT, str(report.group(1)).rpartition(".")[2]
    else:
        return
    first = number if _HIMSELF.search(row) else _condition_above(rows, number)
    if first is not None and "__main__" not in rows[first]:
        yield _Seen(first, _end(rows, number), act, collects)


def _condition_above(rows: Sequence[str], number: int) -> int | None:
    """The line of the condition on which a line depends; None when it always runs."""
    depth = _depth(rows[number])
    for above in range(number - 1, max(-1, number - 1 - MOST_UP), -1):
        row = rows[above]
        if not row.strip() or _depth(row) > depth or (_depth(row) == depth and not _ALTERNATIVE.search(row)):
            continue
        if _ALTERNATIVE.search(row):
            depth = _depth(row) + 1
        elif _CONDITION.search(row):
            return above
        elif row.strip()[0] in ")]}":
            depth = _depth(row) + 1
        else:
            depth = _depth(row)
            if _NAMED.search(row):
                return None
    return None


def _end(rows: Sequence[str], number: int) -> int:
    """The last line of the statement that begins on a line, by its brackets."""
    open_brackets = 0
    for below in range(number, min(len(rows), number + MOST_DOWN)):
        row = rows[below]
        open_brackets += row.count("(") + row.count("[") - row.count(")") - row.count("]")
        if open_brackets <= 0:
            return below
    return number


def _made(rows: Sequence[str], seen: _Seen, refused: frozenset[str], function: str) -> Guard:
    """The guard; a collection among the words that later stop the run (`refused`) stops it, too."""
    text = " ".join(" ".join(rows[seen.first : seen.last + 1]).split())
    act = Act.STOP if seen.collects in refused else seen.act
    return Guard(line=seen.first + 1, act=act, text=f"{function}: {text}"[:MOST_TEXT])


def _functions(rows: Sequence[str]) -> list[str]:
    """For every line the name of the function that holds it; empty at the top level."""
    found: list[str] = []
    around: list[tuple[int, str]] = []
    for row in rows:
        depth, opens = _depth(row), row.strip() and row.lstrip()[0] not in ")]}"
        while opens and around and around[-1][0] >= depth:
            around.pop()
        found.append(next((name for outer, name in reversed(around) if outer < depth), ""))
        if opens:
            named = _NAMED.search(row)
            around.append((depth, next((str(n) for n in named.groups() if n), "") if named else found[-1]))
    return found


def _depth(row: str) -> int:
    """Columns of white space before the text; a tab counts for four."""
    return len(row) - len(row.lstrip()) + 3 * (row[: len(row) - len(row.lstrip())].count("\t"))
