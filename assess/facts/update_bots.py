"""Configurations of bots that propose dependency updates: Dependabot, Renovate, Scala Steward, PyUp."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename
from typing import Any

from assess.facts.dependencies.reading import items, read_yaml, table, text_of, texts
from assess.facts.globs import Globs
from assess.yaml_source import Loaded

_DEPENDABOT = Globs((".github/dependabot.{yml,yaml}",))
_RENOVATE = Globs(
    (
        "/.renovaterc",
        "{,.github/,.gitlab/}{renovate,.renovaterc}{,-config}.{json,json5}",
        "/renovate.{json,json5}",
    )
)
_OTHERS = {".scala-steward.conf": ("scala-steward", "maven"), ".pyup.yml": ("pyup", "pypi")}
ECOSYSTEMS = {
    "pip": "pypi", "uv": "pypi", "poetry": "pypi", "pipenv": "pypi", "pip_requirements": "pypi", "pip_setup": "pypi",
    "pep621": "pypi", "pip-compile": "pypi", "setup-cfg": "pypi", "conda": "conda", "pixi": "conda", "npm": "npm", "bun": "npm",
    "gomod": "go", "maven": "maven", "gradle": "maven", "gradle-wrapper": "maven", "sbt": "maven", "cargo": "cargo",
    "bundler": "rubygems", "composer": "composer", "docker": "docker", "dockerfile": "docker", "docker-compose": "docker",
    "github-actions": "github-actions", "gitlabci": "gitlab-ci", "terraform": "terraform", "opentofu": "terraform",
    "terragrunt": "terraform", "helm": "helm", "pre-commit": "pre-commit", "julia": "julia",
}  # fmt: skip
"""Bots' names of package managers to ours."""


@dataclass(frozen=True, slots=True)
class UpdateRule:
    """One ecosystem that the bot watches in some folders; `off` when it never opens version updates."""

    ecosystem: str
    directories: tuple[str, ...]
    line: int
    off: bool = False


@dataclass(frozen=True, slots=True)
class UpdateBot:
    """One configuration; `everything` when the bot finds manifests by itself, then `rules` are the only managers if any."""

    tool: str
    line: int
    rules: tuple[UpdateRule, ...]
    everything: bool = False


def _dependabot(path: str, text: str) -> UpdateBot:
    document = read_yaml(text, path)
    rules = []
    for index, entry in enumerate(table(e) for e in items(table(document.data).get("updates"))):
        folders = texts(entry.get("directories")) or texts(entry.get("directory"))
        name = text_of(entry.get("package-ecosystem"))
        off = entry.get("open-pull-requests-limit") == 0 or not entry.get("schedule")
        if name:
            rules.append(UpdateRule(ECOSYSTEMS.get(name, name), tuple(folders), document.line("updates", index), off))
    return UpdateBot("dependabot", document.line("updates"), tuple(rules))


def _renovate(path: str, text: str) -> UpdateBot:
    data, document = _lenient_json(path, text)
    line = document.line("extends") if document else 1
    if data.get("enabled") is False:
        return UpdateBot("renovate", line, ())
    managers = texts(data.get("enabledManagers"))
    rules = tuple(UpdateRule(ECOSYSTEMS.get(m, m), ("/**",), line) for m in managers)
    off = tuple(
        UpdateRule(ECOSYSTEMS.get(m, m), ("/**",), line, off=True)
        for m in ECOSYSTEMS
        if table(data.get(m)).get("enabled") is False
    )
    return UpdateBot("renovate", line, rules + off, everything=not managers)


def _lenient_json(path: str, text: str) -> tuple[dict[str, Any], Loaded | None]:
    """JSON, or JSON with comments, bare keys and trailing commas, which without comments is YAML. Raises: Unparsable."""
    try:
        return table(json.loads(text)), None
    except ValueError:
        document = read_yaml("".join(_without_comments(text)).replace("\t", " "), path)
        return table(document.data), document


def _without_comments(text: str) -> Iterator[str]:
    quote, index = "", 0
    while index < len(text):
        char = text[index]
        if quote:
            step = 2 if char == "\\" else 1
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote, step = char, 1
        elif text.startswith("//", index):
            end = text.find("\n", index)
            index = len(text) if end < 0 else end
            continue
        elif text.startswith("/*", index):
            end = text.find("*/", index + 2)
            yield "\n" * text.count("\n", index, end if end >= 0 else len(text))
            index = len(text) if end < 0 else end + 2
            continue
        else:
            step = 1
        yield text[index : index + step]
        index += step


class UpdateBotExtractor:
    """Configurations of update bots."""

    name = "update-bots"
    version = 1
    limit_bytes = 300_000

    def selects(self, path: str) -> bool:
        """The names that the bots read."""
        return path in _DEPENDABOT or path in _RENOVATE or ("/" not in path and path in _OTHERS)

    def concerns(self, text: str) -> bool:
        """Files that are not empty."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> UpdateBot:
        """The configuration. Raises: Unparsable."""
        if path in _DEPENDABOT:
            return _dependabot(path, text)
        if path in _RENOVATE:
            return _renovate(path, text)
        tool, ecosystem = _OTHERS[basename(path)]
        return UpdateBot(tool, 1, (UpdateRule(ecosystem, ("/**",), 1),))


UPDATE_BOT_FACTS = UpdateBotExtractor()
