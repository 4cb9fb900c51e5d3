"""Documents and their sections by topic: headings, own words, and how many of several topics they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from posixpath import basename, splitext
from typing import Literal

import re2
from pydantic import Field

from assess.facts.globs import Globs
from assess.facts.matches import compiled
from assess.facts.notebooks import NOTEBOOKS
from assess.facts.prose.sections import PROSE, Prose, Section, Standing, notebook_prose
from assess.facts.prose.words import is_promise, sentence_around
from assess.model.evidence import Evidence, Observation, doubtful, observed, seen
from assess.probes.params import InFiles, Pattern, Scope
from assess.probes.view import View

MOST_EVIDENCE = 5
MOST_TRIES = 50
"""Matches of one pattern that are looked at in one section."""
_FRONT_DOOR = Globs(("/README*", "docs/README*", "docs/index.*"))


class Sections(InFiles):
    """What a section (or a whole document) must say in its own words.

    Links, code, badges, template text, to-do lists, promises and lists of tool names are nobody's own words. Patterns
    are RE2, upper and lower case alike.
    """

    scope: Scope = "any"
    heading: Pattern = ""
    """Pattern of the section's heading (of a document: its title, file name or any heading). Its subsections count with it."""
    not_headings: tuple[Pattern, ...] = ()
    """Patterns of headings whose sections, and those under them, do not count."""
    text_all: tuple[Pattern, ...] = ()
    """Each of these patterns must match the text."""
    text_any: tuple[Pattern, ...] = ()
    """One of these patterns must match the text."""
    covers: tuple[Pattern, ...] = ()
    """Topics, one pattern each, looked for in headings and text."""
    topics_min: int = Field(default=1, ge=1)
    """How many of `covers` must be there."""
    topics_in: Literal["text", "headings"] = "text"
    """`headings`: a topic counts only when a heading names it, as in datasheets and model cards."""
    min_words: int = Field(default=20, ge=0)
    """Own words."""
    unit: Literal["section", "document"] = "section"
    """What must say it all: one section, or one document."""
    min: int = Field(default=1, ge=1)
    """How many such sections or documents."""
    changed_within_days: int | None = Field(default=None, ge=1)
    """The file must have changed within so many days before the commit's date; unknown where history does not tell."""


PARAMS = Sections


def observe(params: Sections, view: View) -> Observation:
    """Yes with path, line and heading; unknown when a document that was asked for could not be read."""
    found: list[Evidence] = []
    stale: list[Evidence] = []
    units = 0
    for path, prose in documents(params, view):
        for unit in _units(params, path, prose):
            evidence = _judged(params, path, unit)
            if evidence is None:
                continue
            fresh = _is_fresh(params, view, path)
            if fresh is None:
                stale.append(evidence)
            elif fresh:
                units += 1
                found += [evidence][: MOST_EVIDENCE - len(found)]
    if units >= params.min:
        return observed(found)
    if stale:
        return doubtful(stale[:MOST_EVIDENCE])
    return observed([], unknown=list(unreadable(params, view)))


def documents(params: InFiles, view: View) -> Iterator[tuple[str, Prose]]:
    """Documents in scope, in path order; notebooks only when the globs name them."""
    prose = view.facts.of(PROSE)
    for path in view.in_scope(params, prose):
        yield path, prose[path]
    if any("ipynb" in glob for glob in params.paths):
        notebooks = view.facts.of(NOTEBOOKS)
        scope = params.model_copy(update={"scope": "any"})
        for path in view.in_scope(scope, notebooks):
            yield path, notebook_prose(path, notebooks[path])


