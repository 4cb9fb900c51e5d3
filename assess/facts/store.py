"""Facts of one snapshot: texts read once, facts extracted on first use, failures kept as diagnostics."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from assess.facts.extractor import Extractor, Unparsable
from assess.facts.path_sets import PathSets
from assess.facts.text import decode
from assess.model.evidence import Diagnostic
from assess.snapshot.protocol import Entry, Snapshot, Unavailable

F = TypeVar("F")
TEXT_CACHE_BYTES = 96_000_000
BINARY = "binary content"


class Facts:
    """Lazy facts over all regular files of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._texts: OrderedDict[str, str | Unavailable] = OrderedDict()
        self._held_bytes = 0
        self._found: dict[str, dict[str, Any]] = {}
        self._failed: dict[str, dict[str, Diagnostic]] = {}
        self._begun: set[str] = set()

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Regular files by path."""
        return {e.path: e for e in self.snapshot.entries if e.kind == "file"}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Paths of regular files, sorted."""
        return tuple(self.entries)

    @cached_property
    def path_sets(self) -> PathSets:
        """Which of the paths match which globs."""
        return PathSets(self.paths)

    def text(self, path: str) -> str:
        """One file's text. Raises: Unavailable (also for binary files)."""
        held = self._texts.get(path)
        if held is None:
            try:
                held = self._decoded(self.snapshot.read(path))
            except Unavailable as problem:
                held = problem
            self._keep(path, held)
        else:
            self._texts.move_to_end(path)
        if isinstance(held, Unavailable):
            raise held
        return held

    def texts(self, paths: Iterable[str], limit_bytes: int) -> Iterator[tuple[str, str | Unavailable]]:
        """Many files' texts; files over the limit and binary ones are `Unavailable`."""
        wanted = []
        for path in paths:
            size = self.entries[path].size_bytes
            if size is not None and size > limit_bytes:
                yield path, Unavailable(f"too large to read ({size / 1_000_000:.1f} MB)")
            elif path in self._texts:
                yield path, self._texts[path]
            else:
                wanted.append(path)
        for path, content in self.snapshot.read_many(wanted):
            text = content if isinstance(content, Unavailable) else self._decoded(content)
            self._keep(path, text)
            yield path, text

    def of(self, extractor: Extractor[F]) -> dict[str, F]:
        """All facts of one kind by path; files that could not be read are in `unreadable`."""
        if extractor.name not in self._found:
            if extractor.name in self._begun:
                raise RuntimeError(f"the extractor {extractor.name} failed before")
            self._begun.add(extractor.name)
            self._extract(extractor)
        return self._found[extractor.name]

    def unreadable(self, extractor: Extractor[Any]) -> dict[str, Diagnostic]:
        """Candidates of one kind that could not be read, by path."""
        self.of(extractor)
        return self._failed[extractor.name]

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every failure so far, one per path and message."""
        every = {(d.path, d.message): d for failed in self._failed.values() for d in failed.values()}
        return tuple(every[key] for key in sorted(every))

    def _extract(self, extractor: Extractor[F]) -> None:
        found: dict[str, F] = {}
        failed: dict[str, Diagnostic] = {}
        selected = [path for path in self.paths if extractor.selects(path)]
        for path, text in self.texts(selected, extractor.limit_bytes):
            if isinstance(text, Unavailable):
                if str(text) != BINARY:
                    failed[path] = Diagnostic(path, str(text))
                continue
            if not extractor.concerns(text):
                continue
            try:
                found[path] = extractor.extract(path, text)
            except Unparsable as problem:
                failed[path] = Diagnostic(path, str(problem), problem.line)
            except RecursionError:
                failed[path] = Diagnostic(path, "nested too deeply to read")
        self._found[extractor.name], self._failed[extractor.name] = found, failed

    def _decoded(self, content: bytes) -> str | Unavailable:
        text = decode(content)
        return Unavailable(BINARY) if text is None else text

    def _keep(self, path: str, text: str | Unavailable) -> None:
        self._texts[path] = text
        self._held_bytes += len(text) if isinstance(text, str) else 0
        while self._held_bytes > TEXT_CACHE_BYTES and len(self._texts) > 1:
            _, old = self._texts.popitem(last=False)
            self._held_bytes -= len(old) if isinstance(old, str) else 0
