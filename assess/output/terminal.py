"""The page that an engineer reads at the command line; plain text where there is no terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assess.model.assessment import Assessment
from assess.model.scale import Outcome
from assess.output.options import DEFAULT, Options
from assess.output.presentation import numbers
from assess.output.presentation.safe_text import clean
from assess.output.presentation.texts import english
from assess.output.presentation.view import CellView, FindingView, View, view

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

NAME = "terminal"
SUFFIXES = (".txt",)

FIXES = 5
BAR_WIDTH = 24
NARROWEST = 60
"""Columns below which lines would hold nothing; narrower terminals scroll."""
TEXT_LIMIT = 400
TITLE_LIMIT = 40
_STATUS = {"established": "green", "premature": "yellow", "developing": "", "not-applicable": "dim"}
_OUTCOME = {
    Outcome.MET: "green",
    Outcome.PARTLY_MET: "cyan",
    Outcome.NOT_MET: "red",
    Outcome.UNKNOWN: "yellow",
    Outcome.NOT_APPLICABLE: "dim",
}


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """The plain page as a text file."""
    return render_terminal(assessment, colour=False, width=options.width).encode("utf-8", "replace")


def render_terminal(assessment: Assessment, *, colour: bool, width: int) -> str:
    """The page; with `colour` ANSI styles and block characters, without it nothing but plain text."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=colour,
        color_system="standard" if colour else None,
        width=max(width, NARROWEST),
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    _Page(console, view(assessment), colour).write()
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return "\n".join(lines) + "\n"


