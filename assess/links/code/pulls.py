"""What a file pulls along when it is run or read: imports, scripts that it calls, files that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from posixpath import basename, dirname, normpath, splitext

import re2

from assess.facts.code_text import code_text
from assess.facts.compose import ComposeExtractor
from assess.facts.containers import DOCKERFILE_FACTS
from assess.facts.shell.commands import split
from assess.facts.shell.wrappers import unwrap
from assess.facts.store import Facts
from assess.links.code.modules import INIT, ModuleGraph
from assess.links.code.programs import CI_FILES, MANIFESTS, Kind
from assess.links.code.run_targets import RunTargets
from assess.links.kinds import Hop, Pipeline
from assess.snapshot.protocol import Unavailable

COMPOSE = ComposeExtractor()
MOST_TEXT = 300_000
MOST_FOLDER_FILES = 200
_QUOTED = re2.compile(r"""["']([\w./ -]{3,160}\.[A-Za-z0-9]{1,8})["']""")
_RELATIVE = re2.compile(r"""(?:from|import|require\()\s*["'](\.{1,2}/[\w./@-]+)["']""")
CONFIGS = frozenset([".yml", ".yaml", ".json", ".toml", ".ini", ".cfg", ".conf", ".xml", ".tf", ".tfvars"])
_SHELLS = frozenset({".sh", ".bash", ""})
_NAMED_CODE = frozenset(
    [
        ".py",
        ".r",
        ".ipynb",
        ".rmd",
        ".qmd",
        ".sql",
        ".sh",
        ".js",
        ".ts",
        ".jar",
        ".scala",
        ".yml",
        ".yaml",
        ".json",
        ".toml",
        ".cfg",
        ".ini",
        ".csv",
        ".pkl",
        ".joblib",
    ]
)
_TOKEN = re.compile(r"[\w./@{}$-]++(?::[A-Za-z_]\w*+)?+")
"""Linear: every part is possessive."""
_LOADERS = frozenset(
    {
        "load_from_defs_folder",
        "load_defs",
        "load_assets_from_package_module",
        "load_assets_from_package_name",
        "load_assets_from_current_module",
        "iter_modules",
        "walk_packages",
    }
)
"""Calls that import every module of the caller's own folder."""
_ASSETS = (".sql", ".yml", ".yaml", ".json", ".jinja", ".jinja2", ".j2", ".txt", ".md", ".html")


class Pulls:
    """The edges of one repository: from a file to the files that come along with it."""

    def __init__(
        self, facts: Facts, modules: ModuleGraph, targets: RunTargets, pipelines: tuple[Pipeline, ...]
    ) -> None:
        self._facts = facts
        self._modules = modules
        self._targets = targets
        self._pipelines: dict[str, list[Pipeline]] = defaultdict(list)
        for pipeline in pipelines:
            self._pipelines[pipeline.path].append(pipeline)
        self._known: dict[str, dict[str, Hop]] = {}
        self._by_folder: dict[str, list[str]] = defaultdict(list)
        for path in facts.paths:
            self._by_folder[dirname(path)].append(path)

    def of(self, path: str) -> dict[str, Hop]:
        """Files that come along, each with the hop that leads there."""
        if path not in self._known:
            self._known[path] = {}
            self._known[path] = {t: hop for t, hop in self._found(path).items() if t != path}
        return self._known[path]

    def _found(self, path: str) -> dict[str, Hop]:
        found: dict[str, Hop] = {}
        for pipeline in self._pipelines.get(path, ()):
            for file in pipeline.files:
                found.setdefault(file, Hop(path, pipeline.line, f"{pipeline.system} {pipeline.name}"))
        suffix = splitext(path)[1].lower()
        if path in self._modules.code:
            self._of_python(path, found)
        elif suffix in _SHELLS and (suffix or self._is_shell(path)):
            self._of_shell(path, found)
        elif suffix in (".r", ".rmd", ".qmd"):
            self._quoted(path, found)
        elif suffix in (".js", ".jsx", ".ts", ".tsx", ".mjs"):
            self._of_script(path, found)
        elif suffix in CONFIGS and path not in MANIFESTS and path not in CI_FILES:
            self._named(path, found)
        if path in self._facts.of(DOCKERFILE_FACTS):
            self._of_image(path, found)
        if path in self._facts.of(COMPOSE):
            self._of_compose(path, found)
        return found

    def _text(self, path: str) -> str:
        try:
            return code_text(path, self._facts.text(path)[:MOST_TEXT])
        except (Unavailable, KeyError):
            return ""

    def _of_python(self, path: str, found: dict[str, Hop]) -> None:
        for target in self._modules.imports(path):
            line = self._modules.line_of_import(path, target)
            found.setdefault(target, Hop(path, line, f"imports {target}"))
        folder = folder_of = dirname(path)
        while folder and f"{folder}/{INIT}" in self._modules.code:
            found.setdefault(f"{folder}/{INIT}", Hop(path, 1, f"lies in {folder}"))
            folder = dirname(folder)
        if any(call.name.rpartition(".")[2] in _LOADERS for call in self._modules.code[path].calls):
            for target in self._below(".", path):
                if target.endswith(".py"):
                    found.setdefault(target, Hop(path, 1, "loads its folder"))
        for text in self._modules.code[path].texts:
            hop = Hop(path, text.line, text.value)
            for target in self._targets.mentions.resolve(text.value, path):
                found.setdefault(target, hop)
            for target in self._assets(text.value, path):
                found.setdefault(target, hop)
            named = self._targets.module(text.value, path) if "/" not in text.value else None
            if named is not None:
                found.setdefault(named, hop)
        self._packaged(path, found)
        if basename(path) == "env.py":  # the environment of database migrations runs its versions
            for version in self._by_folder.get(f"{folder_of}/versions".lstrip("/"), ()):
                found.setdefault(version, Hop(path, 1, "migration"))

    def _assets(self, word: str, path: str) -> list[str]:
        """Queries, templates and settings directly in a folder that code names."""
        if "/" not in word and f"{dirname(path)}/{word}" not in self._by_folder and word not in self._by_folder:
            return []
        near = dirname(path)
        while True:
            folder = f"{near}/{word}".strip("/") if near else word.strip("/")
            if folder in self._by_folder:
                return [p for p in self._by_folder[folder] if p.endswith(_ASSETS)][:MOST_FOLDER_FILES]
            if not near:
                return []
            near = dirname(near)

    def _below(self, word: str, path: str) -> list[str]:
        """Code anywhere below a folder that is written as seen from a file, or from a folder around it."""
        near = dirname(path)
        while True:
            folder = normpath(f"{near}/{word}" if near else word).lstrip("/")
            if folder in self._targets.folders:
                found = [p for p in self._facts.paths if p.startswith(f"{folder}/")]
                return [p for p in found if splitext(p)[1].lower() in _NAMED_CODE][:MOST_FOLDER_FILES]
            if not near:
                return []
            near = dirname(near)

    def _is_shell(self, path: str) -> bool:
        try:
            return self._facts.text(path)[:64].startswith(
                ("#!/bin/sh", "#!/bin/bash", "#!/usr/bin/env bash", "#!/usr/bin/env sh")
            )
        except (Unavailable, KeyError):
            return False

    def _of_shell(self, path: str, found: dict[str, Hop]) -> None:
        try:
            text = self._facts.text(path)
        except (Unavailable, KeyError):
            return
        for command in split(text):
            self._commanded(command.words, command.text, path, command.line, found)
        self._packaged(path, found)

    def _commanded(self, words: tuple[str, ...], text: str, path: str, line: int, found: dict[str, Hop]) -> None:
        unwrapped = unwrap(words)
        scripts = [unwrap(c.words).words for t in (unwrapped.script, unwrapped.inner_script) if t for c in split(t)]
        for inner in (unwrapped.words, unwrapped.inner, *scripts):
            used = self._targets.of(inner, path)
            for target in (*used.files, *used.moved) if used.kind in (Kind.RUN, Kind.TEST) else ():
                found.setdefault(target, Hop(path, line, text))

    def _of_image(self, path: str, found: dict[str, Hop]) -> None:
        """What building an image runs."""
        for made in self._facts.of(DOCKERFILE_FACTS)[path].runs:
            for command in split(made.text):
                self._commanded(command.words, f"RUN {command.text}", path, made.line, found)

    def _of_compose(self, path: str, found: dict[str, Hop]) -> None:
        """What the services of a compose file run."""
        for service in self._facts.of(COMPOSE)[path].services:
            for command in split(service.command) if service.command else ():
                self._commanded(command.words, service.command, path, service.line, found)
            if service.dockerfile in self._facts.entries:
                found.setdefault(service.dockerfile, Hop(path, service.line, f"builds {service.name}"))

    def _quoted(self, path: str, found: dict[str, Hop]) -> None:
        text = self._text(path)
        for match in _QUOTED.finditer(text):
            for target in self._targets.mentions.resolve(match[1], path):
                found.setdefault(target, Hop(path, text.count("\n", 0, match.start()) + 1, match[1]))
        self._packaged(path, found)

    def _packaged(self, path: str, found: dict[str, Hop]) -> None:
        """The repository's own R packages that a file calls."""
        if self._targets.applications.packages:
            text = self._text(path)
            for match, files in self._targets.applications.packages_in(text):
                hop = Hop(path, text.count("\n", 0, match.start()) + 1, match[0].strip())
                for target in files:
                    found.setdefault(target, hop)

    def _of_script(self, path: str, found: dict[str, Hop]) -> None:
        text = self._text(path)
        for match in _RELATIVE.finditer(text):
            for ending in ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", "/index.ts", "/index.js"):
                targets = self._targets.mentions.resolve(match[1] + ending, path)
                if targets:
                    hop = Hop(path, text.count("\n", 0, match.start()) + 1, f"imports {match[1]}")
                    found.update({t: hop for t in targets if t not in found})
                    break

    def _named(self, path: str, found: dict[str, Hop]) -> None:
        """Code and settings that a configuration names: paths, globs, modules and functions."""
        text, seen = self._text(path), set[str]()
        line, counted = 1, 0
        for match in _TOKEN.finditer(text):
            token = match[0].strip(".:")
            if token in seen or len(token) < 3:
                continue
            seen.add(token)
            targets = self._meant(token, text[match.end() : match.end() + 1] == "*", path)
            if targets:
                line += text.count("\n", counted, match.start())
                counted = match.start()
                row = text[text.rfind("\n", 0, match.start()) + 1 :][:300].partition("\n")[0].strip()
                for target in targets:
                    found.setdefault(target, Hop(path, line, row))

    def _meant(self, token: str, starred: bool, path: str) -> list[str]:
        if starred and token.endswith("/"):
            return self._below(token.rstrip("/"), path)
        name = basename(token.partition(":")[0])
        if name in self._names:
            found = self._targets.mentions.resolve(token, path)
            return [t for t in found if splitext(t)[1].lower() in _NAMED_CODE and basename(t) != INIT]
        if (
            "/" not in token
            and ("." in token or ":" in token)
            and token.replace(":", ".").partition(".")[0] in self._tops
        ):
            named = self._targets.module(token, path)
            return [named] if named is not None else []
        return []

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(basename(p) for p in self._facts.paths)

    @cached_property
    def _tops(self) -> frozenset[str]:
        """First words of the dotted names that modules may go by."""
        parts = {part for p in self._modules.code for part in p.removesuffix(".py").split("/")}
        return frozenset(parts)
