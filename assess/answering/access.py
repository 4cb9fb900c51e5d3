"""Who may use the local page: this computer's browser, once per link, and only the page's own forms."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from hmac import compare_digest
from threading import Lock

COOKIE = "assess_session"
_MOST_LINKS = 20
_MOST_SESSIONS = 50


@dataclass(slots=True)
class Visitor:
    """One browser that came in by a link."""

    form_token: str
    """Stands in every form of the page; another site cannot know it."""
    who: str = ""
    """The name that the answers are given under."""


@dataclass(slots=True)
class Access:
    """Links that let in once, and the visitors that came by them."""

    hosts: Collection[str]
    """What a request may call this server: other names come from pages that were led here."""
    _links: list[str] = field(default_factory=list)
    _visitors: dict[str, Visitor] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def link(self) -> str:
        """A token that lets one browser in, once."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._links = [*self._links, token][-_MOST_LINKS:]
        return token

    def enter(self, token: str, who: str = "") -> str | None:
        """The session of a browser that comes with an unused token; None for any other token."""
        with self._lock:
            found = next((one for one in self._links if compare_digest(one.encode(), token.encode())), None)
            if found is None:
                return None
            self._links.remove(found)
            session = secrets.token_urlsafe(24)
            kept = list(self._visitors.items())[1 - _MOST_SESSIONS :]
            self._visitors = {**dict(kept), session: Visitor(secrets.token_urlsafe(24), who)}
            return session

    def visitor(self, cookies: str) -> Visitor | None:
        """The visitor that a Cookie header names."""
        pairs = (part.strip().partition("=") for part in cookies.split(";"))
        session = next((value for name, _, value in pairs if name == COOKIE), "")
        with self._lock:
            return self._visitors.get(session)

    def knows_host(self, host: str) -> bool:
        """Whether a request's Host is this server's own."""
        return host.lower() in self.hosts

    def is_own(self, visitor: Visitor, origin: str | None, site: str | None, form_token: str) -> bool:
        """Whether a form was sent by this page: by its Origin, by what the browser says of the site, by its token."""
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self.hosts}:
            return False
        if site not in (None, "same-origin", "none"):
            return False
        return compare_digest(form_token.encode(), visitor.form_token.encode())


def cookie(session: str) -> str:
    """The Set-Cookie header of a session: no script reads it, no other site sends it."""
    return f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict"
