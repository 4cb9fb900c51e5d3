"""What changed between two assessments, criterion by criterion, and what made it change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from assess.model.baseline import Baseline, Decided

Effect = Literal["worse", "better", "left", "joined", "other"]


class Cause(StrEnum):
    """What can move a finding."""

    CODE = "code"
    HISTORY = "history"
    """What the latest commits show of how people work; it moves on with every commit."""
    ANSWER_GIVEN = "answer given"
    ANSWER_WITHDRAWN = "answer withdrawn"
    """Taken back, lowered, contradicted, or left without its evidence."""
    ANSWER_EXPIRED = "answer expired"
    TIME = "time"
    """An answer about a date is worth more or less as the date recedes."""
    CONFIGURATION = "configuration"
    RULES = "rules"
    """Another version of the rubric or of the tool."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Which inputs differ between two assessments; what does not differ, caused nothing."""

    code: bool
    rules: bool
    exclusions: bool
    traits: tuple[str, ...]
    """Traits that hold in one of them only."""
    traits_by_answer: bool
    """Whether answers alone set these traits differently."""
    time: bool

    @property
    def of_repository(self) -> frozenset[Cause]:
        """What can have changed what the repository shows."""
        found = {Cause.CODE} if self.code else set()
        if self.rules:
            found.add(Cause.RULES)
        if self.exclusions or self.traits:
            found.add(Cause.CONFIGURATION)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion that both assessments have, decided differently."""

    before: Decided
    after: Decided
    effect: Effect
    causes: frozenset[Cause]
    """Everything that had a part in it."""
    unseparated: frozenset[Cause] = frozenset()
    """At least one of these had a part in it, too; the documents do not tell which."""

    @property
    def criterion(self) -> str:
        """Today's id."""
        return self.after.criterion

    @property
    def may_be_unread(self) -> bool:
        """Whether it only looks worse because something could not be read that may still show what it did."""
        now, may, was = self.after.rung, self.after.rung_possible, self.before.rung
        if self.effect != "worse" or now is None or may is None or was is None:
            return False
        return may.height > now.height and may.height >= was.height


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every criterion that changed, in the order of the later assessment, and those that only one of them has."""

    inputs: Inputs
    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def compare(before: Baseline, after: Baseline, aliases: Mapping[str, str] | None = None) -> Comparison:
    """Both must be of one rubric and one product; `aliases` are today's names of renamed criteria."""
    inputs = inputs_of(before, after)
    renamed = {(aliases or {}).get(one.criterion, one.criterion): one for one in before.findings}
    later = {one.criterion: one for one in after.findings}
    changes = [
        change for name, one in later.items() if name in renamed and (change := changed(renamed[name], one, inputs))
    ]
    return Comparison(
        inputs=inputs,
        changes=tuple(changes),
        gone=tuple(name for name in renamed if name not in later),
        new=tuple(name for name in later if name not in renamed),
    )


def separated(comparison: Comparison, same_rules: Comparison) -> Comparison:
    """What could be code or something else, told apart by a second comparison.

    `same_rules` compares the earlier commit, judged by the later rubric, tool and configuration, with the later
    assessment: what differs there, code or answers did; what does not, they did not.
    """
    again = {change.criterion: change for change in same_rules.changes}
    return replace(comparison, changes=tuple(_separated(one, again.get(one.criterion)) for one in comparison.changes))


def _separated(change: Change, again: Change | None) -> Change:
    if Cause.CODE not in change.unseparated:
        return change
    if again is not None and again.effect == change.effect and Cause.CODE in again.causes:
        return replace(change, causes=change.causes | {Cause.CODE}, unseparated=frozenset())
    rest = change.unseparated - {Cause.CODE}
    if len(rest) == 1:
        return replace(change, causes=change.causes | rest, unseparated=frozenset())
    return replace(change, unseparated=rest)


def told_from_history(comparison: Comparison, mixed: Baseline) -> Comparison:
    """Falls for which the files are not to blame, told apart by a third assessment.

    `mixed` has the files of the earlier commit and the history of the later one: what shows no more there than
    later, did not fall because of a file.
    """
    between = {one.criterion: one for one in mixed.findings}

    def looked_at(change: Change) -> Change:
        same_files = between.get(change.criterion)
        if change.effect != "worse" or Cause.CODE not in change.causes or same_files is None:
            return change
        if _shown(same_files) > _shown(change.after):
            return change
        return replace(change, causes=change.causes - {Cause.CODE} | {Cause.HISTORY})

    return replace(comparison, changes=tuple(looked_at(change) for change in comparison.changes))


