from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.review import PARAMS, observe

from tests.probes.viewing import ANA, BORIS, GITHUB, Made, view

DEPENDABOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"


def share(*history: Made, by_another: bool = False, paths: tuple[str, ...] = ()) -> tuple[float, float] | None:
    return observe(PARAMS(by_another=by_another, paths=paths), view(history=history)).share


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(Made("Change a thing"), id="direct push"),
        pytest.param(Made("Fix #12"), id="issue number alone"),
        pytest.param(Made("Handle (#12) better in docs"), id="number in the middle"),
        pytest.param(Made("Merge branch 'main' of https://example.org/a/b", parents=2), id="pull before push"),
        pytest.param(Made("Merge branch 'topic'", parents=2), id="merge on somebody's own machine"),
        pytest.param(Made("Merge branch 'main' into 'topic'", parents=2), id="main merged into a topic"),
        pytest.param(Made("Edit README", committer=GITHUB), id="edited in the forge's page"),
    ],
)
def test_direct_changes(made: Made) -> None:
    assert share(made) == (0.0, 0.0)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(Made("Merge pull request #7 from ana/topic\n\nTopic", parents=2), id="GitHub merge"),
        pytest.param(Made("Add thing (#7)", committer=GITHUB), id="GitHub squash"),
        pytest.param(Made("Add thing (#7) [skip ci]"), id="squash with a mark after the number"),
        pytest.param(Made("Add thing (#7) #minor"), id="squash with a release mark after the number"),
        pytest.param(
            Made("Merge branch 'topic' into 'main'\n\nTopic\n\nSee merge request grp/app!7", parents=2),
            id="GitLab merge",
        ),
        pytest.param(Made("Add thing\n\nSee merge request grp/app!7"), id="GitLab squash"),
        pytest.param(Made("Merged PR 123: add thing"), id="Azure"),
        pytest.param(Made("Merged in topic (pull request #7)", parents=2), id="Bitbucket"),
        pytest.param(Made("Pull request #7: add thing", parents=2), id="Bitbucket server"),
        pytest.param(Made("Add thing\n\nReviewed-on: https://git.example.org/a/b/pulls/7"), id="Gitea"),
        pytest.param(Made("Auto merge of #7 - ana:topic, r=boris", parents=2), id="merge bot"),
        pytest.param(Made("Add thing\n\nReviewed-by: Boris Novak <boris@example.org>"), id="reviewed by mail"),
    ],
)
def test_changes_by_request(made: Made) -> None:
    assert share(made) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(Made("Add thing (#7)", committer=GITHUB), 0.0, id="squash in the forge hides who merged"),
        pytest.param(Made("Add thing\n\nReviewed-by: Ana Kovač <ana@example.org>"), 0.0, id="own review"),
        pytest.param(
            Made("Add thing (#7)\n\nApproved-by: dependabot[bot] <x[bot]@users.noreply.github.com>"),
            0.0,
            id="bot approval",
        ),
        pytest.param(Made("Merge pull request #7 from ana/t", parents=2, brings=(Made(),)), 0.0, id="own merge"),
        pytest.param(
            Made("Merge pull request #7 from ana/t", parents=2, author=ANA, committer=GITHUB),
            0.0,
            id="own merge, branch out of sight",
        ),
        pytest.param(Made("Add thing", committer=BORIS), 0.0, id="rebased by another without a request"),
        pytest.param(
            Made("Merge pull request #7 from ana/t", parents=2, author=BORIS, brings=(Made(),)),
            1.0,
            id="merged by another",
        ),
        pytest.param(
            Made("Merge pull request #7 from ana/t", parents=2, author=BORIS),
            1.0,
            id="merged by another, branch out of sight",
        ),
        pytest.param(Made("Add thing (#7)", committer=BORIS), 1.0, id="squashed by another"),
        pytest.param(
            Made("Add thing (#7)\n\nApproved-by: Boris Novak <boris@example.org>"), 1.0, id="approved in a trailer"
        ),
    ],
)
def test_approval_by_another_person(made: Made, expected: float) -> None:
    assert share(made, by_another=True) == (expected, expected)


def test_bots_are_left_out() -> None:
    merged = Made("Merge pull request #3 from app/dependabot/pip/x-1", parents=2, brings=(Made(author=DEPENDABOT),))
    assert share(Made("Add (#4)"), Made("Bump x (#2)", author=DEPENDABOT), merged) == (1.0, 1.0)


def test_window_is_the_last_active_year() -> None:
    assert share(Made("Add (#4)", days_ago=400), Made("Old push", days_ago=800)) == (1.0, 1.0)


def test_only_changes_to_some_paths() -> None:
    model = Made("Retrain (#9)", files={"models/train.py": 3})
    assert share(model, Made("Docs"), paths=("models/**",)) == (1.0, 1.0)


@pytest.mark.parametrize("shallow", [pytest.param(True, id="shallow"), pytest.param(False, id="no history")])
def test_without_history_everything_is_possible(shallow: bool) -> None:
    history = (Made("Add (#4)"),) if shallow else ()
    seen = observe(PARAMS(), view(history=history, shallow=shallow))
    assert (seen.value, seen.share) == (Truth.UNKNOWN, (0.0, 1.0))


def test_mirrored_changes_may_have_been_reviewed_elsewhere() -> None:
    mirrored = Made("Mirroring commit 6418539 from internal")
    assert share(mirrored, Made("Add (#4)"), Made("Push it"), Made("Push more")) == (0.25, 0.5)


def test_evidence_shows_what_went_around_review() -> None:
    seen = observe(PARAMS(), view(history=[Made("Add (#4)"), Made("Push it"), Made("Add (#3)")]))
    assert [e.text for e in seen.evidence] == [
        "2 of the last 3 human changes through a pull or merge request",
        "Push it",
    ]


def test_few_changes_show_no_habit() -> None:
    asked = Made("Add thing (#7)", committer=GITHUB)
    assert observe(PARAMS(least=3), view(history=(asked, asked))).share == (0.0, 1.0)
    assert observe(PARAMS(least=3), view(history=(asked, asked, asked))).share == (1.0, 1.0)
    assert observe(PARAMS(least=3), view(history=(Made("Change a thing"),))).share == (0.0, 0.0)
