"""Marks of tests that every automated run of pytest leaves out (`-m "not slow"`)."""

from __future__ import annotations

from functools import lru_cache

import re2

from assess.facts.python_code import TestFunction
from assess.links.kinds import AUTOMATIC, Run
from assess.links.web import Links
from assess.snapshot.protocol import Unavailable

_SETTINGS = ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
_OPTIONS = re2.compile(r"""(?m)^[ \t]*addopts[ \t]*=.*?-m[ =]+(?:\\?"|')([^"'\\\n]+)(?:\\?"|')""")
_LEFT_OUT = re2.compile(r"\bnot\s+(\w+)")
_CHOOSES = frozenset({"or", "("})


def is_left_out(links: Links, path: str, test: TestFunction) -> bool:
    """Whether a test carries a mark that no automated run of pytest selects."""
    marks = left_out_marks(links)
    if not marks:
        return False
    owners = {test.name, test.name.rpartition(".")[0]}
    code = links.modules.code[path]
    given = {d for function in code.functions if function.name in owners for d in function.decorators}
    given |= {d for one in code.classes if one.name in owners for d in one.decorators}
    return any(d.rpartition("pytest.mark.")[2].partition("(")[0] in marks for d in given if "pytest.mark." in d)


@lru_cache(maxsize=4)
def left_out_marks(links: Links) -> frozenset[str]:
    """Marks that all automated runs leave out; none when one of them takes every test."""
    runs = [run for run in links.commands if run.live and run.events & AUTOMATIC and _is_pytest(run)]
    if not runs:
        return frozenset()
    usual = _of_settings(links)
    return frozenset.intersection(*(_marks(_expression(run), usual) for run in runs))


def _is_pytest(run: Run) -> bool:
    return "test" in run.purposes and any(w in ("pytest", "py.test") for w in (run.program, *run.arguments))


def _expression(run: Run) -> str:
    words = run.arguments
    start = next((i for i, w in enumerate((run.program, *words)) if w in ("pytest", "py.test")), 0)
    found = ""
    for position in range(start, len(words)):
        if words[position] == "-m" and position + 1 < len(words):
            found = words[position + 1]
        elif words[position].startswith("-m") and len(words[position]) > 2:
            found = words[position][2:].lstrip("=")
    return found


def _marks(expression: str, usual: frozenset[str]) -> frozenset[str]:
    """The marks that an expression leaves out; `usual` where the command gives none."""
    if not expression:
        return usual
    if _CHOOSES & set(expression.replace("(", " ( ").split()):
        return frozenset()
    return frozenset(_LEFT_OUT.findall(expression))


def _of_settings(links: Links) -> frozenset[str]:
    for path in _SETTINGS:
        if path not in links.facts.entries:
            continue
        try:
            match = _OPTIONS.search(links.facts.text(path))
        except Unavailable:
            continue
        if match:
            return _marks(match.group(1), frozenset())
    return frozenset()
