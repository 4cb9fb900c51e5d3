"""Tasks of mise: `[tasks]` in mise.toml.

Source: https://mise.jdx.dev/tasks/toml-tasks.html
"""

from __future__ import annotations

import tomllib
from typing import Any

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_FILES = Globs(("{mise,.mise,mise.ci,.mise.ci}.toml",))


class MiseTasks:
    """Reads the tasks of one file."""

    name = "build-mise"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """A table of tasks."""
        return "tasks" in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All tasks; None when there are none. Raises: Unparsable."""
        try:
            tasks = tomllib.loads(text).get("tasks")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise Unparsable(f"not valid TOML: {error}") from error
        if not isinstance(tasks, dict):
            return None
        targets = [t for name, value in tasks.items() for t in _named(str(name), value, _line(text, str(name)))]
        return BuildFile("mise", path, tuple(targets)) if targets else None


def _named(name: str, value: Any, line: int) -> tuple[Target, ...]:
    """The task under its name and under its aliases."""
    table = value if isinstance(value, dict) else {"run": value}
    scripts = tuple(Script(line, text, "sh", True, False) for text in _texts(table.get("run")))
    needs = tuple(text.split()[0] for key in ("depends", "depends_post") for text in _texts(table.get(key)))
    folder = next(iter(_texts(table.get("dir"))), "")
    names = (name, *_texts(table.get("alias")))
    return tuple(Target(one, line, scripts, needs, "" if "{{" in folder else folder) for one in names)


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(text for text in found if isinstance(text, str) and text.strip())


def _line(text: str, name: str) -> int:
    starts = (f"[tasks.{name}]", f'[tasks."{name}"]', f"[tasks.'{name}']", f"{name} =", f'"{name}" =', f"{name}=")
    numbered = enumerate(text.split("\n"), start=1)
    return next((number for number, line in numbered if line.strip().startswith(starts)), 1)


EXTRACTOR = MiseTasks()
