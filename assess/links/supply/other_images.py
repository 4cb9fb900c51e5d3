"""Images made without a Dockerfile: buildpacks, ko, Jib, Nix, deployments from source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import basename

import re2

from assess.facts.dependencies.extractors import MANIFEST_FACTS
from assess.facts.store import Facts
from assess.facts.text import line_of
from assess.links.kinds import Hop, Role, Run
from assess.links.scope.roles import Roles
from assess.model.scale import Truth
from assess.model.scale import truth as certainly
from assess.snapshot.protocol import Unavailable

_BUILDPACK = re2.compile(r"(?m)^\[(_|build|io\.buildpacks|\[?build\.buildpacks\]?|project)\b")
_NIX_IMAGE = re2.compile(r"\b(dockerTools\.(buildImage|buildLayeredImage|streamLayeredImage)|nix2container\.\w+)")
_SBT_PLUGIN = re2.compile(r"\b\w*DockerPlugin\b|\bdockerBaseImage\b")
_SBT_BASE = re2.compile(r"""\bdockerBaseImage\s*:=\s*"[^"\s]*(?::[^"\s]*\d[^"\s]*|@sha256:[0-9a-f]+)\"""")
_SBT_ROOT = re2.compile(r"""\bdaemonUser(?:Uid)?\b[^\n]*:=\s*(?:"root"|None|Some\("0"\))""")
_JIB_USER = re2.compile(r"(?m)^\s*(<user>|user\s*=)")


@dataclass(frozen=True, slots=True)
class OtherImage:
    """An image definition without Dockerfile; `programs` are the commands that build it."""

    form: str
    hop: Hop
    checks: tuple[tuple[str, Truth], ...]
    programs: frozenset[str]


def _checks(*, pinned: bool = False, non_root: bool = False, locked: bool = False) -> tuple[tuple[str, Truth], ...]:
    """Base, user and lock; what such builds never have is a no."""
    held = {"base-pinned": pinned, "non-root": non_root, "lock-install": locked, "dockerignore": True}
    absent = {"digest-pinned": False, "healthcheck": False}
    return tuple((name, certainly(value)) for name, value in (held | absent).items())


def other_images(facts: Facts, roles: Roles, commands: Sequence[Run]) -> Iterator[OtherImage]:
    """Every such definition of the product, by path; deployments from source last."""
    for path in facts.paths:
        name = basename(path)
        candidate = name in ("project.toml", ".ko.yaml", ".ko.yml") or name.endswith(".nix")
        if candidate and roles.of(path) is Role.PRODUCT and (found := _from_file(facts, path, name)):
            yield found
    yield from _jib(facts, roles)
    yield from _sbt(facts, roles)
    for run in commands:
        source = any(a == "--source" or a.startswith("--source=") for a in run.arguments)
        if run.program == "gcloud" and "run" in run.arguments and source and run.live and run.chain:
            yield OtherImage("source-deploy", run.chain[-1], _checks(non_root=True), frozenset({"gcloud"}))


def _from_file(facts: Facts, path: str, name: str) -> OtherImage | None:
    try:
        text = facts.text(path)
    except Unavailable:
        return None
    if name == "project.toml" and (match := _BUILDPACK.search(text)):
        hop = Hop(path, line_of(text, match.start()), match.group(0))
        return OtherImage("buildpack", hop, _checks(pinned=True, non_root=True, locked=True), frozenset({"pack"}))
    if name.startswith(".ko."):
        pinned = "@sha256:" in text or "defaultBaseImage" not in text
        return OtherImage(
            "ko", Hop(path, 1, "ko"), _checks(pinned=pinned, non_root=True, locked=True), frozenset({"ko"})
        )
    if name.endswith(".nix") and (match := _NIX_IMAGE.search(text)):
        hop = Hop(path, line_of(text, match.start()), match.group(0))
        locked = "flake.lock" in facts.entries
        return OtherImage(
            "nix", hop, _checks(pinned=locked, non_root="User" in text, locked=locked), frozenset({"nix", "nix-build"})
        )
    return None


def _jib(facts: Facts, roles: Roles) -> Iterator[OtherImage]:
    for path, manifest in facts.of(MANIFEST_FACTS).items():
        plugin = next(
            (
                d
                for d in manifest.dependencies
                if (d.ecosystem == "maven" and "tools.jib" in d.name) or "jib-maven" in d.name
            ),
            None,
        )
        if plugin is None or roles.of(path) is not Role.PRODUCT:
            continue
        try:
            text = facts.text(path)
        except Unavailable:
            continue
        checks = _checks(pinned=True, non_root=_JIB_USER.search(text) is not None, locked=True)
        programs = frozenset({"mvn", "mvnw", "./mvnw", "gradle", "./gradlew", "jib"})
        yield OtherImage("jib", Hop(path, plugin.line, plugin.name), checks, programs)


def _sbt(facts: Facts, roles: Roles) -> Iterator[OtherImage]:
    """One image for a build with sbt-native-packager, which packs jars and makes a user of its own unless told otherwise."""
    texts: dict[str, str] = {}
    for path in facts.paths:
        if not path.endswith((".sbt", ".scala")) or roles.of(path) is not Role.PRODUCT:
            continue
        if path.endswith(".sbt") or path.startswith("project/") or "/project/" in path:
            try:
                texts[path] = facts.text(path)
            except Unavailable:
                continue
    found = [(path, match.start()) for path, text in texts.items() if (match := _SBT_PLUGIN.search(text))]
    if not found:
        return
    path, start = found[0]
    every = "\n".join(texts.values())
    checks = _checks(pinned=_SBT_BASE.search(every) is not None, non_root=not _SBT_ROOT.search(every), locked=True)
    yield OtherImage("sbt", Hop(path, line_of(texts[path], start), "sbt-native-packager"), checks, frozenset({"sbt"}))
