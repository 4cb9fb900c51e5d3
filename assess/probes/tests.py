"""Share of the product's modules that asserting tests run: through imports in Python, by name in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assess.facts.globs import Globs
from assess.facts.matches import compiled
from assess.facts.python_code import TestFunction
from assess.links.code.deselected import is_left_out
from assess.links.code.preparations import companions, fixtures_of
from assess.links.code.tested import Suite, tested
from assess.links.kinds import Standing
from assess.model.evidence import Observation, seen
from assess.model.scale import Truth
from assess.probes.params import InFiles, Pattern
from assess.probes.view import View
from assess.snapshot.protocol import Unavailable

MEASURES = True
MOST_EVIDENCE = 5
_FLOORS = {
    "any": Standing.DEAD,
    "product": Standing.MANUAL,
    "runtime": Standing.RUNTIME,
    "automated": Standing.AUTOMATED,
    "gating": Standing.AUTOMATED,
}


class Tests(InFiles):
    """Which tests count, and for which modules. `paths` and `not_paths` select product modules, `reached` test files.

    A module counts as run when an asserting test that is not skipped imports it, itself or through a helper, a fixture
    file or one other module. With `reached: automated`, tests with a mark that every run in CI leaves out (`-m "not slow"`)
    don't count. Empty modules, set-up files and migrations are left out.
    """

    languages: tuple[str, ...] = ()
    """`python`, `r`, `javascript`, `jvm`, `go`, `rust`, `ruby`, `elixir`, `php`, `julia`, `dotnet`; empty means all."""
    test_paths: tuple[str, ...] = ()
    """Globs of test files; empty means all."""
    min_tests: int = Field(default=1, ge=1)
    """How many asserting tests there must be; with fewer the share is 0."""
    calls: tuple[str, ...] = ()
    """Dotted patterns of calls (Python) of which the test, a helper in its file or a fixture that the file names must make one."""
    imports: tuple[str, ...] = ()
    """Modules (Python) of which the test's file must import one."""
    text: tuple[Pattern, ...] = ()
    """Patterns (RE2) of which the test's file must hold one, in any language; in R also the set-up file of a value that it names."""
    not_text: tuple[Pattern, ...] = ()
    """Patterns (RE2) that the test's file must not hold, such as stand-ins for what is to be tested."""
    module_text: tuple[Pattern, ...] = ()
    """Patterns (RE2) of which a product module must hold one to be counted: what the code does, where names don't tell."""


PARAMS = Tests


def observe(params: Tests, view: View) -> Observation:
    """The share of modules, with the first tests; its high end is 1 when a test file could not be read."""
    known = tested(view.links)
    languages = set(params.languages)
    unscoped = params.model_copy(update={"reached": "any", "scope": "product"})
    products = {
        path
        for path in view.in_scope(unscoped, sorted(known.products))
        if (not languages or known.products[path] in languages)
        and (not params.module_text or _holds(params.module_text, view, path))
    }
    suites = [
        (s, kept)
        for s in known.suites
        if (not languages or s.language in languages) and (kept := _kept(params, view, s))
    ]
    if sum(len(kept) for _, kept in suites) < params.min_tests:
        return _nothing(params, view, known.unread)
    covered = {path for suite, _ in suites for path in suite.covers} & products
    low = len(covered) / len(products) if products else 1.0
    evidence = tuple(
        seen(suite.path, kept[0].line, f"{kept[0].name or 'assertion'}; {_covers(suite, products)}")
        for suite, kept in sorted(suites, key=lambda s: -len(s[0].covers & products))[:MOST_EVIDENCE]
        if suite.covers & products or not covered
    )
    note = f"asserting tests run {len(covered)} of {len(products)} modules" if products else "no modules to test"
    if params.module_text and not covered:
        return _nothing(params, view, known.unread)
    high = 1.0 if any(_unread(params, view, known.unread)) else low
    return Observation(Truth.YES, evidence, (low, high), note, len(products))


def _covers(suite: Suite, products: set[str]) -> str:
    count = len(suite.covers & products)
    return f"runs {count} module" + ("" if count == 1 else "s")


def _nothing(params: Tests, view: View, unread: tuple[str, ...]) -> Observation:
    paths = list(_unread(params, view, unread))
    if paths:
        return Observation(Truth.UNKNOWN, tuple(seen(p, text="could not be read") for p in paths), (0.0, 1.0))
    return Observation(Truth.NO, share=(0.0, 0.0), note="no asserting tests of this kind")


def _unread(params: Tests, view: View, unread: tuple[str, ...]) -> Iterator[str]:
    for path in unread:
        if (not params.languages or "python" in params.languages) and _is_selected(params, view, path):
            yield path


def _is_selected(params: Tests, view: View, path: str) -> bool:
    if params.test_paths and path not in Globs(params.test_paths):
        return False
    floor = _FLOORS[params.reached]
    return not floor or view.links.reach.of(path).standing >= floor


def _kept(params: Tests, view: View, suite: Suite) -> tuple[TestFunction, ...]:
    """The suite's tests that make the wanted calls; none when the file does not fit."""
    if not _is_selected(params, view, suite.path):
        return ()
    index = view.links.modules.index
    if params.imports and not any(p == suite.path for pattern in params.imports for p, _ in index.imports(pattern)):
        return ()
    if params.text and not any(_holds(params.text, view, path) for path in companions(view.links, suite)):
        return ()
    if params.not_text and _holds(params.not_text, view, suite.path):
        return ()
    tests = suite.tests
    if params.reached == "automated" and suite.language == "python":
        tests = tuple(test for test in tests if not is_left_out(view.links, suite.path, test))
    if not params.calls:
        return tests
    made = [(p, call.inside) for pattern in params.calls for p, call in index.calls(pattern)]
    callers = {inside for path, inside in made if path == suite.path}
    if suite.language == "python" and any(
        path == p and _within(inside, {name}) for path, name in fixtures_of(view.links, suite) for p, inside in made
    ):
        return tests
    every = {test.name for test in view.links.modules.code[suite.path].tests} if suite.language == "python" else set()
    if any(not _within(caller, every) for caller in callers):  # a helper of the file
        return tests
    return tuple(t for t in tests if t.name and any(_within(caller, {t.name}) for caller in callers))


def _within(caller: str, tests: set[str]) -> bool:
    return any(caller == test or caller.startswith(f"{test}.") for test in tests)


def _holds(patterns: tuple[str, ...], view: View, path: str) -> bool:
    try:
        text = view.facts.text(path)
    except Unavailable:
        return False
    return any(compiled(pattern).search(text) for pattern in patterns)
