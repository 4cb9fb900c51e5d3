"""Facts of one snapshot: an extractor that fails gives nothing rather than a part."""

from __future__ import annotations

import pytest
from assess.facts.extractor import Unparsable
from assess.facts.store import Facts
from assess.snapshot.memory import MemorySnapshot


class Numbers:
    """Whole numbers of text files."""

    name = "numbers"
    version = 1
    limit_bytes = 100

    def selects(self, path: str) -> bool:
        return path.endswith(".txt")

    def concerns(self, text: str) -> bool:
        return bool(text.strip())

    def extract(self, path: str, text: str) -> int:
        if text == "?":
            raise Unparsable("no number", 1)
        if text == "deep":
            raise RecursionError
        return int(text)


def test_each_file_is_a_fact_or_a_diagnostic() -> None:
    texts = {"a.txt": "1", "b.txt": "?", "c.txt": "deep", "d.txt": "9" * 200, "e.txt": " ", "f.md": "7"}
    facts = Facts(MemorySnapshot(texts, missing=["g.txt"]))
    numbers = Numbers()
    assert facts.of(numbers) == {"a.txt": 1}
    assert {path: d.message.split(" (")[0] for path, d in facts.unreadable(numbers).items()} == {
        "b.txt": "no number",
        "c.txt": "nested too deeply to read",
        "d.txt": "too large to read",
        "g.txt": "its contents are not in this copy of the repository",
    }
    assert [d.path for d in facts.diagnostics()] == ["b.txt", "c.txt", "d.txt", "g.txt"]


def test_an_extractor_that_fails_gives_no_part_of_its_facts_ever() -> None:
    facts = Facts(MemorySnapshot({"a.txt": "1", "b.txt": "one"}))
    numbers = Numbers()
    with pytest.raises(ValueError, match="invalid literal"):
        facts.of(numbers)
    for ask in (facts.of, facts.unreadable):
        with pytest.raises(RuntimeError, match="numbers failed before"):
            ask(numbers)
