from __future__ import annotations

from collections.abc import Mapping

import pytest
from assess.model.scale import Truth
from assess.probes.pinned_dependencies import PARAMS, observe

from tests.probes.viewing import view


@pytest.mark.parametrize(
    ("files", "share"),
    [
        pytest.param({"a.py": ""}, (0.0, 0.0), id="no manifest"),
        pytest.param({"requirements.txt": "a\nb>=1\n"}, (0.0, 0.0), id="open"),
        pytest.param({"requirements.txt": "a==1\nb>=1\n"}, (0.5, 0.5), id="half"),
        pytest.param({"requirements.txt": "a==1\n", "requirements-dev.txt": "b\n"}, (1.0, 1.0), id="development is another group"),
        pytest.param({"requirements.txt": "a==1\n", "constraints.txt": "b==1\nc==2\n"}, (1.0, 1.0), id="constraints are left out"),
        pytest.param({"requirements.txt": "a==1\n", "pyproject.toml": "["}, (0.0, 1.0), id="unreadable"),
    ],
)  # fmt: skip
def test_share(files: Mapping[str, str], share: tuple[float, float]) -> None:
    assert observe(PARAMS(), view(files)).share == share


def test_commands_count_when_asked_for() -> None:
    subject = view({"Dockerfile": "FROM a:1\nRUN pip install a==1 b\n"})
    assert observe(PARAMS(commands=True), subject).share == (0.5, 0.5)
    assert observe(PARAMS(), subject).value is Truth.NO
