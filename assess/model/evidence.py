"""What was seen and where, and what one probe says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from assess.model.document import Document
from assess.model.scale import Truth

EvidenceKind = Literal["file", "commit", "tag", "answer", "history", "note"]

TEXT_LIMIT = 200
"""Longest evidence text in characters; longer texts are cut with an ellipsis."""


class Evidence(Document):
    """One place where something was seen."""

    kind: EvidenceKind = "file"
    path: str | None = None
    line: int | None = Field(default=None, ge=1)
    commit: str | None = None
    text: str = ""


def cut(text: str, limit: int = TEXT_LIMIT) -> str:
    """A text on one line, without control characters, cut to a limit with an ellipsis."""
    head = text[: limit * 4]
    flat = " ".join("".join(c if c.isprintable() else " " for c in head).split())
    return flat if len(flat) <= limit and len(text) <= limit * 4 else flat[: limit - 1].rstrip() + "\u2026"


def seen(path: str, line: int | None = None, text: str = "") -> Evidence:
    """Evidence in a file; the text is cut and cleaned."""
    return Evidence(kind="file", path=path, line=line or None, text=cut(text))


@dataclass(frozen=True, slots=True)
class Observation:
    """What one probe saw: yes, no or unknown, or a measured share, with evidence.

    `share` is an interval in 0..1, lowest and highest that may hold; a rule's `at_least` turns it into truth.
    """

    value: Truth
    evidence: tuple[Evidence, ...] = ()
    share: tuple[float, float] | None = None
    note: str = ""
    counted: int | None = None
    """Of how many things the share was taken, where paths that are left out could make them fewer."""
    doubted: bool = False
    """Unknown although everything was read: what was read leaves it open."""


NOTHING = Observation(Truth.NO)


def doubtful(evidence: list[Evidence] | tuple[Evidence, ...], note: str = "") -> Observation:
    """Unknown by what was read, not for want of reading."""
    return Observation(Truth.UNKNOWN, tuple(evidence), note=note, doubted=True)


def observed(evidence: list[Evidence] | tuple[Evidence, ...], *, unknown: list[Evidence] | None = None) -> Observation:
    """Yes with evidence; else unknown when a candidate could not be read; else no."""
    if evidence:
        return Observation(Truth.YES, tuple(evidence))
    if unknown:
        return Observation(Truth.UNKNOWN, tuple(unknown))
    return NOTHING


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something that could not be read, or a probe that failed; never a judgement."""

    path: str
    message: str
    line: int | None = None
    severity: Literal["error", "warning", "info"] = "warning"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One node of a rule as it was evaluated, for `assess explain`."""

    label: str
    value: Truth
    evidence: tuple[Evidence, ...] = ()
    children: tuple[Evaluation, ...] = field(default=())
    note: str = ""
