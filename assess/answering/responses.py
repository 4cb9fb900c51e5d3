"""What goes back to the browser: status, headers, body."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One response; `headers` beside those that every response has."""

    status: str
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()

    def all_headers(self) -> list[tuple[str, str]]:
        """Everything that is sent before the body."""
        return [("Content-Type", self.kind), ("Content-Length", str(len(self.body))), *_HEADERS, *self.headers]


def page(text: str, status: str = "200 OK") -> Reply:
    """A page."""
    return Reply(status, text.encode("utf-8", "replace"))


def plain(text: str, status: str) -> Reply:
    """A sentence."""
    return Reply(status, f"{text}\n".encode("utf-8", "replace"), "text/plain; charset=utf-8")


def data(values: Mapping[str, object], status: str = "200 OK") -> Reply:
    """An answer for the page's script."""
    return Reply(status, json.dumps(values).encode(), "application/json")


def redirect(place: str, headers: Iterable[tuple[str, str]] = ()) -> Reply:
    """On to another address of this server, by GET."""
    return Reply("303 See Other", headers=(("Location", place), *headers))
