"""The assessment document, from judged criteria and what is known of the subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assess import __version__
from assess.engine.score import Scored, Scores, score, with_applicability
from assess.links.kinds import NO_CREDIT
from assess.model.assessment import (
    Assessment,
    Configuration,
    ConfirmedInfo,
    DiagnosticInfo,
    IfConfirmed,
    LeftOut,
    OverlayInfo,
    ProposalInfo,
    RubricInfo,
    Subject,
    Summary,
    ToolInfo,
    WaiverInfo,
)
from assess.model.expression import parse
from assess.model.finding import Finding
from assess.model.rubric import Rubric
from assess.model.scale import Basis, Outcome
from assess.pipeline.findings import finding
from assess.pipeline.interview import questionnaire
from assess.pipeline.judging import Judged
from assess.pipeline.material import Material


def assemble(material: Material, judged: tuple[Judged, ...]) -> Assessment:
    """The whole assessment, without `run`."""
    active = {w.criterion for w in material.waivers if w.until >= material.as_of}
    counted = (j for j in judged if j.left_by != "lock")
    scored = tuple(_scored(j, waived=j.criterion.id in active) for j in counted)
    scores = score(material.rubric.settings, scored)
    changes = _changes(material, judged)
    findings = tuple(finding(j, material, scores, changes) for j in judged)
    return Assessment(
        tool=ToolInfo(name="assess", version=__version__),
        rubric=_rubric(material.rubric),
        subject=_subject(material),
        as_of=material.as_of.isoformat(),
        configuration=Configuration(
            profile=material.profile,
            traits=material.traits,
            proposals=_proposals(material, judged),
            left_out=_left_out(material),
            exclude=material.exclude,
            not_applicable=_confirmed(material, judged),
        ),
        summary=_summary(material, scored, scores, changes, findings, judged),
        layers=scores.layers,
        areas=scores.areas,
        cells=scores.cells,
        findings=findings,
        ledger=scores.ledger,
        questionnaire=questionnaire(material.rubric.settings, judged, scored, findings),
        waivers=_waivers(material, findings),
        diagnostics=tuple(
            DiagnosticInfo(path=d.path, line=d.line, message=d.message, severity=d.severity)
            for d in material.diagnostics
        ),
    )


def _scored(judged: Judged, *, waived: bool) -> Scored:
    c, w = judged.criterion, judged.weighed
    observed = w.basis is Basis.OBSERVED
    return Scored(c.id, c.layer, c.area, c.tier, c.weight, judged.applies, w.low, w.high, observed, waived)


def _changes(material: Material, judged: tuple[Judged, ...]) -> dict[str, bool]:
    """Criteria whose applicability would change if all proposals were confirmed, and to what."""
    by_traits = _changes_by_traits(material, judged)
    return by_traits | {j.criterion.id: False for j in _alone(judged, by_traits)}


def _alone(judged: tuple[Judged, ...], by_traits: Mapping[str, bool]) -> tuple[Judged, ...]:
    """Those that the scan proposes away by themselves, and that no proposed trait takes along."""
    return tuple(j for j in judged if j.proposal and by_traits.get(j.criterion.id, True))


def _changes_by_traits(material: Material, judged: tuple[Judged, ...]) -> dict[str, bool]:
    held = {t.id for t in material.traits if t.holds}
    believed = {b.trait for b in material.beliefs if b.holds} | (held - {b.trait for b in material.beliefs})
    changes: dict[str, bool] = {}
    for j in judged:
        by_traits = parse(j.criterion.applies)
        now, then = by_traits.holds(held), by_traits.holds(believed)
        if now != then and not j.leaves:
            changes[j.criterion.id] = then
    return changes


def _confirmed(material: Material, judged: tuple[Judged, ...]) -> tuple[ConfirmedInfo, ...]:
    left = {j.criterion.id for j in judged if j.left_by == "configuration"}
    return tuple(
        ConfirmedInfo(criterion=name, reason=reason, state="active" if name in left else "stale")
        for name, reason in material.not_applicable.items()
    )


def _proposals(material: Material, judged: tuple[Judged, ...]) -> tuple[ProposalInfo, ...]:
    """What the scan says of traits, then of single criteria."""
    by_traits = _changes_by_traits(material, judged)
    concerned = {c.id: parse(c.applies).names() for c in material.rubric.criteria if c.id in by_traits}
    of_traits = tuple(
        ProposalInfo(
            trait=b.trait,
            holds=b.holds,
            reason=b.reason,
            criteria=tuple(identifier for identifier, names in concerned.items() if b.trait in names),
        )
        for b in material.beliefs
    )
    alone = _alone(judged, by_traits)
    return of_traits + tuple(
        ProposalInfo(trait="", holds=False, reason=j.proposal or "", criteria=(j.criterion.id,)) for j in alone
    )


def _summary(
    material: Material,
    scored: tuple[Scored, ...],
    scores: Scores,
    changes: Mapping[str, bool],
    findings: tuple[Finding, ...],
    judged: tuple[Judged, ...],
) -> Summary:
    confirmed = score(material.rubric.settings, with_applicability(scored, changes)) if changes else scores
    counted = Counter(f.outcome for f in findings)
    return Summary(
        score=scores.score,
        ungated=scores.ungated,
        if_confirmed=IfConfirmed(
            proven=confirmed.score.proven if confirmed.score else None,
            possible=confirmed.score.possible if confirmed.score else None,
            level=confirmed.maturity_level,
            command=_confirming(material, judged) if changes else None,
        ),
        coverage=scores.coverage,
        observed_share=scores.observed_share,
        maturity_level=scores.maturity_level,
        outcomes={outcome: counted.get(outcome, 0) for outcome in Outcome},
    )


def _confirming(material: Material, judged: tuple[Judged, ...]) -> str | None:
    """The one command that writes all proposals down: traits, then criteria that do not apply."""
    words = [f"{'' if b.holds else 'no-'}{b.trait}" for b in material.beliefs]
    words += [j.criterion.id for j in _alone(judged, _changes_by_traits(material, judged))]
    if not words:
        return None
    return "assess confirm " + " ".join(words)


def _rubric(rubric: Rubric) -> RubricInfo:
    return RubricInfo(
        id=rubric.settings.id,
        version=rubric.settings.version,
        title=rubric.settings.title,
        digest=rubric.digest,
        overlays=tuple(OverlayInfo(id=o.id, version=o.version) for o in rubric.overlays),
        credits=rubric.settings.credits,
        lock=rubric.lock,
    )


def _subject(material: Material) -> Subject:
    facts = material.subject
    return Subject(
        name=facts.name,
        commit=facts.commit,
        branch=facts.branch,
        dirty=facts.dirty,
        commit_date=facts.commit_date.isoformat() if facts.commit_date else None,
        path=material.root.rstrip("/") or None,
        url=facts.url,
        shallow=facts.shallow,
        files=material.files,
    )


def _left_out(material: Material) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(reason=part.role.value, files=part.count, examples=part.examples)
        for part in material.left_out
        if part.role in NO_CREDIT
    )


def _waivers(material: Material, findings: tuple[Finding, ...]) -> tuple[WaiverInfo, ...]:
    outcomes = {f.criterion: f.outcome for f in findings}
    found = []
    for waiver in material.waivers:
        outcome = outcomes.get(waiver.criterion)
        if outcome is None:
            state = "unknown-criterion"
        elif waiver.until < material.as_of:
            state = "expired"
        else:
            state = "unused" if outcome in (Outcome.MET, Outcome.NOT_APPLICABLE) else "active"
        found.append(
            WaiverInfo.model_validate(
                {"criterion": waiver.criterion, "reason": waiver.reason, "owner": waiver.owner,
                 "until": waiver.until.isoformat(), "state": state}
            )
        )  # fmt: skip
    return tuple(found)
