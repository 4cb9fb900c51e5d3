"""Shell text into words and operators, with lines; quotes, expansions and heredocs understood, nothing expanded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = " \t"
_OPERATORS = (";;", "&&", "||", "|&", ";", "|", "&", "(", ")")
EXPRESSION_LIMIT = 2_000
"""Characters within which `${{` must be closed."""
_BREAKS = frozenset(" \t\n;|&()<>")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or an operator (`operator` is then set; a line end is `\\n`)."""

    line: int
    value: str = ""
    raw: str = ""
    operator: str = ""
    quoted: bool = False
    redirection: bool = False
    nested: tuple[tuple[int, str], ...] = ()
    """Command substitutions inside the word: line offset and text."""


def tokens(text: str) -> Iterator[Token]:
    """Every token in order. Linear in the text's length; unbalanced quotes and brackets end at the text's end."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.heredocs: list[str] = []
        self.unclosed: set[str] = set()
        """Marks of heredocs that do not occur any more."""
        self.fresh = True
        """At the start of a command."""

    def scan(self) -> Iterator[Token]:
        text, size = self.text, len(self.text)
        while self.at < size:
            char = text[self.at]
            if char in _BLANK:
                self.at += 1
            elif char == "\\" and text.startswith("\\\n", self.at):
                self._forward(2)
            elif char == "\n":
                yield self._operator("\n")
                self._skip_heredocs()
            elif char == "#":
                end = text.find("\n", self.at)
                self.at = size if end < 0 else end
            elif char in "<>":
                yield from self._redirection()
            elif char in ";|&()":
                yield from self._punctuation()
            else:
                yield self._word()

    def _forward(self, count: int) -> str:
        part = self.text[self.at : self.at + count]
        self.line += part.count("\n")
        self.at += count
        return part

    def _operator(self, operator: str) -> Token:
        token = Token(self.line, operator=operator, raw=operator)
        self._forward(len(operator))
        self.fresh = operator != ")"
        return token

    def _punctuation(self) -> Iterator[Token]:
        if self.fresh and self.text.startswith("((", self.at):
            self._forward(self._balanced(self.at, "(", ")") - self.at)
            self.fresh = False
            return
        if self.text.startswith("&>", self.at):
            self.at += 1
            yield from self._redirection()
            return
        yield self._operator(next(op for op in _OPERATORS if self.text.startswith(op, self.at)))

    def _redirection(self) -> Iterator[Token]:
        line, start = self.line, self.at
        if self.text.startswith("<<", self.at) and not self.text.startswith("<<<", self.at):
            self.at += 2
            self.at += self.text[self.at : self.at + 1] == "-"
            self._blanks()
            mark = self._word() if self._word_follows() else None
            if mark is not None and mark.value:
                self.heredocs.append(mark.value)
            yield Token(line, "", self.text[start : self.at], redirection=True)
            return
        if self.text[self.at + 1 : self.at + 2] == "(":
            end = self._balanced(self.at + 1, "(", ")")
            inner = self.text[self.at + 2 : end - 1]
            raw = self._forward(end - self.at)
            yield Token(line, raw, raw, nested=((0, inner),))
            return
        while self.at < len(self.text) and self.text[self.at] in "<>&|-":
            self.at += 1
        self._blanks()
        target = self._word() if self._word_follows() else None
        yield Token(line, "", self.text[start : self.at], redirection=True, nested=target.nested if target else ())

    def _blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _BLANK:
            self.at += 1

    def _word_follows(self) -> bool:
        return self.at < len(self.text) and self.text[self.at] not in _BREAKS

    def _skip_heredocs(self) -> None:
        for mark in self.heredocs:
            end = None if mark in self.unclosed else self._heredoc_end(mark)
            if end is None:
                self.unclosed.add(mark)
            else:
                self._forward(end - self.at)
        self.heredocs.clear()

    def _heredoc_end(self, mark: str) -> int | None:
        """Where the text after the heredoc starts; its mark may be indented, as YAML and makefiles leave it."""
        at = self.at
        while at <= len(self.text):
            stop = self.text.find("\n", at)
            stop = len(self.text) if stop < 0 else stop
            line = self.text[at:stop]
            if line.strip() == mark:
                return min(stop + 1, len(self.text))
            at = stop + 1
        return None

    def _word(self) -> Token:
        line, start = self.line, self.at
        value: list[str] = []
        nested: list[tuple[int, str]] = []
        quoted = False
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in _BREAKS and not (char == "(" and value and value[-1].endswith("=")):
                break
            if char in "'\"":
                quoted = True
                value.append(self._quotes(char, nested, line))
            elif char == "\\":
                escaped = self._forward(2)
                value.append("" if escaped == "\\\n" else escaped[1:])
            elif char in "$`":
                value.append(self._expansion(nested, line))
            elif char == "(":
                value.append(self._forward(self._balanced(self.at, "(", ")") - self.at))
            else:
                end = self.at + 1
                while end < len(self.text) and self.text[end] not in " \t\n;|&()<>'\"\\$`":
                    end += 1
                value.append(self.text[self.at : end])
                self.at = end
        raw = self.text[start : self.at]
        word = "".join(value)
        if word.isdigit() and self.text[self.at : self.at + 1] in ("<", ">") and self.at < len(self.text):
            return Token(line, "", raw, redirection=True)
        if self.fresh and raw == "[[":
            self._skip_test()
        self.fresh = self.fresh and raw in ("if", "then", "else", "elif", "do", "while", "until", "!", "{", "time")
        return Token(line, word, raw, quoted=quoted, nested=tuple(nested))

    def _skip_test(self) -> None:
        end = self.text.find("]]", self.at)
        newline = self.text.find("\n", self.at)
        if end >= 0 and (newline < 0 or end < newline + 400):
            self._forward(end + 2 - self.at)

    def _quotes(self, mark: str, nested: list[tuple[int, str]], line: int) -> str:
        self.at += 1
        parts: list[str] = []
        while self.at < len(self.text) and self.text[self.at] != mark:
            char = self.text[self.at]
            if mark == '"' and char == "\\":
                escaped = self._forward(2)
                parts.append("" if escaped == "\\\n" else escaped[1:] if escaped[1:] in '"\\$`' else escaped)
            elif mark == '"' and char in "$`":
                parts.append(self._expansion(nested, line))
            else:
                parts.append(self._forward(1))
        self.at += 1
        return "".join(parts)

    def _expansion(self, nested: list[tuple[int, str]], line: int) -> str:
        text, at = self.text, self.at
        if text.startswith("${{", at):
            end = text.find("}}", at, at + EXPRESSION_LIMIT)
            return self._forward((end + 2 if end >= 0 else at + 3) - at)
        if text.startswith("$((", at):
            return self._forward(self._balanced(at + 1, "(", ")") - at)
        if text.startswith("$(", at):
            end = self._balanced(at + 1, "(", ")")
            nested.append((self.line - line, text[at + 2 : end - 1]))
            return self._forward(end - at)
        if text.startswith("${", at):
            return self._forward(self._balanced(at + 1, "{", "}") - at)
        if text[at] == "`":
            end = text.find("`", at + 1)
            end = len(text) if end < 0 else end + 1
            nested.append((self.line - line, text[at + 1 : end - 1]))
            return self._forward(end - at)
        return self._forward(1)

    def _balanced(self, at: int, opening: str, closing: str) -> int:
        """The offset after the bracket that closes the one at `at`; quotes are skipped."""
        depth = 0
        while at < len(self.text):
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char in "'\"":
                end = self.text.find(char, at + 1)
                at = end if end >= 0 else at
            elif char == opening:
                depth += 1
            elif char == closing:
                depth -= 1
                if depth == 0:
                    return at + 1
            at += 1
        return len(self.text)
