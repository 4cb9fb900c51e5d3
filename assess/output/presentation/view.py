"""An assessment arranged for readers: the stack from the top, cells, fixes by worth, findings with their links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assess.model.assessment import AreaResult, Assessment, CellResult, LayerResult, LedgerLine
from assess.model.finding import Finding
from assess.model.scale import Outcome
from assess.output.presentation import forge
from assess.output.presentation.decay import DecayView, expired, lead
from assess.output.presentation.headline import Level, Obstacle, answerable, blocked_in_short, level, obstacles
from assess.output.presentation.safe_text import show_path, web_link

_NO_SLUG = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One place, ready to print."""

    place: str
    text: str
    href: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source, linked when its address is a plain web address."""

    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with everything a reader opens it for."""

    it: Finding
    anchor: str
    layer_title: str
    area_title: str
    evidence: tuple[EvidenceView, ...]
    sources: tuple[SourceView, ...]
    answer_href: str | None
    can_answer: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """Where a layer and an area meet."""

    result: CellResult | None
    anchor: str
    layer_title: str
    area_title: str
    heat: int
    """0..5 by proven score; -1 where nothing applies."""
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class LayerView:
    """One layer of the stack."""

    it: LayerResult
    number: int
    """1 for the lowest."""
    cells: tuple[CellView, ...]
    """In the order of the areas."""
    obstacles: tuple[Obstacle, ...]
    blocked: str
    next_up: bool
    """The lowest layer that is not established."""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One line of the ledger with its readable name."""

    it: LedgerLine
    title: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class View:
    """Everything a report shows."""

    document: Assessment
    level: Level
    layers: tuple[LayerView, ...]
    """From the bottom up."""
    areas: tuple[AreaResult, ...]
    findings: tuple[FindingView, ...]
    fixes: tuple[FindingView, ...]
    """All that would bring points, most first."""
    questions: tuple[FindingView, ...]
    """Open questions, most points first; those that the scan believes not to apply come last."""
    expired: tuple[DecayView, ...]
    """Expired answers, the one that took most first."""
    decayed: str
    """What all of them together have taken, in a sentence."""
    ledger: tuple[LedgerView, ...]
    outcomes: tuple[tuple[Outcome, int], ...]
    unreadable: int
    """Unknown findings that no answer can settle."""
    commit_href: str | None
    subject_href: str | None
    anchors: dict[str, str]
    """Criterion to the id of its finding on the page."""
    titles: dict[str, str]
    """Criterion to its title."""

    @property
    def stack(self) -> tuple[LayerView, ...]:
        """The layers as they are drawn: the highest first."""
        return self.layers[::-1]


def view(assessment: Assessment) -> View:
    """Arranges an assessment; texts stay as they are and are tamed where they are printed."""
    findings = _findings(assessment)
    by_id = {finding.it.criterion: finding for finding in findings}
    gaining = [f for f in findings if f.it.points.open > 0 and f.it.applies.value]
    asked = [by_id[ref] for ref in assessment.questionnaire.open if ref in by_id]
    unknown = [f for f in findings if f.it.outcome is Outcome.UNKNOWN]
    return View(
        document=assessment,
        level=level(assessment),
        layers=_layers(assessment, findings),
        areas=assessment.areas,
        findings=findings,
        fixes=tuple(sorted(gaining, key=_by_worth)),
        questions=tuple(sorted(asked, key=_proposed)),
        expired=expired(assessment),
        decayed=lead(assessment),
        ledger=_ledger(assessment, by_id),
        outcomes=tuple((outcome, assessment.summary.outcomes.get(outcome, 0)) for outcome in Outcome),
        unreadable=sum(1 for f in unknown if not f.can_answer),
        commit_href=forge.commit_link(assessment.subject),
        subject_href=web_link(assessment.subject.url or ""),
        anchors={f.it.criterion: f.anchor for f in findings},
        titles={f.it.criterion: f.it.title for f in findings},
    )


def _findings(assessment: Assessment) -> tuple[FindingView, ...]:
    layers = {layer.id: layer.title for layer in assessment.layers}
    areas = {area.id: area.title for area in assessment.areas}
    return tuple(
        FindingView(
            it=finding,
            anchor=anchor("criterion", finding.criterion),
            layer_title=layers.get(finding.layer, finding.layer),
            area_title=areas.get(finding.area, finding.area),
            evidence=_evidence(assessment, finding),
            sources=tuple(SourceView(s.title or s.id, web_link(s.url)) for s in finding.sources),
            answer_href=web_link(finding.answer.evidence) if finding.answer else None,
            can_answer=answerable(finding),
        )
        for finding in assessment.findings
    )


def _evidence(assessment: Assessment, finding: Finding) -> tuple[EvidenceView, ...]:
    views = []
    for item in finding.evidence:
        place = show_path(item.path) if item.path else ""
        if item.path and item.line:
            place = f"{place}:{item.line}"
        elif not item.path and item.commit:
            place = show_path(item.commit)[:12]
        views.append(EvidenceView(place, item.text, forge.evidence_link(assessment.subject, item), item.kind))
    return tuple(views)


def _layers(assessment: Assessment, findings: tuple[FindingView, ...]) -> tuple[LayerView, ...]:
    results = {(cell.layer, cell.area): cell for cell in assessment.cells}
    waiting = (layer.id for layer in assessment.layers if layer.status in ("developing", "premature"))
    first = next(waiting, None)
    return tuple(
        LayerView(
            it=layer,
            number=number,
            cells=tuple(_cell(layer, area, results.get((layer.id, area.id)), findings) for area in assessment.areas),
            obstacles=obstacles(layer, assessment),
            blocked=blocked_in_short(layer, assessment),
            next_up=layer.id == first,
        )
        for number, layer in enumerate(assessment.layers, start=1)
    )


def _cell(
    layer: LayerResult, area: AreaResult, result: CellResult | None, findings: tuple[FindingView, ...]
) -> CellView:
    proven = result.proven if result else None
    return CellView(
        result=result,
        anchor=anchor("cell", f"{layer.id}-{area.id}"),
        layer_title=layer.title,
        area_title=area.title,
        heat=-1 if proven is None else heat(proven),
        findings=tuple(f for f in findings if f.it.layer == layer.id and f.it.area == area.id),
    )


def heat(proven: float) -> int:
    """Step of the heat map: 0 for nothing, then one per twenty points."""
    return 0 if proven <= 0 else min(5, int(proven // 20) + 1)


def _ledger(assessment: Assessment, by_id: dict[str, FindingView]) -> tuple[LedgerView, ...]:
    layers = {layer.id: layer.title for layer in assessment.layers}
    order = {layer: place for place, layer in enumerate(layers)}

    def place(line: LedgerLine) -> tuple[int, bool]:
        """Layer by layer, each with its foundation last."""
        found = by_id.get(line.ref) if line.kind == "criterion" else None
        return order.get(found.it.layer if found else line.ref, len(order)), line.kind == "foundation"

    lines = []
    for line in sorted(assessment.ledger.lines, key=place):
        found = by_id.get(line.ref) if line.kind == "criterion" else None
        title = found.it.title if found else layers.get(line.ref, line.ref)
        lines.append(LedgerView(line, title, found.anchor if found else None))
    return tuple(lines)


def anchor(prefix: str, name: str) -> str:
    """An id that is safe in an address, whatever the name holds."""
    return f"{prefix}-{_NO_SLUG.sub('-', name.lower())[:120]}"


def _proposed(finding: FindingView) -> bool:
    return finding.it.applies.proposal is not None


def _by_worth(finding: FindingView) -> tuple[bool, float, float, str]:
    """Most points first; what the scan believes not to apply comes last, so that nobody is sent after it."""
    it = finding.it
    return _proposed(finding), -it.points.open, it.effort_days, it.criterion
