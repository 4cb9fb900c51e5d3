"""Which functions are tests, and whether they assert something that could fail."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from assess.facts.python.values import TestFunction

_RAISES = ("pytest.raises", "pytest.warns", "pytest.fail", "raises", "expect")
_SKIPS = ("pytest.mark.skip", "unittest.skip", "pytest.mark.xfail", "unittest.expectedFailure")


def can_fail(node: ast.expr) -> bool:
    """Whether an expression holds anything besides constants."""
    return any(isinstance(part, ast.Name | ast.Call | ast.Attribute | ast.Await) for part in ast.walk(node))


def is_assertion(name: str, call: ast.Call) -> bool:
    """Whether a call asserts: `assert*` of unittest, numpy, pandas and mocks, or pytest's own checks."""
    last = name.rsplit(".", 1)[-1]
    if last.startswith("assert"):
        values = [*call.args, *(k.value for k in call.keywords)]
        return not values or any(can_fail(v) for v in values)
    return name in _RAISES or last in ("assertRaises", "check_estimator", "fail_unless")


def is_skip(decorator: str) -> bool:
    """Whether a decorator switches the test off for good."""
    return decorator in _SKIPS


@dataclass(slots=True)
class Tally:
    """Assertions and calls of every function of a module, while it is visited."""

    assertions: dict[str, int] = field(default_factory=dict)
    calls: dict[str, set[str]] = field(default_factory=dict)
    candidates: list[tuple[str, int, bool]] = field(default_factory=list)
    all_skipped: bool = False

    def note_assertion(self, inside: str) -> None:
        """One assertion in a function."""
        self.assertions[inside] = self.assertions.get(inside, 0) + 1

    def note_call(self, inside: str, name: str) -> None:
        """A call of a name of the same module or class."""
        if inside and (name.startswith("self.") or "." not in name):
            self.calls.setdefault(inside, set()).add(name.removeprefix("self."))

    def tests(self) -> tuple[TestFunction, ...]:
        """The tests, with the assertions of the helpers that they call directly."""
        helpers: dict[str, int] = {}
        totals: dict[str, int] = {}
        for name, count in self.assertions.items():
            last = name.rsplit(".", 1)[-1]
            helpers[last] = helpers.get(last, 0) + count
            while name:  # assertions of an inner function belong to the outer one, too
                totals[name] = totals.get(name, 0) + count
                name = name.rpartition(".")[0]
        return tuple(
            TestFunction(name, line, totals.get(name, 0) + self._helped(name, helpers), skipped or self.all_skipped)
            for name, line, skipped in self.candidates
        )

    def _helped(self, name: str, helpers: dict[str, int]) -> int:
        called = self.calls.get(name, set())
        return sum(helpers[c] for c in called if c in helpers and not c.startswith("test"))
