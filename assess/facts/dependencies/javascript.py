"""package.json and the locks of npm, Yarn, pnpm and Bun."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import Any

import re2

from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Group, Lock, Manifest, Reader, normalised
from assess.facts.dependencies.reading import Lines, read_json, read_yaml, table, text_of

_PARTS: tuple[tuple[str, Group], ...] = (
    ("dependencies", "main"),
    ("optionalDependencies", "optional"),
    ("devDependencies", "dev"),
)
_EXACT = re2.compile(r"^(npm:@?[^@]+@)?=?v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$")
_YARN_HEAD = re2.compile(r'(?m)^"?(@?[^@\s",]+)@[^\n]*:\n\s+"?version"?:? "?([^"\s]+)')
_BUN_ENTRY = re2.compile(r'(?m)^\s+"[^"]+":\s*\["(@?[^@"]+)@([^"]*)"')
_PNPM_KEY = re2.compile(r"^/?(@?[^@/]+(?:/[^@/]+)?)[@/]([0-9][^(_]*)")


def read_package_json(path: str, text: str) -> Manifest:
    """One package.json. Raises: Unparsable."""
    data, lines = read_json(text), Lines(text)
    found: list[Dependency] = []
    for part, group in _PARTS:
        after = lines.key(part)
        for name, wanted in table(data.get(part)).items():
            version = text_of(wanted)
            found.append(
                Dependency(
                    name=normalised(name, "npm"),
                    ecosystem="npm",
                    specifier=version,
                    pinned=bool(_EXACT.match(version)),
                    group=group,
                    path=path,
                    line=lines.key(name, after),
                    source=_source(version),
                )
            )
    return Manifest(path, "package-json", "npm", tuple(found[:MOST_DEPENDENCIES]))


def _source(version: str) -> str:
    if version.startswith(("workspace:", "catalog:")):
        return "workspace"
    if version.startswith(("file:", "link:", "portal:", "./", "../")):
        return "path"
    return version if "://" in version or version.startswith("github:") else ""


def read_npm_lock(path: str, text: str) -> Lock:
    """package-lock.json or npm-shrinkwrap.json, all versions of the format. Raises: Unparsable."""
    data = read_json(text)
    packages = dict(_npm_packages(data))
    top = table(table(data.get("packages")).get(""))
    requested = tuple(
        (normalised(name, "npm"), text_of(wanted))
        for part, _ in _PARTS
        for name, wanted in table(top.get(part)).items()
    )
    return Lock(path, "npm", "npm", frozenset(packages.items()), requested)


def _npm_packages(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, body in table(data.get("dependencies")).items():
        yield normalised(name, "npm"), text_of(table(body).get("version"))
    for place, body in table(data.get("packages")).items():
        name = place.rpartition("node_modules/")[2]
        if name and place.count("node_modules/") == 1:
            yield normalised(name, "npm"), text_of(table(body).get("version"))


def read_yarn_lock(path: str, text: str) -> Lock:
    """yarn.lock, classic or modern."""
    packages = {(normalised(m.group(1), "npm"), str(m.group(2))) for m in _YARN_HEAD.finditer(text)}
    return Lock(path, "yarn", "npm", frozenset(packages))


def read_pnpm_lock(path: str, text: str) -> Lock:
    """pnpm-lock.yaml. Raises: Unparsable."""
    data = table(read_yaml(text, path).data)
    matches = (_PNPM_KEY.match(key) for part in ("packages", "snapshots") for key in table(data.get(part)))
    packages = {(normalised(m.group(1), "npm"), str(m.group(2))) for m in matches if m}
    top = [data, table(table(data.get("importers")).get("."))]
    requested = tuple(
        (normalised(name, "npm"), text_of(table(wanted).get("specifier")))
        for body in top
        for part, _ in _PARTS
        for name, wanted in table(body.get(part)).items()
        if isinstance(wanted, dict)
    )
    return Lock(path, "pnpm", "npm", frozenset(packages), requested)


def read_bun_lock(path: str, text: str) -> Lock:
    """bun.lock, the text form."""
    packages = {(normalised(m.group(1), "npm"), str(m.group(2))) for m in _BUN_ENTRY.finditer(text)}
    return Lock(path, "bun", "npm", frozenset(packages), opaque=basename(path) == "bun.lockb" or not packages)


MANIFESTS = (Reader(("package.json",), read_package_json),)
LOCKS = (
    Reader(("package-lock.json", "npm-shrinkwrap.json"), read_npm_lock),
    Reader(("yarn.lock",), read_yarn_lock),
    Reader(("pnpm-lock.yaml",), read_pnpm_lock),
    Reader(("bun.lock",), read_bun_lock),
)
