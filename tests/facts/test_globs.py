"""Path globs."""

import pytest
from assess.facts.globs import Globs


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        pytest.param("*.py", "a/b.pyc", False, id="suffix is whole"),
        pytest.param("src/*.py", "src/a/b.py", False, id="star stays in its folder"),
        pytest.param("tests/**", "src/tests/a.py", False, id="a slash anchors at the top"),
        pytest.param("a.b", "axb", False, id="a dot is a dot"),
        pytest.param("*.py", "a/b.py", True, id="a name without slash matches anywhere"),
        pytest.param("**/tests/**", "src/tests/a.py", True, id="two stars cross folders"),
        pytest.param("**/tests/**", "tests/a.py", True, id="two stars match nothing too"),
        pytest.param("*.{yml,yaml}", "x/ci.yaml", True, id="alternatives"),
        pytest.param("Dockerfile*", "docker/dockerfile.prod", True, id="case does not matter"),
        pytest.param("[!a]*.txt", "b.txt", True, id="negated class"),
        pytest.param("**", "any/thing", True, id="everything"),
    ],
)
def test_glob(glob: str, path: str, matches: bool) -> None:
    assert (path in Globs([glob])) is matches


def test_no_globs_match_nothing() -> None:
    assert "a" not in Globs([])
