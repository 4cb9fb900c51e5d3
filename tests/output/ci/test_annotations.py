from __future__ import annotations

import re

import pytest
from assess.model.assessment import Assessment
from assess.model.evidence import Evidence
from assess.output.ci.annotations import MOST, render

from ..sample import sample
from ..variants import hostile, nothing_applies

COMMAND = re.compile(r"^::(error|warning|notice) ((file=[^:,]+,line=\d+,)?title=[^:,]*)::[^\r\n]+$")


def _lines(assessment: Assessment) -> list[str]:
    return render(assessment).decode().splitlines()


def test_nothing_is_said_where_nothing_applies() -> None:
    assert _lines(nothing_applies()) == []


@pytest.mark.parametrize(
    "assessment", [pytest.param(sample(), id="plausible"), pytest.param(hostile(), id="hostile texts")]
)
def test_every_line_is_one_command(assessment: Assessment) -> None:
    lines = _lines(assessment)
    assert lines
    assert [line for line in lines if not COMMAND.match(line)] == []


def test_no_kind_exceeds_what_a_step_may_show() -> None:
    many = sample().model_copy(update={"findings": sample().findings * 5})
    lines = _lines(many)
    for kind in ("error", "warning", "notice"):
        of_kind = [line for line in lines if line.startswith(f"::{kind} ")]
        assert len(of_kind) <= MOST
    assert any("more of this kind are in the report" in line for line in lines)


def test_a_file_name_cannot_open_a_command_of_its_own() -> None:
    gap = next(f for f in sample().findings if f.outcome == "not-met")
    odd = gap.model_copy(update={"evidence": (Evidence(path="a\n::set-env name=X::y,line=1", line=3),)})
    lines = _lines(sample().model_copy(update={"findings": (odd,)}))
    assert len(lines) == 1
    assert lines[0].startswith("::")
    assert "file=a\\n%3A%3Aset-env name=X%3A%3Ay%2Cline=1,line=3" in lines[0]