def unreadable(params: InFiles, view: View) -> list[Evidence]:
    """Documents that were asked for and could not be read; without globs only the front door is."""
    problems = view.facts.unreadable(PROSE)
    asked = [p for p in view.in_scope(params, sorted(problems)) if params.paths or p in _FRONT_DOOR]
    return [seen(path, problems[path].line, problems[path].message) for path in asked]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sections that are judged together, and the one that they stand under."""

    head: Section
    parts: tuple[Section, ...]
    names: tuple[str, ...]
    """Headings, and for a document its title and file name."""


def _units(params: Sections, path: str, prose: Prose) -> Iterator[_Unit]:
    counting = _counting(params, prose)
    own = [s for s, counts in zip(prose.sections, counting, strict=True) if counts]
    if params.unit == "document":
        if own:
            stem = splitext(basename(path))[0].replace("_", " ").replace("-", " ")
            yield _Unit(own[0], tuple(own), (prose.title, stem, *(s.heading for s in own)))
        return
    pattern = _compiled(params.heading) if params.heading else None
    taken: set[int] = set()
    for position, section in enumerate(prose.sections):
        if not counting[position] or taken.intersection(section.depth):
            continue
        if pattern is None:
            yield _Unit(section, (section,), (section.heading,))
        elif section.heading and pattern.search(section.heading):
            taken.add(position)
            inside = (i for i, s in enumerate(prose.sections) if i == position or position in s.depth)
            parts = tuple(prose.sections[i] for i in inside if counting[i])
            yield _Unit(section, parts, tuple(s.heading for s in parts))


def _counting(params: Sections, prose: Prose) -> list[bool]:
    """For each section whether it is somebody's own and stands under no heading that is left out."""
    left_out = [_compiled(pattern) for pattern in params.not_headings]
    title = _title(prose)
    out = [i != title and any(p.search(s.heading) for p in left_out) for i, s in enumerate(prose.sections)]
    return [
        s.standing is Standing.OWN and not out[position] and not any(out[above] for above in s.depth)
        for position, s in enumerate(prose.sections)
    ]


def _title(prose: Prose) -> int | None:
    """The section that all later ones stand under: its heading names the subject, not a chapter."""
    first = next((i for i, s in enumerate(prose.sections) if s.heading), None)
    later = prose.sections[first + 1 :] if first is not None else ()
    return first if later and all(first in s.depth for s in later) else None


def _judged(params: Sections, path: str, unit: _Unit) -> Evidence | None:
    """Where the unit says it, or None."""
    words = sum(part.words for part in unit.parts)
    if words < params.min_words:
        return None
    if (
        params.unit == "document"
        and params.heading
        and not any(_compiled(params.heading).search(n) for n in unit.names)
    ):
        return None
    places = [_first_of((pattern,), unit) for pattern in params.text_all]
    places += [_first_of(params.text_any, unit)] if params.text_any else []
    if any(place is None for place in places):
        return None
    topics = [topic for topic in params.covers if _is_covered(params, topic, unit)]
    if params.covers and len(topics) < params.topics_min:
        return None
    where = next((place for place in places if place is not None), None)
    line, text = where or (unit.head.line, unit.head.heading or unit.head.text)
    said = f"{len(topics)} of {len(params.covers)} topics: {text}" if params.covers else text
    return seen(path, line, said)


def _is_covered(params: Sections, topic: str, unit: _Unit) -> bool:
    if any(_compiled(topic).search(name) for name in unit.names):
        return True
    return params.topics_in == "text" and _first_of((topic,), unit) is not None


def _first_of(patterns: tuple[str, ...], unit: _Unit) -> tuple[int, str] | None:
    """Line and text of the first match that is no promise."""
    for part in unit.parts:
        flat = part.text.replace("\n", " ")
        for pattern in patterns:
            offset = _first_claim(pattern, flat, part.text)
            if offset is not None:
                line = part.text[part.text.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0]
                return part.line_at(offset), line
    return None


def _first_claim(pattern: str, flat: str, text: str) -> int | None:
    for number, match in enumerate(_compiled(pattern).finditer(flat)):
        if number >= MOST_TRIES:
            break
        if not is_promise(sentence_around(text, match.start(), match.end())):
            return int(match.start())
    return None


def _is_fresh(params: Sections, view: View, path: str) -> bool | None:
    if params.changed_within_days is None:
        return True
    last, end = view.snapshot.history.last_change(path), view.snapshot.subject.commit_date
    if last is None or end is None or view.snapshot.subject.shallow:
        return None
    return last.committed >= end - timedelta(days=params.changed_within_days)


def _compiled(pattern: str) -> re2._Regexp:
    return compiled(f"(?i){pattern}")
