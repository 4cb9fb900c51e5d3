"""The situations in which a CI system may start something, and how conditions see them."""

from __future__ import annotations

from dataclasses import dataclass

import re2

DEFAULT_BRANCHES = frozenset({"main", "master", "trunk", "default"})
LONG_LIVED = DEFAULT_BRANCHES | frozenset(
    {"develop", "development", "dev", "staging", "stage", "production", "prod", "release", "live", "stable", "next", "qa",
     "integration", "test", "testing", "uat", "preprod", "gh-pages"}
)  # fmt: skip
_TOPIC_HINTS = (
    "feature",
    "feat",
    "fix",
    "bugfix",
    "hotfix",
    "pr",
    "pull",
    "user",
    "topic",
    "dependabot",
    "renovate",
    "chore",
    "issue",
)
_EVERY = frozenset({"*", "**", "**/*", ".*", "/.*/", "*/**", "all", "/^.*$/", "^.*$", ".+"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """One situation.

    `event` is a word of the links layer (`change`, `push`, `tag`, `schedule`, `data`, `manual`, or `call` when another
    workflow decides); `kind` says which of its forms: `pull_request`, `topic` (a push to any branch), `branch` (a push to
    a long-lived one), `tag`, `release`, `merged`, `schedule`, `manual`, `api`, `pipeline`, `call`.
    """

    event: str
    kind: str
    branch: str = ""
    """The branch's name when the trigger names exactly one."""
    action: str = ""
    latent: bool = False
    """It may start what asks for it, but what does not ask gets no credit for it (tags, when pushes are not filtered)."""


CHANGE = Scenario("change", "pull_request")
TOPIC = Scenario("change", "topic")
PUSH = Scenario("push", "branch")
MERGED = Scenario("push", "merged")
TAG = Scenario("tag", "tag")
LATENT_TAG = Scenario("tag", "tag", latent=True)
RELEASE = Scenario("tag", "release")
SCHEDULE = Scenario("schedule", "schedule")
MANUAL = Scenario("manual", "manual")
API = Scenario("data", "api")
PIPELINE = Scenario("data", "pipeline")
CALL = Scenario("call", "call")


def push_scenarios(include: tuple[str, ...], exclude: tuple[str, ...] = ()) -> tuple[Scenario, ...]:
    """What a push filter lets through; an empty `include` means every branch that is not excluded."""
    found: list[Scenario] = []
    excluded = [name for name in exclude if name]
    if any(_is_every(name) for name in excluded):
        return ()
    negated = [name[1:] for name in include if name.startswith("!")]
    positive = [name for name in include if not name.startswith("!")]
    excluded += negated
    for name in positive or ["**"]:
        if _is_every(name):
            found.append(TOPIC)
            if not any(_is_main(e) for e in excluded):
                found.append(PUSH)
        elif is_topic(name):
            found.append(TOPIC)
        else:
            found.append(Scenario("push", "branch", "" if _is_pattern(name) else _plain(name)))
    return tuple(dict.fromkeys(found))


def _is_every(name: str) -> bool:
    return name.strip() in _EVERY


def _is_pattern(name: str) -> bool:
    return any(char in name for char in "*?[(+^$|\\/") and not name.replace("/", "").replace("-", "").isalnum()


def _plain(name: str) -> str:
    return name.removeprefix("refs/heads/")


def _is_main(name: str) -> bool:
    plain = _plain(name).strip("/^$()")
    return any(part.strip("()^$ ") in DEFAULT_BRANCHES for part in plain.split("|"))


def is_topic(name: str) -> bool:
    """Whether a branch filter names branches of proposed changes."""
    plain = _plain(name).lstrip("/^(")
    if plain.startswith(("(?!", "?!")) or "(?!" in name:
        return True
    head = plain.split("/")[0].split("-")[0].rstrip("\\*").lower()
    return _is_pattern(name) and head in _TOPIC_HINTS


@dataclass(frozen=True, slots=True)
class BranchValue:
    """A branch or ref whose exact name is not known: a topic branch, or a long-lived one."""

    topic: bool
    prefix: str = ""
    """`refs/heads/` where the system writes full refs."""

    def equals(self, other: str) -> bool | None:
        """Whether it is the named branch; None when that can't be told."""
        if self.prefix:
            if not other.startswith(self.prefix):
                return False if other.startswith("refs/") else None
            other = other[len(self.prefix) :]
        if self.topic:
            return False if other in LONG_LIVED else None
        return True if other in DEFAULT_BRANCHES else None

    def starts_with(self, start: str) -> bool | None:
        """Whether its name begins so."""
        if self.prefix:
            if self.prefix.startswith(start):
                return True
            if not start.startswith(self.prefix):
                return False
            start = start[len(self.prefix) :]
        return False if self.topic and start.rstrip("/-") in LONG_LIVED else None

    def matches(self, pattern: str) -> bool | None:
        """Whether a regular expression finds it."""
        samples = ("feature/topic-1", "some-branch") if self.topic else ("main", "master")
        try:
            hits = [re2.search(pattern, self.prefix + sample) is not None for sample in samples]
        except re2.error:
            return None
        if self.topic:
            return hits[0] if hits[0] == hits[1] else None
        return True if any(hits) else None


Value = str | bool | float | BranchValue | None
"""What a condition sees; None is unknown."""


class Absent:
    """A variable that is surely not set in a scenario."""

    def __bool__(self) -> bool:
        return False


ABSENT = Absent()
