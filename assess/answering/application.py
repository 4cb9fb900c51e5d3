"""The page as a WSGI application: what it shows, what it saves, whom it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from assess.answering.access import Access, Visitor, cookie
from assess.answering.assets import asset
from assess.answering.forms import Form, filled
from assess.answering.responses import Reply, data, page, plain, redirect
from assess.answering.traits import TraitView, trait_filled, trait_view
from assess.answering.views import Progress, QuestionView, answered, progress, question_view
from assess.errors import AssessError, OutputError
from assess.model.answer import Response
from assess.model.assessment import Assessment
from assess.model.rubric import Rubric
from assess.output.options import DEFAULT, Options
from assess.questionnaire.cards import PEOPLE, Card, cards
from assess.questionnaire.editing import beside, decided, fingerprint, without
from assess.questionnaire.store import AnswerConflict, AnswerStore, Sheet
from assess.questionnaire.trait_questions import TraitQuestion, trait_questions

LARGEST_FORM = 64_000
"""Bytes of one form; an answer is a few lines."""
_MOST_FIELDS = 60
FILTERS = ("layer", "role", "show")
"""What the address may say about which questions are shown."""

Environ = Mapping[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is answered for: scanned once, when the page was started."""

    assessment: Assessment
    rubric: Rubric
    store: AnswerStore
    today: Callable[[], date]

    def cards(self, sheet: Sheet) -> tuple[Card, ...]:
        """The questions as the file stands now."""
        return cards(self.assessment, self.rubric, sheet.answers)


