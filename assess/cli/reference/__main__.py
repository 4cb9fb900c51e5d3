"""Writes the reference pages, or tells which are out of step."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.reference import FOLDER, pages
from assess.cli.streams import tell


@click.command()
@click.option("--write", "writes", is_flag=True, help="Write the pages, and remove those that nothing makes any more.")
@click.option("--check", "checks", is_flag=True, help="Tell what is out of step; exit 1 if anything is.")
@click.argument("folder", type=click.Path(path_type=Path), default=FOLDER)
def command(writes: bool, checks: bool, folder: Path) -> None:
    """Generate the reference below FOLDER."""
    if writes == checks:
        raise click.UsageError("give --write or --check")
    made = pages()
    there = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*.md"))}
    stale = [name for name, path in there.items() if path.read_text("utf-8") != made.get(name)]
    wrong = sorted({*stale, *(made.keys() - there.keys())})
    if writes:
        for name in wrong:
            _put(folder / name, made.get(name))
        tell(f"{len(wrong)} of {len(made)} pages changed")
        return
    for name in wrong:
        tell(f"{folder / name} is out of step: run `make reference`")
    raise SystemExit(bool(wrong))


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    command()
