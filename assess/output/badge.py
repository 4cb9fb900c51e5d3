"""The badge: a small SVG with the proven score and the maturity level."""

from __future__ import annotations

from html import escape

from assess.model.assessment import Assessment
from assess.output.options import DEFAULT, Options
from assess.output.presentation import numbers
from assess.output.presentation.headline import level
from assess.output.presentation.texts import english

NAME = "badge"
SUFFIXES = (".svg",)

_COLOURS = ("#6b7280", "#b4473c", "#a8641a", "#7f7414", "#3c7f3f", "#146c3f")
"""Ground by heat step: nothing proven, then one per twenty points; white text reads on each."""
_WIDE = frozenset("mwMW%")
_NARROW = frozenset("iIl.,:;!'|jt()[] ")


def message(assessment: Assessment) -> str:
    """What the badge says: whole proven score and level."""
    text, score = english(), assessment.summary.score
    if score is None:
        return text("badge.none")
    return text("badge.message", score=numbers.whole(score.proven), level=level(assessment).short)


def colour(assessment: Assessment) -> str:
    """The ground behind the message."""
    from assess.output.presentation.view import heat

    score = assessment.summary.score
    return _COLOURS[0] if score is None else _COLOURS[heat(score.proven)]


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """The drawing; texts have fixed lengths, so that it looks the same whatever font is at hand."""
    label, said = english()("badge.label"), message(assessment)
    left, right = _width(label) + 12, _width(said) + 12
    return _SVG.format(
        label=escape(label),
        message=escape(said),
        left=left,
        right=right,
        whole=left + right,
        colour=colour(assessment),
        label_at=left / 2,
        message_at=left + right / 2,
        label_length=left - 12,
        message_length=right - 12,
    ).encode("utf-8")


def _width(text: str) -> int:
    """Rough width in pixels at 11 px."""
    return round(sum(9.5 if c in _WIDE else 3.9 if c in _NARROW else 6.5 for c in text))


_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label="{label}: {message}">
  <title>{label}: {message}</title>
  <clipPath id="r"><rect width="{whole}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#r)">
    <rect width="{left}" height="20" fill="#3b4450"/>
    <rect x="{left}" width="{right}" height="20" fill="{colour}"/>
  </g>
  <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
    <text x="{label_at}" y="14" textLength="{label_length}" lengthAdjust="spacingAndGlyphs">{label}</text>
    <text x="{message_at}" y="14" textLength="{message_length}" lengthAdjust="spacingAndGlyphs">{message}</text>
  </g>
</svg>
"""
