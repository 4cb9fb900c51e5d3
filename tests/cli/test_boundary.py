from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from time import monotonic, sleep

import click
import pytest
from assess.cli.boundary import exit_code
from assess.errors import AssessError, InputError, OutputError, Place, Problems, RepositoryError

from tests.cli.console import SMALL, installed, program
from tests.conftest import MakeRepo

TWO = Problems([InputError("second", Place("b.yaml", 2, 1), "try this"), InputError("first", Place("a.yaml", 1))])


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        pytest.param(InputError("no such thing", hint="this one"), 2, ["error: no such thing (this one)"], id="input"),
        pytest.param(TWO, 2, ["a.yaml:1: first", "b.yaml:2:1: second (try this)", "2 mistakes"], id="many mistakes"),
        pytest.param(RepositoryError("gone"), 3, ["error: gone"], id="repository"),
        pytest.param(OutputError("full", Place("r.pdf")), 5, ["r.pdf: full"], id="output"),
        pytest.param(click.UsageError("what?"), 2, ["error: what?"], id="usage"),
        pytest.param(KeyboardInterrupt(), 130, ["interrupted"], id="interrupted"),
        pytest.param(click.Abort(), 130, ["interrupted"], id="interrupted in a prompt"),
        pytest.param(RepositoryError("\x1b[2Jgone"), 3, ["error: \ufffd[2Jgone"], id="control characters"),
    ],
)
def test_errors_become_exit_codes(
    error: BaseException, code: int, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise error

    assert exit_code(fail) == code
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", told)


def test_a_bug_is_exit_code_4_with_a_short_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise KeyError("shop" * 1000)

    monkeypatch.delenv("ASSESS_TRACEBACK", raising=False)
    assert exit_code(fail) == 4
    err = capsys.readouterr().err
    assert err.startswith("internal error: KeyError: 'shopshop")
    assert len(err) < 500
    monkeypatch.setenv("ASSESS_TRACEBACK", "1")
    assert exit_code(fail) == 4
    assert "in fail" in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1, 3, None])
def test_a_command_s_own_exit_code_stands(code: int | None) -> None:
    assert exit_code(lambda: code) == (code or 0)


def test_an_error_of_our_own_kind_is_never_a_bug() -> None:
    assert {kind.exit_code for kind in AssessError.__subclasses__()} == {2, 3, 5}


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    whole = f"{program()[0]} criteria --rubric {SMALL} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", whole], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_a_verdict_stands_when_nobody_reads_it(repo: MakeRepo, tmp_path: Path) -> None:
    folder = repo({"a.py": "x = 1\n"})
    reading, writing = os.pipe()
    os.close(reading)
    command = [*program(), "gate", str(folder), "--rubric", str(SMALL), "--min-score", "99"]
    done = subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to write to")
def test_a_full_disk_under_stdout_is_exit_code_5(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*program(), "criteria", "--rubric", str(SMALL)]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 5
    assert b"standard output could not be written: No space left on device" in done.stderr


def test_a_terminal_without_the_characters_gets_others(tmp_path: Path) -> None:
    done = installed("criteria", "--rubric", SMALL, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "A README says what this is" in done.out


def test_ctrl_c_is_exit_code_130(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "waiting.json")
    running = subprocess.Popen(
        [*program(), "report", "waiting.json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    end = monotonic() + 20
    while monotonic() < end:  # until it waits for the file that nobody writes
        try:
            writer = os.open(tmp_path / "waiting.json", os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            sleep(0.05)
            continue
        sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
        os.close(writer)
        break
    assert (running.returncode, out, err.split()) == (130, b"", [b"interrupted"])
