"""The ratchet: a gate against a file or a commit, and the file that is the bar."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL, installed, program
from tests.conftest import MakeRepo
from tests.repositories import Files, Step, commit, git, write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
RULES = {"rules/a.cfg": "allow = all\n"}
NO_RULES: Files = {"rules/a.cfg": None, "docs/a.md": "There were rules.\n"}
UNREADABLE: Files = {"rules/a.cfg": b"\x00\xff" * 40}
ANSWERS = """\
answers:
  users-asked: {value: all, who: Ana, when: 2026-06-01, evidence: survey}
"""
HALF_SAID = ANSWERS.replace("all", "some")
BOTH: Files = {**README, **RULES, ".maturity/answers.yaml": ANSWERS}
WAIVER = """\
waivers:
  - {criterion: rules-kept, reason: rewritten in July, owner: Ana, until: 2026-07-31}
"""
RATCHET = ("--no-regress", "--baseline")


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        pytest.param({"shop.py": "x = 1\n"}, 0, "PASS: 1 of 1", id="nothing that matters"),
        pytest.param({"registry.cfg": "x\n"}, 0, "better: models-kept (code)", id="something got better"),
        pytest.param({"README.md": "# Shop of things\n" * 9}, 0, "nothing changed", id="the same in other words"),
        pytest.param(NO_RULES, 1, "rules-kept: was met (1), is not-met (0), because of code", id="code got worse"),
        pytest.param(
            {**NO_RULES, "registry.cfg": "x\n"}, 1, "better: models-kept (code)", id="one gain pays for no loss"
        ),
        pytest.param(
            {".maturity/answers.yaml": "answers: {}\n"}, 1, "because of answer withdrawn", id="an answer taken back"
        ),
        pytest.param({".maturity/answers.yaml": HALF_SAID}, 1, "is partly-met (0.25)", id="an answer lowered"),
        pytest.param(
            {".maturity/config.yaml": "profile: service\n"},
            0,
            "no longer applicable: models-kept (configuration)",
            id="settings are told, not judged",
        ),
        pytest.param({**NO_RULES, ".maturity/config.yaml": WAIVER}, 0, "waived until 2026-07-31 (Ana)", id="waived"),
        pytest.param(
            {**NO_RULES, ".maturity/config.yaml": WAIVER.replace("-07-", "-05-")},
            1,
            "waiver of rules-kept (Ana, until 2026-05-31) has expired",
            id="a waiver that has expired",
        ),
    ],
)
def test_a_commit_as_the_baseline(repo: MakeRepo, assess: Assess, change: Files, code: int, line: str) -> None:
    folder = repo(BOTH, [Step(change)])
    done = assess("gate", folder, *RATCHET, "HEAD~1")
    assert line in done.out
    assert done.code == code
    assert done.err == ""


def test_uncommitted_work_against_the_last_commit(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(BOTH)
    write_files(folder, {"rules/a.cfg": "deny = all\n"})
    assert assess("gate", folder, *RATCHET, "HEAD").code == 1


def test_exclusions_and_code_changed_together_are_told_apart(repo: MakeRepo, assess: Assess) -> None:
    change = {".maturity/config.yaml": "exclude: [rules/**]\n", "shop.py": "x = 1\n"}
    excluded = assess("gate", repo(BOTH, [Step(change)]), *RATCHET, "HEAD~1")
    assert "worse, not counted: rules-kept" in excluded.out
    assert "because of configuration" in excluded.out
    assert excluded.code == 0
    both = assess("gate", repo(BOTH, [Step({**change, **NO_RULES})], name="other"), *RATCHET, "HEAD~1")
    assert both.code == 0, "the excluded file gave no credit by the new settings, so taking it away took none"


Bar = Callable[[Path], Path]


@pytest.fixture
def bar(assess: Assess, tmp_path: Path) -> Bar:
    def make(folder: Path) -> Path:
        assert assess("baseline", "update", tmp_path / "bar.json", "--repo", folder).code == 0
        return tmp_path / "bar.json"

    return make


def test_a_file_as_the_baseline(repo: MakeRepo, assess: Assess, bar: Bar, tmp_path: Path) -> None:
    folder = repo(BOTH)
    path = bar(folder)
    assert assess("gate", folder, *RATCHET, path).code == 0
    write_files(folder, {"rules/a.cfg": "deny = all\n"})
    assert assess("gate", folder, *RATCHET, path).code == 1
    assert assess("scan", folder, "-q", "-o", tmp_path / "worse.json").code == 0
    assert assess("gate", tmp_path / "worse.json", *RATCHET, path, plain=True).code == 1


def test_a_whole_assessment_as_the_baseline(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo(BOTH)
    assert assess("scan", folder, "-q", "-o", tmp_path / "full.json").code == 0
    assert assess("gate", folder, *RATCHET, tmp_path / "full.json").code == 0


def test_time_alone_fails_nobody(repo: MakeRepo, assess: Assess, bar: Bar) -> None:
    folder = repo(BOTH)
    path = bar(folder)
    later = ("--rubric", SMALL, "--as-of", "2028-01-01")
    done = assess("gate", folder, *RATCHET, path, *later, plain=True)
    assert "users-asked was met (1), is unknown (0), because of answer expired; not counted" in done.out
    assert done.code == 0
    assert assess("gate", folder, *RATCHET, path, "--no-expired-answers", *later, plain=True).code == 1


def test_what_could_not_be_read_leaves_the_ratchet_undecided(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    folder = repo(BOTH)
    assert assess("baseline", "update", tmp_path / "bar.json", "--repo", folder).code == 0
    (folder / "rules/a.cfg").unlink()  # git lists it still
    assert assess("scan", folder, "-q", "-o", tmp_path / "now.json").code == 0
    done = assess("gate", tmp_path / "now.json", *RATCHET, tmp_path / "bar.json", plain=True)
    assert "UNDECIDED  findings that got worse       1, allowed 0" in done.out
    assert done.code == 3


def other_rubric(folder: Path, **changes: str) -> Path:
    """The small rubric with other words in its settings."""
    shutil.copytree(SMALL, folder)
    text = (folder / "rubric.yaml").read_text()
    for old, new in changes.items():
        text = text.replace(old, new)
    (folder / "rubric.yaml").write_text(text)
    return folder


def test_another_version_of_the_rubric(repo: MakeRepo, assess: Assess, bar: Bar, tmp_path: Path) -> None:
    folder = repo(BOTH, [Step(NO_RULES)])
    git(folder, "checkout", "--quiet", "HEAD~1")
    path = bar(folder)
    git(folder, "checkout", "--quiet", "main")
    newer = other_rubric(tmp_path / "newer", **{'"1.0"': '"1.1"'})
    (newer / "devops/software-engineering/has-readme.yaml").unlink()
    (newer / "rubric.yaml").write_text((newer / "rubric.yaml").read_text().replace("says-hello: has-readme", ""))
    (newer / "mlops/software-engineering/models-kept.yaml").rename(newer / "mlops/software-engineering/kept.yaml")
    done = assess("gate", folder, *RATCHET, path, "--rubric", newer, "--as-of", "2026-06-30", plain=True)
    assert "only in the baseline's rubric, not compared: has-readme, models-kept" in done.out
    assert "only in today's rubric, not compared: kept" in done.out
    assert "rules-kept: was met (1), is not-met (0), because of code" in done.out, "the commit was assessed again"
    assert done.code == 1


def test_rules_that_changed_fail_nobody(repo: MakeRepo, assess: Assess, bar: Bar, tmp_path: Path) -> None:
    folder = repo(BOTH, [Step({"shop.py": "x = 1\n"})])
    git(folder, "checkout", "--quiet", "HEAD~1")
    path = bar(folder)
    git(folder, "checkout", "--quiet", "main")
    newer = other_rubric(tmp_path / "newer")
    rule = newer / "devops/software-engineering/rules-kept.yaml"
    rule.write_text(rule.read_text().replace("rules/*", "laws/*"))
    done = assess("gate", folder, *RATCHET, path, "--rubric", newer, "--as-of", "2026-06-30", plain=True)
    assert "rules-kept was met (1), is not-met (0), because of rules; not counted" in done.out
    assert done.code == 0


def test_of_a_lost_commit_rules_and_code_cannot_be_told_apart(
    repo: MakeRepo, assess: Assess, bar: Bar, tmp_path: Path
) -> None:
    path = bar(repo(BOTH))
    newer = other_rubric(tmp_path / "newer", **{'"1.0"': '"1.1"'})
    stranger = repo({**README, **ANSWERED_ELSEWHERE}, name="stranger")
    done = assess("gate", stranger, *RATCHET, path, "--rubric", newer, "--as-of", "2026-06-30", plain=True)
    assert "because of code or rules, which cannot be told apart; not counted" in done.out
    assert "is not here to be assessed again" in done.err
    assert done.code == 0


def test_a_window_of_history_that_moved_on_fails_nobody(repo: MakeRepo, assess: Assess, tmp_path: Path) -> None:
    """Three releases in a year become two because a year has passed; no file is to blame."""
    lively = other_rubric(tmp_path / "lively")
    rule = lively / "devops/software-engineering/rules-kept.yaml"
    text, _, _ = rule.read_text().partition("cases:")
    asks = "    when:\n      cadence: {within_days: 100, min_tags: 2}\n"
    rule.write_text(text.partition("    when:\n")[0] + asks)
    steps = [Step({"a.py": "1\n"}, tag="v1"), Step({"a.py": "2\n"}, tag="v2"), Step({"a.py": "3\n"}, days=300)]
    folder = repo(README, steps)
    done = assess("gate", folder, *RATCHET, "HEAD~1", "--rubric", lively, "--as-of", "2026-06-30", plain=True)
    assert "rules-kept was met (1), is not-met (0), because of history" in done.out
    assert done.code == 0


ANSWERED_ELSEWHERE = {".maturity/answers.yaml": ANSWERS}


def test_a_baseline_of_another_rubric_is_refused(repo: MakeRepo, assess: Assess, bar: Bar, tmp_path: Path) -> None:
    folder = repo(BOTH)
    path = bar(folder)
    other = other_rubric(tmp_path / "other", **{"id: small": "id: large"})
    (folder / ".maturity/answers.yaml").write_text("answers: {}\n")
    done = assess("gate", folder, *RATCHET, path, "--rubric", other, plain=True)
    assert (done.code, done.out) == (2, "")
    assert "is of the rubric 'small', this is judged by 'large' (start over: assess baseline update" in done.err


def edited(text: str) -> str:
    return text.replace('"low": 1.0', '"low": 0.0', 1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda text: text[: len(text) // 2], "the file seems to be cut off", id="cut off"),
        pytest.param(lambda text: "", "not a complete JSON document", id="empty"),
        pytest.param(lambda text: "{}", "this is not an assessment", id="something else"),
        pytest.param(edited, "this baseline was edited by hand", id="edited"),
        pytest.param(lambda text: text.replace('"1.0"', '"9.0"', 1), "baselines of version '9.0'", id="of tomorrow"),
        pytest.param(lambda text: text.replace('"findings"', '"finding"'), "this is no baseline: ", id="misspelt"),
    ],
)
def test_a_damaged_baseline_is_refused(
    repo: MakeRepo, assess: Assess, bar: Bar, change: Callable[[str], str], message: str
) -> None:
    folder = repo(BOTH)
    path = bar(folder)
    path.write_text(change(path.read_text()))
    for done in (assess("gate", folder, *RATCHET, path), assess("baseline", "update", path, "--repo", folder)):
        assert (done.code, done.out) == (2, "")
        assert message in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--no-regress",), "--no-regress needs --baseline", id="no baseline"),
        pytest.param(("--baseline", "HEAD"), "--baseline is for --no-regress", id="a baseline for nothing"),
        pytest.param((*RATCHET, "bar.json"), "make it: assess baseline update bar.json", id="no such file"),
        pytest.param((*RATCHET, "mian"), "no commit is called 'mian'", id="no such commit"),
        pytest.param((*RATCHET, ""), "it is empty", id="an unset variable"),
    ],
)
def test_a_baseline_that_is_not_there(repo: MakeRepo, assess: Assess, arguments: tuple[str, ...], message: str) -> None:
    done = assess("gate", repo(BOTH), *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        pytest.param("HEAD~3", "git fetch --depth=4;", id="some commits back"),
        pytest.param("HEAD^^~2", "git fetch --depth=5;", id="steps add up"),
        pytest.param("origin/main~1", "git fetch --depth=2 origin main;", id="back from a branch"),
        pytest.param("origin/dev", "origin dev:refs/remotes/origin/dev", id="a branch that was not fetched"),
        pytest.param("a" * 40, f"git fetch --depth=1 origin {'a' * 40}", id="a commit"),
        pytest.param("abcdef1", "git fetch --unshallow", id="an abbreviated commit"),
    ],
)
def test_a_shallow_clone_says_how_deep_to_fetch(repo: MakeRepo, assess: Assess, tmp_path: Path, ref: str, hint: str) -> None:  # fmt: skip
    origin = repo(BOTH, [Step({"a.py": f"x = {i}\n"}) for i in range(4)])
    git(tmp_path, "clone", "--quiet", "--depth=1", origin.as_uri(), "shallow")
    done = assess("gate", tmp_path / "shallow", *RATCHET, ref)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err


def test_the_bar_rises_and_never_falls_unless_somebody_says_why(repo: MakeRepo, assess: Assess, bar: Bar) -> None:
    folder = repo(BOTH)
    path = bar(folder)
    write_files(folder, {"registry.cfg": "x\n"})
    git(folder, "add", "--all")
    commit(folder, "Add a registry")
    gate = assess("gate", folder, *RATCHET, path)
    assert "the bar can be raised" in gate.out
    raised = assess("baseline", "update", path, "--repo", folder)
    assert (raised.code, "raised   models-kept: 0 -> 1 (code)" in raised.out) == (0, True)
    before = path.read_bytes()
    write_files(folder, {"rules/a.cfg": "deny = all\n"})
    lowered = assess("baseline", "update", path, "--repo", folder)
    assert lowered.code == 1
    assert "lowered  rules-kept: 1 -> 0 (code)" in lowered.out
    assert path.read_bytes() == before
    unreasoned = assess("baseline", "update", path, "--repo", folder, "--accept-regressions")
    assert (unreasoned.code, "needs --reason" in unreasoned.err) == (2, True)
    accepted = assess("baseline", "update", path, "--repo", folder, "--accept-regressions", "--reason", "no rules now")
    assert accepted.code == 0
    assert json.loads(path.read_bytes())["accepted"] == [
        {"on": "2026-06-30", "reason": "no rules now", "criteria": ["rules-kept"]}
    ]
    assert assess("gate", folder, *RATCHET, path).code == 0


def test_without_a_name_the_file_stands_beside_the_answers(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    assert assess("baseline", "update", "--repo", folder).code == 0
    assert assess("gate", folder, *RATCHET, folder / ".maturity/baseline.json").code == 0


def test_two_updates_at_once_leave_one_whole_file(repo: MakeRepo, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    folder, path = repo(BOTH), tmp_path / "bar.json"
    words = ("baseline", "update", path, "--repo", folder, "--rubric", SMALL)
    with ThreadPoolExecutor(2) as pool:
        codes = {done.code for done in pool.map(lambda _: installed(*words, cwd=tmp_path), range(2))}
    assert codes == {0}
    assert json.loads(path.read_bytes())["document"] == "baseline"
    assert list(tmp_path.glob(".bar*")) == []


def test_an_update_waits_for_another_and_lowers_nothing_of_what_it_wrote(
    repo: MakeRepo, bar: Bar, tmp_path: Path
) -> None:
    from assess.file_lock import locked

    worse, better = repo(BOTH, name="worse"), repo({**BOTH, "registry.cfg": "x\n"}, name="better")
    path = bar(worse)
    before, raised = path.read_bytes(), bar(better).read_bytes()
    path.write_bytes(before)
    words = ("baseline", "update", path, "--repo", worse, "--rubric", SMALL, "--as-of", "2026-06-30")
    with locked(path.parent):
        waiting = subprocess.Popen([*program(), *map(str, words)], stdout=subprocess.PIPE, cwd=tmp_path, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(2.5)
        path.write_bytes(raised)
    out, _ = waiting.communicate()
    assert (waiting.returncode, "lowered  models-kept: 1 -> 0" in out) == (1, True)
    assert path.read_bytes() == raised
