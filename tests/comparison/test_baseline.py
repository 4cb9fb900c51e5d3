from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from assess.comparison.baseline import baseline_of, check_seal, check_sums
from assess.errors import InputError
from assess.model.assessment import Assessment
from assess.model.baseline import Baseline

from tests.cli.console import SMALL
from tests.output.sample import sample
from tests.pipeline.subjects import assessed_files

FILES = {"README.md": "# Shop\n\nIt sells things to people.\n", "rules/a.cfg": "allow = all\n"}


@cache
def judged() -> Assessment:
    return assessed_files(FILES, rubric=SMALL)


def test_a_baseline_holds_every_finding_and_fits_its_digest() -> None:
    made = baseline_of(sample())
    check_seal(made, "baseline.json")
    assert [one.criterion for one in made.findings] == [finding.criterion for finding in sample().findings]


def test_it_names_nobody() -> None:
    text = baseline_of(sample()).model_dump_json()
    people = {finding.answer.who for finding in sample().findings if finding.answer and finding.answer.who}
    assert people
    assert [who for who in people if who in text] == []


def test_an_edited_baseline_is_refused() -> None:
    made = baseline_of(sample())
    first = made.findings[0].model_copy(update={"low": 0.123})
    with pytest.raises(InputError, match=r"b\.json: this baseline was edited by hand"):
        check_seal(Baseline(**{**dict(made), "findings": (first, *made.findings[1:])}), "b.json")


def test_what_the_engine_made_adds_up() -> None:
    check_sums(judged(), "a.json")


def _met(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in data["findings"] if f["outcome"] == "met")
    return found


def worth_nothing(data: dict[str, Any]) -> None:
    _met(data)["score"]["low"] = 0.0


def called_not_met(data: dict[str, Any]) -> None:
    _met(data)["outcome"] = "not-met"


def taken_out(data: dict[str, Any]) -> None:
    data["findings"].remove(_met(data))


def a_higher_line(data: dict[str, Any]) -> None:
    data["ledger"]["lines"][-1]["proven"] += 1.0


def a_higher_headline(data: dict[str, Any]) -> None:
    data["summary"]["score"]["proven"] += 1.0


def no_ledger(data: dict[str, Any]) -> None:
    data["ledger"]["total"] = None


@pytest.mark.parametrize(
    "edit", [worth_nothing, called_not_met, taken_out, a_higher_line, a_higher_headline, no_ledger]
)
def test_an_edited_assessment_is_refused(edit: Callable[[dict[str, Any]], None]) -> None:
    data = judged().model_dump(mode="json")
    edit(data)
    with pytest.raises(InputError, match=r"a\.json: this assessment was edited by hand"):
        check_sums(Assessment.model_validate(data), "a.json")
