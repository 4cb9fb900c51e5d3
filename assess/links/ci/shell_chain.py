"""Commands followed hop by hop from where automation starts them to the simple commands that they reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import re2

from assess.facts.build_files.pre_commit import Hook
from assess.facts.ci.model import Script
from assess.facts.shell.commands import ShellCommand, split
from assess.facts.shell.wrappers import unwrap
from assess.links.ci import purposes
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.expanders import next_steps
from assess.links.ci.next_steps import Call, Next
from assess.links.ci.places import folder_of
from assess.links.kinds import Event, Hop, Run
from assess.model.evidence import cut

HOP_LIMIT = 5
RUN_LIMIT = 20_000
_SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ash", "pwsh", "powershell", "cmd", "bats"})
_VALUE = re2.compile(r"\$\{\{\s*(?:inputs|parameters|matrix|env|variables)\.([\w.-]+)\s*\}\}")
_DEFAULT = re2.compile(r"""\$\{\{\s*(?:inputs|github\.event\.inputs)\.[\w-]+\s*\|\|\s*'([^'\n]*)'\s*\}\}""")
_VARIABLE = re2.compile(r"\$(?:\{([A-Za-z_]\w*|[1-9])\}|([A-Za-z_]\w*|[1-9])|\(([A-Za-z_][\w.]*)\))")


@dataclass(frozen=True, slots=True)
class Context:
    """What a command inherits from where it stands."""

    system: str
    job: str
    events: frozenset[Event]
    live: bool = True
    may_fail: bool = False
    environment: str = ""
    folder: str = ""
    chain: tuple[Hop, ...] = ()
    before: int = 0
    """Hops through templates and workflows that lie before the step."""
    values: tuple[tuple[str, str], ...] = ()
    seen: frozenset[str] = frozenset()


