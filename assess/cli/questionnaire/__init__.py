"""`assess questionnaire`: questions to people, in the terminal, by hand or by spreadsheet, over one answers file."""

from __future__ import annotations

import click

from assess.cli.late import Late, Table

COMMANDS: Table = {
    "list": ("assess.cli.questionnaire.listing", "List the open questions, the one worth most first."),
    "ask": ("assess.cli.questionnaire.ask", "Answer them here, one at a time."),
    "serve": ("assess.cli.questionnaire.serve", "Answer them on a local web page."),
    "template": ("assess.cli.questionnaire.template", "Write an answers file to fill in by hand."),
    "export": ("assess.cli.questionnaire.export", "Write the questions as a table for a spreadsheet."),
    "import": ("assess.cli.questionnaire.importing", "Take answers out of a filled-in table."),
    "withdraw": ("assess.cli.questionnaire.withdraw", "Take an answer out again."),
    "check": ("assess.cli.questionnaire.check", "Check the answers that there are."),
}


@click.group("questionnaire", cls=Late, table=COMMANDS, default="list")
def command() -> None:
    """Ask people what a repository cannot show; answers stand in .maturity/answers.yaml.

    `assess questionnaire PATH` lists the open questions of the repository at PATH (default: here).
    """
