"""Equal inputs give equal bytes; no order, machine, user or clock shows."""

from __future__ import annotations

import getpass
import random
import socket
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from assess.model.assessment import Assessment
from assess.output.json import render
from assess.pipeline import Request, run

from tests.conftest import MakeRepo
from tests.repositories import Step, git, make_repo

from .subjects import ATTESTED, SHOP, TODAY, answers, assessed, assessed_files

FILES = {
    **SHOP,
    ".maturity/answers.yaml": answers(users_asked=ATTESTED, owner_named="{value: no}"),
    ".maturity/config.yaml": "exclude: [notes/**]\nwaivers:\n  - {criterion: no-secrets, reason: Later, owner: Ana, until: 2026-12-31}\n",
    ".gitlab-ci.yml": "test: [",
    "notes/a.md": "# A\n",
    "broken.ipynb": "{",
}


def as_bytes(assessment: Assessment) -> bytes:
    """The document as it is written."""
    return assessment.model_dump_json().encode()


def test_the_same_twice(repo: MakeRepo) -> None:
    folder = repo(FILES, [Step({"shop/new.py": "def f():\n    return 2\n"}, tag="v1")])
    assert as_bytes(assessed(folder)) == as_bytes(assessed(folder))


def test_the_same_from_a_clone_elsewhere(repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo(FILES)
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "elsewhere.git")
    bare = assessed(tmp_path / "elsewhere.git", ref="main", name="shop")
    named = assessed(folder, ref="main", name="shop")
    assert as_bytes(bare) == as_bytes(named)


def test_the_order_of_files_changes_nothing() -> None:
    paths = sorted(FILES)
    first = as_bytes(assessed_files(FILES))
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        assert as_bytes(assessed_files({path: FILES[path] for path in paths})) == first


def test_the_order_of_answers_and_settings_changes_nothing() -> None:
    one = answers(users_asked=ATTESTED, owner_named="{value: no}")
    other = answers(owner_named="{value: no}", users_asked=ATTESTED)
    assert as_bytes(assessed_files({**SHOP, ".maturity/answers.yaml": one})) == as_bytes(
        assessed_files({**SHOP, ".maturity/answers.yaml": other})
    )


def test_the_order_of_judging_changes_nothing(repo: MakeRepo) -> None:
    whole = assessed(repo(FILES))
    again = assessed(repo(FILES, name="other"), name="shop")
    assert whole.findings == again.findings
    assert [f.criterion for f in whole.findings] == [
        "modules-logged", "no-secrets", "tests-in-ci", "owner-named", "users-asked",
        "model-registered", "notebooks-clean", "fairness-reviewed", "outcomes-tracked",
    ]  # fmt: skip


@pytest.mark.parametrize("rubric", ["small", "built-in"])
def test_nothing_tells_of_the_machine(tmp_path: Path, rubric: str) -> None:
    files = FILES if rubric == "small" else {p: t for p, t in FILES.items() if not p.startswith(".maturity/")}
    folder = make_repo(tmp_path / "shop", files)
    assessment = assessed(folder) if rubric == "small" else run(Request(folder, TODAY))
    text = render(assessment).decode()
    for word in (str(tmp_path), str(Path.home()) + "/", str(Path.cwd()), socket.gethostname(), "/tmp/"):
        assert word not in text
    assert f"/{getpass.getuser()}/" not in text


def test_expiry_is_judged_by_the_day_asked_for_and_not_by_the_clock(repo: MakeRepo) -> None:
    folder = repo(FILES)
    far = assessed(folder, as_of=date(2031, 1, 1))
    assert far.as_of == "2031-01-01"
    assert [w.state for w in far.waivers] == ["expired"]
    assert far.questionnaire.expired == ("owner-named", "users-asked")
    assert far.subject.commit_date == datetime(2026, 1, 5, 12, tzinfo=UTC).isoformat()