class _Page:
    """One page being written to a console."""

    def __init__(self, console: Console, v: View, colour: bool) -> None:
        self.console, self.v, self.colour = console, v, colour
        self.text = english()

    def write(self) -> None:
        """Everything in reading order."""
        self._subject()
        self._headline()
        self._layers()
        self._matrix()
        self._fixes()
        self._conflicts()
        self._expired()
        self._loose_ends()

    def _line(self, *parts: str | tuple[str, str], indent: int = 2) -> None:
        from rich.text import Text

        line = Text(overflow="fold")
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            line.append(clean(words, TEXT_LIMIT), style=style)
        self._padded(line, indent)

    def _padded(self, content: Text | Table, indent: int = 2) -> None:
        from rich.padding import Padding

        self.console.print(Padding(content, (0, 0, 0, indent)))

    def _heading(self, title: str, note: str = "") -> None:
        self.console.print()
        self._line((title, "bold"), (f"  {note}" if note else "", "dim"), indent=0)

    def _bar(self, proven: float | None, possible: float | None, width: int = BAR_WIDTH) -> Text:
        from rich.text import Text

        solid = round((proven or 0.0) / 100 * width)
        hatched = max(0, round((possible or 0.0) / 100 * width) - solid)
        rest = width - solid - hatched
        if not self.colour:
            return Text(f"[{'#' * solid}{':' * hatched}{'.' * rest}]")
        return Text.assemble(("█" * solid, "blue"), ("▒" * hatched, "blue"), ("░" * rest, "dim"))

    def _grid(self) -> Table:
        from rich.table import Table

        return Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False, show_edge=False)

    def _subject(self) -> None:
        text, subject = self.text, self.v.document.subject
        facts = [text("subject.commit", commit=subject.commit[:10])] if subject.commit else []
        facts += [text("subject.branch", branch=subject.branch)] if subject.branch else []
        facts += [text("subject.dirty")] if subject.dirty else []
        facts += [text("subject.shallow")] if subject.shallow else []
        facts += [text.n("subject.files", subject.files)] if subject.files else []
        facts.append(text("subject.as_of", date=self.v.document.as_of))
        facts.append(text("subject.profile", profile=self.v.document.configuration.profile))
        rubric = self.v.document.rubric
        facts.append(text("subject.rubric", title=rubric.title, version=rubric.version))
        self._line((subject.name, "bold"), indent=0)
        self._line((", ".join(facts), "dim"), indent=0)

    def _headline(self) -> None:
        text, summary = self.text, self.v.document.summary
        self.console.print()
        if summary.score:
            low, high = numbers.score(summary.score.proven), numbers.score(summary.score.possible)
            wide = min(60, self.console.width - 4)
            self._padded(self._bar(summary.score.proven, summary.score.possible, wide))
            self._line(
                (low, "bold"),
                f" {text('score.proven')}, ",
                high,
                f" {text('score.possible')}, ",
                text("score.of_hundred"),
            )
        else:
            self._line(text("score.none"))
        self._line((self.v.level.sentence, "bold"))
        proposals = len(self.v.document.configuration.proposals)
        if proposals:
            found = summary.if_confirmed
            span = numbers.interval(found.proven, found.possible)
            self._line(f"{text.n('confirmed.lead_plain', proposals)}: ", (span, "bold"))
            if found.command:
                self._line(f"{text('confirmed.command')}: ", (found.command, "cyan"), indent=4)
        parts: list[str | tuple[str, str]] = []
        for outcome, count in self.v.outcomes:
            if count:
                parts += [", "] if parts else []
                parts.append((f"{count} {text(f'outcome.{outcome}').lower()}", _OUTCOME[outcome]))
        self._line(*parts)

    def _layers(self) -> None:
        from rich.cells import cell_len, set_cell_size
        from rich.text import Text

        text = self.text
        self._heading(text("title.layers"), text("legend.stack"))
        titles = {layer.number: f"{layer.number} {clean(layer.it.title, TITLE_LIMIT)}" for layer in self.v.layers}
        widest = max((cell_len(title) for title in titles.values()), default=0)
        wide = BAR_WIDTH if self.console.width >= widest + BAR_WIDTH + 40 else BAR_WIDTH // 2
        for layer in self.v.stack:
            line = Text.assemble((set_cell_size(titles[layer.number], widest), "bold" if layer.next_up else ""))
            line.append("  ").append_text(self._bar(layer.it.proven, layer.it.possible, wide))
            line.append(f"  {numbers.interval(layer.it.proven, layer.it.possible):>12}  ")
            line.append(text(f"status.{layer.it.status}"), style=_STATUS[layer.it.status])
            if layer.it.status_possible != layer.it.status:
                possibly = text(f"status.{layer.it.status_possible}").lower()
                line.append(f", {text('status.possibly', status=possibly)}", style="dim")
            self._padded(line)
            if layer.blocked:
                self._line((f"{text('terminal.needs')} {layer.blocked}", "dim"), indent=4)

    def _matrix(self) -> None:
        from rich.text import Text

        text = self.text
        self._heading(text("title.stack"), text("terminal.legend"))
        table = self._grid()
        table.show_header = True
        table.add_column("")
        for area in self.v.areas:
            table.add_column(Text(clean(area.title, TITLE_LIMIT), style="dim"), justify="right")
        for layer in self.v.stack:
            cells = [self._cell(cell) for cell in layer.cells]
            table.add_row(Text(f"{layer.number} {clean(layer.it.title, TITLE_LIMIT)}"), *cells)
        totals = [Text(numbers.interval(a.proven, a.possible), style="bold") for a in self.v.areas]
        table.add_row(Text(text("title.areas"), style="bold"), *totals)
        self._padded(table)

    def _cell(self, cell: CellView) -> Text:
        from rich.text import Text

        if cell.result is None or cell.result.proven is None:
            return Text(numbers.NOTHING, style="dim")
        low, high = numbers.whole(cell.result.proven), numbers.whole(cell.result.possible)
        shown = Text(low, style=("red", "red", "yellow", "yellow", "green", "green")[max(cell.heat, 0)])
        return shown if low == high else shown.append(f" – {high}", style="dim")

    def _fixes(self) -> None:
        text, fixes = self.text, self.v.fixes
        self._heading(text("title.fixes"), text("fixes.unit"))
        if not fixes:
            self._line(text("fixes.none"))
            return
        table = self._grid()
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=1)
        for fix in fixes[:FIXES]:
            table.add_row(numbers.gain(fix.it.points.open), self._fix(fix))
        self._padded(table)
        if len(fixes) > FIXES:
            self._line((text.n("fixes.more", len(fixes) - FIXES), "dim"))

    def _fix(self, fix: FindingView) -> Text:
        from rich.text import Text

        text = self.text
        action = fix.it.question if fix.can_answer else fix.it.remedy
        cost = text("fixes.answer") if fix.can_answer else numbers.effort(fix.it.effort_days)
        return Text.assemble(
            (clean(fix.it.title, TEXT_LIMIT), "bold"),
            (f"  {clean(fix.layer_title, TITLE_LIMIT)}, {cost}  ", "dim"),
            (clean(fix.it.criterion, 80), "cyan"),
            f"\n{clean(action or '', TEXT_LIMIT)}",
        )

    def _conflicts(self) -> None:
        conflicts = self.v.document.questionnaire.conflicts
        if not conflicts:
            return
        self._heading(self.text("title.conflicts"), self.text("conflicts.lead"))
        for conflict in conflicts:
            title = self.v.titles.get(conflict.criterion, conflict.criterion)
            self._line((title, "bold"), f": {conflict.text}")

    def _expired(self) -> None:
        if not self.v.expired:
            return
        self._heading(self.text("questionnaire.expired"), self.v.decayed)
        for one in self.v.expired:
            title = self.v.titles.get(one.criterion, one.criterion)
            self._line((title, "bold"), f": {one.sentence}" if one.sentence else "")

    def _loose_ends(self) -> None:
        text, document = self.text, self.v.document
        unknown = document.summary.outcomes.get(Outcome.UNKNOWN, 0)
        counts = (
            ("terminal.unknown", unknown),
            ("terminal.questions", len(self.v.questions)),
            ("terminal.proposals", len(document.configuration.proposals)),
            ("terminal.waivers", len(document.waivers)),
            ("terminal.unread", len(document.diagnostics)),
        )
        shown = [text.n(key, count) for key, count in counts if count]
        if shown:
            self.console.print()
            self._line((", ".join(shown), "dim"), indent=0)
        for waiver in document.waivers:
            if waiver.state != "active":
                name, state = self.v.titles.get(waiver.criterion, waiver.criterion), text(f"waivers.{waiver.state}")
                self._line(text("waivers.stale", criterion=name, owner=waiver.owner, until=waiver.until, state=state))
        for confirmed in document.configuration.not_applicable:
            if confirmed.state == "stale":
                name = self.v.titles.get(confirmed.criterion, confirmed.criterion)
                self._line(text("confirmed.stale", criterion=name))
