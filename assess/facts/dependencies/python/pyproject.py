"""pyproject.toml: PEP 621, extras, dependency groups, build requirements, Poetry, PDM, uv, Hatch and Pixi tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import Any

from assess.facts.dependencies.model import MOST_DEPENDENCIES, Dependency, Group, Manifest, Reader, group_of, normalised
from assess.facts.dependencies.python.pins import exact_text, from_text
from assess.facts.dependencies.reading import Lines, items, read_toml, table, text_of, texts


class _Project:
    """One pyproject.toml being read."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.data = read_toml(text)
        self.lines = Lines(text)
        self.tools = table(self.data.get("tool"))
        self.sources = table(table(self.tools.get("uv")).get("sources"))

    def listed(self, values: Any, after: int, group: Group) -> Iterator[Dependency]:
        """Dependencies of a list of PEP 508 texts."""
        for raw in texts(values):
            found = from_text(raw, self.path, self.lines.item(raw, after), group=group)
            if found:
                yield self._sourced(found)

    def keyed(self, values: Any, header: str, group: Group) -> Iterator[Dependency]:
        """Dependencies of a Poetry, Pipfile or Pixi table."""
        after = self.lines.header(header)
        for name, wanted in table(values).items():
            if name.lower() != "python":
                yield keyed_dependency(name, wanted, self.path, self.lines.key(name, after), group)

    def _sourced(self, found: Dependency) -> Dependency:
        for name, source in self.sources.items():
            if normalised(name, "pypi") == found.name:
                return replace(found, **_uv_source(source, found))
        return found


def _uv_source(source: Any, found: Dependency) -> dict[str, Any]:
    first = table(items(source)[0] if items(source) else source)
    if first.get("workspace"):
        return {"source": "workspace"}
    if "path" in first:
        return {"source": "path"}
    if "git" in first:
        revision = text_of(first.get("rev"))
        return {
            "source": text_of(first["git"]),
            "pinned": len(revision) == 40,
            "specifier": revision or found.specifier,
        }
    return {"source": text_of(first.get("url") or first.get("index"))}


def keyed_dependency(name: str, wanted: Any, path: str, line: int, group: Group) -> Dependency:
    """One entry of a `name = "version"` or `name = {version = ..., git = ...}` table."""
    options = table(wanted if isinstance(wanted, dict) else items(wanted)[0] if items(wanted) else {})
    version = text_of(wanted) or text_of(options.get("version"))
    revision = text_of(options.get("rev") or options.get("ref"))
    source = "path" if "path" in options else text_of(options.get("git") or options.get("url") or options.get("file"))
    if options.get("optional") is True and group == "main":
        group = "optional"
    return Dependency(
        name=normalised(name, "pypi"),
        ecosystem="pypi",
        specifier=version or revision,
        pinned=exact_text(version) if version else len(revision) == 40,
        group=group,
        path=path,
        line=line,
        source=source,
        conditional=bool({"markers", "platform", "sys_platform"} & set(options)) or isinstance(wanted, list),
    )


def _standard(project: _Project) -> Iterator[Dependency]:
    head = table(project.data.get("project"))
    after = project.lines.header("project")
    dynamic = texts(head.get("dynamic"))
    if "dependencies" not in dynamic:
        yield from project.listed(head.get("dependencies"), project.lines.key("dependencies", after), "main")
    extras = table(head.get("optional-dependencies"))
    after = project.lines.header("project.optional-dependencies")
    for name, values in extras.items():
        yield from project.listed(values, project.lines.key(name, after), group_of(name))
    after = project.lines.header("dependency-groups")
    for name, values in table(project.data.get("dependency-groups")).items():
        yield from project.listed(values, project.lines.key(name, after), group_of(name, "dev"))
    build = table(project.data.get("build-system"))
    yield from project.listed(build.get("requires"), project.lines.header("build-system"), "build")


