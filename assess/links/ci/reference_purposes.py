"""Packaged steps and hooks looked up in their tables."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from assess.links.ci.purpose_tables.hooks import HOOKS
from assess.links.ci.purpose_tables.references import MAY_FAIL_REFERENCES, REFERENCES

TEXT_LIMIT = 300


@dataclass(frozen=True, slots=True)
class _Row:
    globs: tuple[str, ...]
    given: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    purposes: frozenset[str]

    def fits(self, reference: str, options: dict[str, str]) -> bool:
        if not any(fnmatchcase(reference, glob) for glob in self.globs):
            return False
        if any(_matches(options, name, globs) for name, globs in self.missing):
            return False
        return all(_matches(options, name, globs) for name, globs in self.given)


def _matches(options: dict[str, str], name: str, globs: tuple[str, ...]) -> bool:
    values = [v for key, v in options.items() if key == name or ("*" in name and fnmatchcase(key, name))]
    return any(value and fnmatchcase(value, glob) for value in values for glob in globs)


@lru_cache(maxsize=3)
def _rows(table: str) -> tuple[_Row, ...]:
    found = []
    for line in table.strip().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        head, _, tail = line.rpartition(" =")
        globs, conditions = _parted(head)
        given: list[tuple[str, tuple[str, ...]]] = []
        missing: list[tuple[str, tuple[str, ...]]] = []
        for condition in conditions:
            name, _, values = condition.lstrip("!").partition("=")
            (missing if condition.startswith("!") else given).append((name, tuple(values.split("|"))))
        found.append(_Row(globs, tuple(given), tuple(missing), frozenset(tail.split())))
    return tuple(found)


def _parted(head: str) -> tuple[tuple[str, ...], list[str]]:
    first, *rest = head.split(" ")
    conditions: list[str] = []
    for word in rest:
        if "=" in word or not conditions:
            conditions.append(word)
        else:
            conditions[-1] += " " + word
    return tuple(first.split("|")), [c for c in conditions if c]


def plain_reference(reference: str) -> str:
    """A reference in lower case without its version, protocol or host."""
    lowered = (
        reference.strip()
        .lower()[:TEXT_LIMIT]
        .removeprefix("docker://")
        .removeprefix("https://")
        .removeprefix("github.com/")
    )
    plain = lowered.split("@")[0]
    if "/" not in plain and "." in plain and not plain.endswith((".yml", ".yaml")):
        plain = plain.rsplit(".", 1)[-1]
    for host in ("gitlab.com/", "$ci_server_fqdn/", "$ci_server_host/", "code.forgejo.org/", "data.forgejo.org/"):
        plain = plain.removeprefix(host)
    return plain


def _found(table: str, reference: str, options: tuple[tuple[str, str], ...]) -> _Row | None:
    plain = plain_reference(reference)
    given = {name.lower(): value.strip().lower()[:TEXT_LIMIT] for name, value in options}
    return next((row for row in _rows(table) if row.fits(plain, given)), None)


def reference_purposes(reference: str, options: tuple[tuple[str, str], ...]) -> frozenset[str] | None:
    """What the table says of a packaged step; None when it does not know it."""
    row = _found(REFERENCES, reference, options)
    return row.purposes if row is not None else None


def reference_loses(reference: str, options: tuple[tuple[str, str], ...]) -> bool:
    """Whether the table says that its inputs lose its failure."""
    return _found(MAY_FAIL_REFERENCES, reference, options) is not None


class _Hooks:
    """The table of pre-commit hooks."""

    def of(self, identifier: str) -> frozenset[str]:
        """Purposes of a hook's id; every row that fits adds its own."""
        name = identifier.lower()[:TEXT_LIMIT]
        return frozenset(
            p for row in _rows(HOOKS) if any(fnmatchcase(name, g) for g in row.globs) for p in row.purposes
        )

    def names(self) -> frozenset[str]:
        """Every purpose in the tables of hooks and packaged steps."""
        return frozenset(p for table in (HOOKS, REFERENCES) for row in _rows(table) for p in row.purposes)


hook_purposes = _Hooks()
