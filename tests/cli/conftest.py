"""Fixtures for the tests of commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from assess.cli.main import entry

from tests.cli.console import SMALL, Done

Assess = Callable[..., Done]


@pytest.fixture
def assess(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Assess:
    """Runs the command inside this process, judging by the small rubric on a fixed day where that matters."""

    def run(*arguments: str | Path, plain: bool = False) -> Done:
        words = [str(argument) for argument in arguments]
        if not plain and words[0] in ("scan", "gate", "baseline", "questionnaire", "explain"):
            words += ["--rubric", str(SMALL)]
            if words[0] != "explain" or "--repo" in words:
                words += ["--as-of", "2026-06-30"]
        monkeypatch.setattr("sys.argv", ["assess", *words])
        with pytest.raises(SystemExit) as caught:
            entry()
        out, err = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return Done(caught.value.code, out, err)

    return run
