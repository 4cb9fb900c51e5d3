"""The cases of a rubric, run over in-memory snapshots."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

from assess.errors import Place
from assess.model.answer import Answer, AnswersFile, Response
from assess.model.rubric import Case, CaseCommit, Criterion, Rubric
from assess.model.scale import Outcome
from assess.pipeline.judging import Judge, Judged
from assess.pipeline.observer import Observer, conditions_of, searches_of
from assess.snapshot.memory import MemoryHistory, MemorySnapshot
from assess.snapshot.protocol import Change, Commit, SubjectFacts, Tag

CASE_DATE = date(2026, 11, 1)
"""The day on which every case plays."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out; the message is empty when it is right."""

    criterion: str
    case: str
    ok: bool
    message: str
    place: Place


def run_cases(rubric: Rubric, only: tuple[str, ...] = ()) -> tuple[CaseResult, ...]:
    """Every case of the rubric, or of some criteria, in rubric order."""
    return tuple(
        _result(rubric, criterion, index, case)
        for criterion in rubric.criteria
        if not only or criterion.id in only
        for index, case in enumerate(criterion.cases)
    )


def _result(rubric: Rubric, criterion: Criterion, index: int, case: Case) -> CaseResult:
    place = criterion.places.get(f"cases.{index}.name", Place(criterion.id))
    judged, failures = judge_case(rubric, criterion, case)
    faults = [*_faults(case, judged), *failures]
    return CaseResult(criterion.id, case.name, not faults, "; ".join(faults), place)


def judge_case(rubric: Rubric, criterion: Criterion, case: Case) -> tuple[Judged, tuple[str, ...]]:
    """One criterion judged over one case's little subject, and the probes that failed on it."""
    traits = _traits(rubric, case)
    searches = searches_of(conditions_of(criterion))
    observer = Observer(_snapshot(case), traits, CASE_DATE, searches)
    judge = Judge(rubric, observer, traits, _answers(case), CASE_DATE)
    judged = judge.judge(criterion)
    failures = tuple(d.message for d in observer.diagnostics() if d.severity == "error")
    return judged, failures


def _faults(case: Case, judged: Judged) -> Iterator[str]:
    rung = judged.decision.low if judged.decision else None
    outcome = judged.weighed.outcome if judged.applies else Outcome.NOT_APPLICABLE
    reason = judged.decision.reason if judged.decision else ""
    if case.rung is not None and rung is not case.rung:
        shown = [
            f"{e.path}:{e.line or ''} {e.text}".strip() for e in (judged.decision.evidence if judged.decision else ())
        ]
        yield f"expected rung {case.rung}, got {rung} ({reason} {'; '.join(shown)})"
    if case.outcome is not None and outcome is not case.outcome:
        yield f"expected outcome {case.outcome}, got {outcome} ({reason})"
    wanted = case.evidence
    if wanted is not None:
        evidence = judged.decision.evidence if judged.decision else ()
        if not any(e.path == wanted.path and wanted.line in (None, e.line) for e in evidence):
            shown = [f"{e.path}:{e.line}" for e in evidence]
            yield f"expected evidence at {wanted.path}:{wanted.line or ''}, got {', '.join(shown) or 'none'}"


def _traits(rubric: Rubric, case: Case) -> frozenset[str]:
    members = set(rubric.settings.profiles[rubric.settings.default_profile].traits)
    for name, holds in case.traits.items():
        (members.add if holds else members.discard)(name)
    return frozenset(members)


def _answers(case: Case) -> AnswersFile:
    given = {
        name: Response(answers=(Answer(value=a.value, who=a.who, when=a.when, evidence=a.evidence, note=a.note),))
        for name, a in case.answers.items()
    }
    return AnswersFile(answers=given)


def _history(case: Case) -> tuple[CaseCommit, ...]:
    """The commits that a case writes down, with those that stand for several written out."""
    return tuple(
        one.model_copy(update={"days_ago": one.days_ago + day}) for one in case.history for day in range(one.times)
    )


def _snapshot(case: Case) -> MemorySnapshot:
    history = _history(case)
    commits = tuple(_commit(c, number) for number, c in enumerate(history))
    changes = {
        commit.id: tuple(Change(path, lines, 0) for path, lines in written.files.items())
        for commit, written in zip(commits, history, strict=True)
    }
    tags = tuple(
        Tag(name, commit.id, commit.committed)
        for commit, written in zip(commits, history, strict=True)
        for name in written.tags
    )
    newest = commits[0].committed if commits else _moment(0)
    return MemorySnapshot(
        case.files,
        sizes=case.sizes,
        missing=case.missing,
        history=MemoryHistory(commits, changes, tags),
        subject=SubjectFacts("case", commit=commits[0].id if commits else None, branch="main", commit_date=newest),
    )


def _commit(written: CaseCommit, number: int) -> Commit:
    author, author_email = parseaddr(written.author)
    committer, committer_email = parseaddr(written.committer or written.author)
    subject, _, body = written.message.partition("\n")
    when = _moment(written.days_ago)
    return Commit(
        id=_identity(number),
        parents=tuple(_identity(number + 1 + extra * 1000) for extra in range(written.parents)),
        author=author,
        author_email=author_email,
        authored=when,
        committer=committer,
        committer_email=committer_email,
        committed=when,
        subject=subject,
        body=body.strip(),
    )


def _identity(number: int) -> str:
    return hashlib.sha1(str(number).encode(), usedforsecurity=False).hexdigest()


def _moment(days_ago: float) -> datetime:
    return datetime(CASE_DATE.year, CASE_DATE.month, CASE_DATE.day, 12, tzinfo=UTC) - timedelta(days=days_ago)
