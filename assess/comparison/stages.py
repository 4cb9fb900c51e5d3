"""The way from one assessment to another: in one step, or over commits assessed again so that causes come apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assess.comparison.baseline import baseline_of
from assess.comparison.changes import Inputs, inputs_of
from assess.comparison.items import pair_of
from assess.comparison.mixture import Pair
from assess.comparison.sides import Record, Side, Worked, holds, side_of, work
from assess.comparison.splitting import split
from assess.engine.witnesses import Weighed
from assess.errors import InputError
from assess.model.assessment import Assessment
from assess.model.comparison import ComparedSide, Comparison
from assess.model.scale import Basis, Outcome

_NOTHING_DIFFERS = Inputs(code=False, rules=False, exclusions=False, traits=(), traits_by_answer=False, time=False)


@dataclass(frozen=True, slots=True)
class Again:
    """Commits assessed a second time; what could not be, is None, and `problems` say why."""

    before: Assessment | None = None
    """The earlier commit by today's rules."""
    after: Assessment | None = None
    """The later commit by today's rules; needed only if it was judged by others."""
    configured: Assessment | None = None
    """The earlier commit by today's rules with the later one's exclusions and traits."""
    problems: tuple[str, ...] = ()


def compared(
    before: Assessment, after: Assessment, again: Again | None = None, aliases: Mapping[str, str] | None = None
) -> Comparison:
    """The comparison. Raises: InputError when the two cannot be compared."""
    check_comparable(before, after)
    again = again or Again()
    inputs = inputs_of(baseline_of(before), baseline_of(after))
    start, end = side_of(before, aliases), side_of(after, aliases)
    stages, inputs = _stages(start, end, inputs, again, aliases)
    found = split(stages)
    return Comparison(
        before=_compared(before, again=again.before is not None),
        after=_compared(after, again=again.after is not None),
        scores=found.scores,
        parts=found.parts,
        notes=(*_notes(before, after, inputs, found.parts_unseparated), *again.problems),
    )


def check_comparable(before: Assessment, after: Assessment) -> None:
    """Raises: InputError for assessments of different rubrics or folders."""
    pairs = (
        ("rubrics", before.rubric.id, after.rubric.id),
        ("folders of a repository", before.subject.path or ".", after.subject.path or "."),
    )
    for what, was, now in pairs:
        if was != now:
            raise InputError(f"these assessments are of different {what}, {was!r} and {now!r}")


def differing(before: Assessment, after: Assessment) -> Inputs:
    """Which inputs differ between two assessments."""
    return inputs_of(baseline_of(before), baseline_of(after))


def traits_matter(before: Assessment, after: Assessment) -> bool:
    """Whether exclusions differ, or a trait that some rule looks at."""
    inputs = differing(before, after)
    read = {trait for finding in (*before.findings, *after.findings) for trait in finding.reads_traits}
    return inputs.exclusions or bool(read & set(inputs.traits))


def _stages(
    start: Side, end: Side, inputs: Inputs, again: Again, aliases: Mapping[str, str] | None
) -> tuple[list[Pair], Inputs]:
    """The stages in order, and which inputs differ in the one where code may have changed."""
    first: list[Pair] = []
    last: list[Pair] = []
    if inputs.rules and again.before is not None:
        renewed = _renewed(start, side_of(again.before, aliases))
        first.append(pair_of(start, renewed, replace(_NOTHING_DIFFERS, rules=True)))
        start = renewed
        inputs = replace(inputs, rules=False)
        if again.after is not None:
            today = _renewed(end, side_of(again.after, aliases))
            last.append(pair_of(today, end, replace(_NOTHING_DIFFERS, rules=True)))
            end = today
    if again.configured is not None:
        shown = _with_shown(start, side_of(again.configured, aliases))
        first.append(pair_of(start, shown, replace(_NOTHING_DIFFERS, exclusions=True)))
        start = shown
        inputs = replace(inputs, exclusions=False, traits=())
    return [*first, pair_of(start, end, inputs), *last], inputs


def _renewed(side: Side, again: Side) -> Side:
    """The same commit, answers and configuration under the rules of `again`."""
    held = side.held | (again.held - side.traits)
    records = {
        name: _judged_anew(side.records[name], record, held, again) if name in side.records else record
        for name, record in again.records.items()
    }
    return Side(again.settings, held, side.traits | again.traits, records)


def _judged_anew(old: Record, new: Record, held: frozenset[str], again: Side) -> Record:
    told = new.told if new.words == old.words else old.told
    same = told == new.told and old.set_aside == new.set_aside and holds(new, held) == holds(new, again.held)
    worked = new.worked
    if not same:
        worked = work(new.worth, new.shown, told, held, again.settings.credits, set_aside=old.set_aside)
    return _reworked(replace(new, told=told, words=old.words, set_aside=old.set_aside), worked)


def _with_shown(side: Side, again: Side) -> Side:
    """The same side, but what the repository shows is what `again` saw."""
    records = {}
    for name, record in side.records.items():
        seen = again.records.get(name)
        if seen is None or seen.shown == record.shown:
            records[name] = record
            continue
        worked = work(
            record.worth, seen.shown, record.told, side.held, side.settings.credits, set_aside=record.set_aside
        )
        records[name] = _reworked(replace(record, shown=seen.shown), worked)
    return replace(side, records=records)


def _reworked(record: Record, worked: Worked) -> Record:
    outcome = Weighed(worked.low, worked.high, Basis.NONE).outcome if worked.applies else Outcome.NOT_APPLICABLE
    return replace(record, worked=worked, outcome=outcome)


def _compared(assessment: Assessment, *, again: bool) -> ComparedSide:
    subject = assessment.subject
    return ComparedSide(
        name=subject.name,
        commit=subject.commit,
        branch=subject.branch,
        dirty=subject.dirty,
        as_of=assessment.as_of,
        tool=assessment.tool,
        rubric=assessment.rubric,
        again=again,
        level=assessment.summary.maturity_level,
    )


def _notes(before: Assessment, after: Assessment, inputs: Inputs, unseparated: bool) -> tuple[str, ...]:
    found = []
    if before.subject.name != after.subject.name:
        found.append(f"The two have different names: {before.subject.name} and {after.subject.name}.")
    if not unseparated:
        return tuple(found)
    if inputs.rules:
        found.append(
            "The rules changed, too, so what the repository shows cannot be told apart from what is looked for: "
            "name the repository (`assess compare --repo`), and the earlier commit is assessed again by today's rules."
        )
    if inputs.exclusions or inputs.traits:
        found.append(
            "Exclusions or traits that rules look at changed, too: name the repository (`assess compare --repo`), and "
            "the earlier commit is assessed again with the later configuration."
        )
    return tuple(found)
