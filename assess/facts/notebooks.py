"""Jupyter notebooks: cells with the file line of every source line, outputs and order of execution."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from assess.facts.extractor import Unparsable

LIMIT_BYTES = 64_000_000
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"(\s*+:)?+|[{}\[\]]', re.DOTALL)
"""Linear: every alternative is possessive."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `lines` holds the 1-based line of the notebook file for each line of `source`."""

    kind: str
    """`code`, `markdown` or `raw`."""
    source: str
    lines: tuple[int, ...]
    has_output: bool = False
    execution_count: int | None = None

    @property
    def line(self) -> int:
        """Where the cell's source begins."""
        return self.lines[0] if self.lines else 1

    def line_at(self, number: int) -> int:
        """The file line of a 1-based source line."""
        return self.lines[min(max(number, 1), len(self.lines)) - 1] if self.lines else 1


@dataclass(frozen=True, slots=True)
class Notebook:
    """One notebook."""

    cells: tuple[Cell, ...]
    language: str
    """`python`, `r`, `scala`, ... in lower case; `python` when the notebook does not say."""

    @property
    def code_cells(self) -> tuple[Cell, ...]:
        """Code cells that hold something."""
        return tuple(c for c in self.cells if c.kind == "code" and c.source.strip())

    @property
    def has_outputs(self) -> bool:
        """Whether outputs are kept in the file."""
        return any(c.has_output for c in self.code_cells)

    @property
    def executed_in_order(self) -> bool:
        """Whether every code cell was run, from top to bottom, in one go."""
        counts = [c.execution_count for c in self.code_cells]
        return bool(counts) and counts == list(range(1, len(counts) + 1))

    @property
    def words(self) -> int:
        """Words in markdown cells."""
        return sum(len(c.source.split()) for c in self.cells if c.kind == "markdown")


class NotebookExtractor:
    """Reads `.ipynb` files of format 3 and later."""

    name = "notebooks"
    version = 1
    limit_bytes = LIMIT_BYTES

    def selects(self, path: str) -> bool:
        """Notebook files outside checkpoint folders."""
        return path.endswith(".ipynb") and ".ipynb_checkpoints/" not in path

    def concerns(self, text: str) -> bool:
        """Every notebook."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Notebook:
        """The cells. Raises: Unparsable."""
        del path
        return read_notebook(text)


NOTEBOOKS = NotebookExtractor()


def read_notebook(text: str) -> Notebook:
    """A notebook file's cells. Raises: Unparsable."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise Unparsable(f"not JSON: {problem.msg}", problem.lineno) from problem
    except (ValueError, RecursionError) as problem:
        raise Unparsable("not readable as JSON") from problem
    if not isinstance(document, dict):
        raise Unparsable("not a notebook: the top level is no object", 1)
    cells = _raw_cells(document)
    lines = _source_lines(text)
    placed = lines if len(lines) == len(cells) else [[] for _ in cells]
    return Notebook(tuple(_cell(c, at) for c, at in zip(cells, placed, strict=True)), _language(document))


def _raw_cells(document: dict[str, Any]) -> list[dict[str, Any]]:
    groups = [document.get("cells")]
    sheets = document.get("worksheets")
    if isinstance(sheets, list):
        groups = [s.get("cells") for s in sheets if isinstance(s, dict)]
    return [c for group in groups if isinstance(group, list) for c in group if isinstance(c, dict)]


def _language(document: dict[str, Any]) -> str:
    metadata = document.get("metadata")
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        part = metadata.get(key) if isinstance(metadata, dict) else None
        if isinstance(part, dict) and isinstance(part.get(name), str):
            return str(part[name]).lower()
    return "python"


def _cell(raw: dict[str, Any], at: list[int]) -> Cell:
    source = raw.get("source", raw.get("input", ""))
    parts = [p for p in source if isinstance(p, str)] if isinstance(source, list) else [str(source or "")]
    if len(at) != len(parts):
        at = [at[0] if at else 1] * len(parts)
    lines, starts = [at[0] if at else 1], True
    for part, line in zip(parts, at, strict=True):
        if starts:
            lines[-1] = line
        lines.extend([line] * part.count("\n"))
        starts = part.endswith("\n")
    count = raw.get("execution_count", raw.get("prompt_number"))
    kind = str(raw.get("cell_type", "raw"))
    return Cell(
        kind="markdown" if kind == "heading" else kind,
        source="".join(parts),
        lines=tuple(lines),
        has_output=bool(raw.get("outputs")),
        execution_count=count if isinstance(count, int) else None,
    )


def _source_lines(text: str) -> list[list[int]]:
    """For each cell the lines on which its source strings stand, by one pass over the JSON tokens."""
    stack: list[str] = []
    keys: list[str] = []
    cells: list[list[int]] = []
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        if first in "{[":
            if first == "{" and _at_cells(stack, keys):
                cells.append([])
            stack.append(first)
            keys.append("")
        elif first in "}]":
            if stack:
                stack.pop()
                keys.pop()
        elif token.group(1) is not None:
            if keys:
                keys[-1] = text[token.start() + 1 : token.start() + 20].partition('"')[0]
        elif cells and _in_source(stack, keys):
            line += text.count("\n", counted, token.start())
            counted = token.start()
            cells[-1].append(line)
    return cells


def _at_cells(stack: list[str], keys: list[str]) -> bool:
    flat = len(stack) == 2 and stack == ["{", "["] and keys[0] == "cells"
    sheet = len(stack) == 4 and stack == ["{", "[", "{", "["] and keys[0] == "worksheets" and keys[2] == "cells"
    return flat or sheet


def _in_source(stack: list[str], keys: list[str]) -> bool:
    if stack[-1] == "[":
        stack, keys = stack[:-1], keys[:-1]
    if len(stack) not in (3, 5) or stack[-1] != "{" or keys[-1] not in ("source", "input"):
        return False
    return _at_cells(stack[:-1], keys[:-1])
