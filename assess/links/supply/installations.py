"""Every installation that CI or an image of the product carries out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname

from assess.facts.containers import DOCKERFILE_FACTS, Dockerfile
from assess.facts.dependencies.installs import Install, install_of, installs_in
from assess.facts.globs import Globs
from assess.facts.store import Facts
from assess.links.kinds import Hop, Role, Run
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

_ACTIONS: dict[str, Install] = {
    "r-lib/actions/setup-renv": Install("renv", "cran", from_lock=True),
    "prefix-dev/setup-pixi": Install("pixi", "conda", from_lock=True),
    "bahmutov/npm-install": Install("npm", "npm", from_lock=True),
    "golangci/golangci-lint-action": Install("go", "go", from_lock=True),
    "julia-actions/julia-buildpkg": Install("julia", "julia", from_lock=True),
}
_HELPERS = Globs(
    (
        "**/.devcontainer/**",
        "{Dockerfile,Containerfile}[._-]{dev,develop,development,devel,devcontainer,local,test,tests,testing,lint,debug}",
        "{dev,development,local,test,tests,lint}.{Dockerfile,dockerfile,Containerfile}",
    )
)
"""Images for working on the product, not of it."""
_FILE_OPTIONS = ("environment-file", "requirements-file", "requirements")


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation, where it is written, and for images the folder and text that say what it can reach."""

    install: Install
    hop: Hop
    dockerfile: str = ""
    mentions: str = ""

    def reaches(self, folder: str) -> bool:
        """Whether the installation can mean files of a folder: CI anywhere, an image what it lies in or copies."""
        if not self.dockerfile or not folder:
            return True
        here = dirname(self.dockerfile)
        return here == folder or here.startswith(folder + "/") or folder.rpartition("/")[2] in self.mentions


def installations(facts: Facts, roles: Roles, commands: Sequence[Run]) -> tuple[Installation, ...]:
    """What live CI installs, then what Dockerfiles of the product install."""
    helpers = {p for p in facts.of(DOCKERFILE_FACTS) if roles.of(p) is not Role.PRODUCT or is_helper(p)}
    return (*_of_runs(commands, helpers), *_of_images(facts, roles))


def _of_runs(commands: Sequence[Run], helpers: set[str]) -> Iterator[Installation]:
    for run in commands:
        if not run.live or run.system == "none" or not run.chain or run.chain[-1].path in helpers:
            continue
        found = _of_action(run) if run.program == "uses" else install_of((run.program, *run.arguments))
        if found is None and run.command.lstrip().startswith(("uv run", "pixi run")):
            found = install_of(tuple(run.command.split()[:2]))
        if found:
            yield Installation(found, run.chain[-1])


def _of_action(run: Run) -> Install | None:
    name = run.arguments[0].partition("@")[0].lower() if run.arguments else ""
    options = dict(run.options)
    if name == "ruby/setup-ruby" and options.get("bundler-cache") == "true":
        return Install("bundler", "rubygems", from_lock=True)
    named = tuple(options[o] for o in _FILE_OPTIONS if options.get(o))
    if named and ("conda" in name or "mamba" in name):
        return Install("conda", "conda", files=named)
    return _ACTIONS.get(name)


def is_helper(path: str) -> bool:
    """Whether a Dockerfile is a tool for development or tests."""
    return path in _HELPERS


def product_dockerfiles(facts: Facts, roles: Roles) -> tuple[Dockerfile, ...]:
    """Dockerfiles that make something of the product: no development containers, no test helpers."""
    return tuple(
        d
        for path, d in sorted(facts.of(DOCKERFILE_FACTS).items())
        if roles.of(path) is Role.PRODUCT and path not in _HELPERS
    )


def _of_images(facts: Facts, roles: Roles) -> Iterator[Installation]:
    for dockerfile in product_dockerfiles(facts, roles):
        try:
            mentions = facts.text(dockerfile.path)
        except Unavailable:
            mentions = ""
        for run in dockerfile.runs:
            for _, text, install in installs_in(run.text):
                yield Installation(install, Hop(dockerfile.path, run.line, text), dockerfile.path, mentions)
