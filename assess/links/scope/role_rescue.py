"""Samples, archives and templates by name that the product uses after all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from posixpath import basename, dirname

import re2

from assess.facts.code_text import code_text
from assess.facts.python_code import PYTHON
from assess.facts.store import Facts
from assess.links.code.programs import CI_FILES

LIMIT_BYTES = 500_000
MOST_NAMES = 300
_IMPORTING = (
    ".go",
    ".java",
    ".scala",
    ".kt",
    ".groovy",
    ".js",
    ".jsx",
    ".ts",
    ".tsx",
    ".rs",
    ".rb",
    ".cs",
    ".svelte",
    ".vue",
)
_READING = (
    ".py",
    ".sh",
    ".yml",
    ".yaml",
    ".tf",
    ".go",
    ".js",
    ".ts",
    ".r",
    ".R",
    ".toml",
    ".json",
    "Makefile",
    "Dockerfile",
)


def imported_folders(facts: Facts, product: Collection[str], doubtful: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Doubtful folders from which a product module imports; `doubtful` pairs a Python file with its doubtful folder."""
    owners: dict[str, set[str]] = {}
    for path, folder in doubtful:
        parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
        depth = folder.count("/")
        for start in range(depth + 1):
            owners.setdefault(".".join(parts[start:]), set()).add(folder)
    if not owners:
        return frozenset()
    found: set[str] = set()
    code = facts.of(PYTHON)
    for path in product:
        for made in code[path].imports if path in code else ():
            for name in (made.target, made.module):
                found |= owners.get(_absolute(name, path), set())
    return frozenset(found)


def named_folders(facts: Facts, product: Collection[str], folders: Iterable[str]) -> frozenset[str]:
    """Doubtful folders that other languages import: by their last two names, parted by slashes or dots."""
    ends: dict[str, set[str]] = {}
    for folder in folders:
        last = folder.split("/")[-2:]
        if len(last) == 2:
            ends.setdefault("/".join(last), set()).add(folder)
            ends.setdefault(".".join(last), set()).add(folder)
    if not ends or len(ends) > MOST_NAMES:
        return frozenset()
    regex = re2.compile("|".join(re2.escape(end) for end in sorted(ends)))
    found: set[str] = set()
    for path, text in facts.texts([p for p in product if p.endswith(_IMPORTING)], LIMIT_BYTES):
        if isinstance(text, str):
            for match in regex.finditer(code_text(path, text)) if regex.search(text) else ():
                found |= {f for f in ends[match[0]] if not path.startswith(f"{f}/")}
    return frozenset(found)


def folders_in_ci(facts: Facts, folders: Collection[str]) -> frozenset[str]:
    """Doubtful folders that CI files name outside comments."""
    if not folders:
        return frozenset()
    found: set[str] = set()
    for path, text in facts.texts([p for p in facts.paths if p in CI_FILES], LIMIT_BYTES):
        if isinstance(text, str):
            code = code_text(path, text)
            found |= {folder for folder in folders if f"{folder}/" in code}
    return frozenset(found)


def rendered_templates(facts: Facts, product: Collection[str], templates: Iterable[str]) -> frozenset[str]:
    """Template files whose names stand in product code: something renders them."""
    names = sorted({basename(t) for t in templates})[:MOST_NAMES]
    if not names:
        return frozenset()
    regex = re2.compile("|".join(re2.escape(n) for n in names))
    named: set[str] = set()
    wanted = [p for p in product if p.endswith(_READING)]
    for path, text in facts.texts(wanted, LIMIT_BYTES):
        if isinstance(text, str):
            named |= {match[0] for match in regex.finditer(code_text(path, text))}
    return frozenset(t for t in templates if basename(t) in named)


def _absolute(name: str, path: str) -> str:
    """A relative import as the dotted path from the repository's top."""
    if not name.startswith("."):
        return name
    rest = name.lstrip(".")
    folder = dirname(path)
    for _ in range(len(name) - len(rest) - 1):
        folder = dirname(folder)
    return ".".join((*[p for p in folder.split("/") if p], *([rest] if rest else ())))
