"""Models in SQL with Jinja, and in Python: what they refer to and how they are configured."""

from __future__ import annotations

from itertools import islice

import re2

from assess.facts.dbt.values import DbtModel
from assess.facts.text import line_of

LITERALS_LIMIT = 50
_REF = re2.compile(r"\bref\s*\(\s*['\"]([\w.\-]+)['\"](?:\s*,\s*['\"]([\w.\-]+)['\"])?")
_SOURCE = re2.compile(r"\bsource\s*\(\s*['\"]([\w.\-]+)['\"]\s*,\s*['\"]([\w.\-]+)['\"]")
_CONFIG = re2.compile(r"(?s)\bconfig\s*\((.*?)\)\s*(?:-?\}\}|$|\n)")
_JINJA_COMMENT = re2.compile(r"(?s)\{#.*?#\}")
_SQL_COMMENT = re2.compile(r"(?s)/\*.*?\*/|--[^\n]*")
_EXPRESSION = re2.compile(r"(?s)\{\{.*?\}\}|\{%.*?%\}")
_TABLE = re2.compile(
    r"(?i)\b(?:from|join)\s+([`\"\[]?[A-Za-z_][\w\-$]*[`\"\]]?(?:\.[`\"\[]?[\w\-$*]+[`\"\]]?)+)(\s*\()?"
)
_SNAPSHOT = re2.compile(r"\{%-?\s*snapshot\s+(\w+)")
_MESH = re2.compile(r"(?is)^\s*MODEL\s*\((.*?)\)\s*;")
_MESH_NAME = re2.compile(r"(?i)\bname\s+([\w.@{}\"`]+)")
_MESH_CRON = re2.compile(r"(?i)\bcron\s+'([^']+)'")
_MESH_KIND = re2.compile(r"(?i)\bkind\s+(\w+)")
_MESH_AUDIT = re2.compile(r"(?i)\baudits\s*\(([^)]*)")
_MESH_KEY = re2.compile(r"(?i)\bunique_key\b|\btime_column\b")
_PLAIN_TABLE = re2.compile(r"(?i)\b(?:from|join)\s+([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*){0,2})")


def read_model(path: str, text: str) -> DbtModel:
    """One SQL or Python file of a project."""
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if mesh := _MESH.search(text[:4000]):
        return _mesh(name, text, str(mesh.group(1)))
    plain = _blanked(_SQL_COMMENT, _blanked(_JINJA_COMMENT, text)) if path.endswith(".sql") else text
    config = " ".join(str(c) for c in _CONFIG.findall(plain))
    snapshot = _SNAPSHOT.search(plain)
    literals = tuple((t, n) for t, n in _literals(plain)) if path.endswith(".sql") else ()
    return DbtModel(
        str(snapshot.group(1)) if snapshot else name,
        line_of(text, text.find("config(")) if "config(" in text else 1,
        tuple(dict.fromkeys(str(b or a) for a, b in _REF.findall(plain))),
        tuple(dict.fromkeys(f"{a}.{b}" for a, b in _SOURCE.findall(plain))),
        literals,
        _setting(config, "materialized"),
        "unique_key" in config or "event_time" in config,
        _setting(config, "incremental_strategy") or _setting(config, "strategy"),
        "contract" in config and "enforced" in config and "rue" in config,
        _setting(config, "severity"),
        "store_failures" in config,
        line_of(plain, plain.find("grants")) if "grants" in config else 0,
        snapshot is not None,
        bool(_EXPRESSION.sub("", plain).strip()) or "ref(" in plain,
    )


def _blanked(pattern: re2._Regexp[str], text: str) -> str:
    """The text without the matches, its lines kept."""
    return str(pattern.sub(lambda m: "\n" * str(m.group(0)).count("\n"), text))


def _literals(plain: str) -> list[tuple[str, int]]:
    bare = _blanked(_EXPRESSION, plain)
    found = (
        (str(m.group(1)).strip('`"[]'), line_of(bare, m.start()))
        for m in _TABLE.finditer(bare)
        if not m.group(2) and "information_schema" not in str(m.group(1)).lower()
    )
    return list(islice(found, LITERALS_LIMIT))


def _setting(config: str, name: str) -> str:
    found = re2.search(rf"\b{name}\s*=\s*['\"]([\w\-+]+)['\"]", config)
    return str(found.group(1)).lower() if found else ""


def _mesh(name: str, text: str, head: str) -> DbtModel:
    """A SQLMesh model."""
    named, kind, cron, audits = (p.search(head) for p in (_MESH_NAME, _MESH_KIND, _MESH_CRON, _MESH_AUDIT))
    tables = tuple(dict.fromkeys(str(t) for t in _PLAIN_TABLE.findall(_blanked(_SQL_COMMENT, text)) if "." in str(t)))
    kept = tuple(a.strip().split("(")[0] for a in str(audits.group(1)).split(",") if a.strip()) if audits else ()
    return DbtModel(
        str(named.group(1)).strip("\"`") if named else name, 1, tables,
        materialized=str(kind.group(1)).lower() if kind else "", unique_key=_MESH_KEY.search(head) is not None,
        cron=str(cron.group(1)) if cron else "", audits=kept, system="sqlmesh",
    )  # fmt: skip
