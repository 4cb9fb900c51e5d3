"""Providers that Terraform and OpenTofu modules require, and .terraform.lock.hcl."""

from __future__ import annotations

import re2

from assess.facts.dependencies.model import Dependency, Lock, Manifest, Reader, normalised

_START = re2.compile(r"^\s*required_providers\s*\{")
_NAME = re2.compile(r"^\s*([A-Za-z][\w-]*)\s*=\s*(?:\{|\"([^\"]*)\")")
_SOURCE = re2.compile(r'source\s*=\s*"([^"]+)"')
_VERSION = re2.compile(r'version\s*=\s*"([^"]*)"')
_EXACT = re2.compile(r"^\s*=?\s*v?\d+\.\d+\.\d+\S*\s*$")
_LOCKED = re2.compile(r'(?m)^provider "([^"]+)" \{\n(?:[^}\n]*\n)*?\s*version\s*=\s*"([^"]+)"')


class _Entry:
    """One provider while its lines are read."""

    def __init__(self, name: str, line: int, version: str) -> None:
        self.name, self.line, self.version, self.source = name, line, version, ""

    def take(self, line: str) -> None:
        if match := _SOURCE.search(line):
            self.source = match.group(1)
        if match := _VERSION.search(line):
            self.version = match.group(1)


def read_providers(path: str, text: str) -> Manifest:
    """The `required_providers` of one file."""
    entries: list[_Entry] = []
    depth = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.partition("#")[0]
        if not depth:
            depth = 1 if _START.match(line) else 0
            continue
        head = _NAME.match(line) if depth == 1 else None
        if head:
            entries.append(_Entry(head.group(1), number, head.group(2) or ""))
        if entries:
            entries[-1].take(line)
        depth = max(0, depth + line.count("{") - line.count("}"))
    found = tuple(
        Dependency(
            normalised((e.source or e.name).rpartition("/")[2], "terraform"),
            "terraform",
            e.version,
            bool(_EXACT.match(e.version)),
            "main",
            path,
            e.line,
            e.source,
        )
        for e in entries
    )
    return Manifest(path, "terraform", "terraform", found)


def read_terraform_lock(path: str, text: str) -> Lock:
    """One .terraform.lock.hcl."""
    packages = {
        (normalised(m.group(1).rpartition("/")[2], "terraform"), str(m.group(2))) for m in _LOCKED.finditer(text)
    }
    return Lock(path, "terraform", "terraform", frozenset(packages))


MANIFESTS = (Reader(("*.{tf,tofu}",), read_providers),)
LOCKS = (Reader((".terraform.lock.hcl",), read_terraform_lock),)
