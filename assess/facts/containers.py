"""Container images as they are written down: Dockerfiles with their stages, and what makes an image without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import basename

import re2

from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

DOCKERFILES = Globs(
    (
        "{Dockerfile,Containerfile}",
        "{Dockerfile,Containerfile}[._-]*",
        "*.{dockerfile,containerfile}",
        "*{-,_}dockerfile",
    )
)
NOT_DOCKERFILES = Globs(("*.{md,j2,jinja,jinja2,tmpl,template,erb,py,sh,txt,yml,yaml,json,dockerignore}",))
MOST_FLAGS = 20
_VARIABLE = re2.compile(r"\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-+])([^{}]*))?\})")
_HEREDOC = re2.compile(r"""<<-?\s*["']?([A-Za-z_][A-Za-z0-9_]*)["']?""")
_KEYWORD = re2.compile(r"\s*([A-Za-z]+)(?:\s+(.*))?$")
_ESCAPE = re2.compile(r"(?i)#\s*escape\s*=\s*([\\`])\s*$")
_FLAG = re2.compile(r"--([a-z-]+)(?:=(\S*))?(?:\s+|$)")
_KNOWN = frozenset(
    [
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "MAINTAINER",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    ]
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: keyword in capitals, its text with continuations joined, flags taken off, here-documents appended."""

    keyword: str
    text: str
    line: int
    flags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImageName:
    """An image reference taken apart; `resolved` is False when a variable without default is in it."""

    name: str
    tag: str = ""
    digest: str = ""
    resolved: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """One `FROM`; `parent` is the index of the stage it continues, None when it starts from an image."""

    image: ImageName
    alias: str
    line: int
    parent: int | None
    instructions: tuple[Instruction, ...]

    def last(self, keyword: str) -> Instruction | None:
        """The instruction of that keyword which holds at the end of the stage."""
        return next((i for i in reversed(self.instructions) if i.keyword == keyword), None)


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """All stages of one file, in order; never empty."""

    path: str
    stages: tuple[Stage, ...]

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """Instructions of all stages."""
        return tuple(i for stage in self.stages for i in stage.instructions)

    @property
    def runs(self) -> tuple[Instruction, ...]:
        """`RUN` instructions of all stages."""
        return tuple(i for i in self.instructions if i.keyword == "RUN")

    @property
    def bases(self) -> tuple[Stage, ...]:
        """Stages that start from an image of elsewhere."""
        return tuple(stage for stage in self.stages if stage.parent is None)

    def lineage(self) -> tuple[Stage, ...]:
        """The final stage and the stages it continues, nearest first."""
        found, index = [], len(self.stages) - 1
        while True:
            stage = self.stages[index]
            found.append(stage)
            if stage.parent is None:
                return tuple(found)
            index = stage.parent

    def last(self, keyword: str) -> Instruction | None:
        """The instruction of that keyword which holds in the finished image."""
        return next((i for stage in self.lineage() if (i := stage.last(keyword))), None)


def image_name(text: str, variables: dict[str, str] | None = None) -> ImageName:
    """An image reference taken apart, variables filled in."""
    full, resolved = _substitute(text, variables or {})
    full, _, digest = full.partition("@")
    head, slash, last = full.rpartition("/")
    name, _, tag = last.partition(":")
    return ImageName(f"{head}{slash}{name}", tag, digest, resolved)


def _substitute(text: str, variables: dict[str, str]) -> tuple[str, bool]:
    resolved = True

    def value(match: re2._Match) -> str:
        nonlocal resolved
        name, sign, other = match.group(1) or match.group(2), match.group(3), match.group(4)
        held = variables.get(name, "")
        if sign == "+":
            return str(other) if held else ""
        if held or sign == "-":
            return held or str(other)
        resolved = False
        return ""

    for _ in range(3):
        if "$" not in text:
            break
        text = _VARIABLE.sub(value, text)
    return text, resolved


def parse_dockerfile(path: str, text: str) -> Dockerfile:
    """The stages of a Dockerfile. Raises: Unparsable when it has no `FROM`."""
    variables: dict[str, str] = {}
    aliases: dict[str, int] = {}
    stages: list[Stage] = []
    body: list[Instruction] = []
    for instruction in _instructions(text):
        if instruction.keyword == "FROM":
            _close(stages, body)
            stages.append(_stage(instruction, aliases, variables))
            if stages[-1].alias:
                aliases[stages[-1].alias] = len(stages) - 1
        elif stages:
            body.append(instruction)
        elif instruction.keyword == "ARG":
            for name, default in _assignments(instruction.text):
                variables[name] = _substitute(default, variables)[0]
    _close(stages, body)
    if not stages:
        raise Unparsable("no FROM instruction")
    return Dockerfile(path, tuple(stages))


def _close(stages: list[Stage], body: list[Instruction]) -> None:
    if stages:
        stages[-1] = replace(stages[-1], instructions=tuple(body))
    body.clear()


def _stage(instruction: Instruction, aliases: dict[str, int], variables: dict[str, str]) -> Stage:
    words = instruction.text.split()
    alias = words[2].lower() if len(words) >= 3 and words[1].upper() == "AS" else ""
    reference = words[0] if words else ""
    resolved = _substitute(reference, variables)[0].lower()
    return Stage(image_name(reference, variables), alias, instruction.line, aliases.get(resolved), ())


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    for word in text.split():
        name, _, default = word.partition("=")
        yield name, default.strip("\"'")


def _instructions(text: str) -> Iterator[Instruction]:
    lines = text.split("\n")
    escape, index = _escape(lines), 0
    while index < len(lines):
        start = index
        joined, index = _joined(lines, index, escape)
        match = _KEYWORD.match(joined)
        keyword = match.group(1).upper() if match else ""
        if keyword not in _KNOWN:
            continue
        body = (match.group(2) or "").strip()
        if keyword in ("RUN", "COPY", "ADD"):
            extra, index = _heredocs(body, lines, index)
            body = "\n".join((body, *extra))
        flags, body = _flags(body)
        yield Instruction(keyword, body, start + 1, flags)


def _joined(lines: list[str], index: int, escape: str) -> tuple[str, int]:
    """One logical line and the index after it; comment lines and empty lines inside a continuation are skipped."""
    parts: list[str] = []
    while index < len(lines):
        line = lines[index].rstrip()
        index += 1
        if line.lstrip().startswith("#"):
            if parts:
                continue
            return "", index
        if not line and parts:
            continue
        if not line.endswith(escape):
            parts.append(line)
            break
        parts.append(line[:-1] + " ")
    return "".join(parts), index


def _heredocs(body: str, lines: list[str], index: int) -> tuple[list[str], int]:
    extra: list[str] = []
    for match in _HEREDOC.finditer(body):
        mark = match.group(1)
        while index < len(lines):
            line = lines[index]
            index += 1
            if line.strip() == mark:
                break
            extra.append(line)
    return extra, index


def _flags(body: str) -> tuple[tuple[tuple[str, str], ...], str]:
    flags: list[tuple[str, str]] = []
    for _ in range(MOST_FLAGS):
        if not (match := _FLAG.match(body)):
            break
        flags.append((match.group(1), match.group(2) or ""))
        body = body[match.end() :]
    return tuple(flags), body


def _escape(lines: list[str]) -> str:
    for line in lines[:5]:
        if not line.startswith("#"):
            break
        if match := _ESCAPE.match(line):
            return str(match.group(1))
    return "\\"


class DockerfileExtractor:
    """Dockerfiles and Containerfiles."""

    name = "dockerfiles"
    version = 1
    limit_bytes = 400_000

    def selects(self, path: str) -> bool:
        """Files called Dockerfile or Containerfile, with any suffix that is not another kind of file."""
        return path in DOCKERFILES and basename(path) not in NOT_DOCKERFILES

    def concerns(self, text: str) -> bool:
        """Files that hold more than comments."""
        return any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n"))

    def extract(self, path: str, text: str) -> Dockerfile:
        """The stages. Raises: Unparsable."""
        return parse_dockerfile(path, text)


DOCKERFILE_FACTS = DockerfileExtractor()
