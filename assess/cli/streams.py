"""What goes to the terminal: results to stdout, everything else to stderr; a closed pipe is no error."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper

import click

from assess.errors import OutputError
from assess.output.presentation.wrapping import fitted


def prepare() -> None:
    """Characters that the terminal cannot show are replaced, never raised."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str = "", *, bold: bool = False, colour: str | None = None) -> None:
    """One or more lines of the result, fitted to a terminal. Raises: OutputError when stdout cannot be written."""
    clean = fitted(printable(text), _columns())
    if (bold or colour) and colourful():
        clean = click.style(clean, fg=colour, bold=bold or None)
    put(clean + "\n")


def put_page(text: str) -> None:
    """A finished page for people, fitted to a terminal. Raises: OutputError."""
    put(fitted(text, _columns()))


def put(text: str) -> None:
    """Finished text of the result, control characters included. Raises: OutputError."""
    _write(text.encode(sys.stdout.encoding or "utf-8", "replace"))


def put_bytes(content: bytes) -> None:
    """A finished document on stdout. Raises: OutputError."""
    _write(content)


def _columns() -> int | None:
    """How wide the terminal is; None when stdout goes elsewhere, where nobody knows."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None


def tell(text: str) -> None:
    """A message for people, on stderr."""
    try:
        sys.stderr.write(printable(text).rstrip("\n") + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody is left to be told
        return


def finish() -> None:
    """Sends what is still buffered. Raises: OutputError."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _nobody_reads()
    except OSError as error:
        raise _unwritable(error) from error


def printable(text: str) -> str:
    """The text without control characters that could steer a terminal; line ends and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def colourful() -> bool:
    """Whether stdout is a terminal that wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _write(content: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _nobody_reads()
    except OSError as error:
        raise _unwritable(error) from error


def _nobody_reads() -> None:
    """The reader has gone (`| head`): the rest of the result goes nowhere, the work and its exit code stand."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _unwritable(error: OSError) -> OutputError:
    _nobody_reads()
    return OutputError(f"standard output could not be written: {error.strerror}")


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural unless it is one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
