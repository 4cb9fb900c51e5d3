"""Applications that images, process files and R commands start without naming their files."""

from __future__ import annotations

import pytest
from assess.facts.store import Facts
from assess.links.code.modules import ModuleGraph
from assess.links.code.reach import Reach
from assess.links.kinds import Event, Hop, Run, Standing
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot

CI = ".github/workflows/ci.yml"
GO = {"go.mod": "module m\n", "cmd/main.go": "package main\n"}
RUBY = {"Gemfile": "gem 'puma'\n", "lib/clean.rb": "class Clean\nend\n"}
JAVA = {"pom.xml": "<project/>", "src/main/java/A.java": "class A {}"}
NET = {"src/A.csproj": "<Project/>", "src/A.cs": "class A {}"}
NODE = {"package.json": "{}", "src/a.ts": "export const a = 1\n"}
PACKAGE = {"DESCRIPTION": "Package: fitter\n", "R/fit.R": "fit <- function() 1\n"}


def standing(path: str, files: dict[str, str], *commands: Run) -> Standing:
    facts = Facts(MemorySnapshot(files))
    roles = Roles(facts)
    return Reach(facts, roles, ModuleGraph(facts, roles), commands, ()).of(path).standing


@pytest.mark.parametrize(
    ("path", "files"),
    [
        pytest.param("cmd/main.go", GO | {"Dockerfile": "FROM golang\nRUN go test ./...\nCMD bash\n"}, id="only tested"),
        pytest.param(
            "cmd/main.go",
            GO | {"Dockerfile": "FROM x\nRUN go install example.org/tool@v1\nCMD tool\n"},
            id="another program is built",
        ),
        pytest.param("cmd/main.go", GO | {"Dockerfile": "FROM golang\nRUN go build ./cmd\n"}, id="nothing is started"),
        pytest.param("lib/clean.rb", RUBY | {"Dockerfile": "FROM ruby\nCMD bash\n"}, id="a shell is started"),
        pytest.param("lib/clean.rb", RUBY | {".devcontainer/Dockerfile": "FROM ruby\nCMD puma\n"}, id="for development"),
        pytest.param("lib/clean.rb", RUBY | {"Procfile": "assets: tailwind --watch\n"}, id="another process"),
        pytest.param("lib/clean.rb", RUBY | {"app.yaml": "runtime: nodejs20\n"}, id="another runtime"),
        pytest.param(
            "web/src/b.ts",
            NODE | {"Dockerfile": "FROM node\nCMD node dist/a.js\n", "web/package.json": "{}", "web/Dockerfile": "FROM nginx\n", "web/src/b.ts": "x()\n"},
            id="a part with an image of its own",
        ),
    ],
)  # fmt: skip
def test_not_running(path: str, files: dict[str, str]) -> None:
    assert standing(path, files) is Standing.MANUAL


@pytest.mark.parametrize(
    ("path", "files"),
    [
        pytest.param(
            "cmd/main.go",
            GO | {"Dockerfile": 'FROM golang AS b\nRUN go build -o /app ./cmd\nFROM scratch\nENTRYPOINT ["/app"]\n'},
            id="Go",
        ),
        pytest.param(
            "src/main/java/A.java", JAVA | {"docker/Dockerfile": 'FROM jre\nCMD ["java", "-jar", "a.jar"]\n'}, id="Java"
        ),
        pytest.param("lib/clean.rb", RUBY | {"Dockerfile": 'FROM ruby\nCMD ["bundle", "exec", "puma"]\n'}, id="Ruby"),
        pytest.param("lib/clean.rb", RUBY | {"Procfile": "import: bundle exec rake data:import\n"}, id="Procfile"),
        pytest.param("lib/clean.rb", RUBY | {"manifest.yml": "a:\n- ruby_buildpack\n"}, id="buildpack"),
        pytest.param("src/a.ts", NODE | {"Dockerfile": "FROM node\nCMD node dist/a.js\n"}, id="compiled TypeScript"),
        pytest.param("src/a.ts", NODE | {"app.yaml": "runtime: nodejs20\n"}, id="App Engine"),
        pytest.param(
            "src/A.cs", NET | {"src/Dockerfile": "FROM sdk\nRUN dotnet publish\nENTRYPOINT dotnet A.dll\n"}, id=".NET"
        ),
    ],
)
def test_running(path: str, files: dict[str, str]) -> None:
    assert standing(path, files) is Standing.RUNTIME


@pytest.mark.parametrize(
    ("command", "more", "expected"),
    [
        pytest.param("Rscript -e devtools::test()", {}, Standing.MANUAL, id="another package"),
        pytest.param("Rscript -e fitter::fit()", {}, Standing.AUTOMATED, id="called at once"),
        pytest.param("Rscript run.R", {"run.R": "library(fitter)\nfit()\n"}, Standing.AUTOMATED, id="loaded by a script"),
        pytest.param("python submit.py", {"submit.py": "job('Rscript -e fitter::fit()')\n"}, Standing.AUTOMATED, id="sent on"),
        pytest.param("Rscript run.R", {"run.R": "# library(fitter)\n"}, Standing.MANUAL, id="a comment"),
        pytest.param(
            "Rscript tests/testthat.R", {"tests/testthat.R": "library(fitter)\ntestthat::test_check('fitter')\n"}, Standing.MANUAL, id="tests"
        ),
    ],
)  # fmt: skip
def test_packages_of_r(command: str, more: dict[str, str], expected: Standing) -> None:
    words = tuple(command.split())
    run = Run(
        command, words[0].lower(), words[1:], "x", "job", (Hop(CI, 1, command),), frozenset({Event.PUSH}), True, False
    )
    assert standing("R/fit.R", PACKAGE | more | {CI: ""}, run) is expected
