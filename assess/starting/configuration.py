"""The first configuration: the profile that needs the fewest corrections, and each correction with its reason."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from assess.model.assessment import Assessment
from assess.model.evidence import cut
from assess.model.rubric import RubricSettings

_TELLING = {"trains-models": 4, "uses-llm": 4, "library": 4, "uses-models": 3, "serves-online": 3, "owns-database": 3}
"""Traits that tell one kind of thing from another; any other weighs 1."""
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the configuration of a subject should say."""

    profile: str
    title: str
    traits: tuple[tuple[str, bool, str], ...]
    """Those that differ from the profile: id, whether it holds, why."""
    not_applicable: tuple[tuple[str, str], ...]
    """Criteria that the scan proposes away by themselves: id, why."""
    min_score: int
    """Whole points that are proven once the traits are written down: a gate that holds from the first day."""


def propose(assessment: Assessment, settings: RubricSettings, profile: str | None = None) -> Proposal:
    """The proposal that a scan leads to; a named profile is kept and only its traits are corrected."""
    reasons = {p.trait: (p.holds, p.reason) for p in assessment.configuration.proposals if p.trait}
    wanted = {
        trait.id: reasons[trait.id][0] if trait.id in reasons else trait.holds
        for trait in assessment.configuration.traits
    }
    costs = {name: _cost(set(it.traits), wanted) for name, it in settings.profiles.items()}
    chosen = profile or min(costs, key=lambda name: costs[name])
    members = set(settings.profiles[chosen].traits)
    said = {t.id: t.reason for t in assessment.configuration.traits if t.set_by != "profile"}
    traits = tuple(
        (
            trait,
            holds,
            reasons[trait][1]
            if trait in reasons
            else said.get(trait) or "The scan sees it here, or cannot rule it out.",
        )
        for trait, holds in wanted.items()
        if holds != (trait in members) and trait in settings.traits
    )
    single = tuple((p.criteria[0], p.reason) for p in assessment.configuration.proposals if not p.trait)
    proven = assessment.summary.if_confirmed.proven or 0
    return Proposal(chosen, settings.profiles[chosen].title, traits, single, int(proven))


def _cost(members: set[str], wanted: Mapping[str, bool]) -> int:
    """What a profile claims and the scan denies weighs twice what it merely leaves out."""
    return sum(
        _TELLING.get(trait, 1) * (2 if trait in members else 1)
        for trait, holds in wanted.items()
        if holds != (trait in members)
    )


def text(proposal: Proposal, assessment: Assessment) -> str:
    """The configuration as YAML with comments; reads as a valid configuration."""
    name = cut(assessment.subject.name)
    lines = [
        *_prose(f"What {name} is, and what its readiness is held to. Proposed by the scan of {assessment.as_of}:"),
        *_prose("read it, correct what is wrong, commit it."),
        "",
        *_prose(proposal.title),
        f"profile: {proposal.profile}",
    ]
    if proposal.traits:
        lines += ["", *_prose("Where it differs from that profile."), "traits:"]
        lines += [
            f"  {trait}: {{holds: {json.dumps(holds)}, reason: {json.dumps(reason, ensure_ascii=False)}}}"
            for trait, holds, reason in proposal.traits
        ]
    if proposal.not_applicable:
        lines += ["", *_prose("Criteria that are about something that is not here."), "not_applicable:"]
        lines += [f"  {name}: {json.dumps(reason, ensure_ascii=False)}" for name, reason in proposal.not_applicable]
    lines += ["", *_prose(f"`assess gate` holds it to what is proven today ({proposal.min_score} points); raise it.")]
    lines += ["gate:", f"  min_score: {proposal.min_score}"]
    lines += [
        "",
        *_prose("Paths that are not the product: they lose credit and never evidence against."),
        "exclude: []",
    ]
    return "\n".join(lines) + "\n"


def _prose(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="# ")
