from __future__ import annotations

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo

RULES = {"rules/a.cfg": "deny = none\nallow = all\n"}


def test_what_a_criterion_means_and_how_it_is_decided(assess: Assess) -> None:
    out = assess("explain", "rules-kept").out
    assert out.startswith("The rules are written down (rules-kept)\n")
    assert "Rules that nobody can read are not kept by anybody." in out
    assert "wired: The rules say what is allowed.\n      any of\n          text(paths: rules/*.cfg" in out
    assert "absent: No file of rules says what is allowed." in out
    assert "HOUSE: The house rules https://example.org/rules" in out
    assert "rules-kept.yaml" in out
    assert "Step by step" not in out


def test_a_question_with_its_answers(assess: Assess) -> None:
    out = assess("explain", "users-asked").out
    assert "How many of the features were asked for by users?" in out
    assert "answers: none (0%), some (25%), at-least-half (50%), most (100%), all (100%)" in out


def test_an_alias_leads_to_the_criterion(assess: Assess) -> None:
    assert assess("explain", "says-hello").out.startswith("A README says what this is (has-readme)")


def test_why_it_came_out_as_it_did(repo: MakeRepo, assess: Assess) -> None:
    out = assess("explain", "rules-kept", "--repo", repo(RULES)).out
    assert "Here: met, credit 1" in out
    assert "rules/a.cfg:2: allow = all" in out
    steps = out.partition("Step by step")[2]
    assert "yes      text(paths: rules/*.cfg" in steps
    assert "seen at rules/a.cfg:2: allow = all" in steps
    assert "no       text(paths: rules/*.ini" in steps


def test_what_an_answer_could_still_add(repo: MakeRepo, assess: Assess) -> None:
    out = assess("explain", "models-kept", "--repo", repo(RULES)).out
    assert "Here: unknown, credit 0, possibly 1" in out


def test_an_unknown_criterion_is_exit_code_2(repo: MakeRepo, assess: Assess) -> None:
    for words in ((), ("--repo", str(repo(RULES)))):
        done = assess("explain", "rules-kep", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err == "error: no criterion is called 'rules-kep' (did you mean 'rules-kept'?)\n"


@pytest.mark.parametrize("name", ["a\nb.cfg", "a\x1b[2Jb.cfg"])
def test_a_hostile_file_name_steers_no_terminal(repo: MakeRepo, assess: Assess, name: str) -> None:
    out = assess("explain", "rules-kept", "--repo", repo({f"rules/{name}": "allow = all\n"})).out
    assert "Here: met" in out
    assert "\x1b" not in out
    assert "\nb.cfg" not in out
