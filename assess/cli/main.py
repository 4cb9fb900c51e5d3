"""The command `assess`: a table of commands, each imported only when it runs."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from assess import __version__
from assess.cli.boundary import exit_code
from assess.suggestion import did_you_mean

COMMANDS: dict[str, tuple[str, str]] = {
    "scan": ("assess.cli.scan", "Assess a repository and write reports."),
    "init": ("assess.cli.init", "Propose a configuration, an answers file and a pipeline step."),
    "report": ("assess.cli.report", "Render a saved assessment in any format."),
    "gate": ("assess.cli.gate", "Fail when a proven score is below a limit."),
    "explain": ("assess.cli.explain", "Say what a criterion means, and why it came out as it did."),
    "criteria": ("assess.cli.criteria", "List the criteria of a rubric."),
    "questionnaire": ("assess.cli.questionnaire", "List open questions, write a template, check answers."),
    "confirm": ("assess.cli.confirm", "Write proposed traits into the configuration."),
    "rubric": ("assess.cli.rubric", "Check a rubric, run its cases."),
}
"""Command to module and one line of help; the module's `command` is the command."""


class Late(click.Group):
    """A group that imports a command when it is called, and none for its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a hint for a misspelt name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS) or f"commands: {', '.join(COMMANDS)}"
            ctx.fail(f"no command is called {args[0]!r} ({hint})")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


EPILOG = """\b
Exit codes: 0 done, gate met; 1 gate not met, or a check found faults; 2 bad usage,
configuration, rubric or answers; 3 the repository cannot be read, or the gate hangs on
evidence that cannot be read; 4 a bug; 5 an output could not be written; 130 interrupted.
"""


@click.group(cls=Late, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="assess", message="%(prog)s %(version)s")
def main() -> None:
    """How ready a repository and its team are to run machine learning in production, and why.

    Start with `assess scan PATH`.
    """


def entry() -> None:
    """The installed command."""
    sys.exit(exit_code(lambda: main.main(sys.argv[1:], prog_name="assess", standalone_mode=False)))
