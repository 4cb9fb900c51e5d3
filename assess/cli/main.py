"""The command `assess`: a table of commands, each imported only when it runs."""

from __future__ import annotations

import sys

import click

from assess import __version__
from assess.cli.boundary import exit_code
from assess.cli.late import Late, Table

COMMANDS: Table = {
    "scan": ("assess.cli.scan", "Assess a repository and write reports."),
    "init": ("assess.cli.init", "Propose a configuration, an answers file and a pipeline step."),
    "report": ("assess.cli.report", "Render a saved assessment in any format."),
    "gate": ("assess.cli.gate", "Fail when a proven score is below a limit."),
    "plan": ("assess.cli.plan", "The cheapest steps to a score, a level or the gate."),
    "compare": ("assess.cli.compare", "Say what changed between two assessments, and why."),
    "baseline": ("assess.cli.baseline", "Keep the bar below which no finding may fall."),
    "explain": ("assess.cli.explain", "Say what a criterion means, and why it came out as it did."),
    "criteria": ("assess.cli.criteria", "List the criteria of a rubric."),
    "questionnaire": ("assess.cli.questionnaire", "Ask people what a repository cannot show."),
    "confirm": ("assess.cli.confirm", "Write what the scan proposes into the configuration."),
    "waive": ("assess.cli.waive", "Accept a gap until a day, with a reason and an owner."),
    "rubric": ("assess.cli.rubric", "Check a rubric, run its cases."),
}

EPILOG = """\b
Exit codes: 0 done, gate met; 1 gate not met, or a check found faults; 2 bad usage,
configuration, rubric or answers; 3 the repository cannot be read, or the gate hangs on
evidence that cannot be read; 4 a bug; 5 an output could not be written; 130 interrupted.
"""


@click.group(cls=Late, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="assess", message="%(prog)s %(version)s")
def main() -> None:
    """How ready a repository and its team are to run machine learning in production, and why.

    Start with `assess scan PATH`.
    """


def entry() -> None:
    """The installed command."""
    sys.exit(exit_code(lambda: main.main(sys.argv[1:], prog_name="assess", standalone_mode=False)))
