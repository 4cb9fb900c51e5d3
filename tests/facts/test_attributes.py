from __future__ import annotations

import pytest
from assess.facts.attributes import IGNORE_RULES, STORAGE_RULES, TRACKED_OUTPUTS, anchored
from assess.facts.globs import Globs


@pytest.mark.parametrize(
    ("folder", "pattern", "path", "inside"),
    [
        pytest.param("", "data/", "data2/a.csv", False, id="another folder"),
        pytest.param("", "/a.csv", "x/a.csv", False, id="anchored"),
        pytest.param("sub", "*.csv", "a.csv", False, id="outside the file's folder"),
        pytest.param("", "*.csv", "x/y/a.csv", True, id="suffix anywhere"),
        pytest.param("", "data/", "x/data/a/b", True, id="folder anywhere"),
        pytest.param("sub", "x/*.pt", "sub/x/a.pt", True, id="path in a folder"),
    ],
)
def test_git_patterns(folder: str, pattern: str, path: str, inside: bool) -> None:
    assert (path in Globs((anchored(folder, pattern),))) is inside


def test_only_filters_are_storage_rules() -> None:
    text = "* text=auto\n# *.a filter=lfs\n*.pt filter=lfs diff=lfs merge=lfs -text\n"
    (rule,) = STORAGE_RULES.extract("models/.gitattributes", text)
    assert (rule.glob, rule.filter, rule.line) == ("/models/**/*.pt", "lfs", 3)
    assert not STORAGE_RULES.concerns("* text=auto\n")


def test_ignore_rules() -> None:
    rules = IGNORE_RULES.extract("a/.gitignore", "# data\n\n*.csv\n!keep.csv\n")
    assert [(r.pattern, r.folder, r.negated, r.line) for r in rules] == [
        ("*.csv", "a", False, 3),
        ("keep.csv", "a", True, 4),
    ]


def test_outputs_kept_by_dvc() -> None:
    (pointer,) = TRACKED_OUTPUTS.extract("x/data.dvc", "outs:\n- md5: a\n  size: 7\n  path: data\n")
    assert (pointer.path, pointer.line, pointer.size_bytes) == ("x/data", 2, 7)
    lock = "schema: '2.0'\nstages:\n  train:\n    outs:\n    - path: m.pkl\n"
    (output,) = TRACKED_OUTPUTS.extract("dvc.lock", lock)
    assert (output.path, output.line) == ("m.pkl", 5)
