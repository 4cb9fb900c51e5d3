"""Plain data as YAML text that reads back as the same data, over lines or on one."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][\w ./@+-]*(?<! )|\d{4}-\d\d-\d\d|https?://[\w./@+~%=&?-]+")
_NO_TEXT = frozenset({"null", "true", "false", "True", "False"})
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def key_text(key: str | int) -> str:
    """A key."""
    return _scalar(str(key))


def line(data: Any) -> str:
    """What stands behind a key that has its line to itself: a scalar, or a collection in braces or brackets."""
    return flow(data) if isinstance(data, dict | list) else _scalar(data)


def flow(data: Any) -> str:
    """Inside braces or brackets."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key_text(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return _scalar(data) if not isinstance(data, str) or ":" not in data else _quoted(data)


def _scalar(value: Any) -> str:
    """Plain where that is certainly read as the same text, else in quotation marks."""
    if not isinstance(value, str):
        return json.dumps(value)
    return value if _PLAIN.fullmatch(value) and value not in _NO_TEXT else _quoted(value)


def _quoted(value: str) -> str:
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def block_lines(data: Any, column: int) -> list[str]:
    """Over lines, from a 0-based column on; scalars and empty collections on one line."""
    pad = " " * column
    if isinstance(data, dict) and data:
        return [one for key, value in data.items() for one in _entry(f"{pad}{key_text(key)}:", value, column)]
    if isinstance(data, list) and data:
        return [one for item in data for one in _item(item, column)]
    return [pad + line(data)]


def _entry(head: str, value: Any, column: int) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [head, *block_lines(value, column + 2)]
    return [f"{head} {line(value)}"]


def _item(item: Any, column: int) -> list[str]:
    first, *rest = block_lines(item, column + 2)
    return [" " * column + "- " + first[column + 2 :], *rest]
