"""Gradle: build scripts in Groovy and Kotlin, version catalogues, lock files, verification metadata."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import Any

import re2

from assess.facts.dependencies.jvm.xml_tree import read_xml
from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.reading import Lines, read_toml, table, text_of
from assess.facts.text import line_of

_START = r"(?m)^\s*([A-Za-z]+)\s*\(?\s*"
_COORDINATE = re2.compile(
    _START
    + r"""(?:(?:platform|enforcedPlatform|kotlin)\s*\(\s*)?((?:["'][^"'\n]*["']|\b[\w.]+)(?:\s*\+\s*(?:["'][^"'\n]*["']|[\w.]+))*)"""
)
_NAMED = re2.compile(
    _START
    + r"""group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["'](?:\s*,\s*version\s*[:=]\s*["']?([^"',)\s]+))?"""
)
_PIECE = re2.compile(r"""["']([^"']*)["']|([\w.]+)""")
_MODULE = re2.compile(r"^([\w.-]+:[\w.$-]+)(?::(.*))?$")
_PLUGIN = re2.compile(r"""(?m)^\s*id\s*\(?\s*["']([\w.-]+)["']\s*\)?\s+version\s+\(?["']([^"']+)["']""")
_PLATFORM = re2.compile(r"\b(platform|enforcedPlatform)\s*\(|mavenBom\b|io\.spring\.dependency-management")
_LOCKED = re2.compile(r"(?m)^([\w.-]+:[\w.-]+):([^=\s]+)=")
_OPEN = re2.compile(r"\+|[\[(\])],?|latest\.|SNAPSHOT")
_NOT_CONFIGURATIONS = frozenset({"exclude", "force", "because", "url", "name", "classpath"})


def _exact(version: str) -> bool:
    return bool(version) and not _OPEN.search(version)


def _configuration_group(name: str) -> Group:
    plain = name.lower()
    if "test" in plain:
        return "test"
    return "build" if "processor" in plain or plain in ("ksp", "kapt", "detektplugins") else "main"


def _modules(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Offset, configuration, `group:artifact` and version of every declaration; a variable stands as `$name`."""
    for match in _NAMED.finditer(text):
        configuration, group, artifact, version = match.groups()
        yield match.start(2), configuration, f"{group}:{artifact}", version or ""
    for match in _COORDINATE.finditer(text):
        pieces = [m.group(1) if m.group(2) is None else f"${m.group(2)}" for m in _PIECE.finditer(match.group(2))]
        module = _MODULE.match("".join(pieces).replace("{", "").replace("}", ""))
        if module:
            yield match.start(2), match.group(1), module.group(1).partition("$")[0].rstrip("_"), module.group(2) or ""


def read_gradle(path: str, text: str) -> Manifest:
    """One build script, as far as its literals tell; a version kept in a variable is taken for one version."""
    found: list[Dependency] = []
    for offset, configuration, name, version in _modules(text):
        if configuration in _NOT_CONFIGURATIONS or len(found) >= MOST_DEPENDENCIES:
            continue
        group = _configuration_group(configuration)
        line = line_of(text, offset)
        found.append(Dependency(normalised(name, "maven"), "maven", version, _exact(version), group, path, line))
    for match in _PLUGIN.finditer(text):
        name, version = match.groups()
        line = line_of(text, match.start(1))
        found.append(Dependency(normalised(name, "maven"), "maven", version, _exact(version), "build", path, line))
    found.sort(key=lambda d: d.line)
    return Manifest(path, "gradle", "maven", tuple(found[:MOST_DEPENDENCIES]), managed=bool(_PLATFORM.search(text)))


def _version(wanted: Any, versions: dict[str, Any]) -> str:
    options = table(wanted)
    reference = text_of(table(options.get("version")).get("ref") or options.get("version.ref"))
    held: Any = versions.get(reference) if reference else options.get("version", wanted)
    return text_of(held) or text_of(table(held).get("strictly") or table(held).get("require"))


def _coordinate(wanted: Any) -> tuple[str, str]:
    if isinstance(wanted, str):
        group, _, rest = wanted.partition(":")
        artifact, _, version = rest.partition(":")
        return f"{group}:{artifact}" if artifact else group, version or (rest if not artifact else "")
    options = table(wanted)
    module = text_of(options.get("module")) or f"{text_of(options.get('group'))}:{text_of(options.get('name'))}"
    return text_of(options.get("id")) or module, ""


def read_catalogue(path: str, text: str) -> Manifest:
    """A version catalogue (`libs.versions.toml`). Raises: Unparsable."""
    data, lines = read_toml(text), Lines(text)
    versions = table(data.get("versions"))
    found: list[Dependency] = []
    parts: tuple[tuple[str, Group], ...] = (("libraries", "main"), ("plugins", "build"))
    for part, group in parts:
        for key, wanted in table(data.get(part)).items():
            name, version = _coordinate(wanted)
            version = version or ("" if isinstance(wanted, str) else _version(wanted, versions))
            line = lines.key(key, lines.header(part))
            found.append(Dependency(normalised(name, "maven"), "maven", version, _exact(version), group, path, line))
    managed = any("bom" in d.name for d in found)
    return Manifest(path, "gradle", "maven", tuple(found), managed=managed)


def read_gradle_lock(path: str, text: str) -> Lock:
    """gradle.lockfile and buildscript-gradle.lockfile."""
    packages = {(normalised(m.group(1), "maven"), str(m.group(2))) for m in _LOCKED.finditer(text)}
    return Lock(path, "gradle", "maven", frozenset(packages), opaque=basename(path).startswith("buildscript"))


def read_verification(path: str, text: str) -> Lock:
    """verification-metadata.xml: checksums that Gradle enforces. Raises: Unparsable."""
    root = read_xml(text)
    if root.name != "verification-metadata" or root.child("components") is None:
        return Lock(path, "gradle-verification", "maven", frozenset())
    return Lock(path, "gradle-verification", "maven", frozenset(), opaque=True)


MANIFESTS = (Reader(("*.{gradle,gradle.kts}",), read_gradle), Reader(("*.versions.toml",), read_catalogue))
LOCKS = (
    Reader(("{gradle,buildscript-gradle}.lockfile",), read_gradle_lock),
    Reader(("verification-metadata.xml",), read_verification),
)
