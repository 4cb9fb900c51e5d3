from __future__ import annotations

import pytest
from assess.links.flows.alerting import reaches_team


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("", False, id="nobody"),
        pytest.param("jane.doe@acme.io", False, id="one person"),
        pytest.param("jdoe@acme.io", False, id="initials"),
        pytest.param("alerts@example.com", False, id="placeholder"),
        pytest.param("data-alerts@acme.io", True, id="shared mailbox"),
        pytest.param("jane.doe@acme.io, mlops@acme.io", True, id="a person and a team"),
        pytest.param("dataplatform-team@acme.io", True, id="team address"),
        pytest.param("slack_failure_callback", True, id="code that sends"),
        pytest.param("arn:aws:sns:eu-west-1:1:alarms", True, id="topic"),
    ],
)
def test_reaches_team(target: str, expected: bool) -> None:
    assert reaches_team(target) is expected
