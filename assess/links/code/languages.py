"""How tests look in languages other than Python, and by which words a test file names what it tests."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOTTED = re.compile(r"[A-Za-z_.][\w.]*+")
_PLAIN = re.compile(r"\w++")
_QUOTED = re.compile(r"""["'`]([^"'`\s]{1,200}+)["'`]""")


@dataclass(frozen=True, slots=True)
class Language:
    """One family of languages that share a test culture."""

    name: str
    suffixes: tuple[str, ...]
    assertion: str
    """A pattern (RE2) of a call that asserts."""
    definition: str = ""
    """A pattern whose first group is a name that a test would call; empty when tests name the file's class or path."""
    same_folder: bool = False
    """Tests see only what lies in their own folder."""
    inline: str = ""
    """A pattern of tests written into the product file itself."""


LANGUAGES = (
    Language(
        "r",
        (".r", ".R"),
        r"\bexpect_\w+\(|\bassert_\w+\(|\bcheck\w+\(|\bstopifnot\(",
        definition=r"(?m)^[ \t]*([A-Za-z.][\w.]{2,})[ \t]*(?:<-|=)[ \t]*function\b",
    ),
    Language(
        "javascript",
        (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".vue", ".svelte"),
        r"\bexpect\(|\bassert[\w.]*\(|\.should\b|\bcy\.\w+\([^)]*\)\.should",
    ),
    Language(
        "jvm",
        (".java", ".scala", ".kt", ".groovy"),
        r"\bassert\w*\s*\(|\bverify\w*\(|\b(should|must|shouldBe|mustBe|mustEqual|shouldEqual)\b|\bexpect\w*\(|===|\bassertThat\b",
    ),
    Language(
        "go",
        (".go",),
        r"\bt\.(Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|\b(assert|require|is)\.\w+\(|\bExpect\w*\(|\bg\.Assert",
        definition=r"(?m)^func[ \t]+(?:\([^)]*\)[ \t]*)?(\w{3,})",
        same_folder=True,
    ),
    Language("rust", (".rs",), r"\bassert\w*!", inline=r"#\[(?:\w+::)?test\]"),
    Language("ruby", (".rb",), r"\bexpect\b|\bassert\w*|\.should\b|\bmust_\w+"),
    Language("elixir", (".ex", ".exs"), r"(?m)^\s*(?:assert|refute)\w*\b|\bassert_\w+"),
    Language("php", (".php",), r"\$this->assert\w+\(|\bself::assert\w+\(|\bAssert::\w+\(|\bexpect\("),
    Language("julia", (".jl",), r"@test\w*\b", definition=r"(?m)^[ \t]*function[ \t]+([A-Za-z_]\w{2,}!?)\b"),
    Language("dotnet", (".cs", ".fs"), r"\bAssert\.\w+|\.Should\(|\bShould\w+\("),
)
BY_SUFFIX = {suffix: language for language in LANGUAGES for suffix in language.suffixes}


def words_of(text: str) -> frozenset[str]:
    """Identifiers of a test file, their last parts, and the last parts of quoted paths without suffix."""
    found = {*_DOTTED.findall(text), *_PLAIN.findall(text)}
    for quoted in _QUOTED.findall(text):
        last = quoted.rstrip("/").rpartition("/")[2]
        found |= {last, last.rpartition(".")[0]}
    return frozenset(found)


def names_of(stem: str, folder: str) -> frozenset[str]:
    """What a test may call a file: its stem, the stem as a class name, or its folder for an index file."""
    if stem in ("index", "mod", "lib", "main"):
        stem = folder.rpartition("/")[2] or stem
    camel = "".join(part[:1].upper() + part[1:] for part in stem.replace("-", "_").split("_"))
    return frozenset({stem, camel}) if len(stem) >= 3 else frozenset()
