"""The sentences of the first screen: the maturity level, what decides it, and what blocks each layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assess.model.assessment import Assessment, Blocker, LayerResult
from assess.model.finding import Finding
from assess.output.presentation import numbers
from assess.output.presentation.texts import english


@dataclass(frozen=True, slots=True)
class Level:
    """The maturity level in words."""

    title: str
    decides: str
    """What turns the proven level into the possible one; empty when they agree."""
    waivers: str
    short: str

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return (f"{self.title}: {self.decides}." if self.decides else f"{self.title}.") + (
            f" {self.waivers}" if self.waivers else ""
        )


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that keeps a layer from being established."""

    text: str
    criterion: str | None = None
    first: bool = False
    """The first of the criteria that are still to prove."""


def level(assessment: Assessment) -> Level:
    """The level's sentence: what is proven, what is possible and what lies between."""
    text, found = english(), assessment.summary.maturity_level
    if found.of == 0:
        return Level(text("level.none"), "", "", text("level.none"))
    certain = found.possible <= found.proven
    waivers = text("level.waivers", level=found.with_waivers) if found.with_waivers > found.proven else ""
    if certain:
        title = text("level.top" if found.proven == found.of else "level.sure", proven=found.proven, of=found.of)
        return Level(title, "", waivers, text("level.short", level=found.proven))
    title = text("level.open", proven=found.proven, of=found.of, possible=found.possible)
    short = text("level.short_open", proven=found.proven, possible=found.possible)
    return Level(title, _decides(assessment), waivers, short)


def _decides(assessment: Assessment) -> str:
    text = english()
    answers, rest = deciding(assessment)
    if answers and rest:
        return text.n("decides.answers_and_rest", len(answers), layers=_listed(rest))
    if answers:
        return text.n("decides.answers", len(answers))
    return text("decides.rest", layers=_listed(rest))


def deciding(assessment: Assessment) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The open questions that could raise the level to the possible one, and the layers that need more than answers.

    In every layer that may be established these are the essential criteria without proof, then the questions worth
    most until the threshold is reached.
    """
    worth = {line.ref: line.value for line in assessment.ledger.lines if line.kind == "criterion"}
    answers: list[Finding] = []
    rest: list[str] = []
    climb = assessment.summary.maturity_level.possible
    for layer in [item for item in assessment.layers if item.status_possible == "established"][:climb]:
        if layer.status == "established":
            continue
        wanted, complete = _wanted(layer, assessment, worth)
        answers.extend(wanted)
        if not complete:
            rest.append(layer.title)
    return tuple(answers), tuple(rest)


def _wanted(layer: LayerResult, assessment: Assessment, worth: Mapping[str, float]) -> tuple[list[Finding], bool]:
    """The questions of one layer, and whether yes to all of them would establish it."""
    essential = {blocker.ref for blocker in layer.blocked_by if blocker.kind == "essential"}
    gap = max((b.gap or 0.0 for b in layer.blocked_by if b.kind == "threshold"), default=0.0)
    inside = [f for f in assessment.findings if f.layer == layer.id and f.applies.value]
    whole = sum(worth.get(f.criterion, 0.0) for f in inside)
    missing = gap / 100 * whole
    chosen: list[Finding] = []
    open_ones = [f for f in inside if answerable(f)]
    open_ones.sort(key=lambda f: (f.criterion not in essential, -_rise(f, worth), f.criterion))
    for finding in open_ones:
        if finding.criterion in essential or missing > 1e-9:
            chosen.append(finding)
            missing -= _rise(finding, worth)
    asked = {f.criterion for f in chosen}
    return chosen, essential <= asked and missing <= 1e-9


def _rise(finding: Finding, worth: Mapping[str, float]) -> float:
    return worth.get(finding.criterion, 0.0) * (finding.score.high - finding.score.low)


def answerable(finding: Finding) -> bool:
    """Whether an answer could still raise this finding."""
    return finding.question is not None and finding.applies.value and finding.score.low < finding.score.high


def obstacles(layer: LayerResult, assessment: Assessment) -> tuple[Obstacle, ...]:
    """What keeps a layer from being established: the layers below as one, then points, then essential criteria."""
    titles = {item.id: item.title for item in assessment.layers}
    below = [titles.get(blocker.ref, blocker.ref) for blocker in layer.blocked_by if blocker.kind == "layer"]
    waiting = [Obstacle(english()("blocked.layers", titles=_listed(below)))] if below else []
    short = [_short_by(blocker, layer) for blocker in layer.blocked_by if blocker.kind == "threshold"]
    titles = {finding.criterion: finding.title for finding in assessment.findings}
    essential = [blocker.ref for blocker in layer.blocked_by if blocker.kind == "essential"]
    unproven = [Obstacle(titles.get(ref, ref), ref, first=ref == essential[0]) for ref in essential]
    return (*waiting, *short, *unproven)


def _short_by(blocker: Blocker, layer: LayerResult) -> Obstacle:
    gap = numbers.points(blocker.gap or 0.0)
    return Obstacle(english()("blocked.threshold", gap=gap, threshold=f"{layer.threshold:g}"))


def blocked_in_short(layer: LayerResult, assessment: Assessment) -> str:
    """The same in one phrase, essential criteria counted."""
    found = obstacles(layer, assessment)
    parts = [obstacle.text for obstacle in found if obstacle.criterion is None]
    essential = sum(1 for obstacle in found if obstacle.criterion is not None)
    if essential:
        parts.append(english().n("blocked.essential", essential))
    return "; ".join(parts)


def _listed(parts: list[str] | tuple[str, ...]) -> str:
    """A, B and C."""
    if len(parts) < 2:
        return "".join(parts)
    return english()("list.and", first=", ".join(parts[:-1]), last=parts[-1])
