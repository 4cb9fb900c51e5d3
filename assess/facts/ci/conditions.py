"""Conditions of CI systems (`if:`, `condition:`, `rules: if`), judged with three values: yes, no, can't be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import re2

from assess.facts.ci.scenarios import Absent, BranchValue

TEXT_LIMIT = 5_000
DEPTH_LIMIT = 60

Known = str | bool | float | BranchValue | Absent
Lookup = Callable[[str], "Known | None"]


@dataclass(frozen=True, slots=True)
class _Node:
    kind: str
    """`text`, `name`, `regex`, `call`, `not`, or an operator."""
    value: str | bool | float = ""
    parts: tuple[_Node, ...] = ()


def holds(condition: str, lookup: Lookup) -> bool | None:
    """Whether a condition holds; None when that depends on what is not known here. An empty condition holds."""
    if not condition.strip():
        return True
    node = _parsed(condition[:TEXT_LIMIT])
    return None if node is None else _truth(_value(node, lookup))


@lru_cache(maxsize=4096)
def _parsed(condition: str) -> _Node | None:
    try:
        return _Parser(condition).whole()
    except (_CannotRead, RecursionError):
        return None


def _truth(value: Known | None) -> bool | None:
    if value is None:
        return None
    if isinstance(value, BranchValue):
        return True
    if isinstance(value, str):
        return value.lower() not in ("", "false", "0")
    return bool(value)


def _value(node: _Node, lookup: Lookup) -> Known | None:
    if node.kind == "text":
        return node.value
    if node.kind == "name":
        return lookup(str(node.value))
    if node.kind == "not":
        inner = _truth(_value(node.parts[0], lookup))
        return None if inner is None else not inner
    if node.kind in ("&&", "||"):
        return _junction(node, lookup)
    if node.kind == "call":
        return _call(str(node.value).lower(), node.parts, lookup)
    if len(node.parts) == 2:
        return _compare(node.kind, _value(node.parts[0], lookup), node.parts[1], lookup)
    return None


def _junction(node: _Node, lookup: Lookup) -> bool | None:
    truths = [_truth(_value(part, lookup)) for part in node.parts]
    decisive = node.kind == "||"
    if decisive in truths:
        return decisive
    return None if None in truths else not decisive


def _compare(operator: str, left: Known | None, right_node: _Node, lookup: Lookup) -> bool | None:
    if operator in ("=~", "!~"):
        found = _matches(left, right_node)
        return None if found is None else found == (operator == "=~")
    right = _value(right_node, lookup)
    if operator not in ("==", "!="):
        return None
    same = _equal(left, right)
    return None if same is None else same == (operator == "==")


def _matches(left: Known | None, right: _Node) -> bool | None:
    if left is None or right.kind not in ("regex", "text"):
        return None
    if isinstance(left, Absent):
        return False
    pattern = str(right.value)
    if isinstance(left, BranchValue):
        return left.matches(pattern)
    try:
        return re2.search(pattern, str(left)) is not None
    except re2.error:
        return None


def _equal(left: Known | None, right: Known | None) -> bool | None:
    if left is None or right is None:
        return None
    if isinstance(left, Absent) or isinstance(right, Absent):
        other = right if isinstance(left, Absent) else left
        return isinstance(other, Absent) or (other in ("", "null") if isinstance(other, str) else False)
    if isinstance(left, BranchValue) and isinstance(right, BranchValue):
        return left.topic == right.topic
    if isinstance(left, BranchValue):
        return left.equals(str(right))
    if isinstance(right, BranchValue):
        return right.equals(str(left))
    return _plain(left) == _plain(right)


def _plain(value: Known) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).lower()


def _call(name: str, parts: tuple[_Node, ...], lookup: Lookup) -> Known | None:
    if name in ("always", "success", "succeeded", "succeededorfailed"):
        return True
    if name in ("and", "or"):
        return _junction(_Node("&&" if name == "and" else "||", "", parts), lookup)
    if name == "not" and parts:
        return _value(_Node("not", "", parts[:1]), lookup)
    values = [_value(part, lookup) for part in parts]
    if name in ("eq", "ne") and len(values) == 2:
        same = _equal(values[0], values[1])
        return None if same is None else same == (name == "eq")
    if name in ("in", "notin") and values:
        found = _among([_equal(values[0], value) for value in values[1:]])
        return None if found is None else found == (name == "in")
    if name in ("startswith", "endswith", "contains") and len(values) == 2:
        return _text_call(name, values[0], values[1])
    return None


def _among(truths: list[bool | None]) -> bool | None:
    return True if True in truths else None if None in truths else False


def _text_call(name: str, value: Known | None, part: Known | None) -> bool | None:
    if value is None or not isinstance(part, str):
        return None
    if isinstance(value, Absent):
        return not part
    if isinstance(value, BranchValue):
        if name == "startswith":
            return value.starts_with(part)
        return False if "refs/tags" in part else None
    text, wanted = _plain(value), part.lower()
    if name == "startswith":
        return text.startswith(wanted)
    return text.endswith(wanted) if name == "endswith" else wanted in text


class _CannotRead(Exception):
    pass


_OPERATORS = ("&&", "||", "==", "!=", "=~", "!~", "<=", ">=", "<", ">", "!", "(", ")", ",", "[", "]")
_NAME = re2.compile(r"[$A-Za-z_][\w.$*:/-]*")
_NUMBER = re2.compile(r"-?\d[\w.]*")


class _Parser:
    """Recursive descent over `||`, `&&`, comparison, `!`, calls, names with dots and brackets, texts, `/regex/`."""

    def __init__(self, text: str) -> None:
        self.text = (
            text.replace("${{", " ").replace("}}", " ").replace("$[", " ") if "{{" in text or "$[" in text else text
        )
        self.tokens = self._scan()
        self.at = 0
        self.depth = 0

    def whole(self) -> _Node:
        node = self._either()
        if self.at < len(self.tokens) and self._peek() != "]":
            raise _CannotRead
        return node

    def _scan(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        at, text = 0, self.text
        while at < len(text):
            char = text[at]
            if char.isspace():
                at += 1
                continue
            if char in "'\"":
                end = _closing(text, at, char)
                found.append(("text", text[at + 1 : end].replace("''", "'")))
                at = end + 1
                continue
            if char == "/" and found and found[-1] in (("op", "=~"), ("op", "!~")):
                end = _closing(text, at, "/")
                pattern = text[at + 1 : end]
                at = end + 1
                while at < len(text) and text[at].isalpha():
                    pattern = "(?i)" + pattern if text[at] == "i" else pattern
                    at += 1
                found.append(("regex", pattern))
                continue
            operator = next((op for op in _OPERATORS if text.startswith(op, at)), "")
            if operator:
                found.append(("op", operator))
                at += len(operator)
                continue
            match = _NAME.match(text, at) or _NUMBER.match(text, at)
            if match is None:
                raise _CannotRead
            found.append(("name" if _NAME.match(text, at) else "text", match.group()))
            at = match.end()
        return found

    def _peek(self) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "op":
            return self.tokens[self.at][1]
        return ""

    def _take(self, operator: str) -> None:
        if self._peek() != operator:
            raise _CannotRead
        self.at += 1

    def _either(self) -> _Node:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise _CannotRead
        parts = [self._both()]
        while self._peek() == "||":
            self.at += 1
            parts.append(self._both())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else _Node("||", "", tuple(parts))

    def _both(self) -> _Node:
        parts = [self._comparison()]
        while self._peek() == "&&":
            self.at += 1
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else _Node("&&", "", tuple(parts))

    def _comparison(self) -> _Node:
        left = self._unary()
        operator = self._peek()
        if operator in ("==", "!=", "=~", "!~", "<", ">", "<=", ">="):
            self.at += 1
            return _Node(operator, "", (left, self._unary()))
        return left

    def _unary(self) -> _Node:
        negations = 0
        while self._peek() == "!":
            self.at += 1
            negations += 1
        node = self._atom()
        return _Node("not", "", (node,)) if negations % 2 else node

    def _atom(self) -> _Node:
        if self._peek() == "(":
            self.at += 1
            node = self._either()
            self._take(")")
            return node
        if self.at >= len(self.tokens) or self.tokens[self.at][0] == "op":
            raise _CannotRead
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind != "name":
            return _Node(kind, text)
        if self._peek() == "(":
            return _Node("call", text, self._arguments())
        return self._named(text)

    def _arguments(self) -> tuple[_Node, ...]:
        self._take("(")
        parts: list[_Node] = []
        while self._peek() != ")":
            parts.append(self._either())
            if self._peek() == ",":
                self.at += 1
            elif self._peek() != ")":
                raise _CannotRead
        self._take(")")
        return tuple(parts)

    def _named(self, text: str) -> _Node:
        while self._peek() == "[":
            self.at += 1
            key = self._either()
            self._take("]")
            text = f"{text}.{key.value}" if key.kind == "text" else f"{text}.*"
            if self.at < len(self.tokens) and self.tokens[self.at][0] == "name" and self.tokens[self.at][1][0] == ".":
                text += self.tokens[self.at][1]
                self.at += 1
        lowered = text.lower()
        if lowered in ("true", "false"):
            return _Node("text", lowered == "true")
        return _Node("text", "") if lowered == "null" else _Node("name", text)


def _closing(text: str, at: int, mark: str) -> int:
    end = at + 1
    while end < len(text):
        if text[end] == "\\" and mark == "/":
            end += 2
            continue
        if text[end] == mark:
            if mark == "'" and text.startswith("''", end):
                end += 2
                continue
            return end
        end += 1
    raise _CannotRead
