"""Who made a change: people and machines told apart, and one person's names, logins and addresses joined."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import re2

from assess.snapshot.protocol import Commit

_LOGIN_ADDRESS = re2.compile(r"(?i)^(?:\d+\+)?([\w.-]+?)@users\.noreply\.[\w.-]+$")
_BOT_NAME = re2.compile(
    r"(?i)\[bot\]|(?:^|[\s_.-])(?:ro)?bot$|^bot[\s_.-]"
    r"|^(?:dependabot|renovate|greenkeeper|pyup|snyk|depfu|mergify|imgbot|kodiak|bors|homu|mend|whitesource|deepsource|sourcery"
    r"|restyled|allcontributors|weblate|crowdin|scala[ -]steward|pre-commit[ -]ci|semantic[ -]release|release[ -]please|bump[ -]?version|github[ -]actions?"
    r"|gitlab[ -]ci|travis(?:[ -]ci)?|circle[ -]?ci|jenkins|teamcity|buildkite|concourse|drone|codebuild|azure[ -](?:pipelines?|devops)"
    r"|project collection build service|flux(?:cd)?|argocd(?:[ -]image[ -]updater)?|tekton|github-classroom)(?:$|[\s_.\[(-])"
    r"|(?:^|[\s_-])(?:ci|automation|automated|service account|build (?:service|agent|server|user)|pipelines?|deploy(?:er|ment)? user)$"
    r"|^(?:ci|automation|build)(?:$|[\s_-](?:user|runner|bot|account))|microsoft\.visualstudio\.services|^(?:github|gitlab)$"
)
_BOT_ADDRESS = re2.compile(
    r"(?i)\[bot\]@|^(?:\d+\+)?(?:dependabot|renovate|greenkeeper|pyup|snyk|github-?actions?|pre-?commit|semantic-release|jenkins"
    r"|circleci|travis|gitlab-ci|buildkite|teamcity|concourse|ci|bot|robot|automation|build|builds|deploy|svc|service)"
    r"(?:[-_.+][\w.+-]*)?@|^[\w.+-]*[-_.](?:bot|robot|ci|automation)@|@bots?\.|project_?\d*_bot|gserviceaccount\.com$|@dependabot\.com$|@renovateapp\.com$"
)
_UPDATE_NAME = re2.compile(
    r"(?i)dependabot|renovate|greenkeeper|pyup|depfu|snyk|scala[ -]steward|pre-commit[ -]ci|whitesource|mend[ -]?(?:bolt|for)|updatecli|(?:dependency|dependencies|deps)[ -]?(?:update[rs]?)?[ -]?bot"
)
_UPDATE_BRANCH = re2.compile(
    r"(?i)(?:from |branch '?)[\w.-]*/?(?:dependabot|renovate|greenkeeper|pyup|depfu|snyk|whitesource)[\w./-]*[/-]"
)
_PLATFORM_ADDRESS = re2.compile(
    r"(?i)^(?:noreply|no-reply|web-flow)@(?:[\w.-]*github[\w.-]*|[\w.-]*gitlab[\w.-]*|[\w.-]*gitea[\w.-]*|[\w.-]*bitbucket[\w.-]*|codeberg\.org|[\w.-]*forgejo[\w.-]*)$"
)
_PERSON = re2.compile(r"^\s*([^<>]*?)\s*<([^<>\s]+@[^<>\s]+)>")
_SHORTEST_SURNAME = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address as they stand in a commit or a document; either may be empty."""

    name: str
    email: str = ""

    @property
    def login(self) -> str:
        """The login inside a forge's no-reply address, lower case; empty when the address holds none."""
        found = _LOGIN_ADDRESS.match(self.email)
        return found.group(1).lower() if found else ""

    @property
    def is_bot(self) -> bool:
        """Whether a machine goes by this name or address."""
        return bool(_BOT_ADDRESS.search(self.email)) or (
            bool(_BOT_NAME.search(self.name.strip())) and not _PLATFORM_ADDRESS.match(self.email)
        )

    @property
    def is_platform(self) -> bool:
        """Whether this is the forge itself, which commits what somebody merges in its pages."""
        return bool(_PLATFORM_ADDRESS.match(self.email)) or (
            self.name in ("GitHub", "GitLab", "Gitea", "Bitbucket") and "noreply" in self.email
        )

    def is_same(self, other: Person) -> bool:
        """Whether both are one person: equal address, login or full name."""
        if self.email and self.email.lower() == other.email.lower():
            return True
        if self.login and self.login == other.login:
            return True
        mine, theirs = squashed(self.name), squashed(other.name)
        if mine and mine == theirs:
            return True
        handles, others = self._handles(), other._handles()
        return bool(handles & others) or any(self.goes_by(h) for h in others) or any(other.goes_by(h) for h in handles)

    def _handles(self) -> frozenset[str]:
        """The login, and an address's local part when it is made of more than one word or letter."""
        local = self.email.partition("@")[0]
        spoken = local if "." in local and not self.login else ""
        return frozenset(squashed(h).rstrip("0123456789") for h in (self.login, spoken) if len(h) > 3)

    def goes_by(self, login: str) -> bool:
        """Whether a login is probably this person's: it equals or is made of the parts of name or address."""
        wanted = squashed(login)
        if not wanted:
            return False
        if wanted in (squashed(self.login), squashed(self.name), squashed(self.email.partition("@")[0])):
            return True
        words = [w for w in map(squashed, self.name.replace("-", " ").split()) if w]
        return len(words) > 1 and _made_of(wanted, words)


