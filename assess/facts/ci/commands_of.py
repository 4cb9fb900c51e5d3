"""Scripts from commands that are written as lists of words, with entry points of containers."""

from __future__ import annotations

import shlex

from assess.facts.ci.model import Script
from assess.facts.ci.nodes import Node

_SHELLS = frozenset({"bash", "sh", "ash", "zsh", "/bin/bash", "/bin/sh", "/usr/bin/bash", "/busybox/sh"})


def script_of(words: list[Node], prefix: tuple[str, ...] = (), line: int = 0) -> Script | None:
    """A script from words; the text of `bash -c TEXT` becomes the script itself, at its own line."""
    texts = [*prefix, *(node.text for node in words)]
    if not texts:
        return None
    if texts[0] in _SHELLS:
        for index, text in enumerate(texts[1:], start=1):
            if text.startswith("-") and not text.startswith("--") and "c" in text and index + 1 < len(texts):
                at = index + 1 - len(prefix)
                body = words[at] if 0 <= at < len(words) else None
                errexit = any(t.startswith("-") and "e" in t for t in texts[1 : index + 1])
                place = body.text_line if body is not None else line
                return Script(place, texts[index + 1], "bash", errexit, "pipefail" in " ".join(texts[:index]))
    start = words[0].line if words and not prefix else line or (words[0].line if words else 1)
    return Script(start, " ".join(t if "$" in t and " " not in t else shlex.quote(t) for t in texts), "bash")
