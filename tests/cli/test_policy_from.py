"""The policy of another commit: a change cannot waive itself, lower its limits or bring its own rubric."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL
from tests.conftest import MakeRepo
from tests.repositories import Files, Step, commit, git, write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
STRICT = {".maturity/config.yaml": "gate: {require: [rules-kept]}\n"}
LAX: Files = {".maturity/config.yaml": "gate: {min_score: 0}\n"}
WAIVING: Files = {
    ".maturity/config.yaml": "gate: {require: [rules-kept], with_waivers: true}\n"
    "waivers: [{criterion: rules-kept, reason: later, owner: Ana, until: 2026-12-31}]\n"
}
LEAVING: Files = {
    ".maturity/config.yaml": "gate: {require: [rules-kept]}\ntraits: {deploys: {holds: false, reason: it is so}}\n"
}


@pytest.mark.parametrize("change", [pytest.param(LAX, id="lower limits"), pytest.param(WAIVING, id="a waiver")])
def test_a_change_is_held_to_the_policy_of_the_target(repo: MakeRepo, assess: Assess, change: Files) -> None:
    folder = repo({**README, **STRICT}, [Step(change)])
    assert assess("gate", folder).code == 0
    held = assess("gate", folder, "--policy-from", "HEAD~1")
    assert held.code == 1
    assert "policy, configuration and waivers of HEAD~1" in held.out
    assert "criterion rules-kept" in held.out


def test_traits_are_the_target_s_too(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, **STRICT}, [Step(LEAVING)])
    assert "left out, needed met" in assess("gate", folder).out
    assert "not met, needed met" in assess("gate", folder, "--policy-from", "HEAD~1").out


def test_answers_are_those_of_the_change(repo: MakeRepo, assess: Assess) -> None:
    said = {".maturity/answers.yaml": "answers: {users-asked: {value: all, who: Ana, when: 2026-06-01, evidence: x}}\n"}
    folder = repo({**README, ".maturity/config.yaml": "gate: {require: [users-asked]}\n"}, [Step(said)])
    assert assess("gate", folder, "--policy-from", "HEAD~1").code == 0


def test_the_baseline_is_the_target_s_too(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "rules/a.cfg": "allow = all\n"})
    assert assess("baseline", "update", "--repo", folder).code == 0
    git(folder, "add", "--all")
    commit(folder, "Keep the bar")
    write_files(folder, {"rules/a.cfg": "deny = all\n"})
    lowered = ("--accept-regressions", "--reason", "no rules")
    assert assess("baseline", "update", "--repo", folder, *lowered).code == 0
    git(folder, "add", "--all")
    commit(folder, "Lower it")
    ratchet = ("--no-regress", "--baseline", folder / ".maturity/baseline.json")
    assert assess("gate", folder, *ratchet).code == 0
    assert assess("gate", folder, *ratchet, "--policy-from", "HEAD~1").code == 1
    missing = assess("gate", folder, *ratchet, "--policy-from", "HEAD~2")
    assert (missing.code, "HEAD~2 has no baseline .maturity/baseline.json" in missing.err) == (2, True)


def test_a_baseline_in_the_configuration_is_meant_from_the_repository(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "rules/a.cfg": "allow = all\n"})
    assert assess("baseline", "update", "--repo", folder).code == 0
    policy = "gate: {no_regress: true, baseline: .maturity/baseline.json}\n"
    write_files(folder, {"rules/a.cfg": "deny = all\n", ".maturity/config.yaml": policy})
    assert assess("gate", folder).code == 1
    git(folder, "add", "--all")
    commit(folder, "Keep the bar")
    (folder / ".maturity/baseline.json").unlink()
    assert assess("gate", folder, "--policy-from", "HEAD").code == 1, "the file of that commit, not of the work tree"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(("--policy-from", "nowhere"), 3, "no commit is called 'nowhere'", id="no such commit"),
        pytest.param(("--policy-from", "HEAD", "--config", "x.yaml"), 2, "give one", id="two sources"),
    ],
)
def test_bad_usage(repo: MakeRepo, assess: Assess, arguments: tuple[str, ...], code: int, message: str) -> None:
    folder = repo(README, [Step(STRICT)])
    done = assess("gate", folder, *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_the_change_that_brings_the_first_policy(repo: MakeRepo, assess: Assess) -> None:
    done = assess("gate", repo(README, [Step(STRICT)]), "--policy-from", "HEAD~1")
    assert (done.code, done.out.splitlines()[-1]) == (0, "PASS: the policy of HEAD~1 sets no limit yet")


def own_rubric(folder: Path, name: str) -> None:
    """The small rubric as a part of the repository, and a configuration that names it."""
    shutil.copytree(SMALL, folder / "rubric")
    write_files(folder, {".maturity/config.yaml": f"rubric: {name}\ngate: {{require: [rules-kept]}}\n"})
    git(folder, "add", "--all")
    commit(folder, "A rubric of our own")


def test_a_rubric_is_read_from_the_commit_that_names_it(repo: MakeRepo, assess: Assess) -> None:
    folder = repo({**README, "rules/a.cfg": "allow = all\n"})
    own_rubric(folder, "rubric")
    rule = folder / "rubric/devops/software-engineering/rules-kept.yaml"
    rule.write_text(rule.read_text().replace("rules/*", "laws/*"))
    git(folder, "add", "--all")
    commit(folder, "Other rules")
    assert assess("gate", folder, plain=True).code == 1
    assert assess("gate", folder, "--ref", "HEAD~1", plain=True).code == 0, "not the rubric of the work tree"
    assert assess("gate", folder, "--policy-from", "HEAD~1", plain=True).code == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("../rubric", "the rubric '../rubric' lies outside the repository", id="above"),
        pytest.param("a/../../rubric", "lies outside the repository", id="above after a detour"),
        pytest.param("/etc", "the rubric '/etc' lies outside the repository", id="absolute"),
        pytest.param("rubrik", "there is no rubric 'rubrik' here", id="misspelt"),
        pytest.param("linked", "is not a rubric", id="behind a link"),
    ],
)
def test_a_configuration_cannot_name_a_rubric_outside(
    repo: MakeRepo, assess: Assess, tmp_path: Path, name: str, message: str
) -> None:
    shutil.copytree(SMALL, tmp_path / "rubric")
    folder = repo(README)
    (folder / "linked").symlink_to(tmp_path / "rubric")
    own_rubric(folder, name)
    done = assess("gate", folder, plain=True)
    assert done.code == 2
    assert message in done.err or "there is no rubric 'linked' here" in done.err
    assert assess("gate", folder, "--rubric", tmp_path / "rubric", plain=True).code == 1