def _made_of(login: str, words: list[str]) -> bool:
    first, last = words[0], words[-1]
    forms = {
        first[0] + last,
        first + last[0],
        last + first[0],
        last + first,
        first + last,
        "".join(w[0] for w in words[:-1]) + last,
    }
    if login in forms:
        return True
    return len(last) >= _SHORTEST_SURNAME and last in login and login.startswith(first[0])


@lru_cache(maxsize=65_536)
def squashed(text: str) -> str:
    """Letters and digits alone, lower case, without accents: how names and logins are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def author(commit: Commit) -> Person:
    """Who wrote the change."""
    return Person(commit.author, commit.author_email)


def committer(commit: Commit) -> Person:
    """Who put the change where it is; often the forge."""
    return Person(commit.committer, commit.committer_email)


def is_bot(commit: Commit) -> bool:
    """Whether a machine made the commit: its author is one, or a machine (not a forge's merge) committed it."""
    if author(commit).is_bot:
        return True
    return committer(commit).is_bot and not is_merge_bot(committer(commit))


def is_merge_bot(person: Person) -> bool:
    """Whether the machine only merges what people wrote."""
    return bool(
        re2.search(
            r"(?i)mergify|bors|homu|kodiak|merge[ -]?(?:bot|queue)|marge|prow|tide|zuul|copybara|bulldozer",
            person.name + person.email,
        )
    )


def is_update_bot(commit: Commit, branch: tuple[Commit, ...] = ()) -> bool:
    """Whether the change updates dependencies by machine; `branch` are the commits that a merge brought in."""
    if _UPDATE_NAME.search(f"{commit.author} {commit.author_email}") is not None:
        return True
    if len(commit.parents) < 2:
        return False
    return _UPDATE_BRANCH.search(commit.subject) is not None or any(is_update_bot(c) for c in branch)


def trailer_people(body: str, *keys: str) -> tuple[Person, ...]:
    """People named in trailers such as `Reviewed-by`, in order."""
    wanted = {key.lower() for key in keys}
    found = []
    for line in body.splitlines():
        key, colon, value = line.strip().partition(":")
        if colon and key.lower() in wanted and (match := _PERSON.match(value)):
            found.append(Person(match.group(1), match.group(2)))
        elif colon and key.lower() in wanted and value.strip():
            found.append(Person(value.strip().lstrip("@")))
    return tuple(found)
