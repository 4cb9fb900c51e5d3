"""Python that is used: calls, imports, decorators and base classes, resolved through aliases, in modules and notebooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from assess.facts.extractor import Extractor
from assess.facts.matches import compiled
from assess.facts.python_code import NOTEBOOK_CODE, PYTHON, Call
from assess.links.code.code_index import last_word
from assess.links.code.own_names import own_names
from assess.model.document import Document
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles, Pattern
from assess.probes.view import View
from assess.snapshot.protocol import Unavailable

MOST_EVIDENCE = 5


class Keyword(Document):
    """What a keyword argument must be."""

    value: Pattern = ""
    """A pattern (RE2) found in the value as written: the text of a constant, or a dotted name such as `config.seed`."""
    not_value: Pattern = ""
    """A pattern that must not be found in it."""
    absent: bool = False
    """The keyword must not be given; a call that unpacks a mapping (`**options`) may give it, so it does not count."""


class Code(InFiles):
    """Which uses must be found. Every group that is given must hold; within a group one pattern is enough.

    Patterns are dotted names in which `*` stands for any text: `mlflow.log_*`, `*.fit`, `sklearn.*.LogisticRegression`.
    Those that name a library which the repository itself makes find nothing: who implements a tool does not practise it.
    """

    calls: tuple[str, ...] = ()
    """Calls by resolved name. A method keeps the chain that gave its object: `sklearn.svm.SVC.fit`; `?.fit` when unknown."""
    decorators: tuple[str, ...] = ()
    """Decorators, taken together with `calls`."""
    bases: tuple[str, ...] = ()
    """Direct base classes, taken together with `calls`."""
    imports: tuple[str, ...] = ()
    """Modules or names, with everything in them. Beside calls: the same file must import one of them."""
    also: tuple[str, ...] = ()
    """Calls of which each must stand in the same file, too."""
    after: tuple[str, ...] = ()
    """Calls of which one must stand on an earlier line of the same function."""
    keyword: dict[str, Keyword] = Field(default_factory=dict)
    """Keyword arguments that a call must have, by name."""
    argument: Pattern = ""
    """A pattern (RE2) found in one positional argument, in the same words as keyword values."""
    inside: Pattern = ""
    """A pattern (RE2) found in the dotted name of the function or class that holds the call."""
    notebooks: Literal["include", "only", "exclude"] = "include"
    min: int = Field(default=1, ge=1)
    """How many places."""


PARAMS = Code


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    path: str
    line: int
    name: str


def observe(params: Code, view: View) -> Observation:
    """Yes with the places; unknown when a file that could not be parsed holds the last word of a pattern."""
    by_path: dict[str, set[_Place]] = defaultdict(set)
    for place in _places(params, view):
        by_path[place.path].add(place)
    kept = list(view.in_scope(params, sorted(_fitting(params, view, by_path.keys()))))
    places = [place for path in kept for place in sorted(by_path[path])]
    if len(places) >= params.min:
        return observed([_evidence(view, place) for place in places[:MOST_EVIDENCE]])
    return observed([], unknown=[seen(path, line, why) for path, line, why in _unread(params, view)])


def _places(params: Code, view: View) -> Iterator[_Place]:
    index = view.links.modules.index
    own = own_names(view.facts, view.links.roles, view.links.modules)
    for pattern in _foreign((*params.calls, *params.decorators), own):
        for path, call in index.calls(pattern):
            if (
                (pattern in params.calls or call.decorator)
                and _has(params, call)
                and _is_after(params, view, path, call)
            ):
                yield _Place(path, call.line, call.name)
    for pattern in _foreign(params.bases, own):
        for path, made in index.classes(pattern):
            if _found(params.inside, made.name):
                yield _Place(path, made.line, made.name)
    if not (params.calls or params.decorators or params.bases):
        for pattern in _foreign(params.imports, own):
            for path, imported in index.imports(pattern):
                if _found(params.inside, imported.inside):
                    yield _Place(path, imported.line, imported.target)


def _foreign(patterns: Iterable[str], own: frozenset[str]) -> Iterator[str]:
    """Those that name no library which the repository itself makes."""
    return (p for p in patterns if p.partition(".")[0] not in own)


def _is_after(params: Code, view: View, path: str, call: Call) -> bool:
    index = view.links.modules.index
    return not params.after or any(
        (other, earlier.inside) == (path, call.inside) and earlier.line < call.line
        for pattern in params.after
        for other, earlier in index.calls(pattern)
    )


def _has(params: Code, call: Call) -> bool:
    if not _found(params.inside, call.inside):
        return False
    if params.argument and not any(_found(params.argument, value) for value in call.arguments):
        return False
    return all(_keyword_fits(wanted, call, name) for name, wanted in params.keyword.items())


def _keyword_fits(wanted: Keyword, call: Call, name: str) -> bool:
    value = call.keyword(name)
    if wanted.absent:
        return value is None and call.keyword("**") is None
    if value is None or not _found(wanted.value, value):
        return False
    return not wanted.not_value or not _found(wanted.not_value, value)


def _found(pattern: str, text: str) -> bool:
    return not pattern or compiled(pattern).search(text) is not None


def _fitting(params: Code, view: View, paths: Iterable[str]) -> set[str]:
    """The paths of the wanted kind that import one of `imports` and call each of `also`."""
    unwanted = {"include": "", "only": "code", "exclude": "notebook"}[params.notebooks]
    found = {p for p in paths if ("notebook" if p.endswith(".ipynb") else "code") != unwanted}
    index = view.links.modules.index
    if params.imports and found:
        found &= {path for pattern in params.imports for path, _ in index.imports(pattern)}
    for pattern in params.also if found else ():
        found &= {path for path, _ in index.calls(pattern)}
    return found


def _evidence(view: View, place: _Place) -> Evidence:
    try:
        rows = view.facts.text(place.path).split("\n")
    except Unavailable:
        return seen(place.path, place.line, place.name)
    row = rows[place.line - 1].strip() if place.line <= len(rows) else place.name
    if place.path.endswith(".ipynb"):
        plain = row.removesuffix(",").strip('"').removesuffix("\\n").replace('\\"', '"')
        row = plain if len(plain) < 400 else place.name
    return seen(place.path, place.line, row)


def _unread(params: Code, view: View) -> Iterator[tuple[str, int | None, str]]:
    """Files that could not be parsed and may hold one of the patterns."""
    words = _words(params)
    extractors: tuple[Extractor[object], ...] = (PYTHON, NOTEBOOK_CODE)
    unreadable = {path: d for extractor in extractors for path, d in view.facts.unreadable(extractor).items()}
    for path in view.in_scope(params, sorted(unreadable)):
        if params.notebooks == ("exclude" if path.endswith(".ipynb") else "only"):
            continue
        try:
            may_hold = any(word in view.facts.text(path) for word in words)
        except Unavailable:
            may_hold = bool(params.paths)
        if may_hold:
            yield path, unreadable[path].line, unreadable[path].message


def _words(params: Code) -> Iterable[str]:
    named = params.calls + params.decorators + params.bases
    return {last_word(pattern) for pattern in named or params.imports} - {""}
