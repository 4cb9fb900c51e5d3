from __future__ import annotations

import pytest
from assess.facts.ci import scenarios as s
from assess.facts.ci.conditions import holds
from assess.facts.ci.contexts import lookup
from assess.facts.ci.scenarios import push_scenarios

EVERY = {
    "pr": s.CHANGE,
    "topic": s.TOPIC,
    "main": s.PUSH,
    "tag": s.TAG,
    "merged": s.MERGED,
    "cron": s.SCHEDULE,
    "hand": s.MANUAL,
}


def allowed(system: str, condition: str) -> set[str]:
    return {name for name, one in EVERY.items() if holds(condition, lookup(system, one)) is not False}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param("false", set(), id="never"),
        pytest.param("${{ false }}", set(), id="never, as an expression"),
        pytest.param("", set(EVERY), id="no condition"),
        pytest.param("always()", set(EVERY), id="always"),
        pytest.param("github.repository == 'a/b'", set(EVERY), id="what is not known keeps everything"),
        pytest.param("a b c !", set(EVERY), id="what cannot be read keeps everything"),
        pytest.param("github.event_name == 'push' && github.ref == 'refs/heads/main'", {"main"}, id="push to main"),
        pytest.param(
            "github.event_name != 'pull_request'", {"topic", "main", "tag", "cron", "hand"}, id="no pull request"
        ),
        pytest.param("startsWith(github.ref, 'refs/tags/v')", {"tag"}, id="tags"),
        pytest.param("github.event.pull_request.merged == true", {"merged"}, id="merged pull requests"),
        pytest.param("github.ref == format('refs/heads/{0}', 'x')", set(EVERY), id="a function that is not known"),
        pytest.param("github['event_name'] == 'schedule' || false", {"cron"}, id="index and or"),
        pytest.param("!(github.event_name == 'workflow_dispatch')", set(EVERY) - {"hand"}, id="negation"),
        pytest.param("contains(github.ref, 'refs/tags')", {"tag"}, id="contains"),
    ],
)
def test_github(condition: str, expected: set[str]) -> None:
    assert allowed("github-actions", condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param('$CI_PIPELINE_SOURCE == "merge_request_event"', {"pr"}, id="merge requests"),
        pytest.param("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", {"main", "merged"}, id="the default branch"),
        pytest.param("$CI_COMMIT_TAG", {"tag"}, id="tags"),
        pytest.param("$CI_COMMIT_BRANCH =~ /^(main|master)$/", {"main", "merged"}, id="a pattern"),
        pytest.param("$CI_COMMIT_TAG =~ /^v\\d/", {"tag"}, id="a pattern over tags"),
        pytest.param('$DEPLOY == "yes"', set(EVERY), id="a variable of theirs"),
    ],
)
def test_gitlab(condition: str, expected: set[str]) -> None:
    assert allowed("gitlab-ci", condition) - {"cron", "hand"} == expected - {"cron", "hand"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(
            "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))", {"main", "cron"}, id="main"
        ),
        pytest.param(
            "ne(variables['Build.Reason'], 'PullRequest')", {"topic", "main", "tag", "cron"}, id="no pull request"
        ),
        pytest.param("and(always(), startsWith(variables['Build.SourceBranch'], 'refs/tags/'))", {"tag"}, id="tags"),
        pytest.param("in(variables['Build.Reason'], 'Schedule', 'PullRequest')", {"pr", "cron"}, id="one of"),
    ],
)
def test_azure(condition: str, expected: set[str]) -> None:
    assert allowed("azure-pipelines", condition) - {"hand", "merged"} == expected


@pytest.mark.parametrize(
    ("include", "exclude", "events"),
    [
        pytest.param((), (), {"change", "push"}, id="no filter"),
        pytest.param(("main",), (), {"push"}, id="main"),
        pytest.param(("**",), (), {"change", "push"}, id="every branch"),
        pytest.param(("feature/**", "fix-*"), (), {"change"}, id="branches of changes"),
        pytest.param((), ("main",), {"change"}, id="all but main"),
        pytest.param((), ("/.*/",), set(), id="none"),
        pytest.param(("release/*", "!release/old"), (), {"push"}, id="release branches"),
        pytest.param(("/^(?!main$).*$/",), (), {"change"}, id="a pattern that excludes main"),
    ],
)
def test_branch_filters(include: tuple[str, ...], exclude: tuple[str, ...], events: set[str]) -> None:
    assert {one.event for one in push_scenarios(include, exclude)} == events


def test_deep_nesting_cannot_be_told() -> None:
    assert holds("(" * 500 + "a" + ")" * 500, lookup("github-actions", s.PUSH)) is None
