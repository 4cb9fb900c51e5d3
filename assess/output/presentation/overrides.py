"""Reads a folder of templates and styles that stand before the shipped ones, file by file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assess.errors import InputError, Place, Problems
from assess.output.presentation.replacements import Overrides
from assess.output.presentation.templates import check_syntax
from assess.output.presentation.texts import OWN, check_own
from assess.resources import folder
from assess.suggestion import did_you_mean

SIZE_LIMIT = 512 * 1024
"""Largest file in bytes."""
EXTRA = ("html/extra.css", "pdf/extra.css", "questionnaire/extra.css")
"""Styles that come after the shipped ones; none are shipped."""
_PARTS = ("html", "pdf", "shared", "questionnaire")
_SUFFIXES = (".html", ".css")


@cache
def replaceable() -> tuple[str, ...]:
    """What a folder may hold: the templates and styles that reports are made of, and the extra styles."""
    shipped = (f"{part}/{file.name}" for part in _PARTS for file in (folder("reports") / part).iterdir())
    return tuple(sorted((*(name for name in shipped if name.endswith(_SUFFIXES)), *EXTRA, OWN)))


def load_overrides(root: Path) -> Overrides:
    """Reads the templates and styles of a folder; its other files are left alone.

    Raises: InputError when there is no such folder; Problems with every file that stands before nothing, is too
    large, leads elsewhere, or is no template.
    """
    if not root.is_dir():
        raise InputError("there is no such folder of templates", Place(str(root)))
    problems: list[InputError] = []
    files: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not name.endswith((*_SUFFIXES, ".js", ".toml")) or path.is_dir():
            continue
        try:
            files[name] = _text(path, name, root)
            if name.endswith(".html"):
                check_syntax(files[name], str(path))
            if name == OWN:
                check_own(files[name], str(path))
        except Problems as error:
            problems += error.problems
        except InputError as error:
            problems.append(error)
    if problems:
        raise Problems(problems)
    return Overrides(str(root), tuple(files.items()))


def _text(path: Path, name: str, root: Path) -> str:
    place = Place(str(path))
    if name not in replaceable():
        known = ", ".join(replaceable())
        raise InputError("this file replaces nothing", place, did_you_mean(name, replaceable()) or f"known: {known}")
    if not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
        raise InputError("this is no file of the folder", place, "copy it here; links are not followed out")
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("this is not UTF-8 text", Place(str(path), line)) from error
    if len(content) > SIZE_LIMIT:
        raise InputError(f"it has {len(content):,} bytes, at most {SIZE_LIMIT:,} are read", place)
    if name.endswith(".css") and "</style" in text.lower():
        line = text.lower()[: text.lower().index("</style")].count("\n") + 1
        raise InputError("a style cannot hold </style", Place(str(path), line))
    return text
