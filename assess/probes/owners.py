"""Owners named for the product: anybody, a specific person or team, one who is still active."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname
from typing import Literal

import re2

from assess.facts.globs import Globs
from assess.facts.owners.authors import AUTHORS, NOT_A_PERSON
from assess.facts.owners.files import OWNERS, OwnerLine, Source, people_in
from assess.facts.prose.sections import PROSE, Section, Standing
from assess.links.kinds import NO_CREDIT
from assess.links.people.ownership import globs_of, ownership_of
from assess.model.evidence import Evidence, Observation, doubtful, observed, seen
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View
from assess.snapshot.protocol import Unavailable

MOST_EVIDENCE = 5
MOST_LINES = 500
LONGEST_LINE = 300
_OWNER_HEADING = re2.compile(
    r"(?i)^\W*(?:(?:current |core |code |project |data |product |technical )*(?:maintainers?|owners?|ownership|code ?owners)|who (?:owns|maintains) (?:this|it)\b.*|responsible(?: persons?| people| team)?|points? of contact)\W*$"
)
_OWNER_SENTENCE = re2.compile(
    r"(?i)(?:\b(?:this|the) (?:repo(?:sitory)?|project|service|package|library|model|pipeline|code(?: ?base)?|component|product|platform|application|api)\b[^.]{0,40}?"
    r"\b(?:is|are) (?:currently )?(?:maintained|owned|operated) by(?: the)?\b"
    r"|\b(?:maintainer|(?:product|technical|data|service|code|project|business) owner|owner|owning team|responsible(?: team| person)?|point of contact)s? ?[:|]) *(.{2,100})"
)
_AUTHOR_HEADING = re2.compile(
    r"(?i)^\W*(?:(?:about the )?authors?|contributors?|contact(?: us)?|team(?: members)?|created by|credits)\W*$"
)
_ROLE_LINE = re2.compile(
    r"(?i)^\s*(?:[-*|\x{2022}]|\d+\.)\s*(\W*\p{L}.{2,120}?)\s*[-\x{2013}\x{2014}:|,(]+\s*(?:lead |senior |principal |current )?(?:(?:product|technical|tech|service|data|project|business|model|system)[ -](?:owner|lead|manager)|(?:platform|data|software|machine learning|ml|devops) engineer|maintainer|code owner)\b"
)
_LINK = re2.compile(r"\[([^\[\]]+)\]\((?:mailto:)?([^)\s]+)\)")
_FORMER = re2.compile(r"(?i)^\W*(?:former|past|previous|alumni|emeritus|ehemalige)\b")
_TEAM_NAME = re2.compile(r"\b((?:\p{Lu}[\p{L}&-]+ ){1,4}(?:[Tt]eam|[Ss]quad|[Gg]uild|[Dd]epartment|[Gg]roup))\b")
_FRONT_DOOR = Globs(
    (
        "/README*",
        "docs/**/{index,README,owners,ownership,team,people,support,contact,contacts,maintainers,governance}.*",
        "/{CONTRIBUTING,GOVERNANCE,SUPPORT,OWNERSHIP}*",
    )
)


class OwnersParams(ProbeParams):
    """Which owners count, and what they must own."""

    level: Literal["any", "specific", "active"] = "active"
    """`any`: a placeholder, an organisation-wide team, an author or licence line do; `specific`: a person or team by name;
    `active`: one that is still there: a person with a change in the last 12 months, a team whose repository has one."""
    sources: tuple[Source, ...] = ("codeowners", "owners", "maintainers", "catalog", "document", "author")
    """Where owners are named: `document` is a section or sentence of the front documents, `author` a manifest or licence,
    which never gives more than `any`."""
    covers: tuple[str, ...] = ()
    """Globs: every product file that matches one of them must be owned so; no such file is no."""
    catch_all: bool = True
    """Whether a pattern that matches everything counts."""


PARAMS = OwnersParams


@dataclass(frozen=True, slots=True)
class _Claim:
    """One statement of one file, and the paths that it owns."""

    path: str
    source: Source
    said: OwnerLine
    owned: Globs
    everything: bool
    worth: Truth


def observe(params: OwnersParams, view: View) -> Observation:
    """Yes with the statements; unknown when it hangs on somebody whom history does not name, or an unreadable file."""
    claims = [c for c in _claims(params, view) if params.catch_all or not c.everything]
    unknown = [
        seen(p, d.line, d.message)
        for p, d in view.facts.unreadable(OWNERS).items()
        if view.links.roles.of(p) not in NO_CREDIT
    ]
    if params.covers:
        return _covering(params, view, claims, unknown)
    good = [_shown(c) for c in claims if c.worth is Truth.YES]
    open_ones = [_shown(c) for c in claims if c.worth is Truth.UNKNOWN]
    if open_ones and not good:
        return doubtful(open_ones[:MOST_EVIDENCE])
    return observed(good[:MOST_EVIDENCE], unknown=unknown[:MOST_EVIDENCE])


def _covering(params: OwnersParams, view: View, claims: list[_Claim], unknown: list[Evidence]) -> Observation:
    wanted = Globs(params.covers)
    paths = [p for p in view.facts.paths if p in wanted and view.links.roles.of(p) not in NO_CREDIT]
    deciding = [_deciding(path, claims) for path in paths]
    used = list(dict.fromkeys(c for c in deciding if c is not None))
    lowest = min((Truth.NO if c is None else c.worth for c in deciding), default=Truth.NO)
    if lowest is Truth.NO:
        return observed([], unknown=unknown if paths else [])
    shown = [_shown(c) for c in used[:MOST_EVIDENCE]]
    return observed(shown) if lowest is Truth.YES else doubtful(shown)


def _deciding(path: str, claims: list[_Claim]) -> _Claim | None:
    """In CODEOWNERS the last pattern decides; else the best of the other files."""
    owning = [c for c in claims if path in c.owned]
    by_rule = [c for c in owning if c.source == "codeowners"]
    if by_rule:
        return by_rule[-1]
    return max(owning, key=lambda c: c.worth, default=None)


def _claims(params: OwnersParams, view: View) -> Iterator[_Claim]:
    for path, source, said in _statements(view):
        if source not in params.sources or view.links.roles.of(path) in NO_CREDIT:
            continue
        owned, everything = _owned(path, source, said)
        if source == "codeowners" and not any(p in owned for p in view.facts.paths):
            continue
        yield _Claim(path, source, said, owned, everything, _worth(params, view, source, said.owners))


def _owned(path: str, source: Source, said: OwnerLine) -> tuple[Globs, bool]:
    if source == "codeowners":
        return globs_of(said.pattern), said.pattern.strip("/") in ("", "*", "**", "*.*", "**/*")
    folder = "" if source in ("document", "author") else dirname(path)
    return Globs((f"{folder}/**" if folder else "**",)), not folder


def _worth(params: OwnersParams, view: View, source: Source, owners: tuple[str, ...]) -> Truth:
    if params.level == "any":
        return Truth.YES if owners else Truth.NO
    if source == "author":
        return Truth.NO
    worths = [ownership_of(view.facts).worth(owner) for owner in owners]
    if params.level == "specific":
        return Truth.YES if any(w.specific for w in worths) else Truth.NO
    return max((w.active for w in worths if w.specific), default=Truth.NO)


def _statements(view: View) -> Iterator[tuple[str, Source, OwnerLine]]:
    for extractor in (OWNERS, AUTHORS):
        for path, found in view.facts.of(extractor).items():
            yield from ((path, found.source, said) for said in found.lines)
    for path, prose in view.facts.of(PROSE).items():
        if path in _FRONT_DOOR:
            for section in prose.sections:
                if section.standing is not Standing.TEMPLATE:
                    around = prose.sections[section.depth[-1]].heading if section.depth else ""
                    yield from ((path, *found) for found in _in_section(section, around))
            yield from ((path, "document", said) for said in _roles(view, path))


def _roles(view: View, path: str) -> Iterator[OwnerLine]:
    """People with the part that they play, one a line: `[Ana Kovac](mailto:ana@example.org) - Product owner`."""
    try:
        lines = view.facts.text(path).split("\n")[:MOST_LINES]
    except Unavailable:
        return
    for number, line in enumerate(lines, 1):
        if _FORMER.search(line):
            return
        found = _ROLE_LINE.search(line) if len(line) < LONGEST_LINE else None
        people = _people(_LINK.sub(r"\1 <\2>", str(found.group(1)))) if found else ()
        if people:
            yield OwnerLine("", people, number)


def _in_section(section: Section, around: str) -> Iterator[tuple[Source, OwnerLine]]:
    """People that a section of owners, a sentence about owners or a list of authors names."""
    headings = (section.heading, around)
    owning = any(_OWNER_HEADING.search(h) for h in headings)
    authors = any(_AUTHOR_HEADING.search(h) for h in headings)
    named = [(section.line, section.heading)] if owning or authors else []
    for line, text in [*named, *zip(section.lines, section.text.split("\n"), strict=False)]:
        sentence = _OWNER_SENTENCE.search(text)
        said = str(sentence.group(1)).split(". ")[0] if sentence else text if owning or authors else ""
        people = _people(said)
        if people:
            yield ("document" if owning or sentence else "author"), OwnerLine("", people, line)


def _people(said: str) -> tuple[str, ...]:
    """A team by name, else people; an organisation's name alone is nobody."""
    team = _TEAM_NAME.search(said)
    if team:
        return (f"group:{team.group(1)}",)
    return tuple(p for p in people_in(said) if "@" in p or not NOT_A_PERSON.search(p))


def _shown(claim: _Claim) -> Evidence:
    return seen(claim.path, claim.said.line, " ".join((claim.said.pattern, *claim.said.owners)).strip())
