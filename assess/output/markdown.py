"""The Markdown summary for a pull request or a job's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assess.model.assessment import Assessment
from assess.output.comparison.markdown import change_blocks
from assess.output.options import DEFAULT, Options
from assess.output.presentation import numbers
from assess.output.presentation.markdown_text import code, escaped
from assess.output.presentation.texts import english
from assess.output.presentation.view import CellView, FindingView, View, view
from assess.output.verdict.markdown import verdict_blocks

NAME = "markdown"
SUFFIXES = (".md", ".markdown")

FIXES = 5
BAR_WIDTH = 40


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """Headline, layers, matrix, the fixes worth most, what contradicts and what is open."""
    blocks = _blocks(view(assessment), options)
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def bar(proven: float, possible: float, width: int = BAR_WIDTH) -> str:
    """The interval drawn with blocks, as a code span."""
    solid = round(proven / 100 * width)
    hatched = max(0, round(possible / 100 * width) - solid)
    return f"`{'█' * solid}{'▒' * hatched}{'░' * (width - solid - hatched)}`"


def _blocks(v: View, options: Options) -> Iterator[str]:
    text, document = english(), v.document
    yield f"## {text('title.report', name=escaped(document.subject.name))}"
    yield _headline(v)
    if options.verdict:
        yield from verdict_blocks(options.verdict)
    yield _layers(v)
    yield _matrix(v)
    if options.comparison:
        yield f"### {text('title.change')}"
        yield from change_blocks(options.comparison, 4)
    if v.fixes:
        yield f"### {text('title.fixes')}"
        yield text.n("fixes.lead", len(v.fixes[:FIXES]))
        yield _fixes(v.fixes[:FIXES])
    if document.questionnaire.conflicts:
        yield f"### {text('title.conflicts')}"
        yield text("conflicts.lead")
        yield "\n".join(
            f"- {escaped(v.titles.get(c.criterion, c.criterion))}: {escaped(c.text)}"
            for c in document.questionnaire.conflicts
        )
    if v.expired:
        yield f"### {text('questionnaire.expired')}"
        if v.decayed:
            yield v.decayed
        yield "\n".join(
            f"- {escaped(v.titles.get(one.criterion, one.criterion))}{': ' if one.sentence else ''}{escaped(one.sentence)}"
            for one in v.expired
        )
    if v.questions:
        yield f"### {text.n('questionnaire.open', len(v.questions))}"
        yield "\n".join(
            f"{place}. {escaped(q.it.question or q.it.title)} ({numbers.gain(q.it.points.open)})"
            for place, q in enumerate(v.questions[:FIXES], start=1)
        )
    yield _footer(v)


def _headline(v: View) -> str:
    text, summary = english(), v.document.summary
    lines = []
    if summary.score:
        low, high = numbers.score(summary.score.proven), numbers.score(summary.score.possible)
        sentence = text("score.sentence_sure" if low == high else "score.sentence", proven=low, possible=high)
        lines += [f"**{sentence}**", bar(summary.score.proven, summary.score.possible)]
    else:
        lines.append(text("score.none"))
    lines.append(f"**{escaped(v.level.sentence)}**")
    proposals = len(v.document.configuration.proposals)
    if proposals:
        found = summary.if_confirmed
        confirmed = numbers.interval(found.proven, found.possible)
        command = f" {text('confirmed.command')} {code(found.command)}." if found.command else ""
        lines.append(f"{text.n('confirmed.lead_plain', proposals)}: {confirmed}.{command}")
    lines.append(", ".join(f"{count} {text(f'outcome.{outcome}').lower()}" for outcome, count in v.outcomes if count))
    return "  \n".join(lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    rule = ["--:" if place in right else "---" for place in range(len(head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows))


def _layers(v: View) -> str:
    text = english()
    head = ("", text("title.layers"), text("score.readiness"), "", text("blocked.label"))
    rows = []
    for layer in v.stack:
        status = text(f"status.{layer.it.status}")
        if layer.it.status_possible != layer.it.status:
            possibly = text(f"status.{layer.it.status_possible}").lower()
            status = f"{status}, {text('status.possibly', status=possibly)}"
        span = numbers.interval(layer.it.proven, layer.it.possible)
        rows.append((str(layer.number), f"**{escaped(layer.it.title)}**", span, status, escaped(layer.blocked)))
    return _table(head, rows, frozenset({2}))


def _matrix(v: View) -> str:
    text = english()
    head = ("", *(escaped(area.title) for area in v.areas))
    rows = [(f"**{escaped(layer.it.title)}**", *(_cell(cell) for cell in layer.cells)) for layer in v.stack]
    total = (f"**{text('title.areas')}**", *(numbers.interval(a.proven, a.possible) for a in v.areas))
    return _table(head, (*rows, total), frozenset(range(1, len(head))))


def _cell(cell: CellView) -> str:
    if cell.result is None or cell.result.proven is None:
        return numbers.NOTHING
    low, high = numbers.whole(cell.result.proven), numbers.whole(cell.result.possible)
    return low if low == high else f"{low} – {high}"


def _fixes(fixes: Sequence[FindingView]) -> str:
    text = english()
    head = (text("fixes.head_points"), text("fixes.head_what"), text("fixes.head_where"))
    rows = []
    for fix in fixes:
        action = fix.it.question if fix.can_answer else fix.it.remedy
        cost = text("fixes.answer") if fix.can_answer else numbers.effort(fix.it.effort_days)
        what = f"**{escaped(fix.it.title)}**<br>{escaped(action or '')}"
        rows.append((numbers.gain(fix.it.points.open), what, f"{escaped(fix.layer_title)}<br>{cost}"))
    return _table(head, rows, frozenset({0}))


def _footer(v: View) -> str:
    text, document = english(), v.document
    parts = [f"{document.tool.name} {document.tool.version}"]
    if document.subject.commit:
        parts.append(text("subject.commit", commit=document.subject.commit[:10]))
    parts.append(text("subject.as_of", date=document.as_of))
    parts.append(text("subject.profile", profile=document.configuration.profile))
    parts.append(text("subject.rubric", title=document.rubric.title, version=document.rubric.version))
    if document.diagnostics:
        parts.append(text.n("terminal.unread", len(document.diagnostics)))
    return f"<sub>{escaped(' · '.join(parts))}</sub>"
