"""tox: environments and their commands, in tox.ini, setup.cfg, tox.toml and pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import islice
from posixpath import basename
from typing import Any

import re2

from assess.facts.build_files.ini import Entry, sections
from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_FILES = Globs(("tox.ini", "setup.cfg", "tox.toml", "pyproject.toml"))
_REFERENCE = re2.compile(r"^\{\[([^\]]+)\]([\w-]+)\}$")
_POSITIONAL = re2.compile(r"\{posargs:?([^{}]*)\}|\[\]")
_FACTOR = re2.compile(r"^[\w{},!.-]+:\s+")
DEPTH_LIMIT = 5
NAME_LIMIT = 500


class Tox:
    """Reads one tox configuration."""

    name = "build-tox"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The files that tox reads."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """An environment of tox."""
        return "testenv" in text or "tool.tox" in text or "env_run_base" in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All environments; None when there are none. Raises: Unparsable."""
        if basename(path).endswith(".toml"):
            return _from_toml(path, text)
        return _from_ini(path, text, 0)


def _from_toml(path: str, text: str) -> BuildFile | None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unparsable(f"not valid TOML: {error}") from error
    top: Any = data if basename(path) == "tox.toml" else data.get("tool", {}).get("tox", {})
    if not isinstance(top, dict):
        return None
    legacy = top.get("legacy_tox_ini")
    if isinstance(legacy, str):
        offset = text[: text.find("legacy_tox_ini")].count("\n")
        return _from_ini(path, legacy, offset)
    shared = _commands_of(top.get("env_run_base"))
    targets = [
        Target(name, _line(text, name), _scripts(_commands_of(env) or shared, _line(text, name)))
        for name, env in _tables(top.get("env"))
    ]
    names = [str(n) for n in top.get("env_list", [])] if isinstance(top.get("env_list"), list) else []
    line = _line(text, "env_run_base")
    targets += [Target(name, line, _scripts(shared, line)) for name in names if name not in {t.name for t in targets}]
    return BuildFile("tox", path, tuple(targets), tuple(names)) if targets else None


def _tables(value: Any) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in value.items()] if isinstance(value, dict) else []


def _commands_of(env: Any) -> list[str]:
    commands = env.get("commands", []) if isinstance(env, dict) else []
    found = []
    for command in commands if isinstance(commands, list) else []:
        words = command if isinstance(command, list) else []
        found.append(" ".join(str(w) for w in words if isinstance(w, str)))
    return [c for c in found if c]


def _line(text: str, word: str) -> int:
    at = text.find(word)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _scripts(commands: list[str], line: int) -> tuple[Script, ...]:
    return tuple(Script(line, command) for command in commands)


def _from_ini(path: str, text: str, offset: int) -> BuildFile | None:
    found = sections(text)
    envs = {_env_name(name): name for name in found if name == "testenv" or name.startswith("testenv:")}
    if not envs:
        return None
    names = _names(found)
    targets = []
    for name, section in envs.items():
        for single in _braces(name):
            scripts = _commands(found, section, offset)
            targets.append(Target(single, offset + _first_line(found[section]), scripts))
    known = {t.name for t in targets}
    if "testenv" in found:
        scripts = _commands(found, "testenv", offset)
        line = offset + _first_line(found["testenv"])
        targets += [Target(name, line, scripts) for name in names if name not in known]
    return BuildFile("tox", path, tuple(targets), tuple(names) or ("testenv",))


def _env_name(section: str) -> str:
    return section.partition(":")[2] or "testenv"


def _first_line(section: dict[str, Entry]) -> int:
    return max(1, min((entry.line for entry in section.values()), default=2) - 1)


def _names(found: dict[str, dict[str, Entry]]) -> list[str]:
    top = found.get("tox") or found.get("tox:tox") or {}
    entry = top.get("envlist") or top.get("env_list")
    text = entry.text if entry else ""
    parts: list[str] = []
    depth, current = 0, ""
    for char in text[:5000]:
        depth += (char == "{") - (char == "}")
        if char in ",\n" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [name for part in [*parts, current] for name in _braces(part.strip()) if name]


def _braces(name: str) -> list[str]:
    """`py{39,310}-x` becomes its names, 64 at most."""
    return list(islice(_expanded(name[:NAME_LIMIT]), 64))


def _expanded(name: str) -> Iterator[str]:
    start, end = name.find("{"), name.find("}")
    if start < 0 or end < start:
        yield name
        return
    for part in name[start + 1 : end].split(","):
        for rest in _expanded(name[end + 1 :]):
            yield name[:start] + part.strip() + rest


def _commands(found: dict[str, dict[str, Entry]], section: str, offset: int) -> tuple[Script, ...]:
    scripts: list[Script] = []
    for key in ("commands_pre", "commands", "commands_post"):
        scripts += _of_key(found, section, key, offset, 0)
    return tuple(scripts)


def _of_key(found: dict[str, dict[str, Entry]], section: str, key: str, offset: int, depth: int) -> list[Script]:
    entry = found.get(section, {}).get(key)
    if entry is None and section != "testenv":
        entry = found.get("testenv", {}).get(key)
    scripts: list[Script] = []
    held = ""
    start = 0
    for line, raw in entry.lines if entry else ():
        text = held + raw
        start = start if held else line
        if text.endswith("\\"):
            held = text[:-1].rstrip() + " "
            continue
        held = ""
        reference = _REFERENCE.match(text)
        if reference and depth < DEPTH_LIMIT:
            scripts += _of_key(found, reference.group(1), reference.group(2), offset, depth + 1)
            continue
        command = _POSITIONAL.sub(lambda m: m.group(1) or "", _FACTOR.sub("", text)).strip()
        ignored = command.startswith("-")
        scripts.append(Script(offset + start, command.lstrip("-! "), "sh", True, True, ignored))
    return scripts


EXTRACTOR = Tox()
