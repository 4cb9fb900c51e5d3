"""What an owner's name is worth: a specific person or team, still active, or a placeholder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import re2

from assess.facts.globs import Globs
from assess.facts.store import Facts
from assess.links.people.mainline import ACTIVE_DAYS, Mainline, mainline_of
from assess.links.people.people import Person, author, committer, trailer_people
from assess.model.scale import Truth, truth

_WIDE_TEAMS = frozenset(
    [
        "all",
        "admin",
        "admins",
        "administrators",
        "company",
        "contributors",
        "dev",
        "developer",
        "developers",
        "devs",
        "employees",
        "engineer",
        "engineering",
        "engineers",
        "everybody",
        "everyone",
        "global-owners",
        "members",
        "org",
        "organisation",
        "organization",
        "owners",
        "staff",
        "team",
        "teams",
        "users",
        "collaborators",
        "committers",
    ]
)
_PLACEHOLDER = re2.compile(
    r"(?i)^@?(?:group:|user:|component:)?(?:default/|[\w-]*your[\w-]*/|my-?org/|org(?:anization)?/|acme/)?"
    r"(?:guests?|todo|tbd|none|null|unknown|unassigned|example[\w-]*|(?:your|my)[-_ ]?\w*|user(?:name)?\d*|owner\d*|login|name|someone|nobody|octocat|octo-org|global-owner\d*"
    r"|(?:js|docs|test)-owner|team-?(?:name|a|x|slug)|github[-_]?(?:user(?:name)?|handle|id)|first\.?last|john\.?doe|jane\.?doe|john|foo|bar|placeholder|changeme|fixme|xxx+)(?:@[\w.-]+)?$"
)
_ANY_TEAM = frozenset(
    [
        "a",
        "admin",
        "admins",
        "analysts",
        "analytics",
        "and",
        "bi",
        "business",
        "data",
        "department",
        "dev",
        "developers",
        "devs",
        "dwh",
        "eng",
        "engineer",
        "engineering",
        "engineers",
        "group",
        "insights",
        "it",
        "owner",
        "owners",
        "platform",
        "science",
        "scientists",
        "squad",
        "support",
        "team",
        "teams",
        "tech",
        "the",
        "warehouse",
    ]
)
_HOLE = re2.compile(r"[<{\[][^>}\]]*[>}\]]|\$\{")
_TEAM_MAILBOX = re2.compile(
    r"(?i)^(?:[\w.-]*[-._])?(?:teams?|data|platform|ops|mlops|devops|dataops|support|ml|ai|infra|sre|analytics|engineering|science|oncall|on-call|help|alerts|group|squad|maintainers)(?:[-._][\w.-]*)?@"
)
_MERGED_FROM = re2.compile(r"(?i)^merge pull request #?\d+ from ([\w.-]+)/")


@dataclass(frozen=True, slots=True)
class Worth:
    """What one owner is: specific at all, and active within a year before the commit's date."""

    specific: bool
    active: Truth


class Ownership:
    """Judges owners by the history of one snapshot."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._mainline: Mainline = mainline_of(facts)

    def worth(self, owner: str) -> Worth:
        """What an owner as written is worth; somebody whom history never names may be active under another name."""
        written = owner.strip()
        if not written or _PLACEHOLDER.match(written) or _HOLE.search(written):
            return Worth(False, Truth.NO)
        if is_team(written):
            wide = _is_wide(written)
            return Worth(not wide, Truth.NO if wide else self._somebody_works)
        if any(_is(person, written) for person in self._recent):
            return Worth(True, Truth.YES)
        gone = self._mainline.complete and any(_is(person, written) for person in self._ever)
        return Worth(True, Truth.NO if gone else Truth.UNKNOWN)

    @cached_property
    def _somebody_works(self) -> Truth:
        if not self._mainline.changes:
            return Truth.UNKNOWN
        return truth(bool(self._mainline.within(ACTIVE_DAYS)))

    @cached_property
    def _recent(self) -> frozenset[Person]:
        return self._people(ACTIVE_DAYS)

    @cached_property
    def _ever(self) -> frozenset[Person]:
        return self._people(None)

    def _people(self, days: int | None) -> frozenset[Person]:
        end = self._mainline.end
        found: set[Person] = set()
        for commit in self._facts.snapshot.history.commits():
            if days is not None and end is not None and (end - commit.committed).days > days:
                continue
            found |= {author(commit), committer(commit), *trailer_people(commit.body, "Co-authored-by")}
            merged = _MERGED_FROM.match(commit.subject)
            if merged:
                found.add(Person(str(merged.group(1))))
        return frozenset(p for p in found if not (p.is_bot or p.is_platform))


@lru_cache(maxsize=4)
def ownership_of(facts: Facts) -> Ownership:
    """The ownership of the facts' snapshot, worked out once."""
    return Ownership(facts)


def is_team(owner: str) -> bool:
    """Whether a written owner is a group of people."""
    if owner.lower().startswith("user:"):
        return False
    if owner.startswith("@"):
        return "/" in owner or owner.startswith("@@")
    if "@" in owner:
        return _TEAM_MAILBOX.match(owner) is not None
    return owner.lower().startswith("group:") or " " not in owner


def is_nobody_in_particular(owner: str) -> bool:
    """Whether an owner is a kind of team without name or contact (`data-team`, `Analytics`), or a placeholder."""
    words = frozenset(re2.findall(r"[a-z]+", owner.lower()))
    return "@" not in owner and "#" not in owner and (words <= _ANY_TEAM or _PLACEHOLDER.match(owner) is not None)


def _is_wide(owner: str) -> bool:
    """Whether a team is the whole organisation or says nothing about who."""
    parts = owner.lower().removeprefix("group:").lstrip("@").split("@")[0].split("/")
    return parts[-1] in _WIDE_TEAMS or (len(parts) > 1 and parts[-1] == parts[-2])


def _is(person: Person, owner: str) -> bool:
    plain = owner.removeprefix("user:").split("/")[-1] if owner.lower().startswith("user:") else owner
    if plain.startswith("@"):
        return person.goes_by(plain[1:])
    if "@" in plain:
        return person.is_same(Person("", plain)) or person.goes_by(plain.split("@")[0])
    return person.is_same(Person(plain)) or (" " not in plain and person.goes_by(plain))


def globs_of(pattern: str, folder: str = "") -> Globs:
    """The paths that a CODEOWNERS pattern owns, as globs."""
    body = pattern.strip("/")
    if not body or body in ("*", "**"):
        return Globs(("**",))
    anchored = pattern.startswith("/") or "/" in body
    base = body if anchored else f"**/{body}"
    last = body.rsplit("/", 1)[-1]
    inside: Iterable[str] = () if "*" in last and not pattern.endswith("/") else (f"{base}/**",)
    own: Iterable[str] = () if pattern.endswith("/") else (base if "/" in base else f"/{base}",)
    return Globs(tuple(f"{folder}{g}" for g in (*own, *inside)))
