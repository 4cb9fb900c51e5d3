"""The pages of two small tables: what two witnesses come to, and exit codes."""

from __future__ import annotations

from collections.abc import Iterator

from assess.cli.boundary import BUG, INTERRUPTED
from assess.engine.witnesses import TABLE
from assess.errors import InputError, OutputError, RepositoryError
from assess.model.rubric import Rubric
from assess.model.scale import LADDER, Rung
from assess.questionnaire.provenance import LARGEST_DIFFERENCE_DAYS
from assess.questionnaire.testimony import EXPIRES_DAYS

EXIT_CODES: tuple[tuple[int, str], ...] = (
    (0, "Done; the gate is met."),
    (
        1,
        "The gate is not met, or a check that was asked for found faults (`rubric test`, `questionnaire check`, rows changed on both sides in `questionnaire import`).",
    ),
    (InputError.exit_code, "Bad usage, configuration, rubric or answers; every mistake is told with its place."),
    (
        RepositoryError.exit_code,
        "The repository cannot be read, or the gate hangs on evidence that cannot be read: the proven value is below the limit, the possible one is not, and unread files are why.",
    ),
    (BUG, "A bug in assess."),
    (OutputError.exit_code, "An output could not be written or rendered."),
    (INTERRUPTED, "Interrupted."),
)

_MEANINGS = {
    Rung.ABSENT: "nothing, or only look-alikes",
    Rung.DECLARED: "a dependency, an empty or default configuration",
    Rung.PRESENT: "real content of the team's own, used by the product; but a person must set it going, or a part is left out",
    Rung.WIRED: "automation reaches it; a document is complete, specific and current",
}


def exit_codes() -> Iterator[str]:
    """What the process tells its caller."""
    yield from ("# Exit codes", "", "| code | meaning |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in EXIT_CODES)
    yield from ("", "Whenever FAIL is printed, the code is not 0.")


_TRUST = (
    "- Of several responses to one question the reviewer's `decision` counts; without one, responses that differ leave",
    "  it unknown. Responses that have expired are left out while fresh ones remain.",
    f"- An answer holds for {EXPIRES_DAYS} days unless its question says otherwise; from then on it is unknown, and the",
    "  assessment says how many proven points that took and whom to ask. One that is dated in the future is unknown.",
    "- A name or a day that one person's answer leaves out is taken from the commit that last changed it, unless a",
    "  program made that commit, it is not in the copy at hand, or it is later than the day of the assessment.",
    f"- Where the answer names somebody else than that commit, or a day more than {LARGEST_DIFFERENCE_DAYS} days away, the",
    "  finding says so; the answer counts as it is written.",
)


def witnesses(rubric: Rubric) -> Iterator[str]:
    """Rungs with their credit, and what repository and answer come to together."""
    pays = rubric.settings.credits
    yield from ("# Repository and answers", "", "## Rungs", "")
    yield from ("| rung | what the repository shows | credit |", "|---|---|---|")
    yield from (f"| {rung.value} | {_MEANINGS[rung]} | {pays.of(rung):g} |" for rung in LADDER)
    yield from ("", "## Two witnesses", "", "| repository | answer | finding |", "|---|---|---|")
    yield from (f"| {shown} | {said} | {finding} |" for shown, said, finding in TABLE)
    yield from ("", "An answer that names a person, a date and evidence is *attested* and pays in full; any other is")
    yield f"*claimed* and pays {pays.claimed:.0%} of that. A conflict is shown and changes no score."
    yield from ("", "## Several people, days and git", "", *_TRUST)