class Application:
    """The application; one for each started page."""

    def __init__(self, subject: Subject, access: Access, who: str = "", look: Options = DEFAULT) -> None:
        self._subject = subject
        self._access = access
        self._who = who
        self._look = look
        self._traits = {one.identifier: one for one in trait_questions(subject.assessment, subject.rubric)}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """WSGI."""
        try:
            reply = self._reply(environ)
        except OutputError as error:
            reply = plain(str(error), "500 Internal Server Error")
        start(reply.status, reply.all_headers())
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body]

    def _reply(self, environ: Environ) -> Reply:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/")
        if not self._access.knows_host(environ.get("HTTP_HOST", "")):
            return plain("This address is not the page's own.", "421 Misdirected Request")
        if method in ("GET", "HEAD"):
            return self._shown(path, dict(parse_qsl(environ.get("QUERY_STRING", ""))), environ)
        if method == "POST":
            return self._sent(path, environ)
        return Reply("405 Method Not Allowed", headers=(("Allow", "GET, HEAD, POST"),))

    def _shown(self, path: str, query: Form, environ: Environ) -> Reply:
        name = path.removeprefix("/")
        if found := asset(name, self._look):
            return found
        if path == "/enter":
            session = self._access.enter(query.get("link", ""), self._who)
            if session is None:
                return self._refused("This link has let somebody in already, or never did.")
            return redirect("/", (("Set-Cookie", cookie(session)),))
        visitor = self._access.visitor(environ.get("HTTP_COOKIE", ""))
        if visitor is None:
            return self._refused("This page opens with the link that the terminal shows.")
        if path != "/":
            return plain("There is no such page.", "404 Not Found")
        return self._page(visitor, query)

    def _sent(self, path: str, environ: Environ) -> Reply:
        visitor = self._access.visitor(environ.get("HTTP_COOKIE", ""))
        if visitor is None:
            return self._refused("This page opens with the link that the terminal shows.")
        form = _form(environ)
        if isinstance(form, Reply):
            return form
        origin, site = environ.get("HTTP_ORIGIN"), environ.get("HTTP_SEC_FETCH_SITE")
        if not self._access.is_own(visitor, origin, site, form.get("token", "")):
            return self._refused("This form was not sent by the page itself.")
        if path == "/who":
            visitor.who = " ".join(form.get("who", "").split())[:200]
            return redirect("/")
        if path == "/link":
            return self._page(visitor, {}, link=self._access.link())
        kind, _, identifier = path.removeprefix("/").partition("/")
        if kind in ("answer", "withdraw") and identifier:
            return self._saved(kind, identifier, form, visitor, wants_data="json" in environ.get("HTTP_ACCEPT", ""))
        return plain("There is no such page.", "404 Not Found")

    def _saved(self, kind: str, identifier: str, form: Form, visitor: Visitor, *, wants_data: bool) -> Reply:
        try:
            sheet = self._subject.store.read()
            asked = self._question(sheet, identifier)
            if asked is None:
                return plain("There is no such question.", "404 Not Found")
            who = form.get("who", visitor.who) or visitor.who
            current = sheet.response(identifier)
            response, faults = self._response(kind, asked, current, form, who)
            if faults:
                return self._told(visitor, identifier, form, faults, "422 Unprocessable Content", current, wants_data)
            sheet = self._subject.store.save(identifier, response, seen=form.get("seen", ""))
        except AnswerConflict as conflict:
            said = "Somebody answered this question meanwhile. Nothing was overwritten: look, then save again."
            return self._told(visitor, identifier, form, (said,), "409 Conflict", conflict.current, wants_data)
        except AssessError as error:
            return self._failed(error, form, wants_data)
        if not wants_data:
            return redirect(f"/?{urlencode(_kept(form))}#{quote(identifier)}")
        return data(self._state(sheet, identifier, "saved", ()))

    def _question(self, sheet: Sheet, identifier: str) -> Card | TraitQuestion | None:
        if identifier in self._traits:
            return self._traits[identifier]
        return next((card for card in self._subject.cards(sheet) if card.identifier == identifier), None)

    def _response(
        self, kind: str, asked: Card | TraitQuestion, current: Response | None, form: Form, who: str
    ) -> tuple[Response | None, tuple[str, ...]]:
        if kind == "withdraw":
            return without(current, who), ()
        today = self._subject.today()
        found = filled(asked, form, who, today) if isinstance(asked, Card) else trait_filled(form, who, today)
        if found.answer is None:
            return None, found.faults
        if form.get("decision") and current is not None:
            return decided(current, found.answer), ()
        return beside(current, found.answer), ()

    def _told(
        self, visitor: Visitor, identifier: str, form: Form, messages: tuple[str, ...], status: str,
        current: Response | None, wants_data: bool,
    ) -> Reply:  # fmt: skip
        """What is wrong, beside the form as it was filled in; nothing that was typed is lost."""
        if not wants_data:
            return self._page(visitor, _kept(form), (identifier, form, messages), status=status)
        sheet = self._subject.store.read()
        state = "conflict" if status.startswith("409") else "fault"
        return data({**self._state(sheet, identifier, state, messages), "seen": fingerprint(current)}, status)

    def _state(self, sheet: Sheet, identifier: str, state: str, messages: tuple[str, ...]) -> dict[str, object]:
        found = self._subject.cards(sheet)
        view = self._view(sheet, identifier)
        return {
            "state": state,
            "messages": list(messages),
            "seen": view.seen,
            "standing": view.state,
            "mood": view.mood,
            "said": [f"{one.who}, {one.when}: {one.value}" for one in view.said],
            "progress": {row.identifier: [row.answered, row.of] for row in progress(found, self._subject.rubric)},
        }

    def _view(self, sheet: Sheet, identifier: str) -> QuestionView | TraitView:
        asked = self._question(sheet, identifier)
        if isinstance(asked, TraitQuestion):
            return trait_view(asked, sheet.response(identifier), "")
        assert asked is not None
        return question_view(asked, "", self._subject.today())

    def _page(
        self,
        visitor: Visitor,
        query: Form,
        draft: tuple[str, Form, tuple[str, ...]] | None = None,
        *,
        link: str = "",
        status: str = "200 OK",
    ) -> Reply:
        try:
            sheet = self._subject.store.read()
        except AssessError as error:
            return self._failed(error, {}, wants_data=False)
        found = self._subject.cards(sheet)
        today = self._subject.today()
        wanted = [card for card in found if _matches(card, query) or (draft and card.identifier == draft[0])]
        views = [
            question_view(card, visitor.who, today, *(draft[1:] if draft and draft[0] == card.identifier else ()))
            for card in wanted
        ]
        traits = [
            trait_view(one, sheet.response(name), visitor.who, *(draft[1:] if draft and draft[0] == name else ()))
            for name, one in self._traits.items()
            if (draft and draft[0] == name) or _wanted(sheet.response(name), query)
        ]
        rows = progress(found, self._subject.rubric)
        return page(self._rendered(visitor, query, views, traits, rows, link), status)

    def _rendered(
        self, visitor: Visitor, query: Form, views: list[QuestionView], traits: list[TraitView],
        rows: tuple[Progress, ...], link: str,
    ) -> str:  # fmt: skip
        from assess.output.presentation.templates import rendered

        settings = self._subject.rubric.settings
        host = next(iter(self._access.hosts))
        return rendered(
            "questionnaire/page.html",
            self._look.overrides,
            brand=self._look.brand,
            name=self._subject.assessment.subject.name,
            file=self._subject.store.name,
            who=visitor.who,
            token=visitor.form_token,
            today=self._subject.today().isoformat(),
            questions=views,
            traits=traits,
            rows=rows[:-1],
            total=rows[-1],
            layers=[(layer.id, layer.title) for layer in settings.layers],
            roles=list(PEOPLE.items()),
            query={key: query.get(key, "") for key in FILTERS},
            link=f"http://{host}/enter?link={link}" if link else "",
            whole=_whole,
        )

    def _failed(self, error: AssessError, form: Form, wants_data: bool) -> Reply:
        status = "409 Conflict" if error.exit_code == 2 else "507 Insufficient Storage"
        if wants_data:
            return data({"state": "failed", "messages": str(error).splitlines()}, status)
        typed = [(key, value) for key, value in form.items() if key not in ("token", "seen") and value]
        return page(self._simple("The answers cannot be saved or read now", str(error), typed), status)

    def _simple(self, title: str, text: str, typed: list[tuple[str, str]]) -> str:
        from assess.output.presentation.templates import rendered

        name, values = "questionnaire/message.html", {"title": title, "lines": text.splitlines(), "typed": typed}
        return rendered(name, self._look.overrides, whole=_whole, **values)

    def _refused(self, text: str) -> Reply:
        hint = "In the terminal, `assess questionnaire serve` shows a link; each link lets one browser in."
        return page(self._simple(text, hint, []), "403 Forbidden")


