"""`assess init`: a first configuration, an answers template and the pipeline step, proposed from a scan."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess import __version__
from assess.cli.assessments import scanned
from assess.cli.progress import Progress
from assess.cli.streams import counted, say, tell
from assess.cli.subject import FILE, Given, rubric_of
from assess.errors import InputError, Place, RepositoryError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.starting.configuration import Proposal
    from assess.starting.pipelines import Step

_SERVERS = ("github", "gitlab", "azure", "circleci", "jenkins", "none")


@dataclass(frozen=True, slots=True)
class File:
    """A file to write, by its path in the repository."""

    path: str
    text: str
    what: str


@click.command("init")
@click.argument("repository", type=FILE, default=".")
@click.option("--path", "folder", default="", metavar="DIR", help="The folder of the repository that is the product.")
@click.option("--profile", metavar="PROFILE", help="Keep to this profile instead of the proposed one.")
@click.option(
    "--ci", "servers", multiple=True, type=click.Choice(_SERVERS), help="Build server; repeatable. [those in use]"
)
@click.option("--rubric", type=FILE, metavar="FOLDER", help="A rubric or an overlay instead of the built-in one.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Overwrite files that are there without asking.")
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    repository: Path,
    folder: str,
    profile: str | None,
    servers: tuple[str, ...],
    rubric: Path | None,
    dry_run: bool,
    yes: bool,
    verbose: bool,
) -> int:
    """Look at REPOSITORY and write what it takes to keep its readiness in view.

    Writes .maturity/config.yaml with the proposed profile and traits, .maturity/answers.yaml with the open questions
    and the pipeline step for the build server in use. Asks before it overwrites anything.
    """
    if not repository.is_dir():
        raise RepositoryError(f"no such folder: {repository}")
    given = Given(folder=folder, rubric=rubric)
    files, steps, proposal = _proposed(repository, given, profile, servers, Progress(verbose=verbose))
    _explain(proposal)
    if dry_run:
        for file in files:
            say()
            say(f"would write {file.path} ({file.what}):", bold=True)
            say(file.text.rstrip("\n"))
    else:
        _write(repository, files, yes=yes)
    _what_is_left(steps)
    return 0


def _proposed(
    repository: Path, given: Given, profile: str | None, servers: tuple[str, ...], progress: Progress
) -> tuple[list[File], list[Step], Proposal]:
    from assess.configuration import ANSWERS_FILE, CONFIG_FILE
    from assess.questionnaire.template import template
    from assess.snapshot.opening import open_snapshot
    from assess.starting.configuration import propose, text
    from assess.starting.pipelines import named, step, used

    request = given.request(repository)
    rubric = rubric_of(request)
    known = rubric.settings.profiles
    if profile is not None and profile not in known:
        hint = did_you_mean(profile, known) or f"known: {', '.join(known)}"
        raise InputError(f"no profile is called {profile!r}", hint=hint)
    paths = [entry.path for entry in open_snapshot(repository, folder=given.folder).entries]
    assessment = scanned(request, progress)
    proposal = propose(assessment, rubric.settings, profile)
    asked = [named(name) for name in servers if name != "none"]
    chosen = asked if servers else used(paths, assessment.subject.url)
    steps = [step(server, __version__, assessment.subject.branch) for server in chosen]
    folder = given.folder.strip("/")
    root = f"{folder}/" if folder else ""
    files = [
        File(root + CONFIG_FILE, text(proposal, assessment), "profile, traits and gate"),
        File(
            root + ANSWERS_FILE,
            template(assessment, rubric),
            counted(len(assessment.questionnaire.open), "open question"),
        ),
        *(File(s.server.path, s.text, f"step for {s.server.title}") for s in steps if s.server.path),
    ]
    return files, steps, proposal


def _explain(proposal: Proposal) -> None:
    say(f"Profile: {proposal.profile} ({proposal.title})", bold=True)
    for trait, holds, reason in proposal.traits:
        say(f"  {'' if holds else 'not '}{trait}: {reason}")


def _write(repository: Path, files: list[File], *, yes: bool) -> None:
    from assess.atomic_file import make_folder, put

    _check_writable(repository)
    for file in files:
        path = repository / file.path
        if any(part.is_symlink() for part in (path, *path.parents) if part.is_relative_to(repository)):
            raise InputError("it is a symbolic link, which is not followed", Place(file.path))
        if kept := _kept(repository, file, yes=yes):
            tell(f"kept {file.path}: {kept}")
            continue
        make_folder(path.parent)
        put(file.text.encode(), path)
        tell(f"wrote {file.path}: {file.what}")


def _check_writable(repository: Path) -> None:
    from assess.snapshot.git_binary import Git

    bare = Git(repository).attempt("rev-parse", "--is-bare-repository")
    if bare is not None and bare.decode().strip() == "true":
        raise RepositoryError("a bare repository has no place for these files", hint="use a clone, or --dry-run")


def _kept(repository: Path, file: File, *, yes: bool) -> str:
    """Why a file is left as it is; empty when it may be written."""
    from assess.configuration import ANSWERS_FILE, CONFIG_FILE

    path = repository / file.path
    if file.path.endswith(CONFIG_FILE) and _in_project_file(path.parent.parent):
        return "the configuration stands in pyproject.toml"
    if not path.exists():
        return ""
    if path.is_file() and path.read_bytes() == file.text.encode():
        return "it says the same already"
    if file.path.endswith(ANSWERS_FILE):
        return "answers are never overwritten; `assess questionnaire` lists what is open"
    if yes or (sys.stdin.isatty() and click.confirm(f"{file.path} is there already; overwrite it?", err=True)):
        return ""
    return "it is there already (--yes overwrites it)"


def _in_project_file(folder: Path) -> bool:
    from assess.cli.configuring import has_table
    from assess.configuration import PROJECT_FILE

    project = folder / PROJECT_FILE
    return project.is_file() and has_table(project.read_text("utf-8", "replace"))


def _what_is_left(steps: list[Step]) -> None:
    say()
    for step in steps:
        if step.server.path is None:
            say(f"{step.server.title}: {step.server.then}:", bold=True)
            say(step.text.rstrip("\n"))
        elif step.server.then:
            say(f"{step.server.title}: {step.server.then}", bold=True)
    if not steps:
        say("No build server was found; `--ci github` (gitlab, azure, circleci, jenkins) writes a step all the same.")
    say(
        "Next: read .maturity/config.yaml; answer what you can, in .maturity/answers.yaml, with `assess questionnaire ask`"
    )
    say("or on a page of `assess questionnaire serve`; commit both.")
