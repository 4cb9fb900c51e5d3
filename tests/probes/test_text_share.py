from __future__ import annotations

from dataclasses import replace

import pytest
from assess.facts.matches import Matches
from assess.probes.text_share import PARAMS, TextShare, observe
from pydantic import ValidationError

from tests.probes.viewing import view

LITERAL, SETTING = "s3://[a-z]+", r"os\.getenv"
PARAMETERS = PARAMS(any=(LITERAL,), among=(SETTING,))


def share(files: dict[str, str], params: TextShare = PARAMETERS) -> float:
    bare = view(files)
    found = observe(params, replace(bare, matches=Matches(bare.facts, params.searches()))).share
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"a.py": "X = 1\n"}, 0.0, id="neither"),
        pytest.param({"a.py": "import os\nX = os.getenv('X')\n"}, 0.0, id="only the rest"),
        pytest.param({"a.py": "# s3://bucket\nX = 1\n", "b.py": "import os\nos.getenv('X')\n"}, 0.0, id="a comment"),
        pytest.param({"a.py": "X = 's3://bucket'\n", "b.py": "import os\nos.getenv('X')\n"}, 0.5, id="half"),
        pytest.param({"a.py": "import os\nX = os.getenv('X', 's3://bucket')\n"}, 1.0, id="both in one file"),
    ],
)
def test_share(files: dict[str, str], expected: float) -> None:
    assert share(files) == expected


def test_few_files_are_no_share() -> None:
    params = PARAMS(any=(LITERAL,), among=(SETTING,), min_files=2)
    assert share({"a.py": "X = 's3://bucket'\n"}, params) == 0.0


def test_patterns_are_checked() -> None:
    with pytest.raises(ValidationError, match="linear time"):
        PARAMS(any=("(?=x)",), among=("x",))
