from __future__ import annotations

import pytest
from assess.links.code.programs import is_test_command


@pytest.mark.parametrize(
    ("program", "arguments", "tests"),
    [
        pytest.param("r", ("CMD", "build", "."), False, id="R builds a package"),
        pytest.param("r", ("CMD", "check", "--no-tests", "."), False, id="R checks without tests"),
        pytest.param("rscript", ("-e", "rmarkdown::render('a.Rmd')"), False, id="R renders a document"),
        pytest.param("mvn", ("package", "-DskipTests"), False, id="Maven packages"),
        pytest.param("r", ("CMD", "check", "spread_1.0.tar.gz"), True, id="R checks a package"),
        pytest.param("rscript", ("-e", "covr::codecov()"), True, id="R measures coverage"),
        pytest.param("rscript", ("-e", "rcmdcheck::rcmdcheck()"), True, id="R checks by a package"),
        pytest.param("mvn", ("verify",), True, id="Maven verifies"),
    ],
)
def test_commands_that_run_tests(program: str, arguments: tuple[str, ...], tests: bool) -> None:
    assert is_test_command(program, arguments) is tests
