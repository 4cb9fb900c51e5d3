"""The configuration file of a repository, changed in place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from assess.errors import InputError, Place

Edit = Callable[[str, str], str]
"""Text and name of a file to its new text."""


def edited(folder: Path, in_yaml: Edit, in_toml: Edit) -> tuple[Path, str]:
    """The file to write and its new text: the configuration that there is, else a new one.

    Raises: InputError, Problems; nothing is written here.
    """
    from assess.configuration import CONFIG_FILE, PROJECT_FILE, load_configuration, read_document
    from assess.snapshot.memory import MemorySnapshot

    own, project = folder / CONFIG_FILE, folder / PROJECT_FILE
    files = {name: path for name, path in ((CONFIG_FILE, own), (PROJECT_FILE, project)) if path.is_file()}
    if any(path.is_symlink() for path in (own, own.parent, project)):
        raise InputError("it is a symbolic link, which is not followed", Place(str(own)))
    texts = {name: read_document(path) for name, path in files.items()}
    load_configuration(MemorySnapshot(texts), None)
    if CONFIG_FILE not in texts and has_table(texts.get(PROJECT_FILE, "")):
        path, name, text = project, PROJECT_FILE, in_toml(texts[PROJECT_FILE], PROJECT_FILE)
    else:
        path, name, text = own, CONFIG_FILE, in_yaml(texts.get(CONFIG_FILE, ""), CONFIG_FILE)
    load_configuration(MemorySnapshot({name: text}), None)
    return path, text


def has_table(text: str) -> bool:
    """Whether a pyproject.toml holds the configuration."""
    try:
        return "assess" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return False
