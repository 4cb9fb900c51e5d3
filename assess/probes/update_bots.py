"""Share of the product's package ecosystems that an update bot watches."""

from __future__ import annotations

from collections import Counter
from posixpath import dirname
from typing import Literal

from assess.facts.containers import DOCKERFILE_FACTS
from assess.facts.dependencies.extractors import LOCK_FACTS, MANIFEST_FACTS
from assess.facts.globs import Globs
from assess.facts.update_bots import UPDATE_BOT_FACTS, UpdateBot, UpdateRule
from assess.links.kinds import Role
from assess.model.evidence import Evidence, Observation, seen
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 4
_WATCHABLE = frozenset({"pypi", "conda", "npm", "go", "maven", "cargo", "rubygems", "composer"})
_INSTALLED_BY = {"conda": "pypi"}
"""A bot for the second ecosystem reads what the first one's files hold, too."""
_WORKFLOWS = Globs((".github/workflows/*.{yml,yaml}",))


class UpdateBots(ProbeParams):
    """Which bots count."""

    tools: tuple[Literal["dependabot", "renovate", "scala-steward", "pyup"], ...] = ()
    """Only these; empty means all."""


PARAMS = UpdateBots
MEASURES = True


def observe(params: UpdateBots, view: View) -> Observation:
    """The mean over ecosystems of the share of direct dependencies in watched folders. Images, actions and Terraform are measured only where
    there is no package manifest; a bot in a repository without any of them covers all."""
    bots = {
        p: b for p, b in sorted(view.facts.of(UPDATE_BOT_FACTS).items()) if not params.tools or b.tool in params.tools
    }
    failed = view.facts.unreadable(UPDATE_BOT_FACTS)
    if not bots and not failed:
        return Observation(Truth.NO, share=(0.0, 0.0), note="no update bot is configured")
    folders = _folders(view)
    shares = {ecosystem: _covered(ecosystem, places, bots) for ecosystem, places in folders.items()}
    active = any(not rule.off for bot in bots.values() for rule in bot.rules) or any(
        b.everything for b in bots.values()
    )
    low = sum(shares.values()) / len(shares) if shares else float(active)
    if failed:
        evidence = tuple(seen(p, d.line, d.message) for p, d in sorted(failed.items()))
        return Observation(Truth.UNKNOWN, evidence, share=(low, 1.0))
    open_ones = sorted(e for e, share in shares.items() if share < 1)
    note = f"not (fully) watched: {', '.join(open_ones)}" if open_ones else ""
    return Observation(Truth.YES if low else Truth.NO, _evidence(bots), share=(low, low), note=note)


def _folders(view: View) -> dict[str, Counter[str]]:
    """Direct dependencies of the product in each folder, by ecosystem; members of a workspace count where its lock lies."""
    found: dict[str, Counter[str]] = {}
    locked: dict[str, set[str]] = {}
    for path, lock in view.facts.of(LOCK_FACTS).items():
        locked.setdefault(lock.ecosystem, set()).add(dirname(path))
    for path, manifest in view.facts.of(MANIFEST_FACTS).items():
        if view.links.roles.of(path) is not Role.PRODUCT or manifest.kind == "constraints" or manifest.compiled:
            continue
        for dependency in manifest.dependencies:
            if dependency.ecosystem in _WATCHABLE:
                folder = _home(dirname(path), locked.get(dependency.ecosystem, set()))
                found.setdefault(dependency.ecosystem, Counter())[folder] += 1
    return found or _infrastructure(view)


def _home(folder: str, locked: set[str]) -> str:
    """The nearest folder upwards that holds a lock; the folder itself when there is none."""
    here = folder
    while here and here not in locked:
        here = dirname(here)
    return here if here in locked else folder


def _infrastructure(view: View) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for path in view.facts.of(DOCKERFILE_FACTS):
        if view.links.roles.of(path) is Role.PRODUCT:
            found.setdefault("docker", Counter())[dirname(path)] += 1
    if any(path in _WORKFLOWS for path in view.facts.paths):
        found["github-actions"] = Counter({"": 1})
    for path, manifest in view.facts.of(MANIFEST_FACTS).items():
        if manifest.kind == "terraform" and manifest.dependencies and view.links.roles.of(path) is Role.PRODUCT:
            found.setdefault("terraform", Counter())[dirname(path)] += 1
    return found


def _covered(ecosystem: str, folders: Counter[str], bots: dict[str, UpdateBot]) -> float:
    names = {ecosystem, _INSTALLED_BY.get(ecosystem, ecosystem)}
    rules = [rule for bot in bots.values() for rule in bot.rules if rule.ecosystem in names]
    if any(b.everything for b in bots.values()) and not any(r.off for r in rules):
        return 1.0
    watched = [_watches(rule) for rule in rules if not rule.off]
    covered = sum(n for folder, n in folders.items() if any(f"/{folder}" in places for places in watched))
    return covered / folders.total()


def _watches(rule: UpdateRule) -> Globs:
    """The folders of a rule; a folder of requirements directly below is read with it."""
    globs: list[str] = []
    for folder in rule.directories or ("/",):
        plain = "/" + folder.strip().strip("/").removeprefix("./")
        globs += [plain, f"{plain.rstrip('/')}/requirements"]
        if plain.endswith("*"):
            globs.append(plain.rstrip("*").rstrip("/") or "/")
    return _Rooted(globs)


class _Rooted(Globs):
    """Globs of absolute folders."""

    def __init__(self, globs: list[str]) -> None:
        super().__init__("top" + g for g in globs)

    def __contains__(self, path: object) -> bool:
        return super().__contains__(f"top{path}".rstrip("/")) or super().__contains__(f"top{path}")


def _evidence(bots: dict[str, UpdateBot]) -> tuple[Evidence, ...]:
    found = []
    for path, bot in bots.items():
        rules = [r for r in bot.rules if not r.off]
        found += [
            seen(path, r.line, f"{bot.tool}: {r.ecosystem} in {', '.join(r.directories[:3]) or '/'}") for r in rules
        ]
        if bot.everything:
            found.append(seen(path, bot.line, bot.tool))
    return tuple(found[:MOST_EVIDENCE])
