from __future__ import annotations

import pytest
from assess.errors import InputError
from assess.gate.policy import branch_name, branch_of, in_force
from assess.model.assessment import Subject
from assess.model.config import Gate, GateLimits

GATE = Gate(
    min_score=40,
    min_area={"modeling": 20},
    require=("tests-run",),
    branches={
        "main": GateLimits(min_score=60, min_area={"software-engineering": 50}),
        "release/*": GateLimits(min_level=2, require=("rollback",)),
        "*": GateLimits(min_score=0),
    },
)


@pytest.mark.parametrize(
    ("branch", "limits"),
    [
        pytest.param(
            "main",
            GateLimits(min_score=60, min_area={"modeling": 20, "software-engineering": 50}, require=("tests-run",)),
            id="its own limits over the common ones",
        ),
        pytest.param(
            "release/2026/07",
            GateLimits(min_score=40, min_area={"modeling": 20}, min_level=2, require=("tests-run", "rollback")),
            id="a pattern; lists are joined",
        ),
        pytest.param(
            "mainly", GateLimits(min_score=0, min_area={"modeling": 20}, require=("tests-run",)), id="any other"
        ),
    ],
)
def test_limits_of_a_branch(branch: str, limits: GateLimits) -> None:
    assert in_force(GATE, GateLimits(), branch).limits == limits


def test_options_win() -> None:
    found = in_force(GATE, GateLimits(min_score=70, require=("owner",)), "main").limits
    assert (found.min_score, found.require) == (70, ("tests-run", "owner"))


def test_a_branch_without_a_pattern_has_the_common_limits() -> None:
    found = in_force(Gate(min_score=1, branches={"main": GateLimits(min_score=2)}), GateLimits(), "topic")
    assert (found.limits.min_score, found.pattern) == (1, None)


def test_an_unknown_branch_is_no_way_around_the_limits() -> None:
    with pytest.raises(InputError, match="it is not known which branch this is"):
        in_force(GATE, GateLimits(), None)
    assert in_force(Gate(min_score=1), GateLimits(), None).limits == GateLimits(min_score=1)


@pytest.mark.parametrize(
    ("name", "branch"),
    [
        pytest.param(None, None, id="a detached head"),
        pytest.param("HEAD", None, id="HEAD"),
        pytest.param("HEAD~3", None, id="some commits before"),
        pytest.param("main@{yesterday}", None, id="a date"),
        pytest.param("abcdef1", None, id="the commit's own id"),
        pytest.param("feedbee", "feedbee", id="a branch that looks like an id"),
        pytest.param("origin/main", "main", id="as the remote has it"),
        pytest.param("refs/heads/feature/a", "feature/a", id="written in full"),
        pytest.param("refs/remotes/origin/feature/a", "feature/a", id="the remote's written in full"),
    ],
)
def test_the_branch_of_an_assessment(name: str | None, branch: str | None) -> None:
    assert branch_of(Subject(name="shop", branch=name, commit="abcdef1" + "0" * 33)) == branch


def test_branch_names_stay_as_they_are() -> None:
    assert [branch_name(name) for name in ("main", "feature/origin/x")] == ["main", "feature/origin/x"]
