"""A group of commands, each imported only when it runs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from assess.suggestion import did_you_mean

Table = Mapping[str, tuple[str, str]]
"""Command to module and one line of help; the module's `command` is the command."""


class Late(click.Group):
    """A group that imports a command when it is called, and none for its help.

    With a `default`, arguments that begin with no command's name go to that command.
    """

    def __init__(self, *arguments: Any, table: Table, default: str | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.table = table
        self.default = default

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.table:
            return None
        command = import_module(self.table[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it; the default command's name is put in front where no command is named."""
        if self.default and not (args and (args[0] in self.table or args[0] in self.get_help_option_names(ctx))):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a hint for a misspelt name."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.table) or f"commands: {', '.join(self.table)}"
            ctx.fail(f"no command is called {args[0]!r} ({hint})")
        if self.default and args[1:] and args[0] == self.default:
            self._refuse_misspelt(ctx, args[1])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.table.items()])

    def _refuse_misspelt(self, ctx: click.Context, word: str) -> None:
        """A word that is nearly a command's name, and no path, was meant as one."""
        hint = did_you_mean(word, self.table)
        if hint and "/" not in word and not Path(word).exists():
            ctx.fail(f"no command and no folder is called {word!r} ({hint})")
