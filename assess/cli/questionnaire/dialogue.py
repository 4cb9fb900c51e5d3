"""Question and answer over lines of text: a terminal, or a pipe that holds the answers."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from assess.cli.streams import printable, put

LONGEST = 4000
"""Characters of one line that are read as an answer."""


class Ended(Exception):
    """Nobody answers any more: end of the input, or `quit`."""


def prepare() -> None:
    """Bytes of the input that are no text are replaced, never raised."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def line(prompt: str) -> str:
    """One line without its end and without control characters. Raises: Ended."""
    put(printable(prompt))
    typed = sys.stdin.readline()
    if not typed:
        put("\n")
        raise Ended
    if not sys.stdin.isatty():
        put("\n")
    return "".join(c if c.isprintable() else " " for c in typed).strip()[:LONGEST]
