"""pom.xml: dependencies with properties filled in, bills of materials, plugins."""

from __future__ import annotations

import re2

from assess.facts.dependencies.jvm.xml_tree import Element, read_xml
from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.reading import items, read_json, table, text_of

LONGEST_VALUE = 300
_PROPERTY = re2.compile(r"\$\{([^}]*)\}")
_OPEN = ("[", "(", "LATEST", "RELEASE")


def _filled(text: str, properties: dict[str, str]) -> str:
    for _ in range(4):
        if "${" not in text or len(text) > LONGEST_VALUE:
            break
        text = _PROPERTY.sub(lambda m: properties.get(m.group(1), m.group(0)), text)
    return text


def _properties(root: Element) -> dict[str, str]:
    held = root.child("properties")
    known = {c.name: c.text.strip() for c in (held.children if held else ())}
    version = root.value("version") or root.value("parent", "version")
    return known | {
        "project.version": version,
        "version": version,
        "project.parent.version": root.value("parent", "version"),
    }


def _group(around: tuple[str, ...], element: Element) -> Group:
    if element.value("scope") == "test":
        return "test"
    return "build" if "plugin" in around or element.name == "plugin" else "main"


def read_pom(path: str, text: str) -> Manifest:
    """One pom.xml. Raises: Unparsable."""
    root = read_xml(text)
    properties = _properties(root)
    managed = root.value("parent", "artifactId") != "" or any(
        e.value("scope") == "import" for _, e in root.all("dependency")
    )
    found: list[Dependency] = []
    for kind in ("dependency", "plugin"):
        for around, element in root.all(kind):
            artifact = element.value("artifactId")
            if not artifact or "dependencyManagement" in around or "exclusions" in around:
                continue
            group = _filled(element.value("groupId"), properties) or "org.apache.maven.plugins"
            version = _filled(element.value("version"), properties)
            name = normalised(f"{group}:{_filled(artifact, properties)}", "maven")
            found.append(
                Dependency(name, "maven", version, _exact(version), _group(around, element), path, element.line)
            )
    managed = managed or root.child("dependencyManagement") is not None
    return Manifest(path, "maven", "maven", tuple(found[:MOST_DEPENDENCIES]), managed=managed)


def _exact(version: str) -> bool:
    """One version; a property of a parent elsewhere is taken for one."""
    return bool(version) and not version.startswith(_OPEN) and not version.endswith("-SNAPSHOT")


def read_maven_lock(path: str, text: str) -> Lock:
    """lockfile.json as the Maven lockfile plug-in writes it; without packages for other files. Raises: Unparsable."""
    data = read_json(text)
    listed = [table(e) for e in items(data.get("dependencies"))]
    packages = {
        (normalised(f"{text_of(e.get('groupId'))}:{text_of(e.get('artifactId'))}", "maven"), text_of(e.get("version")))
        for e in listed
        if e.get("artifactId")
    }
    return Lock(path, "maven", "maven", frozenset(packages))


MANIFESTS = (Reader(("pom.xml",), read_pom),)
LOCKS = (Reader(("lockfile.json",), read_maven_lock),)
