"""Parts that the same organisation keeps for many repositories, such as workflows, actions, modules, libraries and images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import re2

from assess.facts.code_text import code_text
from assess.facts.globs import Globs
from assess.links.scope.own_repository import own_repository
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles
from assess.probes.view import View
from assess.snapshot.protocol import Unavailable

MOST_EVIDENCE = 5
LIMIT_BYTES = 1_000_000
Part = Literal["workflow", "reusable", "module", "library", "image", "hook", "preset"]
_OWNER, _NAME = r"([\w.-]+)", r"([\w.-]+)"
_WRITTEN: dict[Part, tuple[Globs, str]] = {
    "workflow": (
        Globs((".github/{workflows,actions}/**/*.{yml,yaml}", ".{forgejo,gitea}/workflows/*.{yml,yaml}", ".circleci/*.yml",
               ".buildkite/**/*.{yml,yaml}", "**/action.{yml,yaml}")),
        rf"(?m)^\s*(?:-\s+)?uses:\s*[\"']?{_OWNER}/{_NAME}(?:/[\w./-]+)?@|^\s+[\w-]+:\s*{_OWNER}/{_NAME}@|^\s*-\s+{_OWNER}/{_NAME}#v?\d",
    ),
    "reusable": (
        Globs((".{github,forgejo,gitea}/{workflows,actions}/**/*.{yml,yaml}", "**/action.{yml,yaml}")),
        rf"(?m)^\s*(?:-\s+)?uses:\s*[\"']?{_OWNER}/{_NAME}/(\.github/(?:workflows|actions)/[\w./-]+)@",
    ),
    "module": (
        Globs(("*.{tf,tofu,hcl}",)),
        rf"(?m)^\s*source\s*=\s*\"(?:tfr://|git::)?(?:https?://|ssh://)?(?:git@)?(?:github\.com|gitlab\.com)[/:]{_OWNER}/{_NAME}",
    ),
    "library": (
        Globs(("{pyproject.toml,setup.py,setup.cfg,Pipfile,package.json,DESCRIPTION,Gemfile,Cargo.toml,*requirements*.{txt,in}}",
               "requirements/*.{txt,in}", "{environment,conda}*.{yml,yaml}")),
        (rf"(?:git\+(?:https|ssh)://(?:git@)?|git\s*=\s*\"(?:https://|ssh://git@)|github:|git@)?(?:github\.com|gitlab\.com)[/:]{_OWNER}/{_NAME}(?:\.git)?[@\"'#]"
        rf"|\bgithub:\s*[\"']?{_OWNER}/{_NAME}|\"@{_OWNER}/([\w-]*(?:eslint|prettier|tsconfig|stylelint|renovate|config|preset)[\w-]*)\"\s*:"),
    ),
    "image": (
        Globs(("**/*Dockerfile*", "**/*Containerfile*", ".gitlab-ci.yml", ".github/workflows/*.{yml,yaml}")),
        rf"(?mi)^\s*(?:FROM|(?:-\s+)?image:)\s+(?:--platform=\S+\s+)?[\"']?(?:ghcr\.io/|docker\.io/|quay\.io/|registry\.gitlab\.com/){_OWNER}/{_NAME}",
    ),
    "hook": (Globs((".pre-commit-config.{yaml,yml}",)), rf"(?m)^\s*-\s+repo:\s*[\"']?https?://(?:github\.com|gitlab\.com)/{_OWNER}/{_NAME}"),
    "preset": (Globs(("{renovate,.renovaterc,default,.eslintrc,.prettierrc}*.{json,json5}", ".renovaterc")), rf"\"(?:github|gitlab|local)>{_OWNER}/{_NAME}"),
}  # fmt: skip


class SharedParts(InFiles):
    """Parameters of `shared-parts`."""

    parts: tuple[Part, ...]
    """What is taken from another repository of the same owner; `reusable` takes reusable workflows and inner actions of any
    owner, as long as they are not this repository's."""


PARAMS = SharedParts


def observe(params: SharedParts, view: View) -> Observation:
    """Yes with the lines that name a part; no where nothing tells who owns this repository."""
    found: list[Evidence] = []
    for part in params.parts:
        globs = _WRITTEN[part][0]
        paths = list(view.in_scope(params, [p for p in view.facts.paths if p in globs]))
        for path, text in view.facts.texts(paths, LIMIT_BYTES):
            if not isinstance(text, Unavailable):
                found += _named(part, path, code_text(path, text), view)
    return observed(found[:MOST_EVIDENCE])


def _named(part: Part, path: str, text: str, view: View) -> Iterator[Evidence]:
    for match in re2.finditer(_WRITTEN[part][1], text):
        given = [str(g) for g in match.groups() if g]
        if _is_shared(part, given, view):
            line = text.count("\n", 0, match.start() + len(match.group(0)) - len(match.group(0).lstrip())) + 1
            yield seen(path, line, text.split("\n")[line - 1].strip())


def _is_shared(part: Part, given: list[str], view: View) -> bool:
    """Whether owner and name are another repository's, and for all but `reusable` one of the same owner."""
    owner, name = own_repository(view.facts)
    if part == "reusable" and (given[2] in view.facts.entries or f"{given[2]}/action.yml" in view.facts.entries):
        return False
    same = given[0].lower() == owner
    mine = same and given[1].removesuffix(".git").lower() == name.lower()
    return not mine and (same or part == "reusable")
