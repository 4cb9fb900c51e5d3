"""A plausible assessment, scored by the published formula, and a hostile one: what the outputs are tried on."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assess.model.assessment import Assessment

from .scoring import AREAS, LAYERS, THRESHOLD, Scoring

ANSWERS: dict[str, dict[str, Any]] = {
    "no-secrets-in-repo": {"value": "no", "who": "Ana Kovač", "when": "2026-09-02", "evidence": "ticket OPS-118"},
    "source-inventory": {"value": "yes", "who": "Ana Kovač"},
    "lawful-use": {
        "value": "all",
        "who": "Jun Mori",
        "when": "2026-10-14",
        "evidence": "https://register.example.org/processing/77",
    },
    "no-public-data": {"value": "yes", "who": "Jun Mori", "when": "2026-11-02", "evidence": "review of buckets"},
    "catalogue-automated": {"value": "yes", "who": "Ana Kovač", "when": "2025-10-01", "state": "expired"},
    "on-call-and-runbooks": {"value": "no", "who": "Jun Mori", "when": "2026-10-14"},
    "fairness-evaluated": {"value": "not-applicable", "who": "Ana Kovač", "when": "2026-10-14"},
    "live-business-metric": {"value": "yes", "who": "Jun Mori"},
    "kill-switch-and-fallback": {"value": "yes", "who": "Ana Kovač, Jun Mori", "state": "disagreement"},
}
CONFLICTS = {
    "no-secrets-in-repo": "The repository shows a scanner and no credential; the answer says no.",
    "no-public-data": "The answer says yes; the repository opens a bucket to everybody.",
}
WAIVED = {
    "idempotent-writes": ("Replaced by the new loader in spring.", "Ana Kovač", "2027-03-31", "active"),
    "supply-chain-attested": ("Images never leave the company.", "Jun Mori", "2026-08-31", "expired"),
}
QUESTIONS = {
    "problem-statement": "Is it written down, outside this repository, which problem is solved for whom?",
    "success-metric": "Which business metric tells whether this works, from which baseline to which target?",
}


def _rows() -> list[list[Any]]:
    text = (Path(__file__).parent / "sample_criteria.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["rows"])


def _evidence(packed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in filter(None, packed.split(";")):
        place, _, text = part.partition("|")
        path, _, line = place.rpartition(":")
        numbered = line.isdigit()
        found.append({"path": path if numbered else place, "line": int(line) if numbered else None, "text": text})
    return found


def _finding(row: list[Any]) -> dict[str, Any]:
    cell, name, title, tier, weight, kind, rung, low, high, basis, reason, following, remedy, days, seen = row[:15]
    layer, _, area = cell.partition("/")
    applies = len(row) < 16
    if not applies:
        outcome = "not-applicable"
    elif low == 1:
        outcome = "met"
    elif low > 0:
        outcome = "partly-met"
    else:
        outcome = "unknown" if high > 0 else "not-met"
    answer = ANSWERS.get(name)
    question = QUESTIONS.get(name, f"Is this true outside the repository: {title}?") if kind != "repository" else None
    waiver = WAIVED.get(name)
    evidence = _evidence(seen)
    if answer and basis == "attested":
        evidence.append({"kind": "answer", "text": f"{answer['who']}: {answer['evidence']}"})
    possible = rung if high == low else "wired"
    return {
        "criterion": name,
        "title": title,
        "layer": layer,
        "area": area,
        "tier": tier,
        "weight": float(weight),
        "kind": kind,
        "outcome": outcome,
        "score": {"low": float(low), "high": float(high)},
        "rung": rung or None,
        "rung_possible": (possible or None) if kind == "repository" else (rung or None),
        "basis": basis,
        "reason": reason,
        "next": following,
        "evidence": evidence,
        "answer": answer,
        "conflict": CONFLICTS.get(name),
        "refuted": name == "no-public-data",
        "applies": {
            "value": applies,
            "reason": "" if applies else reason,
            "proposal": "nothing here handles data about people" if name == "personal-data-protected" else None,
        },
        "waiver": waiver
        and {"reason": waiver[0], "owner": waiver[1], "until": waiver[2], "expired": waiver[3] == "expired"},
        "question": question,
        "rationale": "Teams that skip this find out in production, where a mistake costs most and is seen last.",
        "remedy": remedy,
        "effort_days": float(days),
        "sources": [
            {"id": "ml-test-score", "title": "The ML Test Score", "url": "https://research.google/pubs/ml-test-score/"},
            {"id": "practical-mlops", "title": "Practical MLOps, chapter 1"},
        ],
    }


def _points(findings: list[dict[str, Any]]) -> None:
    scoring = Scoring(findings)
    now = scoring.total("low")
    whole = sum(scoring.value[f["criterion"]] for f in scoring.applying())
    for finding in findings:
        if not finding["applies"]["value"]:
            finding["points"] = {"earned": 0.0, "open": 0.0}
            continue
        low = finding["score"]["low"]
        factor = scoring.foundation(finding["layer"], "low")
        earned = 100 * factor * scoring.value[finding["criterion"]] * low / whole
        finding["score"]["low"] = 1.0
        gained = Scoring(findings).total("low") - now
        finding["score"]["low"] = low
        finding["points"] = {"earned": round(earned, 6), "open": round(gained, 6)}


def _layers(scoring: Scoring) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    standing = {"low": True, "high": True}
    for layer, title in LAYERS.items():
        status: dict[str, str] = {}
        blockers: list[dict[str, Any]] = []
        for end in ("low", "high"):
            score = round(scoring.mean(end, layer=layer) or 0, 1)
            missing = [
                f["criterion"]
                for f in scoring.applying()
                if f["layer"] == layer and f["tier"] == "essential" and f["score"][end] == 0
            ]
            ready = score >= THRESHOLD and not missing
            status[end] = "established" if ready and standing[end] else "premature" if ready else "developing"
            if end == "low":
                blockers += [{"kind": "layer", "ref": made[-1]["id"]}] if made and not standing["low"] else []
                if score < THRESHOLD:
                    blockers.append({"kind": "threshold", "ref": layer, "gap": round(THRESHOLD - score, 1)})
                blockers += [{"kind": "essential", "ref": ref, "gap": 1.0} for ref in missing]
            standing[end] = standing[end] and ready
        made.append(
            {
                "id": layer,
                "title": title,
                "proven": round(scoring.mean("low", layer=layer) or 0, 1),
                "possible": round(scoring.mean("high", layer=layer) or 0, 1),
                "foundation": {
                    "proven": round(scoring.foundation(layer, "low"), 6),
                    "possible": round(scoring.foundation(layer, "high"), 6),
                },
                "threshold": THRESHOLD,
                "status": status["low"],
                "status_possible": status["high"],
                "blocked_by": blockers,
            }
        )
    return made


def _interval(scoring: Scoring, gated: bool = True, **where: str) -> dict[str, float]:
    return {
        "proven": round(scoring.total("low", gated, **where), 1),
        "possible": round(scoring.total("high", gated, **where), 1),
    }


def _cells(scoring: Scoring) -> list[dict[str, Any]]:
    cells = []
    for layer in LAYERS:
        for area in AREAS:
            low, high = (scoring.mean(end, layer=layer, area=area) for end in ("low", "high"))
            count = sum(1 for f in scoring.applying() if (f["layer"], f["area"]) == (layer, area))
            cells.append(
                {
                    "layer": layer,
                    "area": area,
                    "proven": None if low is None else round(low, 1),
                    "possible": None if high is None else round(high, 1),
                    "criteria": count,
                }
            )
    return cells


def _ledger(scoring: Scoring) -> dict[str, Any]:
    whole = sum(scoring.value[f["criterion"]] for f in scoring.applying())
    lines = []
    for layer in LAYERS:
        taken = {"low": 0.0, "high": 0.0}
        for finding in [f for f in scoring.applying() if f["layer"] == layer]:
            worth = 100 * scoring.value[finding["criterion"]] / whole
            ends = {end: worth * finding["score"][end] for end in taken}
            for end in taken:
                taken[end] += ends[end] * (scoring.foundation(layer, end) - 1)
            lines.append(
                {
                    "kind": "criterion",
                    "ref": finding["criterion"],
                    "value": round(worth, 6),
                    "proven": round(ends["low"], 6),
                    "possible": round(ends["high"], 6),
                    "open": round(worth - ends["low"], 6),
                }
            )
        ends_taken = {"proven": round(taken["low"], 6), "possible": round(taken["high"], 6)}
        lines.append({"kind": "foundation", "ref": layer, "value": 0.0, "open": 0.0, **ends_taken})
    return {"lines": lines, "total": _interval(scoring)}


def _level(layers: list[dict[str, Any]]) -> dict[str, int]:
    counts = {}
    for key in ("status", "status_possible"):
        standing = [layer[key] == "established" for layer in layers]
        counts[key] = standing.index(False) if False in standing else len(standing)
    return {
        "proven": counts["status"],
        "possible": counts["status_possible"],
        "with_waivers": counts["status"],
        "of": len(layers),
    }


def document(rows: list[list[Any]] | None = None) -> dict[str, Any]:
    """The sample as plain data, to be changed before it becomes an assessment."""
    findings = [_finding(row) for row in (rows or _rows())]
    _points(findings)
    scoring = Scoring(findings)
    layers = _layers(scoring)
    outcomes = ("met", "partly-met", "not-met", "unknown", "not-applicable")
    open_ones = [
        f for f in findings if f["question"] and f["applies"]["value"] and f["score"]["low"] < f["score"]["high"]
    ]
    return {
        "tool": {"name": "assess", "version": "0.1.0"},
        "rubric": {
            "id": "mlops-readiness",
            "version": "1.0",
            "title": "MLOps readiness",
            "digest": "9b3c6d1e" * 8,
            "overlays": [{"id": "example-retail", "version": "3"}],
        },
        "subject": {
            "name": "demand-forecast",
            "commit": "4be1f0c27d93a5568e2f7a1bb0c4d9e83f6a7215",
            "branch": "main",
            "dirty": False,
            "commit_date": "2026-11-19",
            "url": "https://github.com/example/demand-forecast",
            "files": 412,
        },
        "as_of": "2026-11-23",
        "configuration": {
            "profile": "ml-product",
            "traits": [
                {"id": "trains-models", "holds": True, "set_by": "profile"},
                {"id": "serves-online", "holds": True, "set_by": "profile"},
                {"id": "people-affected", "holds": False, "set_by": "answer", "reason": "Forecasts concern stores."},
            ],
            "proposals": [
                {
                    "trait": "personal-data",
                    "holds": False,
                    "reason": "nothing here handles data about people",
                    "criteria": ["personal-data-protected"],
                }
            ],
            "left_out": [
                {"reason": "vendored", "files": 38, "examples": ["third_party/holidays/", "static/vendor/d3.js"]},
                {"reason": "configuration: exclude", "files": 12, "examples": ["sandbox/"]},
            ],
        },
        "summary": {
            "score": _interval(scoring),
            "ungated": _interval(scoring, gated=False),
            "if_confirmed": {
                "proven": round(_interval(scoring)["proven"] + 1.2, 1),
                "possible": _interval(scoring)["possible"],
                "level": _level(layers),
                "command": "assess confirm no-personal-data",
            },
            "coverage": round(100 - scoring.total("high", False) + scoring.total("low", False), 1),
            "observed_share": 0.87,
            "maturity_level": _level(layers),
            "outcomes": {name: sum(1 for f in findings if f["outcome"] == name) for name in outcomes},
        },
        "layers": layers,
        "areas": [
            {"id": area, "title": title, "weight": 25.0, **_interval(scoring, area=area)}
            for area, title in AREAS.items()
        ],
        "cells": _cells(scoring),
        "findings": findings,
        "ledger": _ledger(scoring),
        "questionnaire": {
            "asked": sum(1 for f in findings if f["question"]),
            "answered": len(ANSWERS),
            "expired": ["catalogue-automated"],
            "decay": [
                {
                    "criterion": "catalogue-automated",
                    "who": "Ines Marsh",
                    "role": "data-engineer",
                    "given": "2025-10-01",
                    "held_until": "2026-10-01",
                    "points": 0.4,
                }
            ],
            "decayed_points": 0.4,
            "open": [f["criterion"] for f in sorted(open_ones, key=lambda f: -f["points"]["open"])],
            "conflicts": [{"criterion": name, "text": text} for name, text in CONFLICTS.items()],
        },
        "waivers": [
            {"criterion": name, "reason": reason, "owner": owner, "until": until, "state": state}
            for name, (reason, owner, until, state) in WAIVED.items()
        ],
        "diagnostics": [
            {"path": "monitoring/drift.ipynb", "line": 1, "message": "not a notebook: JSON ends early"},
            {
                "path": ".gitlab/ci/deploy.yml",
                "message": "an include from another repository was not followed",
                "severity": "info",
            },
        ],
        "run": {"started": "2026-11-23T09:14:07Z", "duration_seconds": 3.2},
    }


@cache
def sample() -> Assessment:
    """The plausible assessment: level 0, much observed, some questions open."""
    return Assessment.model_validate(document())
