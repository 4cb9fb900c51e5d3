"""Task tables of pyproject.toml and pixi.toml: hatch, pdm, poe, taskipy, pixi, rye, and console scripts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from posixpath import basename
from typing import Any

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_FILES = Globs(("pyproject.toml", "pixi.toml", "hatch.toml", "poe_tasks.toml"))


class PyprojectTasks:
    """Reads the task tables of one file."""

    name = "build-pyproject-tasks"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The files that hold such tables."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """A table of tasks or scripts."""
        return "scripts" in text or "tasks" in text

    def extract(self, path: str, text: str) -> tuple[BuildFile, ...]:
        """One build file per tool. Raises: Unparsable."""
        try:
            data = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise Unparsable(f"not valid TOML: {error}") from error
        found: dict[str, list[Target]] = {}
        for tool, table, body, prefix in _tables(basename(path), data):
            for name, value in body.items():
                line = _line(text, table, str(name))
                target = (
                    _console(str(name), value, line)
                    if tool == "entry-points"
                    else _task(prefix + str(name), value, line)
                )
                if target is not None:
                    found.setdefault(tool, []).append(target)
        return tuple(BuildFile(tool, path, tuple(targets)) for tool, targets in found.items())


def _tables(name: str, data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """Tool, table header, table, and prefix of its names."""
    tool = data if name == "pixi.toml" else _at(data, "tool")
    if name == "hatch.toml":
        yield from _hatch(data, "")
        return
    if name == "pixi.toml":
        yield from _pixi(tool, "")
        return
    yield from _hatch(_at(tool, "hatch"), "tool.hatch.")
    yield from _pixi(_at(tool, "pixi"), "tool.pixi.")
    for key, table in (("pdm", "scripts"), ("poe", "tasks"), ("taskipy", "tasks"), ("rye", "scripts")):
        yield key, f"tool.{key}.{table}", _at(tool, key, table), ""
    yield "entry-points", "tool.poetry.scripts", _at(tool, "poetry", "scripts"), ""
    yield "entry-points", "project.scripts", _at(data, "project", "scripts"), ""


def _hatch(hatch: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    for env in _at(hatch, "envs"):
        table = f"{prefix}envs.{env}.scripts"
        yield "hatch", table, _at(hatch, "envs", env, "scripts"), "" if env == "default" else f"{env}:"


def _pixi(pixi: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    yield "pixi", f"{prefix}tasks", _at(pixi, "tasks"), ""
    for feature in _at(pixi, "feature"):
        yield "pixi", f"{prefix}feature.{feature}.tasks", _at(pixi, "feature", feature, "tasks"), ""


def _at(data: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _console(name: str, value: Any, line: int) -> Target | None:
    reference = value.get("callable") or value.get("reference") if isinstance(value, dict) else value
    return Target(name, line, module=reference) if isinstance(reference, str) and reference else None


def _task(name: str, value: Any, line: int) -> Target | None:
    if name in ("_", "_.env_file"):
        return None
    commands: list[str] = []
    needs: list[str] = []
    lost = False
    if isinstance(value, str):
        commands = [value]
    elif isinstance(value, list):
        for item in value:
            _listed(item, commands, needs)
    elif isinstance(value, dict):
        for key in ("cmd", "shell", "call", "script", "composite", "sequence", "ref"):
            _body(key, value.get(key), commands, needs)
        for key in ("deps", "depends-on", "depends_on"):
            given = value.get(key)
            needs += [
                d if isinstance(d, str) else str(_at({"d": d}, "d").get("task", ""))
                for d in (given if isinstance(given, list) else [given])
                if d
            ]
        lost = value.get("ignore_fail") is True
    if not commands and not needs:
        return None
    scripts = tuple(
        Script(line, c.strip().lstrip("- ") if c.startswith("- ") else c, "sh", True, False, lost or c.startswith("- "))
        for c in commands
    )
    return Target(name, line, scripts, tuple(n for n in needs if n))


def _listed(item: Any, commands: list[str], needs: list[str]) -> None:
    if isinstance(item, str):
        commands.append(item)
    elif isinstance(item, dict):
        for key in ("cmd", "shell", "ref", "script"):
            _body(key, item.get(key), commands, needs)


def _body(key: str, body: Any, commands: list[str], needs: list[str]) -> None:
    if isinstance(body, str):
        if key == "ref":
            needs.append(body)
        elif key in ("script", "call"):
            commands.append("python -m " + body.split(":")[0])
        else:
            commands.append(body)
    elif isinstance(body, list) and key == "cmd" and all(isinstance(w, str) for w in body):
        commands.append(" ".join(body))
    elif isinstance(body, list):
        for item in body:
            if isinstance(item, str) and key == "sequence":
                needs.append(item)
            else:
                _listed(item, commands, needs)


def _line(text: str, table: str, name: str) -> int:
    start = text.find(f"[{table}]")
    start = max(start, 0)
    for quoted in (f"\n{name} =", f"\n{name}=", f'\n"{name}" =', f"\n{name}."):
        at = text.find(quoted, start)
        if at >= 0:
            return text.count("\n", 0, at) + 2
    return text.count("\n", 0, start) + 1


EXTRACTOR = PyprojectTasks()
