"""The libraries that the repository itself makes: whoever implements a tool does not practise it."""

from __future__ import annotations

from posixpath import basename
from weakref import WeakKeyDictionary

import re2

from assess.facts.store import Facts
from assess.links.code.modules import ModuleGraph
from assess.links.kinds import Role
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

_MANIFESTS = frozenset({"pyproject.toml", "setup.cfg", "setup.py"})
_NAME = re2.compile(
    r"""(?im)^\s*name\s*=\s*["']?([A-Za-z][\w.-]*)["']?\s*,?\s*$|\bsetup\(\s*name\s*=\s*["']([\w.-]+)["']"""
)
_KNOWN: WeakKeyDictionary[Roles, frozenset[str]] = WeakKeyDictionary()


def own_names(facts: Facts, roles: Roles, modules: ModuleGraph) -> frozenset[str]:
    """Import names of the packages that manifests of the product state and whose modules are here."""
    if roles not in _KNOWN:
        packages = {p.split("/")[-2] for p in modules.code if p.endswith("/__init__.py")}
        stated = {
            (match[0] or match[1]).lower().replace("-", "_").replace(".", "_")
            for path in facts.paths
            if basename(path) in _MANIFESTS and roles.of(path) is Role.PRODUCT
            for match in _NAME.findall(_text(facts, path))
        }
        _KNOWN[roles] = frozenset(packages & stated)
    return _KNOWN[roles]


def _text(facts: Facts, path: str) -> str:
    try:
        return facts.text(path)
    except Unavailable:
        return ""
