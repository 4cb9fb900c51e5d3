"""Answers and configuration that lie in a work tree but are not tracked by git yet."""

from __future__ import annotations

from pathlib import Path

from assess.cli.streams import tell
from assess.snapshot.git_binary import Git

_DOCUMENTS = {"answers": ".maturity/answers.yaml", "config": ".maturity/config.yaml"}


def untracked(repository: Path, folder: str, kinds: tuple[str, ...] = tuple(_DOCUMENTS)) -> dict[str, Path]:
    """Paths of untracked documents by kind, each announced; links are not followed.

    People write answers before they commit them, so these are read; a named commit never sees them.
    """
    found: dict[str, Path] = {}
    if not repository.is_dir() or not (repository / ".git").exists():
        return found
    for kind in kinds:
        relative = Path(folder) / _DOCUMENTS[kind]
        path = repository / relative
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
            continue
        if Git(repository).attempt("ls-files", "--error-unmatch", "--", relative.as_posix()) is None:
            tell(f"note: {relative.as_posix()} is not tracked by git yet; it is read all the same")
            found[kind] = path
    return found
