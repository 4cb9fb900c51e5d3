"""package.json: scripts, with the hooks that run around them."""

from __future__ import annotations

import json

from assess.facts.build_files.model import BuildFile, Target
from assess.facts.ci.model import Script
from assess.facts.extractor import Unparsable

PLACEHOLDER = "no test specified"
"""What `npm init` writes as the test script."""


class PackageJson:
    """Reads the scripts of one package.json, deno.json or composer.json."""

    name = "build-npm"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The manifest's name."""
        return path.rsplit("/", 1)[-1] in ("package.json", "composer.json")

    def concerns(self, text: str) -> bool:
        """Scripts."""
        return '"scripts"' in text

    def extract(self, path: str, text: str) -> BuildFile | None:
        """All scripts; None when there are none. Raises: Unparsable."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Unparsable(f"not valid JSON: {error}") from error
        scripts = data.get("scripts") if isinstance(data, dict) else None
        if not isinstance(scripts, dict):
            return None
        begin = text.find('"scripts"')
        targets = []
        for name, command in scripts.items():
            body = (
                command
                if isinstance(command, str)
                else " && ".join(c for c in command if isinstance(c, str))
                if isinstance(command, list)
                else ""
            )
            if not body:
                continue
            at = text.find(json.dumps(name), begin)
            line = text.count("\n", 0, at if at >= 0 else begin) + 1
            around = tuple(hook for hook in (f"pre{name}", f"post{name}") if hook in scripts)
            parts = () if PLACEHOLDER in body else (Script(line, body, "sh", False, False),)
            targets.append(Target(name, line, parts, around))
        return (
            BuildFile("npm" if path.endswith("package.json") else "composer", path, tuple(targets)) if targets else None
        )


EXTRACTOR = PackageJson()
