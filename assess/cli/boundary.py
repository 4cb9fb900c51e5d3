"""The one boundary that turns errors into exit codes."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

import click

from assess.cli.streams import finish, prepare, tell
from assess.errors import AssessError, Problems

BUG = 4
INTERRUPTED = 130
_TRACEBACK = "ASSESS_TRACEBACK"


def exit_code(action: Callable[[], int | None]) -> int:
    """What the process exits with after the action; errors are told on stderr."""
    prepare()
    try:
        code = action() or 0
        finish()
    except (click.exceptions.Exit, click.Abort, KeyboardInterrupt) as error:
        if isinstance(error, click.exceptions.Exit):
            return error.exit_code
        tell("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        _usage(error)
        return 2
    except AssessError as error:
        tell_error(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the boundary: whatever else comes here is a bug
        return _bug(error)
    return code


def tell_error(error: AssessError) -> None:
    """One error, or each of many, on stderr; with its place first when it has one."""
    if not isinstance(error, Problems):
        tell(str(error) if error.at else f"error: {error}")
        return
    lines = dict.fromkeys(str(problem) if problem.at else f"error: {problem}" for problem in error.problems)
    for line in lines:
        tell(line)
    if len(lines) > 1:
        tell(f"{len(lines)} mistakes")


def _usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    tell(f"error: {error.format_message()}")
    if context is not None:
        tell(f"see `{context.command_path} --help`")


def _bug(error: Exception) -> int:
    message = " ".join(str(error).split())[:300]
    tell(f"internal error: {type(error).__name__}: {message}")
    if os.environ.get(_TRACEBACK):
        tell("".join(traceback.format_exception(error)))
    else:
        tell(f"This is a bug in assess. {_TRACEBACK}=1 shows where it happened; please report it.")
    return BUG
