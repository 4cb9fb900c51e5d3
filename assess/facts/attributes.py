"""What keeps bulk out of git: large-file attributes, ignore rules, DVC pointers."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath

from assess.facts.dependencies.reading import items, read_yaml, table, text_of
from assess.facts.globs import Globs

MOST_RULES = 2000


@dataclass(frozen=True, slots=True)
class StorageRule:
    """Paths that a filter keeps elsewhere: `glob` from the repository's top, `filter` `lfs`, `annex` or another."""

    glob: str
    filter: str
    line: int


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """One pattern of a .gitignore; `pattern` as written without `!`, `folder` where the file lies."""

    pattern: str
    folder: str
    negated: bool
    line: int


@dataclass(frozen=True, slots=True)
class TrackedOutput:
    """Data that DVC keeps elsewhere: its path from the repository's top, size when the pointer tells."""

    path: str
    line: int
    size_bytes: int | None = None


def anchored(folder: str, pattern: str) -> str:
    """A git pattern of a folder's file as a glob from the repository's top."""
    body = pattern.strip().strip('"')
    whole = body.endswith("/")
    body = body.strip("/")
    free = "/" not in pattern.strip().rstrip("/")
    head = f"/{folder}/" if folder else "/"
    glob = f"{head}**/{body}" if free else f"{head}{body}"
    return f"{glob}/**" if whole else glob


class StorageRuleExtractor:
    """`filter=` rules of .gitattributes files."""

    name = "storage-rules"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """Files called .gitattributes."""
        return basename(path) == ".gitattributes"

    def concerns(self, text: str) -> bool:
        """Files that name a filter."""
        return "filter=" in text

    def extract(self, path: str, text: str) -> tuple[StorageRule, ...]:
        """The rules in line order."""
        found = []
        for number, line in enumerate(text.split("\n"), 1):
            words = line.split()
            if len(words) < 2 or words[0].startswith("#"):
                continue
            filters = [w.partition("=")[2] for w in words[1:] if w.startswith("filter=")]
            if filters:
                found.append(StorageRule(anchored(dirname(path), words[0]), filters[-1], number))
        return tuple(found[:MOST_RULES])


class IgnoreRuleExtractor:
    """Patterns of .gitignore files."""

    name = "ignore-rules"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """Files called .gitignore."""
        return basename(path) == ".gitignore"

    def concerns(self, text: str) -> bool:
        """Every such file that holds something."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> tuple[IgnoreRule, ...]:
        """The patterns in line order."""
        found = []
        for number, line in enumerate(text.split("\n"), 1):
            pattern = line.strip()
            if pattern and not pattern.startswith("#"):
                found.append(IgnoreRule(pattern.removeprefix("!"), dirname(path), pattern.startswith("!"), number))
        return tuple(found[:MOST_RULES])


class TrackedOutputExtractor:
    """Pointers of DVC: `*.dvc` files and the outputs of `dvc.lock`."""

    name = "tracked-outputs"
    version = 1
    limit_bytes = 3_000_000
    _files = Globs(("*.dvc", "dvc.lock"))

    def selects(self, path: str) -> bool:
        """Pointer files and pipeline locks."""
        return path in self._files

    def concerns(self, text: str) -> bool:
        """Files that list outputs."""
        return "outs:" in text

    def extract(self, path: str, text: str) -> tuple[TrackedOutput, ...]:
        """The outputs in order. Raises: Unparsable."""
        document = read_yaml(text, path)
        data = table(document.data)
        stages = table(data.get("stages"))
        groups = [(("outs",), data), *((("stages", name, "outs"), table(body)) for name, body in stages.items())]
        found = []
        for place, holder in groups:
            for index, entry in enumerate(items(holder.get("outs"))):
                named = text_of(table(entry).get("path"))
                if named:
                    size = table(entry).get("size")
                    kept = normpath(join(dirname(path), named))
                    line = document.line(*place, index)
                    found.append(TrackedOutput(kept, line, size if isinstance(size, int) else None))
        return tuple(found[:MOST_RULES])


STORAGE_RULES = StorageRuleExtractor()
IGNORE_RULES = IgnoreRuleExtractor()
TRACKED_OUTPUTS = TrackedOutputExtractor()
