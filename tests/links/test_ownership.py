from __future__ import annotations

import pytest
from assess.links.people.ownership import globs_of, is_nobody_in_particular, ownership_of
from assess.model.scale import Truth

from tests.probes.viewing import Made, view

HISTORY = [
    Made(days_ago=5, author="Ana Kovac <ana@acme.org>"),
    Made("Merge pull request #4 from wridge/topic", days_ago=6, author="Boris Novak <b@acme.org>", parents=2),
    Made(days_ago=800, author="Cene Zajc <cene@acme.org>"),
]


@pytest.mark.parametrize(
    ("owner", "specific", "active"),
    [
        pytest.param("@your-org/your-team", False, Truth.NO, id="placeholder team"),
        pytest.param("@username", False, Truth.NO, id="placeholder login"),
        pytest.param("@<login>", False, Truth.NO, id="hole"),
        pytest.param("group:default/guests", False, Truth.NO, id="guests of the catalogue"),
        pytest.param("@acme/everyone", False, Truth.NO, id="the whole organisation"),
        pytest.param("@acme/acme", False, Truth.NO, id="team called like the organisation"),
        pytest.param("@czajc", True, Truth.NO, id="person who left"),
        pytest.param("@xq7", True, Truth.UNKNOWN, id="login that history never names"),
        pytest.param("@akovac", True, Truth.YES, id="active by login"),
        pytest.param("ana@acme.org", True, Truth.YES, id="active by address"),
        pytest.param("Ana Kovac", True, Truth.YES, id="active by name"),
        pytest.param("@wridge", True, Truth.YES, id="active by a merged branch"),
        pytest.param("@acme/ml-platform", True, Truth.YES, id="team at work"),
        pytest.param("ml-team@acme.org", True, Truth.YES, id="mailbox of a team"),
        pytest.param("group:acme/notify-dev", True, Truth.YES, id="team of the catalogue"),
    ],
)
def test_worth(owner: str, specific: bool, active: Truth) -> None:
    worth = ownership_of(view(history=HISTORY).facts).worth(owner)
    assert (worth.specific, worth.active) == (specific, active)


def test_without_history_nobody_is_known_to_be_active() -> None:
    ownership = ownership_of(view().facts)
    assert ownership.worth("@akovac").active is Truth.UNKNOWN
    assert ownership.worth("@acme/ml").active is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("pattern", "path", "owned"),
    [
        pytest.param("docs/*", "docs/a/b.md", False, id="star stays in its folder"),
        pytest.param("/models/", "src/models/a.py", False, id="anchored"),
        pytest.param("/a.py", "src/a.py", False, id="anchored file"),
        pytest.param("*", "src/a.py", True, id="everything"),
        pytest.param("*.py", "src/a.py", True, id="suffix anywhere"),
        pytest.param("models/", "src/models/a.py", True, id="folder anywhere"),
        pytest.param("/models", "models/deep/a.py", True, id="folder without slash"),
        pytest.param("src/models/**", "src/models/deep/a.py", True, id="double star"),
        pytest.param("/a.py", "a.py", True, id="file at the top"),
    ],
)
def test_patterns(pattern: str, path: str, owned: bool) -> None:
    assert (path in globs_of(pattern)) is owned


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param("sales-data@acme.org", False, id="a mailbox"),
        pytest.param("#sales-data", False, id="a channel"),
        pytest.param("Sales reporting", False, id="a team with a name"),
        pytest.param("data-team", True, id="any team for data"),
        pytest.param("Data Engineering", True, id="any engineers"),
        pytest.param("TBD", True, id="nobody yet"),
    ],
)
def test_an_owner_is_somebody(owner: str, expected: bool) -> None:
    assert is_nobody_in_particular(owner) is expected