def inputs_of(before: Baseline, after: Baseline) -> Inputs:
    """Which inputs differ. Two clean assessments of one commit saw the same code; of work trees that is not known."""
    same_code = before.commit is not None and before.commit == after.commit and not (before.dirty or after.dirty)
    known = {*before.traits, *after.traits}
    marks = {name: (before.traits.get(name), after.traits.get(name)) for name in sorted(known)}
    differing = tuple(name for name, (was, now) in marks.items() if (was and was.holds) != (now and now.holds))
    return Inputs(
        code=not same_code or before.shallow != after.shallow,
        rules=before.rubric.digest != after.rubric.digest or before.tool.version != after.tool.version,
        exclusions=before.exclude != after.exclude,
        traits=differing,
        traits_by_answer=bool(differing)
        and all("answer" in {mark.set_by for mark in marks[name] if mark} for name in differing),
        time=before.as_of != after.as_of,
    )


def changed(before: Decided, after: Decided, inputs: Inputs) -> Change | None:
    """The change of one criterion; None when nothing of it changed that counts."""
    if not before.applies and not after.applies:
        return None
    if before.applies != after.applies:
        effect: Effect = "left" if before.applies else "joined"
        return _caused(before, after, effect, *_why_applicable(before, after, inputs))
    seen = (before.low, before.high, before.outcome, before.refuted, before.rung)
    if seen == (after.low, after.high, after.outcome, after.refuted, after.rung):
        return None
    effect = _effect(before, after)
    answer = _answer_cause(before, after, effect, inputs)
    repository = _repository_part(before, after, effect)
    if answer is None and not repository:
        return _caused(before, after, effect, *_silent(after, inputs))
    causes = frozenset({answer} - {None}) if answer else frozenset()
    return _caused(before, after, effect, causes, inputs.of_repository if repository else frozenset())


def _caused(
    before: Decided, after: Decided, effect: Effect, causes: frozenset[Cause], candidates: frozenset[Cause]
) -> Change:
    """One candidate is a cause; of many, nobody can tell from the documents."""
    if len(candidates) == 1:
        return Change(before, after, effect, causes | candidates)
    return Change(before, after, effect, causes, candidates)


def _effect(before: Decided, after: Decided) -> Effect:
    if after.refuted != before.refuted:
        return "worse" if after.refuted else "better"
    if after.low == before.low:
        return "other"
    return "worse" if after.low < before.low else "better"


def _repository_part(before: Decided, after: Decided, effect: Effect) -> bool:
    """Whether what the repository shows changed in the direction of the finding, or in any for other changes."""
    was, now = _shown(before), _shown(after)
    if effect == "worse":
        return now < was
    return now > was if effect == "better" else now != was


def _shown(one: Decided) -> tuple[int, int, int]:
    """What the repository shows, more is better: nothing against it, the certain rung, the possible one."""
    heights = [rung.height if rung else 0 for rung in (one.rung, one.rung_possible)]
    return (int(not one.refuted), heights[0], heights[1])


def _answer_cause(before: Decided, after: Decided, effect: Effect, inputs: Inputs) -> Cause | None:
    """What became of the answer, if that pulled in the direction of the finding."""
    was, now = before.answer, after.answer
    if was == now:
        return None
    if now is None:
        found = Cause.ANSWER_WITHDRAWN
    elif was is None:
        found = Cause.ANSWER_GIVEN
    elif was.digest == now.digest:
        found = _of_same_words(now.state, inputs)
    else:
        found = Cause.ANSWER_WITHDRAWN if effect == "worse" else Cause.ANSWER_GIVEN
    pulls_up = found is Cause.ANSWER_GIVEN
    if (effect == "worse" and pulls_up) or (effect == "better" and found is Cause.ANSWER_WITHDRAWN):
        return None
    return found


def _of_same_words(state: str, inputs: Inputs) -> Cause:
    """Why one and the same answer came to another state."""
    if state == "disagreement":
        return Cause.ANSWER_WITHDRAWN
    if not inputs.time:
        return Cause.RULES if inputs.rules else Cause.ANSWER_WITHDRAWN
    return Cause.ANSWER_EXPIRED if state == "expired" else Cause.TIME


def _silent(after: Decided, inputs: Inputs) -> tuple[frozenset[Cause], frozenset[Cause]]:
    """The score moved while rung and answer stayed: another credit, another place named, or an older date."""
    if after.answer is not None and inputs.time and not inputs.rules:
        return frozenset({Cause.TIME}), frozenset()
    return frozenset(), inputs.of_repository or frozenset({Cause.RULES})


def _why_applicable(before: Decided, after: Decided, inputs: Inputs) -> tuple[frozenset[Cause], frozenset[Cause]]:
    """Causes and candidates of a criterion that left or joined, by what keeps it away on the other side."""
    away = (before if after.applies else after).left_by
    if away == "answer":
        return frozenset({Cause.ANSWER_GIVEN if before.applies else Cause.ANSWER_WITHDRAWN}), frozenset()
    if away == "configuration":
        return frozenset({Cause.CONFIGURATION}), frozenset()
    if away == "lock":
        return frozenset({Cause.RULES}), frozenset()
    if away == "traits":
        by = {Cause.ANSWER_GIVEN} if inputs.traits_by_answer else {Cause.CONFIGURATION}
        return (frozenset(by) if inputs.traits else frozenset({Cause.RULES})), frozenset()
    return frozenset(), inputs.of_repository or frozenset({Cause.RULES})
