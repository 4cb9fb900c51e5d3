"""The page of the commands, from their help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from assess.cli.main import COMMANDS, main

_WIDTH = 100


def page() -> Iterator[str]:
    """The help of every command."""
    yield from ("# Commands", "", "```", *_help(main, "assess"), "```")
    root = click.Context(main, info_name="assess")
    for name in COMMANDS:
        command = main.get_command(root, name)
        assert command is not None
        yield from ("", f"## assess {name}", "", "```", *_help(command, f"assess {name}"), "```")
        for inner in _inner(command, root):
            heading = f"assess {name} {inner.name}"
            yield from ("", f"### {heading}", "", "```", *_help(inner, heading), "```")


def _inner(command: click.Command, root: click.Context) -> Iterator[click.Command]:
    if not isinstance(command, click.Group):
        return
    context = click.Context(command, parent=root)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield inner


def _help(command: click.Command, name: str) -> list[str]:
    context = click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
    context.help_option_names = ["-h", "--help"]
    return command.get_help(context).splitlines()
