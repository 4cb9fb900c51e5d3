from __future__ import annotations

import pytest
from assess.facts.shell.commands import split
from assess.facts.shell.wrappers import unwrap


def words(text: str) -> list[str]:
    return [" ".join(command.words) for command in split(text) if command.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# pytest\n", [], id="a comment runs nothing"),
        pytest.param("cat <<EOF > x.sh\npytest\nEOF\n", ["cat"], id="a heredoc runs nothing"),
        pytest.param("echo 'pytest && ruff'", ["echo pytest && ruff"], id="quotes are text"),
        pytest.param("echo ${{ a == 'x' && 'pytest' || 'ruff' }}", ["echo ${{ a == 'x' && 'pytest' || 'ruff' }}"], id="an expression of the CI system is one word"),
        pytest.param("pytest > out.txt 2>&1", ["pytest"], id="redirections are no words"),
        pytest.param("a && b || c; d | e & f", ["a", "b", "c", "d", "e", "f"], id="lists and pipes"),
        pytest.param("pytest \\\n  -q \\\n  tests", ["pytest -q tests"], id="continued lines"),
        pytest.param("for f in *.py; do\n  ruff check $f\ndone", ["ruff check $f"], id="a loop's body"),
        pytest.param('case "$1" in\n  a) pytest ;;\n  *) exit 1 ;;\nesac', ["pytest", "exit 1"], id="the branches of a case"),
        pytest.param("run() {\n  mypy src\n}\nrun", ["mypy src", "run"], id="a function's body"),
        pytest.param("(cd sub; black .)", ["cd sub", "black ."], id="a subshell"),
        pytest.param("X=$(python train.py)", ["python train.py"], id="a command substitution"),
        pytest.param("if [[ $A == b && $C ]]; then make; fi", ["[[", "make"], id="a test's operators are its own"),
        pytest.param("\"unclosed ' `", ["unclosed ' `"], id="unbalanced quotes end with the text"),
    ],
)  # fmt: skip
def test_split(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("pytest", id="plain"),
        pytest.param("pytest && echo ok", id="followed on success"),
        pytest.param("pytest || exit 1", id="followed by an exit"),
        pytest.param("pytest || { echo broken; exit 1; }", id="followed by a group that exits"),
        pytest.param("pytest; status=$?\nclean\nexit $status", id="status kept and given on"),
        pytest.param("if ! pytest; then echo broken; exit 1; fi", id="condition of an exit"),
        pytest.param("set -o pipefail\npytest | tee log", id="pipe that gives failures on"),
    ],
)
def test_failure_counts(text: str) -> None:
    assert not next(c for c in split(text, pipefail=False) if c.words[:1] == ("pytest",)).may_fail


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("pytest || true", id="or true"),
        pytest.param("pytest && mypy || echo ignored", id="or echo after a list"),
        pytest.param("pytest | tee log", id="pipe without pipefail"),
        pytest.param("pytest &", id="background"),
        pytest.param("set +e\npytest\necho done", id="errexit taken off"),
        pytest.param("if pytest; then echo ok; fi", id="condition of nothing"),
        pytest.param("(cd x; pytest) || true", id="or true after a subshell"),
        pytest.param("{ pytest; mypy; } || true", id="or true after a group"),
    ],
)
def test_failure_is_lost(text: str) -> None:
    found = next(c for c in split(text, pipefail=False) if c.words[:1] == ("pytest",))
    assert found.may_fail


def test_without_errexit_only_the_last_command_counts() -> None:
    assert [c.may_fail for c in split("flake8\npytest", errexit=False)] == [True, False]


def test_folders_and_lines() -> None:
    found = split("cd web\nnpm test\n(cd api; make)\nls")
    assert [(c.line, c.directory) for c in found if c.words[0] != "cd"] == [(2, "web"), (3, "web/api"), (4, "web")]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("pytest -q", "pytest -q", id="nothing to take off"),
        pytest.param("sudo -E env A=b timeout 10m pytest", "pytest", id="sudo, env, timeout"),
        pytest.param("poetry run pytest", "pytest", id="poetry"),
        pytest.param("uv run --group dev --frozen pytest -x", "pytest -x", id="uv with flags"),
        pytest.param("conda run -n env --no-capture-output python a.py", "python a.py", id="conda"),
        pytest.param("npx --yes eslint@9 src", "eslint src", id="npx with a version"),
        pytest.param("pnpm exec vitest", "vitest", id="pnpm exec"),
        pytest.param("xargs -0 -n 1 shellcheck", "shellcheck", id="xargs"),
        pytest.param("find . -name *.sh -exec shellcheck {} ;", "shellcheck", id="find exec"),
    ],
)
def test_unwrap(command: str, expected: str) -> None:
    assert " ".join(unwrap(tuple(command.split())).words) == expected


@pytest.mark.parametrize(
    ("words", "inner"),
    [
        pytest.param(
            ("docker", "run", "--rm", "-v", ".:/x", "app:1", "pytest", "-q"), ("pytest", "-q"), id="docker run"
        ),
        pytest.param(("docker", "compose", "run", "--rm", "web", "pytest"), ("pytest",), id="compose run"),
        pytest.param(
            ("docker", "run", "aquasec/trivy:0.5", "image", "x"), ("trivy", "image", "x"), id="a tool's image"
        ),
        pytest.param(("kubectl", "exec", "pod", "--", "pytest"), ("pytest",), id="kubectl exec"),
    ],
)
def test_containers(words: tuple[str, ...], inner: tuple[str, ...]) -> None:
    found = unwrap(words)
    assert (found.words, found.inner) == (words, inner)


def test_scripts_of_shells() -> None:
    assert unwrap(("bash", "-ec", "pytest; mypy")).script == "pytest; mypy"
    assert unwrap(("ssh", "-i", "key", "host", "systemctl restart app")).inner_script == "systemctl restart app"
