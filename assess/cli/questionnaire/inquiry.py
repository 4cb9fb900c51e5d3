"""What the commands of the questionnaire work on: an assessed subject, its questions and its answers file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.assessments import scanned
from assess.cli.progress import Progress
from assess.cli.subject import Given, rubric_of
from assess.errors import InputError, RepositoryError
from assess.suggestion import did_you_mean

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.model.rubric import Rubric
    from assess.pipeline import Request
    from assess.questionnaire.cards import Card
    from assess.questionnaire.store import AnswerStore, Sheet

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One subject, scanned, with the file that its answers are kept in."""

    rubric: Rubric
    assessment: Assessment
    store: AnswerStore

    def cards(self, sheet: Sheet) -> tuple[Card, ...]:
        """The questions, open ones first."""
        from assess.questionnaire.cards import cards

        return cards(self.assessment, self.rubric, sheet.answers)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions are wanted."""

    layers: tuple[str, ...]
    areas: tuple[str, ...]
    roles: tuple[str, ...]

    def of(self, found: tuple[Card, ...], rubric: Rubric) -> tuple[Card, ...]:
        """The wanted cards. Raises: InputError for names that the rubric does not know."""
        from assess.questionnaire.cards import PEOPLE, chosen

        for kind, given, known in (
            ("layer", self.layers, [layer.id for layer in rubric.settings.layers]),
            ("area", self.areas, [area.id for area in rubric.settings.areas]),
            ("role", self.roles, list(PEOPLE)),
        ):
            for name in given:
                if name not in known:
                    raise InputError(
                        f"no {kind} is called {name!r}", hint=did_you_mean(name, known) or f"known: {', '.join(known)}"
                    )
        return chosen(found, self.layers, self.areas, self.roles)


def choice_options(function: Function) -> Function:
    """Adds `--layer`, `--area` and `--role`, handed over together as `choice`."""
    from functools import wraps

    @wraps(function)
    def gathered(**parameters: Any) -> Any:
        names = ("layers", "areas", "roles")
        return function(choice=Choice(**{name: parameters.pop(name) for name in names}), **parameters)

    decorated: Any = gathered
    for name, plural, text in (
        ("--role", "roles", "Only questions that this role can answer, for example `product-owner`; repeatable."),
        ("--area", "areas", "Only questions of this area; repeatable."),
        ("--layer", "layers", "Only questions of this layer; repeatable."),
    ):
        decorated = click.option(name, plural, multiple=True, metavar="NAME", help=text)(decorated)
    result: Function = decorated
    return result


def inquiry(repository: Path, given: Given, *, verbose: bool) -> Inquiry:
    """Scans the subject. Raises: RepositoryError, InputError, Problems."""
    request = given.request(repository)
    store, rubric = store_of(repository, given, request)
    assessment = scanned(request, Progress(verbose=verbose), with_run=False)
    return Inquiry(rubric, assessment, store)


def store_of(repository: Path, given: Given, request: Request | None = None) -> tuple[AnswerStore, Rubric]:
    """The answers file that is written, and the rubric that it is read by; nothing is scanned."""
    from assess.configuration import ANSWERS_FILE
    from assess.questionnaire.store import AnswerStore

    if given.ref is not None and given.answers is None:
        raise InputError("the answers of a commit cannot be changed", hint="leave --ref out, or name --answers FILE")
    if not repository.is_dir():
        raise RepositoryError(f"no such folder: {repository}")
    if given.answers is None and (repository / "HEAD").is_file() and (repository / "objects").is_dir():
        raise InputError("a bare repository holds no file to write answers to", hint="name one: --answers FILE")
    rubric = rubric_of(request or given.request(repository))
    return AnswerStore(given.answers or repository / given.folder / ANSWERS_FILE, rubric), rubric
