"""Notebook cells as plain Python: magics and shell lines taken out, lines kept."""

from __future__ import annotations

import re

_PYTHON_CELL_MAGICS = frozenset(
    [
        "time",
        "timeit",
        "capture",
        "prun",
        "python",
        "python3",
        "py",
        "pyspark",
        "spark",
        "local",
        "skip",
        "opts",
        "matplotlib",
    ]
)
_ASSIGNED = re.compile(r"(\s*+[\w, .\[\]'\"]+?=\s*+)[!%]")
_HELP = re.compile(r"\s*+[\w.]+\?{1,2}\s*+")


def plain_python(source: str) -> str:
    """The cell's Python with `pass` or `None` in place of magics; empty for cells in another language."""
    first = source.lstrip().partition("\n")[0]
    if first.startswith("%%"):
        name = first[2:].split(" ", 1)[0].strip()
        if name not in _PYTHON_CELL_MAGICS:
            return ""
    elif first.startswith("%") and first[1:].strip() in ("md", "sql", "sh", "scala", "r", "fs"):
        return ""
    out, continued = [], False
    for line in source.split("\n"):
        out.append("" if continued else _plain(line))
        continued = line.endswith("\\") and (continued or _is_magic(line))
    return "\n".join(out)


def _is_magic(line: str) -> bool:
    return line.lstrip().startswith(("%", "!", "?")) or (len(line) < 1000 and _ASSIGNED.match(line) is not None)


def _plain(line: str) -> str:
    stripped = line.lstrip()
    if stripped.startswith(("%", "!", "?")):
        return line[: len(line) - len(stripped)] + ("" if stripped.startswith("%%") else "pass")
    if len(line) < 1000 and ("!" in line or "%" in line) and (found := _ASSIGNED.match(line)):
        return found[1] + "None"
    if line.endswith("?") and _HELP.fullmatch(line):
        return "pass"
    return line
