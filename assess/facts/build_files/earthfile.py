"""Earthfiles: targets with the commands and the other targets that they run."""

from __future__ import annotations

import re2

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script

_TARGET = re2.compile(r"^([a-z][\w.-]*):\s*(?:#.*)?$")
_REFERENCE = re2.compile(r"^(?:BUILD|FROM|COPY|DO|WAIT)\b.*?\+([a-z][\w.-]*)")


class Earthfile:
    """Reads one Earthfile."""

    name = "build-earthly"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The one name."""
        return path.rsplit("/", 1)[-1] == "Earthfile"

    def concerns(self, text: str) -> bool:
        """Commands or references."""
        return "RUN" in text or "BUILD" in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All targets; None when there are none."""
        found: list[tuple[str, int, list[Script], list[str]]] = []
        held, start = "", 0
        for number, raw in enumerate(text.split("\n"), start=1):
            if target := _TARGET.match(raw):
                found.append((target.group(1), number, [], []))
                continue
            line = raw.strip()
            start = start if held else number
            if line.endswith("\\"):
                held += line[:-1] + " "
                continue
            line, held = held + line, ""
            if found and line.startswith("RUN "):
                command = line[4:].lstrip()
                while command.startswith("--"):
                    command = command.partition(" ")[2].lstrip()
                found[-1][2].append(Script(start, command, "sh", False, False))
            elif found and (reference := _REFERENCE.match(line)):
                found[-1][3].append(reference.group(1))
        targets = tuple(Target(name, line, tuple(scripts), tuple(needs)) for name, line, scripts, needs in found)
        return BuildFile("earthly", path, targets) if targets else None


EXTRACTOR = Earthfile()
