"""Assessments out: files by suffix, each whole or not at all, and one page to stdout."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from assess.cli.boundary import tell_error
from assess.cli.streams import colourful, put, put_bytes, put_page, tell
from assess.cli.subject import FILE
from assess.errors import AssessError, OutputError

if TYPE_CHECKING:
    from assess.cli.appearance import Look
    from assess.model.assessment import Assessment
    from assess.model.comparison import Comparison
    from assess.model.verdict import VerdictDocument
    from assess.output.options import Options

Function = TypeVar("Function", bound=Callable[..., Any])

SHAPES = ("text", "json", "markdown", "annotations", "sarif", "junit", "code-quality", "csv")
"""What can go to stdout; `text` is the page for people."""


class Shape(click.Choice[str]):
    """One of the shapes; a format that only goes to files is told where it goes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As click does it. Raises: click.BadParameter."""
        from assess.output.registry import formats

        found = next((one for one in formats() if one.name == value and value not in self.choices), None)
        if found is not None:
            self.fail(f"{value} does not go to stdout; write a file: -o FILE{found.suffixes[0]}", param, ctx)
        return super().convert(value, param, ctx)


shape_option = click.option(
    "--format", "shape", type=Shape(SHAPES), default="text", show_default=True, help="What goes to stdout."
)

_OPTIONS = (
    click.option(
        "-o", "--output", "outputs", multiple=True, type=FILE, metavar="FILE",
        help="Write a report; its suffix says the format (.json, .html, .pdf, ...); repeatable.",
    ),
    click.option("--no-run", is_flag=True, help="Leave out start and duration, so that equal runs give equal bytes."),
    click.option("--redact-people", is_flag=True, help="Leave out who answered and who owns waivers."),
    click.option("--summary", "--summary-only", "summary_only", is_flag=True, help="PDF: only the two-page summary."),
    click.option("--page-size", type=click.Choice(["A4", "Letter"]), default="A4", help="PDF: paper. [A4]"),
    click.option(
        "--templates", type=FILE, metavar="DIR",
        help="HTML and PDF: templates and styles that stand before the shipped ones.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reports:
    """What was said about reports on the command line."""

    outputs: tuple[Path, ...]
    no_run: bool
    redact_people: bool
    summary_only: bool
    page_size: Literal["A4", "Letter"]
    templates: Path | None

    def options(
        self,
        look: Look = (None, None),
        comparison: Comparison | None = None,
        verdict: VerdictDocument | None = None,
    ) -> Options:
        """The choices as outputs want them."""
        from assess.output.options import Options

        return Options(
            with_run=not self.no_run,
            redact_people=self.redact_people,
            summary_only=self.summary_only,
            page_size=self.page_size,
            brand=look[0],
            overrides=look[1],
            comparison=comparison,
            verdict=verdict,
        )


def report_options(function: Function) -> Function:
    """Adds the options about reports, and hands them over together as `reports`."""

    @wraps(function)
    def gathered(**parameters: Any) -> Any:
        reports = Reports(**{f.name: parameters.pop(f.name) for f in fields(Reports)})
        return function(reports=reports, **parameters)

    decorated: Any = gathered
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    result: Function = decorated
    return result


def check_outputs(outputs: Sequence[Path]) -> None:
    """Refuses unknown formats and missing folders before any work. Raises: click.BadParameter, OutputError."""
    from assess.atomic_file import check_folder
    from assess.output.registry import for_path

    for path in outputs:
        check_folder(path)
        try:
            for_path(path.name)
        except OutputError as error:
            raise click.BadParameter(str(error), param_hint="-o") from error


def write_all(assessment: Assessment, outputs: Sequence[Path], options: Options) -> int:
    """Writes every file that can be written and tells of the others; 0, or the exit code of the first that failed."""
    from assess.output.write import write

    code = 0
    for path in outputs:
        try:
            write(assessment, path, options)
        except AssessError as error:
            tell_error(error)
            code = code or error.exit_code
        else:
            tell(f"wrote {path}")
    return code


def show(assessment: Assessment, shape: str, options: Options) -> None:
    """The page for people, or another format, to stdout. Raises: OutputError."""
    if shape != "text":
        from assess.output.registry import for_name, render

        put_bytes(render(assessment, for_name(shape), options))
        return
    from assess.output.redact import without_people
    from assess.output.terminal import render_terminal

    document = without_people(assessment) if options.redact_people else assessment
    width = shutil.get_terminal_size((100, 24)).columns
    page = render_terminal(document, colour=colourful(), width=width)
    put(page if page.endswith("\n") else page + "\n")
    if options.comparison is not None:
        from assess.output.comparison.plain import render_plain

        put_page(f"\nWhat changed\n{render_plain(options.comparison)}")
