"""build.sbt and project/*.sbt: literal module ids."""

from __future__ import annotations

import re2

from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.reading import items, read_json, table, text_of
from assess.facts.text import line_of

_MODULE = re2.compile(r'"([\w.-]+)"\s*%{1,3}\s*"([\w.-]+)"\s*%\s*(?:"([^"]+)"|([A-Za-z_][\w.]*))([^\n,)]*)')
_VALUE = re2.compile(r'(?m)\bval\s+([A-Za-z_]\w*)\s*(?::\s*String\s*)?=\s*"([^"]+)"')


def read_sbt(path: str, text: str) -> Manifest:
    """One sbt build definition, as far as its literals tell."""
    values = {m.group(1): m.group(2) for m in _VALUE.finditer(text)}
    found = []
    for match in _MODULE.finditer(text):
        group_id, artifact, literal, name, rest = match.groups()
        version = literal or values.get(name.rpartition(".")[2], "")
        line = line_of(text, match.start())
        group: Group = "test" if "test" in rest.lower() else "build" if path.endswith("plugins.sbt") else "main"
        exact = bool(version) and "+" not in version and not version.startswith("latest")
        known = normalised(f"{group_id}:{artifact}", "maven")
        found.append(Dependency(known, "maven", version, exact, group, path, line))
        if len(found) >= MOST_DEPENDENCIES:
            break
    return Manifest(path, "sbt", "maven", tuple(found))


def read_sbt_lock(path: str, text: str) -> Lock:
    """build.sbt.lock. Raises: Unparsable."""
    listed = [table(e) for e in items(read_json(text).get("dependencies"))]
    packages = {
        (normalised(f"{text_of(e.get('org'))}:{text_of(e.get('name'))}", "maven"), text_of(e.get("version")))
        for e in listed
    }
    return Lock(path, "sbt", "maven", frozenset(packages))


MANIFESTS = (Reader(("*.sbt", "**/project/Dependencies.scala"), read_sbt),)
LOCKS = (Reader(("build.sbt.lock",), read_sbt_lock),)
