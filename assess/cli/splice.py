"""Traits spliced into a configuration's text: comments and order stay, and the result is read again."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.yaml_source import Loaded, load_own

Settings = Mapping[str, tuple[bool, str]]
"""Trait to whether it holds, and why."""

_TABLE = "[tool.assess.traits]"


def into_yaml(text: str, name: str, settings: Settings) -> str:
    """The text of `.maturity/config.yaml` with more traits. Raises: InputError, Problems."""
    loaded = load_own(text, name)
    data = loaded.data if loaded.data is not None else {}
    traits = data.get("traits") if isinstance(data, dict) else None
    _refuse_set(traits, settings, lambda trait: loaded.place("traits", trait))
    spliced = _yaml_lines(text, loaded, traits, settings)
    try:
        same = load_own(spliced, name).data == _with(data, settings)
    except Problems:
        same = False
    if not same:
        raise _by_hand(name, "traits:", _yaml_entries(settings, "  "))
    return spliced


def into_toml(text: str, name: str, settings: Settings) -> str:
    """The text of a pyproject.toml with more traits under `[tool.assess.traits]`. Raises: InputError."""
    data = tomllib.loads(text)
    table = data["tool"]["assess"]
    _refuse_set(table.get("traits"), settings, lambda trait: Place(f"{name}: tool.assess.traits.{trait}"))
    entries = _toml_entries(settings)
    lines = text.splitlines()
    if _TABLE in lines:
        at = lines.index(_TABLE) + 1
        spliced = "\n".join([*lines[:at], *entries, *lines[at:]]) + "\n"
    else:
        spliced = "\n".join([text.rstrip("\n"), "", _TABLE, *entries]) + "\n"
    expected = deepcopy(data)
    expected["tool"]["assess"] = _with(table, settings)
    try:
        same = tomllib.loads(spliced) == expected
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise _by_hand(name, _TABLE, entries)
    return spliced


def _yaml_lines(text: str, loaded: Loaded, traits: Any, settings: Settings) -> str:
    lines = text.splitlines()
    if not isinstance(loaded.data, dict) or "traits" not in loaded.data:
        return "\n".join([*lines, "traits:", *_yaml_entries(settings, "  ")]) + "\n"
    at, indent = loaded.line("traits"), "  "
    if isinstance(traits, dict) and traits:
        first = loaded.place("traits", next(iter(traits)))
        at, indent = first.line - 1, " " * (first.column - 1)
    return "\n".join([*lines[:at], *_yaml_entries(settings, indent), *lines[at:]]) + "\n"


def _yaml_entries(settings: Settings, indent: str) -> list[str]:
    return [
        f"{indent}{trait}: {{holds: {json.dumps(holds)}, reason: {json.dumps(reason, ensure_ascii=False)}}}"
        for trait, (holds, reason) in settings.items()
    ]


def _toml_entries(settings: Settings) -> list[str]:
    return [
        f"{trait} = {{ holds = {json.dumps(holds)}, reason = {json.dumps(reason, ensure_ascii=False)} }}"
        for trait, (holds, reason) in settings.items()
    ]


def _with(data: Any, settings: Settings) -> Any:
    added = {trait: {"holds": holds, "reason": reason} for trait, (holds, reason) in settings.items()}
    return {**data, "traits": {**(data.get("traits") or {}), **added}}


def _refuse_set(traits: Any, settings: Settings, place: Any) -> None:
    already = [trait for trait in settings if isinstance(traits, dict) and trait in traits]
    if already:
        raise Problems([InputError(f"the trait {trait!r} is set already", place(trait)) for trait in already])


def _by_hand(name: str, head: str, entries: list[str]) -> InputError:
    wanted = "\n".join([head, *entries])
    return InputError(
        f"the traits cannot be spliced into this file; add them by hand:\n{wanted}\n",
        Place(name),
        "nothing was changed",
    )
