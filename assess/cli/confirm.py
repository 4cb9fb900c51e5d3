"""`assess confirm`: writes what the scan proposed into the configuration, so that it counts."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.streams import tell
from assess.cli.subject import FILE, Given, rubric_of
from assess.errors import InputError, Place, RepositoryError
from assess.suggestion import did_you_mean

_NOT = "no-"


@click.command("confirm")
@click.argument("traits", nargs=-1, required=True, metavar="TRAIT... | no-TRAIT...")
@click.option("--repo", type=FILE, default=".", metavar="PATH", help="The repository. [here]")
@click.option("--path", "folder", default="", metavar="DIR", help="The folder of the repository that is the product.")
@click.option("--reason", metavar="TEXT", help="Why; written beside each trait.")
@click.option("--rubric", type=FILE, metavar="FOLDER", help="A rubric or an overlay instead of the built-in one.")
def command(traits: tuple[str, ...], repo: Path, folder: str, reason: str | None, rubric: Path | None) -> int:
    """Write TRAITs, each with or without `no-` before it, into .maturity/config.yaml or [tool.assess].

    `assess scan` prints the whole command when it has something to propose. Comments and order of the file stay.
    """
    from assess.atomic_file import put

    if not repo.is_dir():
        raise RepositoryError(f"no such folder: {repo}")
    given = Given(folder=folder, rubric=rubric)
    chosen = settled(traits, tuple(rubric_of(given.request(repo)).settings.traits))
    why = reason or f"Seen by the scan, confirmed on {given.day.isoformat()}."
    path, text = spliced(repo / folder, {trait: (holds, why) for trait, holds in chosen.items()})
    path.parent.mkdir(exist_ok=True)
    put(text.encode(), path)
    tell(f"wrote {path}: {', '.join(traits)}")
    return 0


def settled(words: tuple[str, ...], known: tuple[str, ...]) -> dict[str, bool]:
    """Each trait and whether it holds. Raises: InputError for unknown and contradicting ones."""
    found: dict[str, bool] = {}
    for word in words:
        holds = word in known or not word.startswith(_NOT)
        name = word if holds else word.removeprefix(_NOT)
        if name not in known:
            raise InputError(f"no trait is called {name!r}", hint=did_you_mean(name, known) or "see `assess scan`")
        if found.setdefault(name, holds) != holds:
            raise InputError(f"{name!r} cannot hold and not hold")
    return found


def spliced(folder: Path, settings: dict[str, tuple[bool, str]]) -> tuple[Path, str]:
    """The file to write and its new text: the configuration that there is, else a new one. Raises: InputError."""
    from assess.cli.splice import into_toml, into_yaml
    from assess.configuration import CONFIG_FILE, PROJECT_FILE, load_configuration, read_document
    from assess.snapshot.memory import MemorySnapshot

    own, project = folder / CONFIG_FILE, folder / PROJECT_FILE
    files = {name: path for name, path in ((CONFIG_FILE, own), (PROJECT_FILE, project)) if path.is_file()}
    if any(path.is_symlink() for path in (own, own.parent, project)):
        raise InputError("it is a symbolic link, which is not followed", Place(str(own)))
    texts = {name: read_document(path) for name, path in files.items()}
    load_configuration(MemorySnapshot(texts), None)
    if CONFIG_FILE not in texts and _has_table(texts.get(PROJECT_FILE, "")):
        return project, into_toml(texts[PROJECT_FILE], PROJECT_FILE, settings)
    return own, into_yaml(texts.get(CONFIG_FILE, ""), CONFIG_FILE, settings)


def _has_table(text: str) -> bool:
    import tomllib

    try:
        return "assess" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return False
