"""Values inside YAML, TOML, JSON and INI files, found by a JMESPath query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions
from pydantic import Field, field_validator

from assess.facts.document_places import Path
from assess.facts.documents import DOCUMENTS, LIMIT_BYTES, Document, read_documents
from assess.facts.extractor import Unparsable
from assess.facts.matches import compiled
from assess.facts.store import BINARY
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles, Pattern
from assess.probes.view import View
from assess.snapshot.protocol import Unavailable

MOST_EVIDENCE = 5
MOST_VALUES = 1000


class Documents(InFiles):
    """Which values must be there. A file with several documents is asked document by document."""

    query: str
    """JMESPath; null, false and empty results are nothing."""
    matches: Pattern | None = None
    """Pattern (RE2) that a scalar of the result must match; then `false` and `0` are values like others."""
    min: int = Field(default=1, ge=1)
    """How many values, over all files."""
    distinct: bool = False
    """Equal values count once."""

    @field_validator("query")
    @classmethod
    def _parse(cls, query: str) -> str:
        try:
            parsed: Any = jmespath.compile(query).parsed
        except JMESPathError as error:
            reason = str(error).strip().splitlines()[0]
            message = f"not a JMESPath query: {query!r}: {reason}"
            raise ValueError(message) from error
        unknown = sorted(_functions(parsed) - set(Functions.FUNCTION_TABLE))
        if unknown:
            message = f"not a JMESPath query: {query!r}: no function is called {unknown[0]!r}"
            raise ValueError(message)
        return query


PARAMS = Documents


def observe(params: Documents, view: View) -> Observation:
    """Yes with the lines of the values; unknown when a file that may hold them could not be read."""
    query = _parsed(params.query)
    found: list[Evidence] = []
    unknown: list[Evidence] = []
    count, known = 0, set[str]()
    candidates = [path for path in view.facts.paths if DOCUMENTS.selects(path)]
    for path, text in view.facts.texts(list(view.in_scope(params, candidates)), LIMIT_BYTES):
        if isinstance(text, Unavailable):
            unknown += [] if str(text) == BINARY else [seen(path, text=str(text))]
            continue
        if not all(name in text for name in query.names):
            continue
        try:
            documents = read_documents(path, text)
        except Unparsable as problem:
            unknown.append(seen(path, problem.line, str(problem)))
            continue
        for line, text_of_value, value in _values(params, query, documents):
            if params.distinct and value in known:
                continue
            known.add(value)
            count += 1
            found += [seen(path, line, text_of_value)][: MOST_EVIDENCE - len(found)]
    if count >= params.min:
        return observed(found)
    return observed([], unknown=unknown[:MOST_EVIDENCE])


@dataclass(frozen=True, slots=True)
class _Query:
    """A parsed query, the keys that a document must hold for it to find anything, and where it begins to look."""

    expression: Any
    names: frozenset[str]
    begins: Path


@lru_cache(maxsize=1024)
def _parsed(query: str) -> _Query:
    expression: Any = jmespath.compile(query)
    return _Query(expression, _needed(expression.parsed), _leading(expression.parsed))


def _functions(node: dict[str, Any]) -> set[str]:
    """Names of the functions that a query calls."""
    inner = set().union(*(_functions(child) for child in node["children"]))
    return inner | ({node["value"]} if node["type"] == "function_expression" else set())


_CHAINS = frozenset(
    ["subexpression", "projection", "value_projection", "flatten", "index_expression", "and_expression"]
)


def _needed(node: dict[str, Any]) -> frozenset[str]:
    """Keys without which the result is null or empty; fewer than there are when that can't be told."""
    if node["type"] == "field":
        return frozenset([node["value"]])
    if node["type"] in _CHAINS:
        return frozenset().union(*(_needed(child) for child in node["children"]))
    return _needed(node["children"][0]) if node["type"] == "filter_projection" else frozenset()


def _leading(node: dict[str, Any]) -> Path:
    """The plain keys with which the query begins."""
    if node["type"] == "field":
        return (node["value"],)
    if node["type"] == "subexpression":
        left, right = node["children"]
        return _leading(left) + (_leading(right) if left["type"] in ("field", "subexpression") else ())
    return _leading(node["children"][0]) if node["children"] else ()


def _values(params: Documents, query: _Query, documents: tuple[Document, ...]) -> Iterator[tuple[int, str, str]]:
    """Line, place with text, and text of each value that counts."""
    pattern = compiled(params.matches) if params.matches is not None else None
    for document in documents:
        try:
            result = query.expression.search(document.value)
        except (JMESPathError, TypeError, ValueError):
            continue  # a function met a value of another type: this document holds nothing of the kind
        if pattern is None:
            parts = [p for p in (result if isinstance(result, list) else [result]) if _is_something(p)]
        else:
            parts = [s for s in _scalars(result) if pattern.search(_spelled(s))]
        paths = _paths(document.value) if parts else {}
        for part in parts[:MOST_VALUES]:
            path = paths.get(id(part), query.begins)
            yield document.line_of(path), ": ".join((".".join(map(str, path)), _spelled(part))), _spelled(part)


def _is_something(value: Any) -> bool:
    return value is not None and value is not False and (isinstance(value, int | float) or bool(value))


def _scalars(value: Any) -> Iterator[Any]:
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            stack += reversed(one.values())
        elif isinstance(one, list):
            stack += reversed(one)
        elif one is not None:
            yield one


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(map(str, list(value)[:8]))
    return ", ".join(map(_spelled, value[:8])) if isinstance(value, list) else str(value)


def _paths(value: Any) -> dict[int, Path]:
    """Where each container and longer text stands, by identity: JMESPath hands out the very objects."""
    found: dict[int, Path] = {}
    stack: list[tuple[Any, Path]] = [(value, ())]
    while stack:
        one, path = stack.pop()
        if isinstance(one, dict | list) or (isinstance(one, str) and len(one) > 1):
            found.setdefault(id(one), path)
        if isinstance(one, dict):
            stack += [(child, (*path, key)) for key, child in reversed(one.items())]
        elif isinstance(one, list):
            stack += [(child, (*path, index)) for index, child in reversed(list(enumerate(one)))]
    return found