def _matches(card: Card, query: Form) -> bool:
    return (
        query.get("layer", "") in ("", card.criterion.layer)
        and query.get("role", "") in ("", card.role)
        and (query.get("show") != "open" or not answered(card) or card.state == "unknown")
    )


def _wanted(response: Response | None, query: Form) -> bool:
    """Whether a question about the whole subject is shown: with no choice of layer or role, and while it is wanted."""
    everybody = not query.get("layer") and not query.get("role")
    return everybody and (response is None or query.get("show") != "open")


def _kept(form: Form) -> dict[str, str]:
    """The filters that a form was sent from."""
    return {key: value for key in FILTERS if (value := form.get(f"filter-{key}", ""))}


def _form(environ: Environ) -> Form | Reply:
    """The fields of a sent form, or why it is refused before it is read."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return plain("Only forms are read here.", "415 Unsupported Media Type")
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdigit():
        return plain("The length of the form is missing.", "411 Length Required")
    if int(length) > LARGEST_FORM:
        return plain(f"A form holds at most {LARGEST_FORM} bytes.", "413 Content Too Large")
    body = environ["wsgi.input"].read(int(length))
    try:
        return dict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict",
                      max_num_fields=_MOST_FIELDS)
        )  # fmt: skip
    except ValueError:
        return plain("The form cannot be read.", "400 Bad Request")


def _whole(text: str) -> Any:
    """A text for a field that is sent back: escaped, and never cut or cleaned."""
    from markupsafe import escape

    return escape(text)
