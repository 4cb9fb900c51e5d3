"""What stands ready for a test file: fixtures of `conftest.py` files above it, values made in R's set-up and helper files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from posixpath import dirname

import re2

from assess.facts.globs import Globs
from assess.links.code.tested import Suite
from assess.links.web import Links
from assess.snapshot.protocol import Unavailable

_R_FILES = Globs(("{helper,setup}*.{R,r}",))
_MADE = re2.compile(r"(?m)^([A-Za-z.][\w.]*)[ \t]*(?:<-|=)")
_WORD = re2.compile(r"[A-Za-z.][\w.]*")


def fixtures_of(links: Links, suite: Suite) -> Iterator[tuple[str, str]]:
    """Python: path and name of each fixture in a `conftest.py` above the suite that the suite's text names."""
    words: frozenset[str] | None = None
    folder = dirname(suite.path)
    while True:
        path = f"{folder}/conftest.py".lstrip("/")
        code = links.modules.code.get(path)
        for function in code.functions if code is not None and path != suite.path else ():
            if any("fixture" in decorator for decorator in function.decorators):
                words = words if words is not None else _words(links, suite.path)
                if function.name in words:
                    yield path, function.name
        if not folder:
            return
        folder = dirname(folder)


def set_up_files_of(links: Links, suite: Suite) -> Iterator[str]:
    """R: set-up and helper files beside the suite that make a value which the suite's text names."""
    folder = dirname(suite.path)
    for path in _r_files(links):
        if dirname(path) == folder and path != suite.path:
            made = frozenset(_MADE.findall(_text(links, path)))
            if made & _words(links, suite.path):
                yield path


def companions(links: Links, suite: Suite) -> tuple[str, ...]:
    """Files whose text counts for a suite as if it stood there."""
    return (suite.path, *set_up_files_of(links, suite)) if suite.language == "r" else (suite.path,)


@lru_cache(maxsize=2)
def _r_files(links: Links) -> tuple[str, ...]:
    return tuple(path for path in links.facts.paths if path in _R_FILES)


def _words(links: Links, path: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_text(links, path)))


def _text(links: Links, path: str) -> str:
    try:
        return links.facts.text(path)
    except Unavailable:
        return ""
