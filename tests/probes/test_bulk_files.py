from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from assess.facts.matches import Matches
from assess.model.scale import Truth
from assess.probes.bulk_files import PARAMS, observe
from assess.probes.view import View

from tests.probes.viewing import view

BIG = 6_000_000


def handling(files: Mapping[str, str | bytes]) -> View:
    subject = view(files)
    return replace(subject, matches=Matches(subject.facts, PARAMS(state="handles-data").searches()))


@pytest.mark.parametrize(
    ("files", "sizes", "missing"),
    [
        pytest.param({"data.csv": "a,b\n"}, {}, [], id="small table"),
        pytest.param({"a.py": ""}, {"docs/picture.png": BIG}, [], id="picture"),
        pytest.param({"a.py": ""}, {"package-lock.json": BIG}, [], id="lock file"),
        pytest.param({"a.py": ""}, {"lib/tool.jar": BIG}, [], id="program"),
        pytest.param({".gitattributes": "*.pt filter=lfs\n"}, {}, ["model.pt"], id="pointer that this copy lacks"),
    ],
)
def test_within_the_limit(files: dict[str, str], sizes: dict[str, int], missing: list[str]) -> None:
    assert observe(PARAMS(state="over-limit"), view(files, sizes=sizes, missing=missing)).value is Truth.NO


@pytest.mark.parametrize(
    ("sizes", "missing"),
    [
        pytest.param({"seeds/raw.csv": BIG}, [], id="table"),
        pytest.param({"examples/m.safetensors": BIG}, [], id="model in a sample"),
        pytest.param({"dump.tar.gz": BIG}, [], id="archive"),
        pytest.param({}, ["big.parquet"], id="missing blob"),
        pytest.param({"tests/cassettes/test_load.yaml": BIG}, [], id="recorded answers"),
    ],
)
def test_over_the_limit(sizes: dict[str, int], missing: list[str]) -> None:
    found = observe(PARAMS(state="over-limit"), view({"a.py": ""}, sizes=sizes, missing=missing))
    assert [e.path for e in found.evidence] == [*sizes, *missing]


def test_the_limit_and_the_kinds_can_be_chosen() -> None:
    subject = view({"a.py": ""}, sizes={"a.csv": BIG})
    assert observe(PARAMS(state="over-limit", limit_mb=10), subject).value is Truth.NO
    assert observe(PARAMS(state="over-limit", families=("model",)), subject).value is Truth.NO


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({".gitignore": "__pycache__/\n*.log\ndist/\n.RData\ndb.sqlite3\n"}, id="an ordinary ignore file"),
        pytest.param({".gitignore": "# data/\n!data/\n"}, id="comment and exception"),
        pytest.param({".gitignore": "queues.csv\n"}, id="one single file"),
        pytest.param({".gitattributes": "* text=auto\n"}, id="attributes without a filter"),
        pytest.param({"examples/.gitignore": "data/\n"}, id="ignore rules of a sample"),
        pytest.param({".pre-commit-config.yaml": "repos:\n- repo: x\n  hooks:\n  - id: ruff\n"}, id="another hook"),
    ],
)
def test_not_guarded(files: dict[str, str]) -> None:
    assert observe(PARAMS(state="guarded"), view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("files", "line"),
    [
        pytest.param({".gitignore": "\n/data\n"}, 2, id="folder"),
        pytest.param({".gitignore": "*.parquet\n"}, 1, id="suffix"),
        pytest.param({".gitignore": "iris.csv\nmodel.pkl\n"}, 1, id="two single files"),
        pytest.param({"data/.gitignore": "*\n"}, 1, id="everything in the folder"),
        pytest.param({".gitattributes": "\n*.pt filter=lfs\n"}, 2, id="LFS"),
        pytest.param({"data.dvc": "outs:\n- path: data\n"}, 2, id="DVC"),
        pytest.param({".pre-commit-config.yaml": "repos:\n- repo: x\n  hooks:\n  - id: check-added-large-files\n"}, 4, id="size hook"),
    ],
)  # fmt: skip
def test_guarded(files: dict[str, str], line: int) -> None:
    found = observe(PARAMS(state="guarded"), view(files))
    assert found.value is Truth.YES
    assert found.evidence[0].line == line


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app.py": "# pd.read_csv(x)\nimport flask\n"}, id="comment"),
        pytest.param({"migrations/seed.sql": "insert into a values (1);\n"}, id="seed of a migration"),
        pytest.param({"tests/data/a.csv": "a\n"}, id="fixture"),
        pytest.param({"requirements.txt": "flask\n", "package.json": '{"dependencies": {"react": "1"}}'}, id="no data library"),
    ],
)  # fmt: skip
def test_no_data_at_all(files: dict[str, str]) -> None:
    assert observe(PARAMS(state="handles-data"), handling(files)).value is Truth.NO


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"data/a.csv": "a\n"}, id="data file"),
        pytest.param({"requirements.txt": "pandas\n"}, id="library"),
        pytest.param({"load.py": "df = pl.read_parquet('x')\n"}, id="reader"),
        pytest.param({"dbt_project.yml": "name: a\n"}, id="dbt"),
        pytest.param({"data.dvc": "outs:\n- path: data\n"}, id="data kept by DVC"),
    ],
)
def test_handles_data(files: dict[str, str]) -> None:
    assert observe(PARAMS(state="handles-data"), handling(files)).value is Truth.YES
