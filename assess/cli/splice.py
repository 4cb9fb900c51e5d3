"""Settings spliced into a configuration's text: comments and order stay, and the result is read again.

YAML is changed at the positions that its parser saw. TOML has no such parser here, so only what stands in tables of
their own, one key per line, is changed; the rest is left to people, with the lines to write.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.yaml_source import load_own
from assess.yaml_splice import spliced

Section = Mapping[str, Any]
"""What is added to one map of the configuration: key to plain data."""

WAIVERS = "waivers"
_ROOT = "tool.assess"


def into_yaml(text: str, name: str, section: str, added: Section) -> str:
    """The text of `.maturity/config.yaml` with more keys in one of its maps. Raises: InputError, Problems."""
    loaded = load_own(text, name)
    data = loaded.data if isinstance(loaded.data, dict) else {}
    _refuse_set(data.get(section), section, added, lambda key: loaded.place(section, key))
    return spliced(text, name, {**data, section: {**(data.get(section) or {}), **added}})


def waivers_into_yaml(text: str, name: str, change: Callable[[list[Any]], list[Any]]) -> str:
    """The text with another list of waivers. Raises: InputError, Problems."""
    loaded = load_own(text, name)
    data = loaded.data if isinstance(loaded.data, dict) else {}
    return spliced(text, name, {**data, WAIVERS: change(list(data.get(WAIVERS) or []))})


def into_toml(text: str, name: str, section: str, added: Section) -> str:
    """The text of a pyproject.toml with more keys under `[tool.assess.<section>]`. Raises: InputError."""
    data = tomllib.loads(text)
    table = data["tool"]["assess"]
    _refuse_set(table.get(section), section, added, lambda key: Place(f"{name}: {_ROOT}.{section}.{key}"))
    head = f"[{_ROOT}.{section}]"
    entries = [f"{key} = {_toml(value)}" for key, value in added.items()]
    lines = text.splitlines()
    if head in lines:
        at = lines.index(head) + 1
        found = "\n".join([*lines[:at], *entries, *lines[at:]]) + "\n"
    else:
        found = "\n".join([text.rstrip("\n"), "", head, *entries]) + "\n"
    expected = deepcopy(data)
    expected["tool"]["assess"][section] = {**(table.get(section) or {}), **added}
    return _checked(found, expected, name, [head, *entries])


def waivers_into_toml(text: str, name: str, change: Callable[[list[Any]], list[Any]]) -> str:
    """The text with waivers taken out or added, each a table `[[tool.assess.waivers]]`. Raises: InputError."""
    data = tomllib.loads(text)
    old = list(data["tool"]["assess"].get(WAIVERS) or [])
    new = change(old)
    head = f"[[{_ROOT}.{WAIVERS}]]"
    kept = _without_tables(text.splitlines(), head, [waiver not in new for waiver in old])
    added = [waiver for waiver in new if waiver not in old]
    blocks = ["\n".join([head, *(f"{key} = {_toml(value)}" for key, value in one.items())]) for one in added]
    found = "\n\n".join(["\n".join(kept).rstrip("\n"), *blocks]) + "\n"
    expected = deepcopy(data)
    expected["tool"]["assess"][WAIVERS] = [*(one for one in old if one in new), *added]
    if not expected["tool"]["assess"][WAIVERS]:
        del expected["tool"]["assess"][WAIVERS]
    return _checked(found, expected, name, blocks or [f"without the table {head} of that criterion"])


def _without_tables(lines: list[str], head: str, gone: list[bool]) -> list[str]:
    """The lines without those tables of the list whose number is marked: from the head to the last of their keys."""
    kept: list[str] = []
    number = -1
    dropping = False
    for line in lines:
        if line.strip() == head:
            number += 1
            dropping = number < len(gone) and gone[number]
            if dropping:
                continue
        elif dropping and (not line.strip() or line.lstrip().startswith(("[", "#"))):
            dropping = False
        if not dropping:
            kept.append(line)
    return kept


def _toml(value: Any) -> str:
    """A value on one line of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _checked(found: str, expected: Any, name: str, wanted: list[str]) -> str:
    """The text, if it reads as it should. Raises: InputError with the lines to write by hand."""
    try:
        if tomllib.loads(found) == expected:
            return found
    except tomllib.TOMLDecodeError:
        pass
    lines = "\n".join(wanted)
    raise InputError(
        f"this cannot be spliced into the file; change it by hand:\n{lines}\n", Place(name), "nothing was changed"
    )


def _refuse_set(there: Any, section: str, added: Section, place: Callable[[str], Place]) -> None:
    already = [key for key in added if isinstance(there, dict) and key in there]
    if already:
        raise Problems([InputError(f"{key!r} is set already in {section}", place(key)) for key in already])
