"""Text without its comments: same offsets and lines, comments and Python docstrings turned to spaces.

Patterns are possessive and close at the end of line or text, so every pass is linear on hostile input too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import basename, splitext

from assess.facts.extractor import Unparsable
from assess.facts.notebooks import LIMIT_BYTES, read_notebook

_DOUBLE = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
_SINGLE = r"'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?"
_CHARACTER = r"'(?:[^'\\\n]|\\u?\w{1,6}|\\.)'"
_LONG_DOUBLE = r'"""(?:[^"\\]++|\\.?|"(?!""))*+(?:"""|\Z)'
_LONG_SINGLE = r"'''(?:[^'\\]++|\\.?|'(?!''))*+(?:'''|\Z)"
_BACKTICK = r"`(?:[^`\\]++|\\.?)*+`?"
_OPEN_DOUBLE = r'"(?:[^"\\]++|\\.?)*+"?'
_OPEN_SINGLE = r"'(?:[^'\\]++|\\.?)*+'?"
_VALUE_DOUBLE = r"(?<![^\s\[,({:=!])" + _DOUBLE
_VALUE_SINGLE = r"(?<![^\s\[,({:=!])'[^'\n]*+'?"
_JS_REGEX = r"(?<=[=(,:\[!&|?])[ ]?/(?![/*])(?:[^/\\\n\[]++|\\.|\[(?:[^\]\\\n]++|\\.)*+\]?)*+/?"

_HASH = r"(?P<c>(?<![^\s;&|()])\#[^\n]*+)"
_HASH_ANYWHERE = r"(?P<c>\#[^\n]*+)"
_SEMICOLON = r"(?P<d>(?<![^\n])[ \t]*+[;!][^\n]*+)"
_SLASHES = r"(?P<c>(?<!:)//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))"
_HASH_OR_SLASHES = r"(?P<c>(?<![^\s;&|()])\#[^\n]*+|(?<!:)//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))"
_SQL = (
    r"(?P<c>--[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|\{\#(?:[^#]++|\#(?!\}))*+(?:\#\}|\Z)"
    r"|(?<![^\n])[ \t]*+\#[^\n]*+)"
)
_MARKUP = r"(?P<c><!--(?:[^-]++|-(?!->))*+(?:-->|\Z))"

_FAMILIES: dict[str, tuple[str, ...]] = {
    "python": (_LONG_DOUBLE, _LONG_SINGLE, _DOUBLE, _SINGLE, _HASH_ANYWHERE),
    "hash": (_VALUE_DOUBLE, _VALUE_SINGLE, _HASH),
    "toml": (_LONG_DOUBLE, _LONG_SINGLE, _DOUBLE, _VALUE_SINGLE, _HASH_ANYWHERE),
    "ini": (_SEMICOLON, _HASH),
    "r": (_OPEN_DOUBLE, _OPEN_SINGLE, r"`[^`\n]*+`?", _HASH_ANYWHERE),
    "java": (_LONG_DOUBLE, _DOUBLE, _CHARACTER, _SLASHES),
    "go": (_DOUBLE, _CHARACTER, _BACKTICK, _SLASHES),
    "script": (_JS_REGEX, _DOUBLE, _SINGLE, _BACKTICK, _SLASHES),
    "groovy": (_LONG_DOUBLE, _LONG_SINGLE, _DOUBLE, _SINGLE, _SLASHES),
    "hcl": (_DOUBLE, _HASH_OR_SLASHES),
    "sql": (r"'[^'\n]*+'?", r'"[^"\n]*+"?', _SQL),
    "markup": (_MARKUP,),
}
_SUFFIXES = {
    "python": ".py .pyi .pyw .smk .bzl .pyx",
    "hash": ".yml .yaml .sh .bash .zsh .mk .rb .rake .pl .jl .ex .exs .ps1 .dockerfile .env .tcl .nf.config .cmake .in .feature .bats "
    ".gitignore .dockerignore .gitattributes .dvcignore .gcloudignore .helmignore .dvc .envrc .editorconfig .j2 .tpl .tmpl",
    "toml": ".toml",
    "ini": ".ini .cfg .properties .sqlfluff .flake8 .pylintrc .coveragerc",
    "r": ".r .rprofile",
    "java": ".java .scala .sc .sbt .kt .kts .cs .c .h .cc .cpp .hpp .swift .proto .rs",
    "go": ".go",
    "script": ".js .jsx .mjs .cjs .ts .tsx .dart .php .css .scss .less .json5 .jsonc .bicep",
    "groovy": ".groovy .gradle .jenkinsfile .nf",
    "hcl": ".tf .tofu .tfvars .hcl .conf .cue",
    "sql": ".sql .ddl .hql .psql",
    "markup": ".md .markdown .html .htm .xml .xsd .svg .vue .svelte .csproj .props",
}
_BY_SUFFIX = {suffix: family for family, words in _SUFFIXES.items() for suffix in words.split()}
_BY_NAME = {
    "makefile": "hash",
    "gnumakefile": "hash",
    "justfile": "hash",
    "dockerfile": "hash",
    "containerfile": "hash",
    "procfile": "hash",
    "codeowners": "hash",
    "gemfile": "hash",
    "rakefile": "hash",
    "vagrantfile": "hash",
    "brewfile": "hash",
    "earthfile": "hash",
    "pipfile": "toml",
    "snakefile": "python",
    "tiltfile": "python",
    "build": "python",
    "jenkinsfile": "groovy",
}
_AFTER_DOCSTRING = re.compile(r"[ \t]*+(?:\n|#|;|\Z)")
_STRING_PREFIXES = frozenset(("", "r", "u", "b", "f", "rb", "br", "fr", "rf"))
_CONTINUES = frozenset("([{,=+-*/%|&\\<>@.~^")
_VISIBLE = re.compile(r"[^\n]+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


def code_text(path: str, text: str) -> str:
    """The text with comments (and Python docstrings) turned to spaces; offsets and lines are kept.

    Of notebooks, the code cells alone, each source line on the line of the file where it stands (source lines that
    share one line of the file follow each other). Of R Markdown and Quarto, the code chunks alone.
    """
    suffix = splitext(path)[1].lower()
    if suffix == ".ipynb":
        return _notebook_code(text)
    if suffix in (".rmd", ".qmd"):
        return _without(_tokens("r"), _chunks(text))
    family = _family(path)
    if family is None:
        return text
    if family == "python":
        return _python_code(text)
    return _without(_tokens(family), text)


def _family(path: str) -> str | None:
    name = basename(path).lower()
    stem, suffix = splitext(name)
    found = _BY_SUFFIX.get(suffix) or _BY_SUFFIX.get(name) or _BY_NAME.get(name)
    if found is None and suffix == ".txt" and stem.startswith(("requirements", "constraints")):
        return "hash"
    if found is None and name.startswith((".env", "dockerfile", "makefile", "jenkinsfile", "containerfile")):
        return "groovy" if name.startswith("jenkinsfile") else "hash"
    return found


@lru_cache(maxsize=32)
def _tokens(family: str) -> re.Pattern[str]:
    return re.compile("|".join(_FAMILIES[family]), re.DOTALL)


def _blank(text: str) -> str:
    return _VISIBLE.sub(lambda found: " " * len(found[0]), text)


def _without(tokens: re.Pattern[str], text: str) -> str:
    """The text with every match that ends in a named (comment) group turned to spaces."""
    pieces: list[str] = []
    done = 0
    for token in tokens.finditer(text):
        if token.lastgroup is not None:
            pieces += (text[done : token.start()], _blank(token[0]))
            done = token.end()
    return text if not pieces else "".join((*pieces, text[done:]))


def _python_code(text: str) -> str:
    pieces: list[str] = []
    done = 0
    end, last, line_began_with_string = 0, "", False
    for token in _tokens("python").finditer(text):
        gap = text[end : token.start()]
        head, newline, tail = gap.rpartition("\n")
        at_start = (newline == "\n" or end == 0) and tail.strip().lower() in _STRING_PREFIXES
        before = (head if at_start else gap).rstrip()
        if before:
            last, line_began_with_string = before[-1], False
        end = token.end()
        if token.lastgroup is None:
            is_docstring = (
                at_start
                and text.startswith(('"""', "'''"), token.start())
                and last not in _CONTINUES
                and not (last in "\"'" and last and line_began_with_string)
                and _AFTER_DOCSTRING.match(text, end) is not None
            )
            if not is_docstring:
                last, line_began_with_string = text[end - 1], at_start
                continue
        pieces += (text[done : token.start()], _blank(token[0]))
        done = end
    return text if not pieces else "".join((*pieces, text[done:]))


def _notebook_code(text: str) -> str:
    if len(text) > LIMIT_BYTES:
        return ""
    try:
        notebook = read_notebook(text)
    except Unparsable:
        return ""
    code = _python_code if notebook.language == "python" else lambda source: _without(_tokens("r"), source)
    lines: list[str] = []
    for cell in notebook.cells:
        if cell.kind != "code":
            continue
        for number, source in zip(cell.lines, code(cell.source).split("\n"), strict=False):
            lines.extend("" for _ in range(number - 1 - len(lines)))
            lines.append(source)
    return "\n".join(lines) + "\n" * max(0, text.count("\n") - len(lines) + 1)


def _chunks(text: str) -> str:
    """R Markdown with everything outside code chunks turned to spaces."""
    out, inside = [], False
    for line in text.split("\n"):
        if _FENCE.match(line):
            inside = not inside and "{" in line
            out.append(" " * len(line))
        else:
            out.append(line if inside else " " * len(line))
    return "\n".join(out)
