"""Waivers unblock and never pay."""

from __future__ import annotations

from datetime import date

import pytest
from assess.model.scale import Outcome

from .subjects import ATTESTED, SHOP, answers, assessed_files, finding

SAID = {
    ".maturity/answers.yaml": answers(
        users_asked=ATTESTED, outcomes_tracked=ATTESTED, fairness_reviewed=ATTESTED.replace("yes", "all")
    )
}
UNTESTED = {p: t for p, t in SHOP.items() if not p.startswith("tests/")} | SAID
UNTESTED[".github/workflows/ci.yml"] = UNTESTED[".github/workflows/ci.yml"].replace("pytest", "echo hello")
LOGGED = {
    "shop/cart.py": "import logging\n\n\ndef total(prices):\n    logging.info('summing')\n    return sum(prices)\n"
}


def waiving(criterion: str, until: str = "2026-12-31") -> dict[str, str]:
    """A configuration with one waiver."""
    text = f"waivers:\n  - {{criterion: {criterion}, reason: Under way, owner: Ana, until: {until}}}\n"
    return {".maturity/config.yaml": text}


def test_a_waiver_unblocks_and_pays_nothing() -> None:
    plain = assessed_files(UNTESTED | LOGGED)
    waived = assessed_files(UNTESTED | LOGGED | waiving("tests-in-ci"))
    assert plain.summary.score == waived.summary.score
    assert (plain.layers, plain.areas, plain.cells, plain.ledger) == (
        waived.layers, waived.areas, waived.cells, waived.ledger,
    )  # fmt: skip
    assert finding(waived, "tests-in-ci").outcome is Outcome.NOT_MET
    before, after = plain.summary.maturity_level, waived.summary.maturity_level
    assert (after.proven, after.possible) == (before.proven, before.possible)
    assert [b.ref for b in waived.layers[0].blocked_by if b.kind == "essential"] == ["tests-in-ci"]


UNREGISTERED = {**SHOP, **LOGGED, **SAID}
UNREGISTERED["shop/train.py"] = (
    "import logging\n\n\ndef train(m, rows):\n    logging.info('fit')\n    return m.fit(rows)\n"
)


@pytest.mark.parametrize(
    ("extra", "with_waivers"),
    [
        pytest.param({}, 1, id="none"),
        pytest.param(waiving("model-registered"), 2, id="for what blocks"),
        pytest.param(waiving("model-registered", "2026-02-28"), 1, id="expired"),
        pytest.param(waiving("fairness-reviewed"), 1, id="for something else"),
        pytest.param(
            waiving("model-registered") | {".maturity/answers.yaml": answers(users_asked=ATTESTED)},
            1,
            id="below the threshold none helps",
        ),
    ],
)
def test_the_level_with_waivers(extra: dict[str, str], with_waivers: int) -> None:
    level = assessed_files(UNREGISTERED | extra).summary.maturity_level
    assert (level.proven, level.with_waivers, level.of) == (1, with_waivers, 2)


@pytest.mark.parametrize(
    ("criterion", "until", "state"),
    [
        pytest.param("tests-in-ci", "2026-12-31", "active", id="in force"),
        pytest.param("tests-in-ci", "2026-03-01", "active", id="its last day"),
        pytest.param("tests-in-ci", "2026-02-28", "expired", id="the day after"),
        pytest.param("tests-run", "2026-12-31", "active", id="an old id"),
        pytest.param("owner-named", "2026-12-31", "unused", id="met anyhow"),
        pytest.param("notebooks-clean", "2026-12-31", "unused", id="does not apply"),
        pytest.param("tests-in-cx", "2026-12-31", "unknown-criterion", id="no such criterion"),
    ],
)
def test_what_becomes_of_a_waiver(criterion: str, until: str, state: str) -> None:
    [waiver] = assessed_files(UNTESTED | waiving(criterion, until)).waivers
    assert waiver.state == state


def test_the_finding_shows_its_waiver_and_whether_it_expired() -> None:
    files = UNTESTED | waiving("tests-in-ci", "2026-06-30")
    for as_of, expired in ((date(2026, 6, 30), False), (date(2026, 7, 1), True)):
        shown = finding(assessed_files(files, as_of=as_of), "tests-in-ci").waiver
        assert shown is not None
        assert (shown.owner, shown.until, shown.expired) == ("Ana", "2026-06-30", expired)


def test_of_several_waivers_the_longest_is_shown() -> None:
    one = waiving("tests-in-ci", "2026-01-01")[".maturity/config.yaml"]
    other = waiving("tests-in-ci", "2026-12-31")[".maturity/config.yaml"].removeprefix("waivers:\n")
    shown = finding(assessed_files({**UNTESTED, ".maturity/config.yaml": one + other}), "tests-in-ci").waiver
    assert shown is not None
    assert not shown.expired
