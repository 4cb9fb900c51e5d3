"""Makefiles: targets, prerequisites, recipes; simple variables put in."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.globs import Globs

_FILES = Globs(("{Makefile,makefile,GNUmakefile}", "*.mk", "*.mak", "Makefile.*", "makefiles/*"))
_ASSIGNMENT = re2.compile(r"^\s*(?:export\s+|override\s+)?([\w.\-]+)\s*(\?=|::?=|\+=|!=|=)\s*(.*)$")
_RULE = re2.compile(r"^([^\s#:=][^:=#]*?)\s*::?(?:$|\s*([^=].*)?$)")
_USE = re2.compile(r"\$(?:\(([\w.\-]+)\)|\{([\w.\-]+)\})")
_SPECIAL = ("ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "vpath", "unexport", "undefine")
EXPANSION_LIMIT = 20_000
"""Characters of one expanded text."""
EXPANSION_BUDGET = 1_000_000
"""Characters that all expansions of a file may make."""
DEPTH_LIMIT = 6


class Makefile:
    """Reads one makefile."""

    name = "build-make"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """A rule or an include."""
        return ":" in text or "include" in text

    def extract(self, path: str, text: str) -> BuildFile:
        """All its targets."""
        reader = _Reader()
        for line, content in _logical_lines(text):
            reader.take(line, content)
        return reader.build_file(path)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with continuations joined by a backslash and a line end, with the first one's number."""
    held: list[str] = []
    start = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not held:
            start = number
        held.append(line)
        if not line.endswith("\\"):
            yield start, "\n".join(held)
            held = []
    if held:
        yield start, "\n".join(held)


class _Reader:
    def __init__(self) -> None:
        self.variables: dict[str, str] = {"MAKE": "make"}
        self.found: dict[str, tuple[int, list[Script], list[str]]] = {}
        self.order: list[str] = []
        self.current: list[str] = []
        self.includes: list[tuple[str, int]] = []
        self.goal = ""
        self.in_define = False
        self.spent = 0

    def take(self, line: int, content: str) -> None:
        plain = content.strip()
        if self.in_define:
            self.in_define = plain != "endef"
            return
        if content.startswith("\t") and self.current:
            self._recipe(line, content)
            return
        if not plain or plain.startswith("#") or plain.split()[0] in _SPECIAL:
            return
        if plain.startswith("define "):
            self.in_define = True
        elif plain.split()[0] in ("include", "-include", "sinclude"):
            self.includes += [(self._expanded(word), line) for word in plain.split()[1:]]
        elif (given := _ASSIGNMENT.match(content.split("\n")[0])) and not _is_target_variable(content):
            self._assign(
                given.group(1), given.group(2), content.split(given.group(2), 1)[1].replace("\\\n", " ").strip()
            )
        else:
            self._rule(line, content.replace("\\\n", " "))

    def _assign(self, name: str, operator: str, value: str) -> None:
        value = value.split(" #")[0].strip()
        if name == ".DEFAULT_GOAL":
            self.goal = value
        if operator == "+=":
            value = f"{self.variables.get(name, '')} {value}".strip()
        if operator != "!=" and not (operator == "?=" and name in self.variables):
            self.variables[name] = value[:EXPANSION_LIMIT]

    def _rule(self, line: int, content: str) -> None:
        match = _RULE.match(content.split("#")[0].rstrip())
        if match is None:
            self.current = []
            return
        head, _, inline = (match.group(2) or "").partition(";")
        names = self._expanded(match.group(1)).split()
        if "=" in head:
            return
        needs = [need for need in self._expanded(head).replace("|", " ").split() if "$" not in need]
        self.current = [
            name
            for name in names
            if not (name.startswith(".") and name.isupper()) and name not in (".PHONY", ".ONESHELL")
        ]
        for name in self.current:
            if name not in self.found:
                self.found[name] = (line, [], [])
                self.order.append(name)
            self.found[name][2].extend(needs)
        if inline.strip():
            self._recipe(line, inline)

    def _recipe(self, line: int, content: str) -> None:
        body = content.strip()
        ignored = False
        while body[:1] in ("@", "-", "+") and body:
            ignored = ignored or body[0] == "-"
            body = body[1:].lstrip()
        if not body or body.startswith("#"):
            return
        text = self._expanded(body.replace("\n\t", "\n")).replace("$$", "$")
        script = Script(line, text, "sh", False, False, ignored)
        for name in self.current:
            self.found[name][1].append(script)

    def _expanded(self, text: str) -> str:
        for _ in range(DEPTH_LIMIT):
            if self.spent > EXPANSION_BUDGET or ("$(" not in text and "${" not in text):
                break
            grown = _USE.sub(lambda m: self.variables.get(m.group(1) or m.group(2), m.group(0)), text)
            self.spent += len(grown)
            if grown == text or len(grown) > EXPANSION_LIMIT or self.spent > EXPANSION_BUDGET:
                break
            text = grown
        return text

    def build_file(self, path: str) -> BuildFile:
        targets = tuple(
            Target(name, line, tuple(scripts), tuple(dict.fromkeys(needs)))
            for name in self.order
            for line, scripts, needs in (self.found[name],)
        )
        first = next((name for name in self.order if not name.startswith(".") and "%" not in name), "")
        goal = self.goal or first
        return BuildFile("make", path, targets, (goal,) if goal else (), tuple(self.includes))


def _is_target_variable(content: str) -> bool:
    head = content.split("=")[0]
    return ":" in head.rstrip(":?+! ")


EXTRACTOR = Makefile()
