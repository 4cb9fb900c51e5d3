"""The jinja2 environment of the reports: sandboxed, always escaping, every value tamed."""

from __future__ import annotations

import traceback
from dataclasses import is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from assess.errors import InputError, OutputError, Place
from assess.output.presentation import numbers
from assess.output.presentation.replacements import Overrides
from assess.output.presentation.safe_text import brief, clean, show_path
from assess.output.presentation.texts import OWN, with_own
from assess.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

BUILT_IN = "built-in/"
"""Before a template's name: the shipped one, though a folder replaces it."""


@lru_cache(maxsize=4)
def environment(overrides: Overrides | None = None) -> Environment:
    """Templates by their path inside `reports/`, those of the overrides first; unknown names are errors."""
    from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return super().is_safe_attribute(obj, attr, value) and _is_data(obj, attr)

    class Loader(BaseLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
            own = overrides.text(template) if overrides else None
            if own is not None and overrides is not None:
                return own, f"{overrides.folder}/{template}", None
            try:
                return asset(template.removeprefix(BUILT_IN)), template, None
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
                raise TemplateNotFound(template) from error

    made = Sandbox(
        loader=Loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_tamed,
    )
    text = with_own(overrides.text(OWN) if overrides else None)
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
        numbers.spoken,
    ):
        made.globals[function.__name__] = function
    return made


def rendered(name: str, overrides: Overrides | None, /, **values: object) -> str:
    """A template with its values filled in.

    Raises: OutputError with the place, when a template that somebody wrote cannot be rendered.
    """
    from jinja2 import TemplateError

    try:
        return environment(overrides).get_template(name).render(**values)
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        place = _place(error, overrides) if overrides else None
        if place is None:
            raise
        raise OutputError(f"the template cannot be rendered: {error}", place) from error


def _place(error: BaseException, overrides: Overrides | None) -> Place | None:
    """Where in the overriding templates an error arose, the innermost line of them."""
    root = f"{overrides.folder}/" if overrides else ""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(root)]
    named = str(getattr(error, "filename", None) or "")
    if named.startswith(root):
        return Place(named, int(getattr(error, "lineno", 0) or 0))
    return Place(frames[-1].filename, frames[-1].lineno or 0) if frames else None


def check_syntax(text: str, name: str) -> None:
    """Parses a template. Raises: InputError with its line."""
    from jinja2 import TemplateSyntaxError

    try:
        environment().parse(text)
    except TemplateSyntaxError as error:
        raise InputError(f"not a template: {error.message}", Place(name, error.lineno)) from error


def _is_data(value: Any, attribute: str) -> bool:
    """Of documents and views only the fields can be had, none of the methods that read, copy or make something."""
    if isinstance(value, BaseModel):
        return attribute in type(value).model_fields
    if is_dataclass(value) and not isinstance(value, type):
        return attribute in value.__dataclass_fields__ or isinstance(getattr(type(value), attribute, None), property)
    return True


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


def style(part: str, overrides: Overrides | None, *names: str) -> str:
    """The styles of a page of `html`, `pdf` or `questionnaire`: colours, the named sheets, then the extra styles."""
    extra = overrides.text(f"{part}/extra.css") if overrides else None
    colours = "" if part == "pdf" else _sheet("shared/palette.css", overrides)
    return colours + "".join(_sheet(f"{part}/{name}", overrides) for name in names or ("report.css",)) + (extra or "")


def _sheet(name: str, overrides: Overrides | None) -> str:
    own = overrides.text(name) if overrides else None
    return asset(name) if own is None else own


def asset(path: str) -> str:
    """A bundled text file as it is: a template, style sheet or script of our own."""
    return asset_bytes(path).decode("utf-8")


def asset_bytes(path: str) -> bytes:
    """A bundled file: a font, or any other."""
    target = folder("reports")
    parts = path.split("/")
    if {"", ".", ".."} & set(parts):
        raise FileNotFoundError(path)
    for part in parts:
        target = target / part
    return target.read_bytes()