class Chains:
    """Follows commands over one snapshot's files."""

    def __init__(self, index: BuildIndex) -> None:
        self.index = index
        self._count = 0

    def scripts(self, context: Context, scripts: tuple[Script, ...], path: str) -> Iterator[Run]:
        """Every command that scripts of a file reach, in order."""
        folder = context.folder
        for script in scripts:
            if script.shell not in _SHELLS:
                yield self._foreign(context, script, path)
                continue
            text = filled(script.text, context.values)
            for command in split(text, errexit=script.errexit, pipefail=script.pipefail):
                if not command.words:
                    made = tuple((n, _substituted(v, context.values)) for n, v in command.assignments)
                    context = replace(context, values=(*context.values, *made))
                    continue
                placed = replace(
                    context, folder=folder_of(folder, command.directory), may_fail=context.may_fail or script.may_fail
                )
                yield from self._command(placed, command, script.path or path, script.line)
            folder = _left_in(folder, text) if len(scripts) > 1 else folder

    def _foreign(self, context: Context, script: Script, path: str) -> Run:
        """A script in another language is a leaf."""
        program = {"R": "Rscript"}.get(script.shell, script.shell)
        return self._run(
            context, (program, "-c", script.text), Hop(path, script.line, cut(script.text)), script.may_fail
        )

    def _command(self, context: Context, command: ShellCommand, path: str, first_line: int) -> Iterator[Run]:
        if self._count > RUN_LIMIT or not command.words:
            return
        values = (*context.values, *command.assignments)
        words = tuple(_substituted(word, values) for word in command.words)
        if command.words[0].startswith("$"):  # a whole command kept in a variable
            words = (*words[0].split(), *words[1:])
        if not words:
            return
        lost = context.may_fail or command.may_fail
        hop = Hop(path, first_line + command.line - 1, cut(command.text))
        yield from self.words(replace(context, may_fail=lost, values=values), words, hop)

    def words(self, context: Context, words: tuple[str, ...], hop: Hop) -> Iterator[Run]:
        """One command given as words, with everything it reaches."""
        opened = unwrap(words)
        for script in (opened.script, opened.inner_script):
            if script and len(context.seen) < HOP_LIMIT * 3:
                inner = replace(context, seen=context.seen | {f"text {script}"})
                if f"text {script}" not in context.seen:
                    for command in split(script, errexit=False):
                        placed = replace(inner, folder=folder_of(context.folder, command.directory))
                        yield from self._command(placed, replace(command, line=1), hop.path, hop.line)
        for part in (opened.words, opened.inner):
            if part:
                yield from self._simple(context, part, hop)

    def _simple(self, context: Context, words: tuple[str, ...], hop: Hop) -> Iterator[Run]:
        own = self._run(context, words, hop)
        if _is_far(context):
            yield own
            return
        call = Call(words[0], words[1:], self.index.real_folder(context.folder), hop.path, context.values)
        following = next_steps(self.index, call)
        reached = [run for step in following for run in self.follow(context, step, hop, own.may_fail)]
        if following and purposes.is_runner(words):
            named = frozenset[str]() if any(run.purposes for run in reached) or not reached else purposes.by_name(words)
            own = replace(own, purposes=named)
        yield own
        yield from reached

    def follow(self, context: Context, step: Next, hop: Hop, may_fail: bool = False) -> Iterator[Run]:
        """What a next step runs."""
        if step.key in context.seen or _is_far(context):
            return
        inner = replace(
            context,
            folder=step.folder,
            values=(*context.values, *step.parameters),
            chain=(*context.chain, hop),
            seen=context.seen | {step.key},
            may_fail=context.may_fail or may_fail,
        )
        yield from self.scripts(inner, step.scripts, step.path)
        for words in step.ready_words:
            line = step.line or hop.line
            if not step.line:
                yield from self.words(replace(inner, chain=context.chain), words, hop)
            else:
                yield from self.words(inner, words, Hop(step.path, line, cut(" ".join(words))))
        for hook in step.hooks:
            yield from self._hook(inner, hook, step.path)

    def _hook(self, context: Context, hook: Hook, path: str) -> Iterator[Run]:
        text = " ".join((hook.entry or hook.id, *hook.args))
        hop = Hop(path, hook.line, cut(f"{hook.id}: {text}" if hook.entry else text))
        if hook.repo == "local" and hook.entry:
            for command in split(text):
                yield from self._command(context, replace(command, line=1), path, hook.line)
            return
        self._count += 1
        yield Run(
            text, hook.id, hook.args, context.system, context.job, (*context.chain, hop), context.events, context.live,
            context.may_fail or purposes.hook_may_fail(hook), purposes.of_hook(hook), context.environment,
        )  # fmt: skip

    def _run(self, context: Context, words: tuple[str, ...], hop: Hop, may_fail: bool = False) -> Run:
        self._count += 1
        return Run(
            command=" ".join(words),
            program=words[0],
            arguments=words[1:],
            system=context.system,
            job=context.job,
            chain=(*context.chain, hop),
            events=context.events,
            live=context.live,
            may_fail=context.may_fail or may_fail or purposes.may_fail(words, context.values),
            purposes=purposes.of_words(words) | self._of_build(context, words),
            environment=context.environment,
            folder=context.folder,
        )

    def _of_build(self, context: Context, words: tuple[str, ...]) -> frozenset[str]:
        """What plug-ins of a Maven or Gradle build add to a call of it."""
        if not purposes.runs_whole_build(words):
            return frozenset()
        build = self.index.jvm(context.folder)
        return frozenset(purpose for _, purpose, _ in build.plugins) if build else frozenset()


def _is_far(context: Context) -> bool:
    return len(context.chain) - context.before >= HOP_LIMIT


def filled(text: str, values: tuple[tuple[str, str], ...]) -> str:
    """Inputs, parameters and matrix values put into `${{ ... }}`; of `input || 'default'`, what holds if nobody gives it."""
    if "${{" not in text:
        return text
    known = dict(values)
    return str(_DEFAULT.sub(lambda m: m.group(1), _VALUE.sub(lambda m: known.get(m.group(1), m.group(0)), text)))


def _substituted(word: str, values: tuple[tuple[str, str], ...]) -> str:
    """A word that is a variable alone, or begins with one, with its value put in."""
    if "$" not in word or not values or len(word) > 500:
        return word
    known = dict(values)

    def value(match: re2._Match) -> str:
        found = known.get(match.group(1) or match.group(2) or match.group(3), "")
        return found if found and "$" not in found and "\n" not in found else str(match.group(0))

    return str(_VARIABLE.sub(value, word))


def _left_in(folder: str, text: str) -> str:
    """The folder that later scripts of the same shell start in."""
    if "cd " not in text:
        return folder
    last = [c for c in split(text) if c.words[:1] == ("cd",) and len(c.words) == 2]
    return folder_of(folder_of(folder, last[-1].directory), last[-1].words[1]) if last else folder
