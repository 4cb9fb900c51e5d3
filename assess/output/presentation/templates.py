"""The jinja2 environment of the reports: always escaping, every value tamed, templates from the bundled folder only."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from assess.output.presentation import numbers
from assess.output.presentation.safe_text import brief, clean, show_path
from assess.output.presentation.texts import english
from assess.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@cache
def environment() -> Environment:
    """Templates by their path inside `reports/`; unknown names are errors."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_tamed,
    )
    text = english()
    made.globals.update(t=text, n=text.n, prose=prose, href=href, brief=brief, show_path=show_path)
    for function in (
        numbers.score,
        numbers.whole,
        numbers.interval,
        numbers.span,
        numbers.points,
        numbers.gain,
        numbers.exact,
        numbers.percent,
        numbers.effort,
    ):
        made.globals[function.__name__] = function
    return made


def _source(name: str) -> str:
    target = folder("reports")
    for part in name.split("/"):
        target = target / part
    return target.read_text(encoding="utf-8")


def _tamed(value: Any) -> Any:
    """Cleans every text on its way into the page; markup made by the templates themselves passes."""
    from markupsafe import Markup

    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def href(address: str) -> Markup:
    """An address that `web_link` has let pass, whole: it is escaped, but never cut like a text."""
    from markupsafe import escape

    return escape(address)


def prose(text: str | None) -> Markup:
    """A sentence of the rubric or the engine; what stands between backticks becomes code, all of it escaped."""
    from markupsafe import Markup, escape

    parts = [escape(part) for part in clean(text or "").split("`")]
    if len(parts) % 2 == 0:
        return Markup("`").join(parts)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )


def asset(path: str) -> str:
    """A bundled text file as it is: a style sheet or script of our own."""
    return _source(path)


def asset_bytes(path: str) -> bytes:
    """A bundled binary file: a font."""
    target = folder("reports")
    for part in path.split("/"):
        target = target / part
    return target.read_bytes()
