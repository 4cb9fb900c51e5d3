from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.work_items import PARAMS, observe

from tests.probes.viewing import Made, view


def share(*made: Made) -> float:
    found = observe(PARAMS(), view(history=made, url="https://github.com/acme/app")).share
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Add thing (#12)", id="own pull request"),
        pytest.param("Add thing (#12) #minor", id="own pull request with a release mark"),
        pytest.param("Merge pull request #12 from acme/topic", id="merge of a pull request"),
        pytest.param("Backport thing (#11) (#12)", id="two pull requests"),
        pytest.param('Revert "Add thing (#12)" (#13)', id="revert"),
        pytest.param("Read files as UTF-8 and hash with SHA-256", id="standards"),
        pytest.param("Fix CVE-2024-1234", id="vulnerability"),
        pytest.param("Try GPT-4 against BERT-2", id="models"),
        pytest.param("See merge request grp/app!7", id="merge request"),
        pytest.param("2026 model update (#530)", id="year at the head"),
        pytest.param("Pin x\n\nWorks around other/lib#77", id="issue of somebody else's repository"),
        pytest.param("Pin x\n\nhttps://github.com/other/lib/issues/77", id="link to somebody else's issue"),
    ],
)
def test_no_work_item(message: str) -> None:
    assert share(Made(message)) == 0.0


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Add thing, fixes #9 (#12)", id="closing word"),
        pytest.param("Add thing (#12)\n\nCloses #9", id="closing word in the body"),
        pytest.param("[DENG-114] Add thing (#12)", id="tracker key"),
        pytest.param("Merged PR 12: Add thing AB#99", id="Azure boards"),
        pytest.param("Bug 2065102 - Add thing", id="Bugzilla"),
        pytest.param("gh-1234: add thing", id="gh key"),
        pytest.param("Merge pull request #12 from acme/9-add-thing", id="number in the branch's name"),
        pytest.param("Merge branch 'feature/ABC-7-thing' into 'main'", id="key in the branch's name"),
        pytest.param("9 add thing (#12)", id="number of the branch at the head"),
        pytest.param("Add thing\n\nhttps://acme.atlassian.net/browse/OPS-3", id="link to a tracker"),
        pytest.param("Add thing acme/planning#5", id="issue of a sister repository"),
    ],
)
def test_work_item(message: str) -> None:
    assert share(Made(message)) == 1.0


def test_number_of_another_pull_request_is_no_work_item() -> None:
    assert share(Made("Follow up to #11 (#12)"), Made("Add thing (#11)")) == 0.0


def test_commits_of_a_merged_branch_count() -> None:
    assert share(Made("Merge pull request #12 from acme/topic", parents=2, brings=(Made("Fix #9"),))) == 1.0


def test_own_keys() -> None:
    params = PARAMS(keys=r"\bCHG\d{4}\b")
    assert observe(params, view(history=[Made("CHG0012 add thing")])).share == (1.0, 1.0)


def test_mirrored_changes_may_have_named_one_elsewhere() -> None:
    made = [Made("Mirroring commit 6418539 from internal"), Made("Fix #9"), Made("Push"), Made("Push")]
    assert observe(PARAMS(), view(history=made)).share == (0.25, 0.5)


def test_without_history() -> None:
    assert observe(PARAMS(), view()).value is Truth.UNKNOWN


def test_a_few_changes_make_no_habit() -> None:
    history = (Made("Add thing, fixes #9"), Made("Add more, fixes #10"), Made("Change a thing"))
    assert observe(PARAMS(min_named=3), view(history=history)).share == (0.0, 0.0)
    assert observe(PARAMS(min_named=2), view(history=history)).share == (2 / 3, 2 / 3)


def test_requests_merged_into_a_branch_are_no_work_items() -> None:
    brought = (Made("Add thing, see #9"), Made("Merge pull request #9 from acme/topic", parents=2))
    release = Made("Merge pull request #12 from acme/dev", parents=2, brings=brought)
    assert share(release) == 0.0


def test_the_merge_of_a_release_is_no_item_of_its_own() -> None:
    brought = (Made("Add thing, fixes #9"), *(Made(f"Change {n}") for n in range(40)))
    assert share(Made("Merge pull request #12 from acme/dev", parents=2, brings=brought)) == 0.0
