"""Who works here, by git's own configuration."""

from __future__ import annotations

from pathlib import Path

from assess.snapshot.git_binary import Git

_LONGEST = 200


def configured_person(folder: Path) -> str:
    """The name that commits made in this folder would carry; empty when git knows none, or is not there."""
    if not folder.is_dir():
        return ""
    name = Git(folder).configured("user.name")
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:_LONGEST]
