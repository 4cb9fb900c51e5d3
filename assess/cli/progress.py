"""Progress on stderr: one line that changes on a terminal, plain lines when asked for, else nothing."""

from __future__ import annotations

import shutil
import sys
from time import monotonic
from types import TracebackType

from assess.cli.streams import printable

_CLEAR = "\r\x1b[K"
_SECONDS_BETWEEN = 0.1


class Progress:
    """To be called with each step's text; as a context it wipes its line at the end."""

    def __init__(self, *, verbose: bool = False, quiet: bool = False) -> None:
        self._lines = verbose
        self._changing = not verbose and not quiet and sys.stderr.isatty()
        self._last = 0.0

    def __call__(self, text: str) -> None:
        """Show one step."""
        if self._lines:
            sys.stderr.write(printable(text) + "\n")
        elif self._changing and monotonic() - self._last >= _SECONDS_BETWEEN:
            self._last = monotonic()
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(_CLEAR + printable(text).replace("\n", " ")[:width])
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._changing and self._last:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
