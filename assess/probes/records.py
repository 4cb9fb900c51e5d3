"""Decisions on record: decision files, dated logs of decisions, and design documents that give reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from posixpath import basename, dirname, splitext
from typing import Literal

import re2
from pydantic import Field

from assess.facts.globs import Globs
from assess.facts.prose.sections import PROSE, Prose, Section, Standing
from assess.facts.prose.words import is_promise, word_count
from assess.model.evidence import Evidence, Observation, doubtful, observed, seen
from assess.probes.params import InFiles, Scope
from assess.probes.sections import unreadable
from assess.probes.view import View

MOST_EVIDENCE = 5
Kind = Literal["record", "log", "design"]

_FOLDERS = (
    "**/{adr,adrs,decisions,decision-records,decision_records,architecture-decisions,architecture_decisions,architectural-decisions,rfc,rfcs,keps,enhancements,design-docs,design_docs,designdocs,proposals}/**",
    "**/doc/{arch,architecture}/**",
)
_RECORD_PATHS = Globs((*_FOLDERS, "{ADR,adr,RFC,rfc}[-_ 0-9]*.*", "**/docs/design/**"))
_INDEX = re2.compile(r"(?i)^(?:readme|index|toc|contents|about|.*template.*|0+[-_].*|contributing|process|how-?to.*)$")
_RECORD_HEADING = re2.compile(
    r"(?i)\b(?:decisions?|context|consequences|rationale|motivation|alternatives?|(?:considered )?options|trade-?offs|background|problem|proposal|design|drawbacks|goals|abstract)\b"
)
_LOG_NAME = re2.compile(
    r"(?i)\b(?:decisions?(?: log| records?)?|adrs?|experiments?(?: log)?|rationale|lessons learn\w+|what we tried|design log)\b"
)
_NO_LOG = re2.compile(
    r"(?i)\b(?:config\w*|settings?|parameters?|schema|reference|template|how to|guide|tutorial|api)\b"
)
"""What is explained about experiments or decisions is no log of them."""
_DESIGN_NAME = re2.compile(
    r"(?i)^(?:architecture|design|system[ _-]design|design[ _-](?:doc(?:ument)?|decisions|notes)|technical[ _-]design|rationale)$"
)
_DESIGN_NOTE_NAME = re2.compile(
    r"(?i)^(?:(?:[\w-]+[ _-])?(?:tech(?:nical)?|functional|system)[ _-]spec(?:ification)?s?|design[ _-]\w+(?:[ _-]\w+)?|[\w-]+[ _-]design(?:[ _-]doc)?|[\w-]+[ _-]proposal|proposal)$"
)
"""Notes on the design of one part: `tech_spec`, `design_cache`, `cache-design`. They must also say a problem and a solution."""
_NO_DESIGN_NOTE = re2.compile(
    r"(?i)\b(?:system|tokens?|patterns?|guide(?:lines)?|kit|assets?|template|review|figma|web|graphic|logo)\b"
)
_PROBLEM_HEADING = re2.compile(
    r"(?i)\b(?:problem|scenario|context|motivation|background|goals?|considerations?|requirements?|aims?|why)\b"
)
_SOLUTION_HEADING = re2.compile(
    r"(?i)\b(?:solution|propos\w+|decisions?|approach|design|implementation|recommendation|plan)\b"
)
_STUDY_PARTS = tuple(
    re2.compile(rf"(?i)\b(?:{words})\b")
    for words in (
        "abstract|introduction|background",
        "data|methods?|methodology|materials?|models?",
        "evaluation|experiments?|validation",
        "results?|findings",
        "discussion|conclusions?|summary",
    )
)
_STUDY_METHOD = re2.compile(
    r"(?i)\b(?:methods?|methodology|models?|evaluation|experiment\w*|design|variables?|features?)\b"
)
_DESIGN_HEADING = re2.compile(
    r"(?i)\b(?:(?:design|architectur\w+|technical|technology|key|important|modell?ing) (?:decisions?|choices?|rationale)|decisions?(?: made| taken| log)?|choices made|rationale|trade-?offs?|why (?:we|not|this|i)\b.*|(?:model|framework|technology|tool) selection)\b"
)
_REASON = re2.compile(
    r"(?i)\b(?:because|since|so that|in order to|due to|therefore|trade-?offs?|we (?:chose|decided|opted|selected|picked|prefer\w*|moved)|was chosen|were chosen|rather than|instead of|the reason|rationale|advantages?|drawbacks?|downsides?|weil|damit|anstatt|porque|parce que|pois|perch\xe9|karena|sehingga|agar)\b|\x{306e}\x{305f}\x{3081}|\x{7406}\x{7531}|\x{56e0}\x{4e3a}|\x{b54c}\x{bb38}|\x{c774}\x{c720}"
)
_ALTERNATIVE = re2.compile(
    r"(?i)\b(?:alternatives?|alternatively|options?|instead of|rather than|compared (?:to|with|against)|comparison|versus|vs|replac(?:e|es|ed|ing)|(?:worse|better|slower|faster|cheaper|simpler|more \w+|less \w+) than"
    r"|outperform\w*|trade-?offs?|we (?:also )?(?:considered|evaluated|tested|tried)|considered|rejected|abandoned|pros and cons|drawbacks?|alternativen?|statt|alternativas?|en lugar de|em vez de|plut\xf4t que|au lieu de|alternatif|opsi|ditolak|daripada|dibanding(?:kan)?)\b"
    r"|\x{4ee3}\x{66ff}|\x{5374}\x{4e0b}|\x{66ff}\x{4ee3}|\x{5907}\x{9009}|\x{b300}\x{c548}|\x{ae30}\x{ac01}|\x{b300}\x{c2e0}"
)
_ALTERNATIVE_HEADING = re2.compile(r"(?i)\b(?:alternatives?|options|pros and cons|trade-?offs|drawbacks|comparison)\b")
_REASON_LABEL = re2.compile(
    r"(?im)^\W*(?:rational(?:e)?|reason(?:ing|s)?|why|justification|begr\x{fc}ndung)\s{0,2}[:\x{2013}-]\s"
)
_DATE = re2.compile(
    r"(?i)\b(20\d\d)-([01]\d)(?:-([0-3]\d))?\b|\b[0-3]?\d[./][01]?\d[./]20\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2},? )?20\d\d\b"
)
_SHORTEST_RECORD = 60
_SHORTEST_ENTRY = 12
_SHORTEST_DESIGN = 80
_REASONS_THAT_TELL = 2
_LABELS_THAT_TELL = 3
_SHORTEST_STUDY = 1000


class Records(InFiles):
    """Which decisions count. Template text, empty headings, indexes and the record that only says that records are kept do not."""

    scope: Scope = "any"
    min: int = Field(default=1, ge=1)
    """How many decisions; a design document is one."""
    with_alternatives: bool = False
    """Only decisions that say what else was considered."""
    kinds: tuple[Kind, ...] = ("record", "log", "design")
    """`record`: a file for each decision (its date is git's when the text names none); `log`: dated sections or table rows
    of one document; `design`: a document or section that gives reasons."""
    newest_within_days: int | None = Field(default=None, ge=1)
    """The newest decision must be so young at the commit's date."""


PARAMS = Records


@dataclass(frozen=True, slots=True)
class _Decision:
    path: str
    line: int
    text: str
    kind: Kind
    alternatives: bool
    date: datetime | None


def observe(params: Records, view: View) -> Observation:
    """Yes with one place for each decision; unknown when a record could not be read."""
    found = [d for path, prose in _documents(params, view) for d in _decisions(path, prose)]
    found = [d for d in found if d.kind in params.kinds and (d.alternatives or not params.with_alternatives)]
    evidence = [seen(d.path, d.line, d.text) for d in found[:MOST_EVIDENCE]]
    hidden = unreadable(params.model_copy(update={"paths": params.paths or _FOLDERS}), view)
    if len(found) < params.min:
        return observed([], unknown=hidden)
    return _dated(params, view, found, evidence)


def _documents(params: Records, view: View) -> Iterator[tuple[str, Prose]]:
    prose = view.facts.of(PROSE)
    for path in view.in_scope(params, prose):
        yield path, prose[path]


def _dated(params: Records, view: View, found: list[_Decision], evidence: list[Evidence]) -> Observation:
    if params.newest_within_days is None:
        return observed(evidence)
    end = view.snapshot.subject.commit_date
    dates = [d.date or _changed(view, d.path) for d in found]
    known = [date for date in dates if date is not None]
    if end is None or not known:
        return doubtful(evidence)
    return observed(evidence if max(known) >= end - timedelta(days=params.newest_within_days) else [])


def _changed(view: View, path: str) -> datetime | None:
    last = None if view.snapshot.subject.shallow else view.snapshot.history.last_change(path)
    return last.committed if last else None


def _decisions(path: str, prose: Prose) -> Iterator[_Decision]:
    own = [s for s in prose.sections if s.standing is Standing.OWN]
    stem = splitext(basename(path))[0]
    if path in _RECORD_PATHS and not _INDEX.match(stem):
        record = _record(path, prose, own)
        if record is not None:
            yield record
        return
    entries = list(_log_entries(path, prose, own, stem))
    yield from entries
    if not entries:
        yield from _design(path, own, stem)


def _record(path: str, prose: Prose, own: list[Section]) -> _Decision | None:
    if prose.words < _SHORTEST_RECORD or not any(_RECORD_HEADING.search(s.heading) for s in own):
        return None
    text = "\n".join(s.text for s in own)
    compared = any(_ALTERNATIVE_HEADING.search(s.heading) and s.words > _SHORTEST_ENTRY for s in own)
    dated = _latest(text) or _latest(basename(path))
    return _Decision(path, own[0].line, prose.title, "record", compared or _considers(text), dated)


def _considers(text: str) -> bool:
    return len(_ALTERNATIVE.findall(text)) > 1


def _log_entries(path: str, prose: Prose, own: list[Section], stem: str) -> Iterator[_Decision]:
    """Dated sections and table rows of a document that is called a log of decisions or experiments."""
    names = f"{prose.title} {stem}".replace("_", " ").replace("-", " ")
    if not _LOG_NAME.search(names) or _NO_LOG.search(names) or _is_code_folder(path):
        return
    for section in own:
        place = f"{section.heading}\n{section.text[:300]}"
        if section.level > 1 and section.words >= _SHORTEST_DESIGN // 2 and _DATE.search(place):
            yield _Decision(
                path,
                section.line,
                section.heading,
                "log",
                _ALTERNATIVE.search(section.text) is not None,
                _latest(place),
            )
            continue
        for number, row in zip(section.lines, section.text.split("\n"), strict=False):
            if " | " in row and _DATE.search(row) and word_count(row) >= _SHORTEST_ENTRY:
                yield _Decision(path, number, row, "log", _ALTERNATIVE.search(section.text) is not None, _latest(row))


def _is_code_folder(path: str) -> bool:
    return any(part in ("src", "notebooks", "tests") for part in dirname(path).split("/"))


def _design(path: str, own: list[Section], stem: str) -> Iterator[_Decision]:
    """One decision for a document that gives reasons for how things are."""
    if _DESIGN_NAME.match(stem):
        parts = own
    elif _is_study(own):
        parts = [s for s in own if _STUDY_METHOD.search(s.heading)]
    else:
        heads = [s for s in own if _DESIGN_HEADING.search(s.heading)]
        parts = [s for s in own if s in heads or any(h in heads for h in _around(s, own))]
    text = "\n".join(s.text for s in parts)
    if parts and sum(s.words for s in parts) >= _SHORTEST_DESIGN and _reasons(text) >= _REASONS_THAT_TELL:
        yield _Decision(path, parts[0].line, parts[0].heading, "design", _considers(text), _latest(text))
        return
    if _is_design_note(own, stem):
        yield _Decision(path, own[0].line, own[0].heading, "design", False, None)
        return
    labelled = [s for s in own if _REASON_LABEL.search(s.text)]
    if sum(len(_REASON_LABEL.findall(s.text)) for s in labelled) >= _LABELS_THAT_TELL:
        first = labelled[0]
        offset = next(m.start() for m in _REASON_LABEL.finditer(first.text))
        yield _Decision(path, first.line_at(offset), first.heading, "design", False, None)


def _reasons(text: str) -> int:
    return sum(not is_promise(text[max(0, m.start() - 60) : m.end() + 60]) for m in _REASON.finditer(text))


def _is_design_note(own: list[Section], stem: str) -> bool:
    """A note on one part that says what the problem was, how it is solved, and at least one reason."""
    if not _DESIGN_NOTE_NAME.match(stem) or _NO_DESIGN_NOTE.search(stem.replace("_", " ").replace("-", " ")):
        return False
    heads = [s.heading for s in own]
    told = any(_PROBLEM_HEADING.search(h) for h in heads) and any(_SOLUTION_HEADING.search(h) for h in heads)
    return told and sum(s.words for s in own) >= _SHORTEST_DESIGN and _reasons("\n".join(s.text for s in own)) > 0


def _is_study(own: list[Section]) -> bool:
    """A paper or report on the product's method: the parts that such a text has, and length."""
    heads = [s.heading for s in own]
    parts = sum(any(part.search(h) for h in heads) for part in _STUDY_PARTS)
    return parts == len(_STUDY_PARTS) and sum(s.words for s in own) >= _SHORTEST_STUDY


def _around(section: Section, own: list[Section]) -> Iterator[Section]:
    """Own sections that a section lies in."""
    before = [s for s in own if s.line < section.line]
    level = section.level
    for other in reversed(before):
        if other.level and other.level < level:
            yield other
            level = other.level


def _latest(text: str) -> datetime | None:
    """The newest date written year first."""
    dates = [(int(m.group(1)), int(m.group(2)), int(m.group(3) or 1)) for m in _DATE.finditer(text) if m.group(1)]
    valid = [d for d in dates if 1 <= d[1] <= 12 and 1 <= d[2] <= 28] + [
        (y, m, 28) for y, m, d in dates if 1 <= m <= 12 and d > 28
    ]
    return datetime(*max(valid), tzinfo=UTC) if valid else None
