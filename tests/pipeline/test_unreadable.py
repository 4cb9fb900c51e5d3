"""What can't be read is unknown, with a diagnostic, never not met; the one place where a probe may fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import assess
import assess.probes
import pytest
from assess.model.scale import Outcome, Rung
from assess.pipeline import Request, load_rubric, run
from assess.probes.registry import families

from tests.conftest import MakeRepo
from tests.repositories import git

from .subjects import ATTESTED, SHOP, TODAY, answers, assessed, finding

BROKEN = "on: [pull_request\njobs:\n  test: {{{\n"


def test_a_workflow_that_cannot_be_parsed_is_unknown(repo: MakeRepo) -> None:
    assessment = assessed(repo({**SHOP, ".github/workflows/ci.yml": BROKEN}))
    found = finding(assessment, "tests-in-ci")
    assert (found.rung, found.rung_possible) == (Rung.PRESENT, Rung.WIRED)
    assert found.score.high == 1
    assert "could not be read" in found.reason
    assert ".github/workflows/ci.yml" in [d.path for d in assessment.diagnostics]


def test_with_nothing_else_it_is_unknown_and_not_unmet(repo: MakeRepo) -> None:
    files = {".github/workflows/ci.yml": BROKEN, "README.md": "# Shop\n"}
    assert finding(assessed(repo(files)), "tests-in-ci").outcome is Outcome.UNKNOWN


def test_a_broken_file_that_is_no_candidate_changes_nothing(repo: MakeRepo) -> None:
    sound, broken = repo(SHOP), repo({**SHOP, "notes/broken.json": "{"}, name="broken")
    one, other = assessed(sound), assessed(broken)
    assert [f.outcome for f in one.findings] == [f.outcome for f in other.findings]
    assert other.diagnostics == ()


def drop(folder: Path, path: str) -> None:
    """Takes a blob out of a repository, as a trimmed copy lacks it."""
    blob = git(folder, "rev-parse", f"HEAD:{path}").strip()
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


@pytest.mark.parametrize(
    ("path", "criterion", "outcome"),
    [
        pytest.param(".github/workflows/ci.yml", "tests-in-ci", Outcome.PARTLY_MET, id="a workflow"),
        pytest.param("CODEOWNERS", "owner-named", Outcome.UNKNOWN, id="owners"),
        pytest.param("shop/train.py", "model-registered", Outcome.UNKNOWN, id="code"),
    ],
)
def test_a_missing_blob_is_unknown(repo: MakeRepo, path: str, criterion: str, outcome: Outcome) -> None:
    folder = repo(SHOP)
    drop(folder, path)
    assessment = assessed(folder, ref="HEAD")
    found = finding(assessment, criterion)
    assert found.outcome is outcome
    assert (found.rung_possible, found.score.high) == (Rung.WIRED, 1)
    assert path in [d.path for d in assessment.diagnostics]


def test_a_missing_file_that_may_hold_a_secret_leaves_it_open(repo: MakeRepo) -> None:
    folder = repo({**SHOP, ".env": "KEY=1\n"})
    drop(folder, ".env")
    found = finding(assessed(folder, ref="HEAD"), "no-secrets")
    assert (found.outcome, found.score.low) == (Outcome.UNKNOWN, 0)
    assert "speak against it" in found.reason


FAILING = '''
"""Fails."""

from assess.probes.params import ProbeParams


class Failing(ProbeParams):
    """No parameters."""


PARAMS = Failing


def observe(params, view):
    raise {error}
'''
CRITERION = """\
title: It fails
tier: essential
weight: 1
applies: any
since: "1.0"
rationale: To see what becomes of a probe that fails.
remedy: None is needed.
effort_days: 1
sources: [HOUSE]
rule:
  wired: {{says: It did not fail., when: {wired}}}
  present: {{says: Something is there., when: {{files: {{paths: ["*"], scope: any}}}}}}
  {more}
