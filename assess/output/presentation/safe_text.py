"""Tames texts that come from repositories and answers: no control or direction characters, no endless lines."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from assess.output.presentation.texts import english

TEXT_LIMIT = 1500
"""Longest shown text in characters; longer ones are cut with a note."""
PATH_LIMIT = 240
URL_LIMIT = 2000

_KEPT = "\u200c\u200d\u00a0\u202f"
"""Joiners that Persian, Indic scripts and emoji need, and fixed spaces; none of them changes direction."""
_SPACES = re.compile(" {2,}")
_ENDLESS = re.compile("([!-~]{200})[!-~]+")
"""A word that no line holds; the time to lay it out grows with its square."""
_IN_NO_URL = frozenset(" \"'<>\\^`{|}")


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """One line without control, direction or surrogate characters (shown as \ufffd), cut with a note."""
    if len(text) <= min(limit, 200) and text.isprintable():
        return text
    head = "".join(_shown(character) for character in text[: limit + 1])
    flat = _ENDLESS.sub("\\1\u2026", _SPACES.sub(" ", head).strip())
    if len(text) <= limit:
        return flat
    kept = flat[:limit].rstrip(" \u2026")
    return f"{kept}\u2026 {english().n('cut', len(text) - limit)}"


def brief(text: str, limit: int) -> str:
    """The same cut with an ellipsis, where a heading or a summary has room for so much and no more;
    between words, if that loses little."""
    flat = clean(text[: limit * 4], limit * 4)
    if len(flat) <= limit and len(text) <= limit * 4:
        return flat
    head = flat[: limit - 1]
    words = head.rpartition(" ")[0]
    return f"{(words if len(words) > limit * 2 // 3 else head).rstrip(' ,;:(')}\u2026"


def _shown(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    return " " if character.isspace() else "\ufffd"


def show_path(path: str, limit: int = PATH_LIMIT) -> str:
    """A path in which every unprintable character stands as its escape; a long one loses its middle."""
    if len(path) > limit:
        path = f"{path[: limit // 2]}\u2026{path[-limit // 2 :]}"
    return path if path.isprintable() else "".join(_escaped(character) for character in path)


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def web_link(url: str) -> str | None:
    """The address if it is a plain http or https one, else None: nothing else ever becomes a link."""
    if not url or len(url) > URL_LIMIT or not url.isprintable() or _IN_NO_URL & set(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    named = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if named else None
