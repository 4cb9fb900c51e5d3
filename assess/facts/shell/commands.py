"""Shell text split into simple commands: pipes, lists, groups, continuations, heredocs and comments.

An approximation made for reading other people's scripts: it never fails, runs in linear time, and says of each command
whether its failure would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assess.facts.shell.words import Token, tokens

TEXT_LIMIT = 200_000
"""Characters of one script that are read."""
NESTING_LIMIT = 4
ALTERNATIVE_LIMIT = 100
"""Commands of a group after `||` that are looked at."""

_OPENERS = frozenset({"if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "coproc"})
_CLOSERS = frozenset({"fi", "done", "esac", "}"})
_HEADS = frozenset({"for", "select", "case", "function"})
_CONDITIONS = frozenset({"if", "elif", "while", "until"})
_ENDS = frozenset({"exit", "return", "false", "kill", "die", "fail", "fatal", "throw"})
_SILENT = frozenset({"echo", "printf", ":", "true", "exit", "set", "export", "unset", "cd", "wait"})


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """One simple command; `line` is 1-based within the script, `words` are unquoted and without redirections."""

    line: int
    text: str
    words: tuple[str, ...]
    assignments: tuple[tuple[str, str], ...] = ()
    may_fail: bool = False
    """Its failure does not make the script fail."""
    directory: str = ""
    """Folder that earlier `cd` commands of the script lead to, as written; relative to where the script starts."""


@dataclass(slots=True)
class _Draft:
    """A command while the script is read."""

    line: int
    words: list[str]
    raw: list[str]
    assignments: list[tuple[str, str]]
    nested: list[tuple[int, str]]
    after: str = ""
    depth: int = 0
    alternative: int | None = None
    """Where the alternative (`||`) to the whole group begins."""
    condition: bool = False
    errexit: bool = True
    pipefail: bool = True


def split(text: str, *, errexit: bool = True, pipefail: bool = True) -> tuple[ShellCommand, ...]:
    """The simple commands of a script, in order.

    `errexit` and `pipefail` say how the script is started (`set -e`, `set -o pipefail`, a shell's options); `set` inside
    changes them.
    """
    return tuple(_commands(text[:TEXT_LIMIT], errexit, pipefail, 0))


def _commands(text: str, errexit: bool, pipefail: bool, nesting: int) -> Iterator[ShellCommand]:
    drafts = _drafts(text, errexit, pipefail)
    ahead = _ahead(drafts)
    folders = [(0, "")]
    for index, draft in enumerate(drafts):
        while len(folders) > 1 and draft.depth < folders[-1][0]:
            folders.pop()
        folder = folders[-1][1]
        lost = _is_lost(drafts, index, ahead)
        if draft.words or draft.assignments:
            yield ShellCommand(
                draft.line,
                " ".join(draft.raw),
                tuple(draft.words),
                tuple(draft.assignments),
                lost,
                folder,
            )
        if draft.words[:1] == ["cd"] and len(draft.words) == 2:
            folders.append((draft.depth, _joined(folder, draft.words[1])))
        if nesting < NESTING_LIMIT:
            inner_lost = lost or bool(draft.words)
            for line, script in draft.nested:
                for inner in _commands(script, errexit, pipefail, nesting + 1):
                    yield replace(inner, line=draft.line + line + inner.line - 1, may_fail=inner.may_fail or inner_lost)


def _joined(folder: str, step: str) -> str:
    if step in ("-", "~", "") or step.startswith(("/", "~")):
        return "" if step in ("-", "~", "") else step
    return f"{folder}/{step}" if folder else step


def _drafts(text: str, errexit: bool, pipefail: bool) -> list[_Draft]:
    reader = _Reader(errexit or _strict_shebang(text), pipefail)
    for token in tokens(text):
        reader.take(token)
    reader.end("")
    return reader.drafts


class _Reader:
    """Collects commands with what surrounds them."""

    def __init__(self, errexit: bool, pipefail: bool) -> None:
        self.drafts: list[_Draft] = []
        self._current: list[Token] = []
        self._modes = (errexit, pipefail)
        self._condition = False
        self._groups: list[int] = []
        """Where the open groups and subshells begin, outermost first."""
        self._closed_group: int | None = None
        """Where a group began that has just ended."""
        self._before = ""

    def take(self, token: Token) -> None:
        """One more word or operator."""
        if not token.operator:
            self._current.append(token)
        elif token.operator == "(":
            self._groups.append(len(self.drafts))
        elif token.operator == ")" and (self._before == "(" or not self._groups):
            del self._groups[-1:]  # the head of a function or the pattern of a case
            self._current = []
        else:
            self.end(token.operator)
        self._before = token.operator

    def end(self, operator: str) -> None:
        """The end of a command."""
        words = _words(self._current)
        if operator == "||" and self._closed_group is not None and not words:
            for draft in self.drafts[self._closed_group :]:
                draft.alternative = len(self.drafts)
        self._groups += [len(self.drafts)] * words.count("{")
        depth = len(self._groups)
        self._condition = _closed(self.drafts, self._current, operator, depth, self._condition, self._modes)
        self._modes = _options(self._current, *self._modes)
        closing = words.count("}") + (operator == ")")
        self._closed_group = self._groups[-closing] if 0 < closing <= len(self._groups) else None
        if closing:
            del self._groups[-closing:]
        if operator == "||" and words[-1:] == ["}"] and self._closed_group is not None:
            for draft in self.drafts[self._closed_group :]:
                draft.alternative = len(self.drafts)
        self._current = []


def _strict_shebang(text: str) -> bool:
    first = text[:200].split("\n", 1)[0]
    return first.startswith("#!") and any(word[:1] == "-" and "e" in word for word in first.split()[1:])


def _words(current: list[Token]) -> list[str]:
    return [t.value for t in current if not t.quoted]


def _options(current: list[Token], errexit: bool, pipefail: bool) -> tuple[bool, bool]:
    words = [t.value for t in current]
    if not words or words[0] != "set":
        return errexit, pipefail
    for index, word in enumerate(words[1:], start=1):
        following = words[index + 1] if index + 1 < len(words) else ""
        on = word.startswith("-")
        if word[:1] not in "-+" or word.startswith("--"):
            continue
        if "e" in word[1:]:
            errexit = on
        if word.endswith("o") and following == "pipefail":
            pipefail = on
        if word.endswith("o") and following == "errexit":
            errexit = on
    return errexit, pipefail


def _closed(
    drafts: list[_Draft], current: list[Token], after: str, depth: int, condition: bool, modes: tuple[bool, bool]
) -> bool:
    """Turn collected words into a draft; says whether the next command still belongs to a condition."""
    start = 0
    while start < len(current) and not current[start].quoted:
        word = current[start].value
        if word in _OPENERS:
            condition = word in _CONDITIONS or (condition and word == "!")
            start += 1
        elif word in _CLOSERS:
            condition = False
            start += 1
        else:
            break
    rest = current[start:]
    if rest and rest[0].value in _HEADS and not rest[0].quoted:
        rest = []
    if rest and rest[-1].value == "}" and not rest[-1].quoted:
        rest = rest[:-1]
    if rest:
        draft = _draft(rest)
        draft.after, draft.depth, draft.condition = after, depth, condition
        draft.errexit, draft.pipefail = modes
        drafts.append(draft)
    elif drafts and after in ("||", "&&", "|", "&"):
        drafts[-1].after = after
    return condition


def _draft(rest: list[Token]) -> _Draft:
    assignments: list[tuple[str, str]] = []
    words: list[str] = []
    nested: list[tuple[int, str]] = []
    for token in rest:
        nested += [(token.line - rest[0].line + line, script) for line, script in token.nested]
        name, equals, value = token.value.partition("=")
        if not words and equals and name.rstrip("+").isidentifier() and not token.raw.startswith(("'", '"')):
            assignments.append((name.rstrip("+"), value))
        elif not token.redirection:
            words.append(token.value)
    return _Draft(rest[0].line, words, [t.raw for t in rest], assignments, nested)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What follows each command, worked out once from the end."""

    list_end: list[int]
    """Where the list of `&&` and pipes that begins here ends."""
    exits: list[bool]
    """Whether a failing `exit` stands here or later."""
    exits_with_status: list[bool]
    """Whether an `exit $status` stands here or later."""
    commands: list[bool]
    """Whether anything but an exit stands here or later."""


def _ahead(drafts: list[_Draft]) -> _Ahead:
    size = len(drafts)
    ends = list(range(size))
    exits, statuses, commands = [False] * (size + 1), [False] * (size + 1), [False] * (size + 1)
    for index in range(size - 1, -1, -1):
        draft = drafts[index]
        if draft.after in ("&&", "|", "|&") and index + 1 < size:
            ends[index] = ends[index + 1]
        leaves = draft.words[:1] == ["exit"]
        exits[index] = exits[index + 1] or (leaves and draft.words[1:] != ["0"])
        statuses[index] = statuses[index + 1] or (leaves and "$" in "".join(draft.words[1:2]))
        commands[index] = commands[index + 1] or bool(draft.words and not leaves)
    return _Ahead(ends, exits, statuses, commands)


def _is_lost(drafts: list[_Draft], index: int, ahead: _Ahead) -> bool:
    draft = drafts[index]
    if draft.after == "&":
        return True
    if _status_is_kept(drafts, index, ahead):
        return False
    if draft.alternative is not None and draft.alternative < len(drafts):
        return not _alternative_fails(drafts, draft.alternative)
    if draft.condition:
        return not ahead.exits[index + 1]
    if draft.after in ("|", "|&") and not draft.pipefail:
        return True
    end = ahead.list_end[index]
    if drafts[end].after == "||" and end + 1 < len(drafts):
        return not _alternative_fails(drafts, end + 1)
    return not draft.errexit and ahead.commands[end + 1]


def _alternative_fails(drafts: list[_Draft], start: int) -> bool:
    """Whether what stands after `||` fails too, so that no failure is lost."""
    depth = drafts[start].depth
    grouped = start > 0 and depth > drafts[start - 1].depth
    for draft in drafts[start : start + ALTERNATIVE_LIMIT]:
        if draft.words[:1] and draft.words[0] in _ENDS and draft.words[1:2] != ["0"]:
            return True
        if grouped and draft.depth < depth:
            return False
        if not grouped and draft.after not in ("&&", "||", "|"):
            return not draft.words or (draft.words[0] not in _SILENT and draft.after == "||")
    return False


def _status_is_kept(drafts: list[_Draft], index: int, ahead: _Ahead) -> bool:
    """Whether a later command takes the status (`status=$?`) and ends the script with it (`exit $status`)."""
    later = drafts[index + 1 : index + 4]
    passed = any("$?" in d.words or "${?}" in d.words for d in later[:1])  # `report $?`, `[ $? -ne 0 ]`
    if passed and ahead.exits[0]:
        return True
    taken = any("$?" in value or "PIPESTATUS" in value for d in later for _, value in d.assignments)
    return taken and ahead.exits_with_status[index + 1]
