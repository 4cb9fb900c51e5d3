"""YAML with template marks (Helm, Jinja, ERB): control lines are blanked, expressions become text."""

from __future__ import annotations

import re2

from assess.facts.extractor import Unparsable
from assess.yaml_source import Loaded, NotYaml, load_foreign

_EXPRESSION = re2.compile(r"\{\{-?\s*([^{}]*?)\s*-?\}\}")
_CONTROL = re2.compile(r"^\s*(\{\{[-~]?\s*(/\*|if|else|end|range|with|define|block|template|\$|-?\s*\})|\{%|\{#|<%)")
_KEY_ONLY = re2.compile(r"^\s*(- )?[\w.\-/\"']+:\s*(\||>)?-?\s*$")
QUOTED = "\u27e8{}\u27e9"
"""How an expression appears in the data that was read."""


def is_templated(text: str) -> bool:
    """Whether the text holds template marks that YAML does not know."""
    return "{{" in text or "{%" in text or "<%" in text


def read_yaml(path: str, text: str) -> tuple[Loaded, ...]:
    """Every document; when it is no YAML but templated, what a tolerant reading gives. Raises: Unparsable."""
    try:
        return load_foreign(text, path)
    except NotYaml as problem:
        if not is_templated(text):
            raise Unparsable(str(problem), problem.line) from problem
        first = problem
    try:
        return load_foreign(without_marks(text), path)
    except NotYaml as problem:
        raise Unparsable(f"templated, and {problem}", first.line) from problem


def without_marks(text: str) -> str:
    """The text with the same number of lines and no template marks.

    A line that holds only an expression belongs to the key above it when that key has no value of its own.
    """
    lines: list[str] = []
    open_comment = False
    for line in text.split("\n"):
        if open_comment:
            open_comment = "*/" not in line
            lines.append("")
        elif _CONTROL.match(line):
            open_comment = "/*" in line and "*/" not in line
            lines.append("")
        elif line.strip().startswith("{{") and line.rstrip().endswith("}}"):
            _attach(lines, line)
            lines.append("")
        else:
            lines.append(_inline(line))
    return "\n".join(lines)


_VALUE_WORDS = ("toYaml", "include", "template", "nindent", "indent", "tpl", ".Values", "toJson", "quote", "default")


def _attach(lines: list[str], line: str) -> None:
    if not any(word in line for word in _VALUE_WORDS) or line.strip("{}- ").startswith("fail"):
        return
    for index in range(len(lines) - 1, -1, -1):
        if not lines[index].strip():
            continue
        if _KEY_ONLY.match(lines[index]) and not lines[index].rstrip().endswith(("|", ">", "|-", ">-")):
            expression = line.strip().strip("{}-").strip().split("|")[0].replace('"', "").replace("\\", "")
            lines[index] = f'{lines[index].rstrip()} "{QUOTED.format(expression.strip())}"'
        return


def _inline(line: str) -> str:
    if "{{" not in line:
        return line if "{%" not in line else ""
    return str(_EXPRESSION.sub(_quoted, line))


def _quoted(match: re2._Match[str]) -> str:
    inner = str(match.group(1)).replace('"', "").replace("'", "").replace("\\", "").replace(":", ".")
    return QUOTED.format(inner.replace("#", "").split("|")[0].strip())
