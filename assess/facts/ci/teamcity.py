"""TeamCity's Kotlin settings, read as text: build types, scripts, runners, triggers."""

from __future__ import annotations

import re2

from assess.facts.ci import scenarios as s
from assess.facts.ci.groovy import Source
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.globs import Globs

_FILES = Globs((".teamcity/**/*.kts", ".teamcity/**/*.kt"))
_SCRIPT = re2.compile(r"\bscriptContent\s*=\s*")
_RUNNER = re2.compile(r"\b(maven|gradle|python|dotnetTest|dotnetBuild|nodeJS|dockerCommand)\s*\{")
_ARGUMENT = re2.compile(r"\b(goals|tasks|shellScript|command)\s*=\s*")
_PROGRAMS = {"maven": "mvn", "gradle": "gradle", "dotnetTest": "dotnet test", "dotnetBuild": "dotnet build"}


class TeamCity:
    """Reads one settings file."""

    name = "ci-teamcity"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The settings folder."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Steps."""
        return "steps" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """The steps as one job; None when there are none."""
        source = Source(text)
        steps: list[tuple[int, Step]] = []
        for match in _SCRIPT.finditer(source.code):
            literal = source.literal_from(match.end() - 1)
            if literal is not None:
                body = literal.value.lstrip("\n")
                line = source.line(literal.start) + len(literal.value) - len(body)
                steps.append((match.start(), Step(line, scripts=(Script(line, body, "sh", False, False),))))
        for match in _RUNNER.finditer(source.code):
            argument = _ARGUMENT.search(source.code[match.end() : match.end() + 500])
            literal = source.literal_from(match.end() + argument.end() - 1) if argument else None
            command = f"{_PROGRAMS.get(match.group(1), '')} {literal.value if literal else ''}".strip()
            line = source.line(match.start())
            if command:
                steps.append((match.start(), Step(line, scripts=(Script(line, command),))))
        if not steps:
            return None
        ordered = tuple(step for _, step in sorted(steps, key=lambda pair: pair[0]))
        return Workflow(
            "teamcity", path, 1, jobs=(Job("build", 1, ordered),), scenarios=_starts(source.code), trigger_line=1
        )


def _starts(code: str) -> tuple[s.Scenario, ...]:
    found: list[s.Scenario] = []
    if "vcs {" in code and "triggers" in code:
        found += [s.TOPIC, s.PUSH]
    if "pullRequests" in code:
        found.append(s.CHANGE)
    if "schedule {" in code:
        found.append(s.SCHEDULE)
    return tuple(found) or (s.MANUAL,)


EXTRACTOR = TeamCity()
