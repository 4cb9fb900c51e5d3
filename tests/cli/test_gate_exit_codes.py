"""Every condition of the gate against every way that it can end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.repositories import make_repo

Document = dict[str, Any]
Edit = Callable[[Document], None]

FILES = {
    "README.md": "# Shop\n\nIt sells things to people.\n",
    "rules/a.cfg": "allow = all\n",
    ".maturity/answers.yaml": "answers:\n"
    "  users-asked: {value: all, who: Ana, when: 2026-06-01, evidence: survey}\n"
    "  models-kept: {value: yes, who: Ana, when: 2026-06-01, evidence: registry}\n",
}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an assessment in which everything is met, and its baseline."""
    from datetime import date

    from assess.comparison.baseline import baseline_of, document_bytes
    from assess.output.registry import for_name, render
    from assess.pipeline import Request, run

    folder = tmp_path_factory.mktemp("gate")
    made = run(Request(make_repo(folder / "shop", FILES), date(2026, 6, 30), rubric=SMALL))
    (folder / "full.json").write_bytes(render(made, for_name("json")))
    (folder / "bar.json").write_bytes(document_bytes(baseline_of(made)))
    return folder


def finding(document: Document, criterion: str) -> Document:
    found: Document = next(f for f in document["findings"] if f["criterion"] == criterion)
    return found


def book(document: Document, criterion: str, low: float, high: float) -> None:
    """Brings ledger and score in step with the score of one criterion."""
    ledger = document["ledger"]
    line = next(line for line in ledger["lines"] if line["ref"] == criterion)
    line |= {"proven": line["value"] * low, "possible": line["value"] * high}
    ends = {end: round(sum(one[end] for one in ledger["lines"]), 6) for end in ("proven", "possible")}
    ledger["total"] |= ends
    document["summary"]["score"] |= {end: round(points, 1) for end, points in ends.items()}


def decided(criterion: str, *, rung: str | None, possible: str | None, low: float, high: float) -> Edit:
    """The document with one criterion decided otherwise, as if nothing else followed from it but ledger and score."""

    def edit(document: Document) -> None:
        outcome = "met" if low == 1 else "partly-met" if low else "unknown" if high else "not-met"
        one = finding(document, criterion)
        one |= {"outcome": outcome, "score": {"low": low, "high": high}, "rung": rung, "rung_possible": possible}
        book(document, criterion, low, high)
        if low < 1:
            for part in (*document["areas"], *document["layers"]):
                part["proven"] = min(part["proven"], 40.0)
            document["summary"]["maturity_level"] |= {"proven": 0, "with_waivers": 0}
            document["summary"]["coverage"] = 100.0 if low == high else 60.0

    return edit


MISSING = decided("has-readme", rung="absent", possible="absent", low=0, high=0)
UNREAD = decided("has-readme", rung="absent", possible="wired", low=0, high=1)


def conflicting(document: Document) -> None:
    document["questionnaire"]["conflicts"] = [{"criterion": "has-readme", "text": "The answer says no."}]


def expired(document: Document) -> None:
    document["questionnaire"]["expired"] = ["users-asked"]


def waived_too_long(document: Document) -> None:
    waiver = {"criterion": "has-readme", "reason": "later", "owner": "Ana", "until": "2026-05-31", "state": "expired"}
    document["waivers"] = [waiver]


