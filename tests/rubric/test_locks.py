from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from assess.errors import InputError, Place, Problems
from assess.model.rubric import Rubric
from assess.pipeline import load_rubric
from assess.resources import folder
from assess.rubric.locks import find_lock, lock_of, lock_text, locked, read_lock

from tests.cli.console import SMALL


@pytest.fixture(scope="module")
def small() -> Rubric:
    return load_rubric(SMALL)


def test_the_shipped_lock_of_this_version_is_in_step() -> None:
    rubric = load_rubric()
    file = folder("rubrics") / "mlops-readiness" / "locks" / f"{rubric.settings.version}.yaml"
    assert file.read_text("utf-8") == lock_text(lock_of(rubric)), "run `make reference`"


def test_every_shipped_lock_can_be_read() -> None:
    rubric = load_rubric()
    shipped = folder("rubrics") / "mlops-readiness" / "locks"
    for entry in shipped.iterdir():
        version = entry.name.removesuffix(".yaml")
        assert locked(rubric, find_lock(None, version, rubric)).lock == version


def test_a_lock_comes_back_as_it_was_written(small: Rubric) -> None:
    lock = lock_of(small)
    assert read_lock(lock_text(lock), "lock.yaml", small) == lock


def test_numbers_lose_nothing(small: Rubric) -> None:
    lock = lock_of(small)
    name = next(iter(lock.areas))
    fine = lock.model_copy(update={"areas": {**lock.areas, name: 1 / 3}})
    assert read_lock(lock_text(fine), "lock.yaml", small) == fine


def test_locks_are_no_part_of_the_rubric(tmp_path: Path, small: Rubric) -> None:
    copy = tmp_path / "small"
    shutil.copytree(SMALL, copy)
    (copy / "locks").mkdir()
    (copy / "locks" / "1.yaml").write_text("not: read\n")
    assert load_rubric(copy).digest == small.digest


def test_the_numbers_are_the_locks_and_newer_criteria_count_nowhere(small: Rubric) -> None:
    lock = lock_of(small)
    first, *others = lock.criteria
    known = {name: lock.criteria[name].model_copy(update={"weight": 7.0}) for name in others}
    found = locked(small, lock.model_copy(update={"criteria": known}))
    assert found.newer == {first}
    assert {c.weight for c in found.criteria if c.id != first} == {7.0}
    assert [c.rule for c in found.criteria] == [c.rule for c in small.criteria]


def test_renamed_criteria_are_known_and_lost_ones_named(small: Rubric) -> None:
    lock = lock_of(small)
    first, *_ = lock.criteria
    settings = small.settings.model_copy(update={"aliases": {"old-name": first}})
    from dataclasses import replace

    one = lock.criteria[first]
    criteria = {**{n: c for n, c in lock.criteria.items() if n != first}, "old-name": one, "dropped": one}
    found = locked(replace(small, settings=settings), lock.model_copy(update={"criteria": criteria}))
    assert (found.newer, found.gone) == (frozenset(), ("dropped",))


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        pytest.param("rubric: ", "rubric: other-", 2, "this lock is of the rubric 'other-", id="another rubric"),
        pytest.param("threshold: 60", "threshold: 160", 5, "threshold", id="a threshold above 100"),
        pytest.param("wired: 1", "wired: 2", 0, "wired", id="a credit above 1"),
        pytest.param("  devops: {weight", "  devop: {weight", 5, "did you mean 'devops'?", id="a misspelt layer"),
        pytest.param("tier: essential", "tier: essentials", 0, "did you mean 'essential'?", id="a misspelt tier"),
        pytest.param("credits:", "credit:", 0, "unknown key 'credit'", id="a misspelt key"),
        pytest.param("weight: 1}", "weight: 0}", 0, "greater than 0", id="a weight of nothing"),
    ],
)
def test_bad_locks_are_told_with_their_place(small: Rubric, old: str, new: str, line: int, message: str) -> None:
    text = lock_text(lock_of(small))
    assert old in text
    with pytest.raises(Problems) as caught:
        read_lock(text.replace(old, new, 1), "locks/1.yaml", small)
    first = caught.value.problems
    assert any(message in str(problem) for problem in first)
    assert all(str(problem).startswith("locks/1.yaml:") for problem in first)
    if line:
        assert line in {problem.at.line for problem in first if problem.at}


def test_a_lock_that_there_is_not(small: Rubric) -> None:
    with pytest.raises(InputError) as caught:
        find_lock(None, "0.9", load_rubric(), Place(".maturity/config.yaml", 3, 15))
    assert str(caught.value).startswith(".maturity/config.yaml:3:15: there is no scoring lock 0.9")
    with pytest.raises(InputError, match="there are: none"):
        find_lock(SMALL, "../../secret", small)


def test_a_file_that_holds_another_version(small: Rubric) -> None:
    with pytest.raises(Problems, match="the file is called 9, but holds version"):
        read_lock(lock_text(lock_of(small)), "locks/9.yaml", small, "9")
