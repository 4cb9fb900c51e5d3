from __future__ import annotations

import pytest
from assess.facts.store import Facts
from assess.links.code.mentions import Mentions
from assess.snapshot.memory import MemorySnapshot

PATHS = (
    "src/train.py",
    "src/data/load.py",
    "jobs/load.py",
    "jobs/sub/run.sh",
    "pkg/__init__.py",
    "pkg/model.py",
    "notebooks/a b.ipynb",
)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        pytest.param("nothing here", "x.yaml", (), id="plain words"),
        pytest.param("python load.py", "x.yaml", (), id="a name that two files share"),
        pytest.param("import pandas.core.frame", "x.py", (), id="somebody else's module"),
        pytest.param("https://x.io/README.md", "x.yaml", (), id="an address"),
        pytest.param("python jobs/load.py --x 1", "dags/x.py", ("jobs/load.py",), id="path from the top"),
        pytest.param("bash sub/run.sh", "jobs/x.yaml", ("jobs/sub/run.sh",), id="path beside the file"),
        pytest.param("/opt/airflow/jobs/load.py", "dags/x.py", ("jobs/load.py",), id="path inside an image"),
        pytest.param("gs://{}/jobs/load.py", "dags/x.py", ("jobs/load.py",), id="path in a bucket"),
        pytest.param("src.data.load.main", "x.py", ("src/data/load.py",), id="dotted function"),
        pytest.param("python -m pkg.model", "x.py", ("pkg/model.py",), id="module"),
        pytest.param(".model.fit", "pkg/flow.py", ("pkg/model.py",), id="relative import"),
        pytest.param("src/train.py:main", "x.yaml", ("src/train.py",), id="entry point"),
    ],
)
def test_files(text: str, base: str, expected: tuple[str, ...]) -> None:
    facts = Facts(MemorySnapshot(dict.fromkeys(PATHS, "")))
    assert Mentions(facts).files((text,), base) == expected
