"""Text patterns over all files in one pass."""

from assess.facts.matches import Matches, Search
from assess.facts.store import Facts
from assess.snapshot.memory import MemorySnapshot


def matches(files: dict[str, str], *patterns: str, missing: tuple[str, ...] = ()) -> Matches:
    return Matches(Facts(MemorySnapshot(files, missing=missing)), map(Search, patterns))


def test_comments_and_docstrings_do_not_match() -> None:
    found = matches({"a.py": '"""mlflow.log"""\n# mlflow.log\nx = 1\n'}, r"mlflow\.log")
    assert found.paths(r"mlflow\.log") == ("a.py",)
    assert found.hits(r"mlflow\.log", "a.py") == ()
    assert [line for line, _ in found.hits(r"mlflow\.log", "a.py", comments=True)] == [1, 2]


def test_a_match_gives_its_line_and_the_whole_source_line() -> None:
    found = matches({"a.py": "x = 1\n  run(mlflow.log)  # why\n"}, r"mlflow\.log")
    assert found.hits(r"mlflow\.log", "a.py") == ((2, "run(mlflow.log)  # why"),)


def test_a_pattern_that_was_not_announced_is_still_searched() -> None:
    assert matches({"a.txt": "one\ntwo\n"}).paths("^two$") == ("a.txt",)


def test_binary_files_are_not_candidates_and_missing_ones_are() -> None:
    found = matches({"a.bin": "x\0y", "b.py": "x"}, "x", missing=("c.py",))
    assert found.paths("x") == ("b.py",)
    assert list(found.unreadable()) == ["c.py"]