def _poetry(project: _Project) -> Iterator[Dependency]:
    poetry = table(project.tools.get("poetry"))
    yield from project.keyed(poetry.get("dependencies"), "tool.poetry.dependencies", "main")
    yield from project.keyed(poetry.get("dev-dependencies"), "tool.poetry.dev-dependencies", "dev")
    for name, body in table(poetry.get("group")).items():
        header = f"tool.poetry.group.{name}.dependencies"
        group: Group = "main" if name == "main" else group_of(name)
        yield from project.keyed(table(body).get("dependencies"), header, group)


def _other_tools(project: _Project) -> Iterator[Dependency]:
    pdm, uv = table(project.tools.get("pdm")), table(project.tools.get("uv"))
    for name, values in table(pdm.get("dev-dependencies")).items():
        after = project.lines.key(name, project.lines.header("tool.pdm.dev-dependencies"))
        yield from project.listed(values, after, group_of(name, "dev"))
    yield from project.listed(uv.get("dev-dependencies"), project.lines.header("tool.uv"), "dev")
    for name, body in table(table(project.tools.get("hatch")).get("envs")).items():
        after = project.lines.header(f"tool.hatch.envs.{name}")
        for key in ("dependencies", "extra-dependencies"):
            yield from project.listed(table(body).get(key), after, group_of(name, "dev"))
    yield from pixi_dependencies(table(project.tools.get("pixi")), project.path, project.lines, "tool.pixi.")


def pixi_dependencies(data: dict[str, Any], path: str, lines: Lines, prefix: str = "") -> Iterator[Dependency]:
    """Dependencies of a Pixi manifest: conda packages and PyPI ones, of the default and of every feature."""
    places: list[tuple[str, dict[str, Any], Group]] = [(prefix, data, "main")]
    for name, body in table(data.get("feature")).items():
        places.append((f"{prefix}feature.{name}.", table(body), group_of(name)))
    for head, body, group in places:
        for name, wanted in table(body.get("dependencies")).items():
            if name == "python":
                continue
            line = lines.key(name, lines.header(f"{head}dependencies"))
            found = keyed_dependency(name, wanted, path, line, group)
            pinned = found.specifier.startswith("==") and found.pinned
            yield replace(found, name=normalised(name, "conda"), ecosystem="conda", pinned=pinned)
        for name, wanted in table(body.get("pypi-dependencies")).items():
            line = lines.key(name, lines.header(f"{head}pypi-dependencies"))
            found = keyed_dependency(name, wanted, path, line, group)
            yield replace(found, pinned=found.pinned and "=" in found.specifier)


def _dynamic_files(project: _Project) -> tuple[str, ...]:
    """Requirements files that setuptools or hatch read the dependencies from."""
    if "dependencies" not in texts(table(project.data.get("project")).get("dynamic")):
        return ()
    setuptools = table(table(table(project.tools.get("setuptools")).get("dynamic")).get("dependencies"))
    hook = table(table(table(table(project.tools.get("hatch")).get("metadata")).get("hooks")).get("requirements_txt"))
    named = texts(setuptools.get("file")) + texts(hook.get("files"))
    return tuple(normpath(join(dirname(project.path), name)) for name in named)


def read_pyproject(path: str, text: str) -> Manifest:
    """One pyproject.toml. Raises: Unparsable."""
    project = _Project(path, text)
    found = [*_standard(project), *_poetry(project), *_other_tools(project)][:MOST_DEPENDENCIES]
    includes = _dynamic_files(project)
    unread: tuple[tuple[int, str], ...] = ()
    if "dependencies" in texts(table(project.data.get("project")).get("dynamic")) and not includes:
        unread = ((project.lines.key("dynamic"), "dependencies are computed when the package is built"),)
    kind = "pixi" if "pixi" in project.tools and "project" not in project.data else "pyproject"
    return Manifest(path, kind, "pypi", tuple(found), unread=unread, includes=includes)


MANIFESTS = (Reader(("pyproject.toml",), read_pyproject),)
