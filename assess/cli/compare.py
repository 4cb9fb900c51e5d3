"""`assess compare`: the change of every score between two assessments, split among what made it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.assessments import loaded_whole
from assess.cli.progress import Progress
from assess.cli.streams import put_bytes, put_page, tell
from assess.cli.subject import FILE, Given, rubric_of, subject_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assess.model.assessment import Assessment
    from assess.model.rubric import Rubric
    from assess.output.options import Options
    from assess.pipeline import Request


@click.command("compare")
@click.argument("before")
@click.argument("after", required=False)
@click.option("--repo", type=FILE, metavar="PATH", help="The repository of the refs, and of commits to assess again.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Write the comparison: .json, .html, .md or .txt; repeatable.",
)
@click.option("--format", "shape", type=click.Choice(["text", "markdown", "json"]), default="text", help="[text]")
@subject_options
@click.option(
    "--templates", type=FILE, metavar="DIR", help="HTML: templates and styles that stand before the shipped ones."
)
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stdout, no progress.")
def command(
    before: str,
    after: str | None,
    repo: Path | None,
    outputs: tuple[Path, ...],
    shape: str,
    given: Given,
    templates: Path | None,
    verbose: bool,
    quiet: bool,
) -> int:  # fmt: skip
    """Say what changed from BEFORE to AFTER, and why: code, answers, configuration, time, or the rules.

    Each is a saved assessment (.json) or a git ref of --repo (default: here); without AFTER it is the work tree.
    The parts add up to the change of every score. Where rules differ, the earlier commit is assessed again if --repo
    has it; else code and rules are one part.
    """
    from assess.atomic_file import put as put_file
    from assess.output.comparison import for_path, render
    from assess.pipeline.comparing import compare

    if given.ref is not None:
        raise click.UsageError("--ref: name the refs as BEFORE and AFTER")
    for path in outputs:
        for_path(path)
    folder = repo or Path()
    files = [word is not None and Path(word).is_file() for word in (before, after)]
    options = _options(given, None if all(files) and repo is None else folder, outputs, templates)
    progress = Progress(verbose=verbose, quiet=quiet)
    with progress:
        sides = [
            loaded_whole(Path(word)) if saved and word else _scanned(word, folder, given, progress)
            for word, saved in zip((before, after), files, strict=True)
        ]
        request = None if all(files) and repo is None else given.request(folder)
        rubric = rubric_of(request) if request else _built_in(given)
        found = compare(sides[0], sides[1], rubric, request, progress)
    for path in outputs:
        put_file(render(found, for_path(path), options), path)
        tell(f"wrote {path}")
    if not quiet:
        content = render(found, shape)
        put_page(content.decode()) if shape == "text" else put_bytes(content)
    return 0


def _options(given: Given, folder: Path | None, outputs: Sequence[Path], templates: Path | None) -> Options:
    """How a page looks: by the configuration that is named, else by the repository's. Raises: InputError, Problems."""
    from assess.cli.appearance import of_file, of_subject
    from assess.output.comparison import for_path
    from assess.output.options import Options

    if all(for_path(path) != "html" for path in outputs):
        return Options()
    named = given.config is not None or folder is None
    look = of_file(given.config, templates) if named else of_subject(given, given.request(folder or Path()), templates)
    return Options(brand=look[0], overrides=look[1])


def _built_in(given: Given) -> Rubric:
    from assess.pipeline import load_rubric

    return load_rubric(given.rubric)


def _scanned(word: str | None, folder: Path, given: Given, progress: Progress) -> Assessment:
    from dataclasses import replace

    from assess.errors import InputError
    from assess.pipeline import run

    if word is not None and word.endswith(".json"):
        raise InputError(f"there is no file {word!r}", hint="a saved assessment comes from `assess scan -o FILE.json`")
    request: Request = replace(given, ref=word).request(folder)
    return run(request, progress)