BAR = ("--no-regress", "--baseline", "bar.json")
CONDITIONS: Mapping[str, tuple[tuple[str, ...], Edit, Edit | None, tuple[str, ...]]] = {
    "score": (("--min-score", "90"), MISSING, UNREAD, ("--min-score", "101")),
    "area": (("--min-area", "software-engineering=90"), MISSING, UNREAD, ("--min-area", "sales=1")),
    "layer": (("--min-layer", "devops=90"), MISSING, UNREAD, ("--min-layer", "devops=much")),
    "level": (("--min-level", "2"), MISSING, UNREAD, ("--min-level", "3")),
    "coverage": (("--min-coverage", "90"), UNREAD, None, ("--min-coverage", "-1")),
    "required criterion": (("--require", "has-readme"), MISSING, UNREAD, ("--require", "has-reedme")),
    "essential": (("--no-essential-not-met",), MISSING, UNREAD, ("--no-essential",)),
    "conflicts": (("--no-conflicts",), conflicting, None, ("--no-conflict=1",)),
    "expired answers": (("--no-expired-answers",), expired, None, ("--no-expired-answer=1",)),
    "expired waivers": (("--no-expired-waivers",), waived_too_long, None, ("--no-expired-waiver=1",)),
    "regressions": (BAR, MISSING, UNREAD, ("--no-regress", "--baseline", "missing.json")),
}
"""Condition to its option, a document that misses it, one that leaves it open (if one can), and a broken option.

Coverage is what is known at all, so that what could not be read lowers it; it would rise if it were read.
"""
WAYS = ("pass", "fail", "undecided", "warn", "warn of undecided", "broken option", "broken input")


def cases() -> list[Any]:
    """Every condition with every way to end that it has."""
    return [
        pytest.param(name, way, id=f"{name}, {way}")
        for name, (_, _, opened, _) in CONDITIONS.items()
        for way in WAYS
        if opened is not None or "undecided" not in way
    ]


@pytest.mark.parametrize(("condition", "way"), cases())
def test_exit_codes(
    everything: Path, assess: Assess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, condition: str, way: str
) -> None:
    limits, missed, opened, broken = CONDITIONS[condition]
    document = json.loads((everything / "full.json").read_bytes())
    if way in ("fail", "warn"):
        missed(document)
        if condition == "coverage":
            finding(document, "has-readme")["rung_possible"] = "absent"
    if "undecided" in way:
        assert opened is not None
        opened(document)
    text = json.dumps(document)
    (tmp_path / "now.json").write_text(text[:-9] if way == "broken input" else text)
    (tmp_path / "bar.json").write_bytes((everything / "bar.json").read_bytes())
    monkeypatch.chdir(tmp_path)
    options = broken if way == "broken option" else limits
    warning = ("--warn-only",) if way.startswith(("warn", "broken")) else ()
    done = assess("gate", "now.json", *options, *warning, plain=True)
    codes = {"pass": 0, "fail": 1, "undecided": 3, "warn": 0, "warn of undecided": 0}
    assert done.code == codes.get(way, 2)
    if way.startswith("broken"):
        assert (done.out, done.err != "") == ("", True)
    else:
        word = way.split()[0].upper()
        assert done.out.splitlines()[-1].startswith(f"{word}: ")
        assert ("FAIL" in done.out) == (done.code == 1)


def test_one_failure_outweighs_what_is_undecided(everything: Path, assess: Assess, tmp_path: Path) -> None:
    document = json.loads((everything / "full.json").read_bytes())
    UNREAD(document)
    conflicting(document)
    (tmp_path / "now.json").write_text(json.dumps(document))
    done = assess("gate", tmp_path / "now.json", "--require", "has-readme", "--no-conflicts", plain=True)
    assert done.code == 1
    assert "UNDECIDED  criterion has-readme" in done.out


def test_an_assessment_with_a_score_that_is_not_its_findings(everything: Path, assess: Assess, tmp_path: Path) -> None:
    document = json.loads((everything / "full.json").read_text())
    MISSING(document)
    document["summary"]["score"]["proven"] = 100.0
    (tmp_path / "now.json").write_text(json.dumps(document))
    done = assess("gate", tmp_path / "now.json", "--min-score", "90", plain=True)
    assert (done.code, done.out) == (2, "")
    assert "this assessment was edited by hand" in done.err


def test_a_policy_without_limits_for_a_branch_says_so(everything: Path, assess: Assess, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("gate: {branches: {main: {min_score: 101.0}}}\n".replace("101.0", "100"))
    policy = ("--config", tmp_path / "policy.yaml")
    shop = everything / "full.json"
    assert assess("gate", shop, *policy, plain=True).code == 0
    topic = assess("gate", shop, *policy, "--branch", "topic", plain=True)
    assert (topic.code, topic.out.splitlines()[-1]) == (0, "PASS: the policy sets no limit for branch 'topic'")
