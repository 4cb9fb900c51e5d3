"""Commands that only a person starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import dirname

from assess.facts.ci.model import Script
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.docker_expanders import run_scripts
from assess.links.ci.hook_expanders import configured_hooks
from assess.links.ci.shell_chain import Chains, Context
from assess.links.kinds import Event, Hop, Run

_MANUAL = frozenset({Event.MANUAL})


def manual_runs(index: BuildIndex, reached: Iterable[Run]) -> Iterator[Run]:
    """Runs of targets, scripts, hooks and images whose commands no automation reaches."""
    known = {(hop.path, hop.line) for run in reached if run.live for hop in run.chain}
    chains = Chains(index)
    for run in _every(index, chains):
        if (run.chain[-1].path, run.chain[-1].line) not in known:
            yield run


def _every(index: BuildIndex, chains: Chains) -> Iterator[Run]:
    for tool, files in sorted(index.by_tool.items()):
        for path, file in sorted(files.items()):
            if not index.counts(path):
                continue
            for target in file.targets:
                folder = dirname(path) if tool != "entry-points" else ""
                context = Context("none", f"{tool} {target.name}", _MANUAL, folder=folder)
                yield from chains.scripts(context, target.scripts, path)
    for path in sorted(index.facts.entries):
        if path.endswith((".sh", ".bash", ".ps1")) and index.counts(path):
            found = index.script(path)
            if found is not None:
                context = Context("none", path, _MANUAL, seen=frozenset({f"script {path}"}))
                yield from chains.scripts(context, (Script(1, found[0], found[1], False, False),), path)
    yield from _hooks(index, chains)
    for path, image in sorted(index.dockerfiles.items()):
        context = Context("dockerfile", path, _MANUAL)
        yield from chains.scripts(context, run_scripts(image), path)


def _hooks(index: BuildIndex, chains: Chains) -> Iterator[Run]:
    found = index.hooks("")
    if found is None:
        return
    context = Context("none", "pre-commit", _MANUAL)
    for step in configured_hooks(index, "", []):
        yield from chains.follow(context, step, Hop(found.path, 1, "pre-commit run"))
