"""Ruby, PHP, Julia and dbt packages: small formats, one reader each."""

from __future__ import annotations

from typing import Any

import re2

from assess.facts.dependencies.model import Dependency, Group, Lock, Manifest, Reader, group_of, normalised
from assess.facts.dependencies.reading import Lines, items, read_json, read_toml, read_yaml, table, text_of

_GEM = re2.compile(r"""^\s*gem\s*\(?\s*["']([\w.-]+)["']\s*(?:,\s*["']([^"']*)["'])?(.*)$""")
_GEM_GROUP = re2.compile(r"^\s*group\s+(.+?)\s+do\b")
_GEM_LOCKED = re2.compile(r"(?m)^    ([\w.-]+) \(([^)]+)\)$")
_EXACT = re2.compile(r"^=?\s*v?\d+(\.\d+)+([.-][0-9A-Za-z.-]+)?$")


def read_gemfile(path: str, text: str) -> Manifest:
    """One Gemfile, read line by line."""
    found, group = [], ""
    for number, line in enumerate(text.split("\n"), 1):
        if head := _GEM_GROUP.match(line):
            group = head.group(1)
        elif line.strip() == "end":
            group = ""
        elif gem := _GEM.match(line):
            wanted, rest = gem.group(2) or "", gem.group(3)
            source = "path" if "path:" in rest else ""
            of: Group = group_of(group, "main") if group else group_of(rest, "main") if "group" in rest else "main"
            name = normalised(gem.group(1), "rubygems")
            found.append(Dependency(name, "rubygems", wanted, bool(_EXACT.match(wanted)), of, path, number, source))
    return Manifest(path, "gemfile", "rubygems", tuple(found))


def read_gemfile_lock(path: str, text: str) -> Lock:
    """One Gemfile.lock."""
    packages = {(normalised(m.group(1), "rubygems"), str(m.group(2))) for m in _GEM_LOCKED.finditer(text)}
    return Lock(path, "bundler", "rubygems", frozenset(packages))


def read_composer(path: str, text: str) -> Manifest:
    """One composer.json. Raises: Unparsable."""
    data, lines = read_json(text), Lines(text)
    found = []
    parts: tuple[tuple[str, Group], ...] = (("require", "main"), ("require-dev", "dev"))
    for part, group in parts:
        after = lines.key(part)
        for name, wanted in table(data.get(part)).items():
            if "/" in name:
                version = text_of(wanted)
                line = lines.key(name, after)
                known = normalised(name, "composer")
                found.append(Dependency(known, "composer", version, bool(_EXACT.match(version)), group, path, line))
    return Manifest(path, "composer", "composer", tuple(found))


def read_composer_lock(path: str, text: str) -> Lock:
    """One composer.lock. Raises: Unparsable."""
    data = read_json(text)
    listed = [table(e) for part in ("packages", "packages-dev") for e in items(data.get(part))]
    packages = {(normalised(text_of(e.get("name")), "composer"), text_of(e.get("version"))) for e in listed}
    return Lock(path, "composer", "composer", frozenset(packages))


def read_julia_project(path: str, text: str) -> Manifest:
    """One Project.toml. Raises: Unparsable."""
    data, lines = read_toml(text), Lines(text)
    limits, after = table(data.get("compat")), lines.header("deps")
    found = tuple(
        Dependency(
            name=normalised(name, "julia"),
            ecosystem="julia",
            specifier=text_of(limits.get(name)),
            pinned=text_of(limits.get(name)).startswith("="),
            group="main",
            path=path,
            line=lines.key(name, after),
        )
        for name in table(data.get("deps"))
    )
    return Manifest(path, "julia", "julia", found)


def read_julia_manifest(path: str, text: str) -> Lock:
    """One Manifest.toml of Julia. Raises: Unparsable."""
    data = read_toml(text)
    listed = table(data.get("deps")) or data
    packages = {
        (normalised(name, "julia"), text_of(table((items(entries) or [{}])[0]).get("version")))
        for name, entries in listed.items()
    }
    return Lock(path, "julia", "julia", frozenset(packages))


def _dbt_name(entry: dict[str, Any]) -> str:
    git = text_of(entry.get("git")).rstrip("/").removesuffix(".git")
    return normalised(text_of(entry.get("package")) or git, "dbt")


def read_dbt_packages(path: str, text: str) -> Manifest:
    """packages.yml or dependencies.yml of a dbt project. Raises: Unparsable."""
    document = read_yaml(text, path)
    found = []
    for index, entry in enumerate(table(e) for e in items(table(document.data).get("packages"))):
        wanted = text_of(entry.get("version") or entry.get("revision"))
        source = "path" if "local" in entry else text_of(entry.get("git"))
        name = _dbt_name(entry) or normalised(text_of(entry.get("local")), "dbt")
        if name:
            pinned = bool(_EXACT.match(wanted)) or len(wanted) == 40
            line = document.line("packages", index)
            found.append(Dependency(name, "dbt", wanted, pinned, "main", path, line, source))
    return Manifest(path, "dbt", "dbt", tuple(found))


def read_dbt_lock(path: str, text: str) -> Lock:
    """package-lock.yml of a dbt project. Raises: Unparsable."""
    listed = [table(e) for e in items(table(read_yaml(text, path).data).get("packages"))]
    packages = {(_dbt_name(e), text_of(e.get("version") or e.get("revision"))) for e in listed}
    return Lock(path, "dbt", "dbt", frozenset(packages))


MANIFESTS = (
    Reader(("Gemfile",), read_gemfile),
    Reader(("composer.json",), read_composer),
    Reader(("Project.toml",), read_julia_project),
    Reader(("packages.yml", "dependencies.yml"), read_dbt_packages),
)
LOCKS = (
    Reader(("Gemfile.lock",), read_gemfile_lock),
    Reader(("composer.lock",), read_composer_lock),
    Reader(("Manifest.toml",), read_julia_manifest),
    Reader(("package-lock.yml",), read_dbt_lock),
)
