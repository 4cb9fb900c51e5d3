"""A baseline from an assessment, sealed by a digest, and whether either of them still adds up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256

from pydantic import ValidationError
from pydantic_core import from_json

from assess.errors import InputError, Place
from assess.model.assessment import Assessment
from assess.model.baseline import BASELINE_VERSION, Acceptance, Baseline, Decided, Said, TraitMark
from assess.model.finding import Finding
from assess.model.scale import Outcome
from assess.model.testified import FindingAnswer

_HAND = "take it from git again, or delete it and make it anew: assess baseline update"
_ROUNDING = Decimal("0.000004")
"""What a printed line may differ from value times credit: the ledger's lines are rounded so that they sum up."""


def baseline_of(assessment: Assessment, accepted: Iterable[Acceptance] = ()) -> Baseline:
    """The sealed baseline of an assessment."""
    return sealed(
        Baseline(
            tool=assessment.tool,
            rubric=assessment.rubric,
            name=assessment.subject.name,
            commit=assessment.subject.commit,
            dirty=assessment.subject.dirty,
            path=assessment.subject.path,
            shallow=assessment.subject.shallow,
            as_of=assessment.as_of,
            traits={
                trait.id: TraitMark(holds=trait.holds, set_by=trait.set_by) for trait in assessment.configuration.traits
            },
            exclude=assessment.configuration.exclude,
            findings=tuple(decided(finding) for finding in assessment.findings),
            accepted=tuple(accepted),
        )
    )


def decided(finding: Finding) -> Decided:
    """What a comparison needs of one finding."""
    return Decided(
        criterion=finding.criterion,
        applies=finding.applies.value,
        left_by=finding.applies.left_by,
        outcome=finding.outcome,
        low=finding.score.low,
        high=finding.score.high,
        rung=finding.rung,
        rung_possible=finding.rung_possible,
        refuted=finding.refuted,
        basis=finding.basis,
        answer=_said(finding.answer) if finding.answer else None,
        reason=finding.reason if finding.rung is not None else "",
        place=next((f"{e.path}:{e.line}" if e.line else e.path for e in finding.evidence if e.path), ""),
    )


def sealed(baseline: Baseline) -> Baseline:
    """The baseline with its digest."""
    return baseline.model_copy(update={"digest": digest(baseline)})


def digest(baseline: Baseline) -> str:
    """SHA-256 over everything but the digest itself."""
    return _hashed(baseline.model_dump(mode="json", exclude={"digest"}))


def parsed(data: bytes, name: str) -> Baseline | None:
    """The baseline in bytes; None when they are another document.

    Raises: InputError when it is cut off, of another version, no baseline inside or edited by hand.
    """
    try:
        document = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        hint = f"the file seems to be cut off; {_HAND}" if str(error).startswith("EOF") else _HAND
        raise InputError(f"this is not a complete JSON document: {error}", Place(name), hint) from error
    if not isinstance(document, dict) or document.get("document") != "baseline":
        return None
    version = document.get("schema_version")
    if version != BASELINE_VERSION:
        message = f"baselines of version {str(version)[:20]!r} are not known; this version reads {BASELINE_VERSION!r}"
        raise InputError(message, Place(name), _HAND)
    try:
        baseline = Baseline.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"this is no baseline: {where}: {first['msg']}", Place(name), _HAND) from error
    check_seal(baseline, name)
    return baseline


def document_bytes(baseline: Baseline) -> bytes:
    """The file's content: one finding on a few lines, so that a review shows what moved."""
    return (json.dumps(baseline.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n").encode()


def check_seal(baseline: Baseline, name: str) -> None:
    """Refuses a baseline that was edited by hand. Raises: InputError."""
    if baseline.digest != digest(baseline):
        raise InputError("this baseline was edited by hand: its digest does not fit its content", Place(name), _HAND)


def check_sums(assessment: Assessment, name: str) -> None:
    """Refuses an assessment whose findings, ledger and headline contradict each other. Raises: InputError."""
    if wrong := _contradiction(assessment):
        hint = "make it anew: assess scan -o FILE.json"
        raise InputError(f"this assessment was edited by hand: {wrong}", Place(name), hint)


def _contradiction(assessment: Assessment) -> str | None:
    """The first place where the numbers do not add up."""
    ledger, score = assessment.ledger, assessment.summary.score
    if ledger.total is None or score is None:
        return None if (ledger.total, score) == (None, None) else "it has a score but no ledger, or the reverse"
    lines = {line.ref: line for line in ledger.lines if line.kind == "criterion"}
    applying = {f.criterion for f in assessment.findings if f.applies.value}
    if applying != set(lines):
        odd = min(applying ^ set(lines))
        return f"{odd} stands in the ledger or applies, but not both"
    for finding in assessment.findings:
        if finding.criterion in lines and (wrong := _wrong(finding, _exact(lines[finding.criterion].value))):
            return wrong
        line = lines.get(finding.criterion)
        if line and abs(_exact(line.proven) - _exact(line.value) * _exact(finding.score.low)) > _ROUNDING:
            return f"{finding.criterion}: its credit is not the ledger's"
    for end in ("proven", "possible"):
        total = _exact(getattr(ledger.total, end))
        if sum((_exact(getattr(line, end)) for line in ledger.lines), Decimal()) != total:
            return f"the ledger does not sum to its {end} total"
        if abs(_exact(getattr(score, end)) - total) > Decimal("0.051"):
            return f"the {end} score is not the ledger's total"
    return None


def _wrong(finding: Finding, value: Decimal) -> str | None:
    low, high = finding.score.low, finding.score.high
    outcome = (
        Outcome.MET if low == 1 else Outcome.PARTLY_MET if low > 0 else Outcome.UNKNOWN if high > 0 else Outcome.NOT_MET
    )
    if low > high or value < 0:
        return f"{finding.criterion}: its score interval is none"
    return None if outcome is finding.outcome else f"{finding.criterion}: its outcome is not what its score means"


def _exact(number: float) -> Decimal:
    return Decimal(repr(number))


def _said(answer: FindingAnswer) -> Said:
    """Who answered is left out but for whether somebody is named: names may be redacted, and are nobody's business."""
    content = {"value": answer.value, "when": answer.when, "evidence": answer.evidence, "named": bool(answer.who)}
    return Said(state=answer.state, digest=_hashed(content)[:16])


def _hashed(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()