"""
SETTINGS = """\
id: failing
version: "1"
title: Failing
default_profile: any
layers: [{id: devops, title: DevOps}]
areas: [{id: software-engineering, title: Software engineering}]
traits: {deploys: {title: It deploys}}
profiles: {any: {title: Any, traits: []}}
"""


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A probe family that raises, found as all families are, and the folder for a rubric that asks it."""
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "failing.py").write_text(FAILING.format(error='OSError(2, "No such file", "/home/ana/secret.txt")'))
    monkeypatch.setattr(assess.probes, "__path__", [*assess.probes.__path__, str(plugins)])
    families.cache_clear()
    load_rubric.cache_clear()
    yield tmp_path / "rubric"
    families.cache_clear()
    load_rubric.cache_clear()


def rubric(folder: Path, wired: str, more: str = "") -> Path:
    """A rubric of one criterion."""
    cell = folder / "devops" / "software-engineering"
    cell.mkdir(parents=True)
    (folder / "rubric.yaml").write_text(SETTINGS)
    (folder / "sources.yaml").write_text("sources: {HOUSE: {title: The house}}\n")
    (cell / "fails.yaml").write_text(CRITERION.format(wired=wired, more=more))
    return folder


@pytest.mark.parametrize(
    ("wired", "more", "low", "high"),
    [
        pytest.param("{failing: {}}", "", Rung.PRESENT, Rung.WIRED, id="in a rung"),
        pytest.param(
            '{files: {paths: ["*"], scope: any}}',
            "caps: [{at_most: declared, when: {failing: {}}, because: It may be spoiled.}]",
            Rung.DECLARED,
            Rung.WIRED,
            id="in a cap",
        ),
        pytest.param(
            '{files: {paths: ["*"], scope: any}}',
            "refuted: {when: {failing: {}}, because: It may be refuted.}",
            Rung.ABSENT,
            Rung.WIRED,
            id="in a refutation",
        ),
    ],
)
def test_a_probe_that_fails_is_unknown(
    repo: MakeRepo, failing: Path, wired: str, more: str, low: Rung, high: Rung
) -> None:
    assessment = run(Request(repo(SHOP), TODAY, rubric=rubric(failing, wired, more)))
    [found] = assessment.findings
    assert (found.rung, found.rung_possible, found.score.high) == (low, high, 1)
    [diagnostic] = assessment.diagnostics
    assert diagnostic.severity == "error"
    assert diagnostic.message == "the probe failing failed: FileNotFoundError: [Errno 2] No such file: …"
    assert diagnostic.path == "devops/software-engineering/fails.yaml"
    assert str(failing) not in assessment.model_dump_json()


def test_no_answer_outweighs_what_may_speak_against(repo: MakeRepo, failing: Path) -> None:
    more = 'refuted: {when: {failing: {}}, because: It may be.}\nquestion: {asks: "Is it done?", type: yes-no}'
    said = {".maturity/answers.yaml": answers(fails=ATTESTED)}
    folder = rubric(failing, '{files: {paths: ["*.none"]}}', more)
    [found] = run(Request(repo({**SHOP, **said}), TODAY, rubric=folder)).findings
    assert (found.outcome, found.score.low, found.score.high) == (Outcome.UNKNOWN, 0, 1)


def test_one_place_alone_catches_everything() -> None:
    package = Path(assess.__file__).parent
    places = [
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not isinstance(node.body[-1], ast.Raise)
    ]
    assert [p for p in places if not p.startswith("cli/")] == ["pipeline/observer.py"]


def _is_broad(kind: ast.expr | None) -> bool:
    names = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(n is None or (isinstance(n, ast.Name) and n.id in ("Exception", "BaseException")) for n in names)


def test_answers_that_cannot_be_read_are_a_mistake(repo: MakeRepo) -> None:
    folder = repo({**SHOP, ".maturity/answers.yaml": answers(users_asked="yes")})
    drop(folder, ".maturity/answers.yaml")
    with pytest.raises(assess.AssessError, match=r"\.maturity/answers\.yaml.*cannot be read"):
        assessed(folder, ref="HEAD")
