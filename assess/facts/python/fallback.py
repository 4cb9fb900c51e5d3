"""Imports, definitions and calls of source that this Python cannot parse, read by patterns."""

from __future__ import annotations

import re2

from assess.facts.code_text import code_text
from assess.facts.python.values import Call, Function, Import, PythonModule

MOST_CALLS = 5_000
_IMPORT = re2.compile(
    r"(?m)^[ \t]*import[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*)"
)
_FROM = re2.compile(r"(?m)^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)")
_CALL = re2.compile(r"(?:^|[^\w.])([A-Za-z_][\w.]*)[ \t]*\(")
_DEF = re2.compile(r"(?m)^([ \t]*)(?:async[ \t]+)?def[ \t]+(\w+)")
_MAIN = re2.compile(r"(?m)^if[ \t]+__name__[ \t]*==[ \t]*['\"]__main__['\"]")
_KEYWORDS = frozenset(
    ("if", "while", "for", "return", "in", "and", "or", "not", "print", "elif", "assert", "lambda", "yield", "with")
) | {"except", "def", "class", "import", "from", "del", "raise", "exec"}


def approximate(text: str) -> PythonModule:
    """What patterns find; comments and docstrings do not count."""
    code = code_text("module.py", text)
    lines = _Lines(code)
    imports = _imports(code, lines)
    known = {i.alias: i.target for i in imports}
    main = _MAIN.search(code)
    return PythonModule(
        imports=tuple(imports),
        calls=tuple(_calls(code, lines, known)),
        functions=tuple(_functions(code, lines)),
        main_line=lines.at(main.start()) if main else 0,
        statements=1,
        approximate=True,
    )


class _Lines:
    """Lines of rising offsets, counted once."""

    def __init__(self, text: str) -> None:
        self._text, self._offset, self._line = text, 0, 1

    def at(self, offset: int) -> int:
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line


def _imports(code: str, lines: _Lines) -> list[Import]:
    found = []
    for match in _IMPORT.finditer(code):
        for part in match[1].split(","):
            words = part.split()
            if words:
                alias = words[-1] if len(words) == 3 else words[0].partition(".")[0]
                found.append(Import(words[0], "", alias, lines.at(match.start(1))))
    for match in _FROM.finditer(code):
        for part in match[2].strip("()").replace("\\", " ").split(","):
            words = part.split()
            if words and (words[0] == "*" or words[0].isidentifier()):
                found.append(Import(match[1], words[0], words[-1], lines.at(match.start(1))))
    return found


def _calls(code: str, lines: _Lines, known: dict[str, str]) -> list[Call]:
    found: list[Call] = []
    for match in _CALL.finditer(code):
        head, dot, tail = match[1].strip(".").partition(".")
        if head in _KEYWORDS:
            continue
        if head not in known and dot and head != "self":
            head = "?"
        found.append(Call(known.get(head, head) + dot + tail, lines.at(match.start(1))))
        if len(found) == MOST_CALLS:
            break
    return found


def _functions(code: str, lines: _Lines) -> list[Function]:
    found = []
    for match in _DEF.finditer(code):
        name, line = match[2], lines.at(match.start(2))
        found.append(Function(name, line, line, not name.startswith("_"), False, 0, 1, nested=bool(match[1])))
    return found
