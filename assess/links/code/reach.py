"""How far automation and the running system reach each file, and by which chain."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from posixpath import basename

import re2

from assess.facts.code_text import code_text
from assess.facts.globs import Globs
from assess.facts.store import Facts
from assess.links.code.entry_points import EntryPoints, Seed
from assess.links.code.libraries import packed_packages
from assess.links.code.modules import ModuleGraph
from assess.links.code.programs import BUILDERS, CI_FILES, CONTAINERS, Kind
from assess.links.code.pulls import Pulls
from assess.links.code.run_targets import RunTargets, Used
from assess.links.flows.schedulers import known_scheduler
from assess.links.kinds import AUTOMATIC, Event, Hop, Pipeline, Reached, Role, Run, Standing
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

LONGEST_CHAIN = 12
_SCRIPTS = frozenset({"script", "inlinescript", "run", "inline"})
"""Inputs that hold commands; those are runs of their own."""
_ABOUT_RESULTS = ("publish", "upload", "download", "report", "result", "comment", "summary", "latest")
_ONLY_READING = frozenset({"text-check"})
"""Purposes of steps that read files as text and run none of them."""
_HOSTED_DBT = ("dbt_cloud", "dbt-cloud", "getdbt.com")
"""A command with one of these starts a job of dbt Cloud, which builds the project."""
BY_PERSONS = frozenset({"none", "dockerfile"})
"""Systems of commands that only a person starts."""
_READ_BY_SERVICES = Globs(
    (
        "**/{dependabot,renovate,mergify}.{yml,yaml,json,json5}",
        "{renovate.json,.renovaterc,.renovaterc.json,.mergify.yml,CODEOWNERS,.codecov.yml,codecov.yml,.readthedocs.yml,.readthedocs.yaml}",
        ".github/settings.yml",
    )
)
_SETTING = re2.compile(
    r"""(?m)^\s*(?:-\s*)?["']?[\w.-]+["']?\s*:\s*["']?([\w./-]+\.(?:py|R|ipynb|sql|sh|yml|yaml|json))["']?\s*$"""
)
_NO_SETTING = frozenset({"file", "path", "template", "include", "local"})


@dataclass(frozen=True, slots=True)
class _Spread:
    standing: dict[str, Standing]
    events: dict[str, frozenset[Event]]
    via: dict[str, tuple[str, tuple[Hop, ...]]]
    """The file that leads to a path ('' for seeds), and the hops from there."""


class Reach:
    """Standing of every file of one snapshot."""

    def __init__(
        self,
        facts: Facts,
        roles: Roles,
        modules: ModuleGraph,
        commands: tuple[Run, ...],
        pipelines: tuple[Pipeline, ...],
    ) -> None:
        self._facts = facts
        self._roles = roles
        self._modules = modules
        self._commands = commands
        self._pipelines = pipelines
        self._targets = RunTargets(facts, roles, modules)
        self._pulls = Pulls(facts, modules, self._targets, pipelines)
        self._schedulers: dict[str, bool] = {}
        self._entries = EntryPoints(facts, roles, modules, self._targets)

    def of(self, path: str) -> Reached:
        """How far one path is reached. Only Python code of the product can be dead."""
        standing = self._spread.standing.get(path)
        if standing is not None:
            return Reached(standing, self._chain(path), self._spread.events[path])
        dead = path.endswith(".py") and self._roles.of(path) is Role.PRODUCT and path in self._modules.code
        return Reached(Standing.DEAD if dead else Standing.MANUAL)

    def loses_failure(self, path: str) -> bool:
        """Whether automation names the file only in runs whose failure is lost."""
        return path in self._lost

    @cached_property
    def _lost(self) -> frozenset[str]:
        lost: set[str] = set()
        kept: set[str] = set()
        for run, used in self._started:
            if _is_automatic(run):
                (lost if run.may_fail else kept).update(used.files)
        return frozenset(lost - kept)

    @cached_property
    def _started(self) -> tuple[tuple[Run, Used], ...]:
        """Every command with what it starts."""
        return tuple((run, self._used(run)) for run in self._commands)

    def _chain(self, path: str) -> tuple[Hop, ...]:
        hops: list[Hop] = []
        while path:
            path, chain = self._spread.via[path]
            hops = [*chain, *hops]
        return tuple(hops[-LONGEST_CHAIN:])

    @cached_property
    def _spread(self) -> _Spread:
        """Seeds, strongest first, spread along what each file pulls; the first chain found is kept, events are joined."""
        seeds = [*self._of_commands(), *self._entries.deployed(), *self._entries.manual(), *self._hosted()]
        spread = _Spread({}, {}, {})
        for level in (Standing.AUTOMATED, Standing.RUNTIME):
            self._spread_level(spread, level, seeds)
        self._spread_level(spread, Standing.MANUAL, [*seeds, *self._public(spread)])
        return spread

    def _public(self, running: _Spread) -> Iterator[Seed]:
        """Modules of packages of which nothing runs here: libraries, whose users are elsewhere."""
        for folder, paths in packed_packages(self._facts, self._roles, self._modules):
            own = not folder and self._pipelines
            if not own and not any(path in running.standing for path in paths):
                for path in paths:
                    yield Seed(path, Standing.MANUAL, (Hop(path, 1, "module of a packed library"),))

    def _spread_level(self, spread: _Spread, level: Standing, seeds: list[Seed]) -> None:
        groups: dict[frozenset[Event], list[Seed]] = defaultdict(list)
        for seed in seeds:
            if seed.standing is level:
                groups[seed.events].append(seed)
        for events in sorted(groups, key=sorted):
            self._follow(spread, level, events, groups[events])

    def _follow(self, spread: _Spread, level: Standing, events: frozenset[Event], seeds: list[Seed]) -> None:
        queue = deque((s.path, "", s.chain) for s in seeds)
        while queue:
            path, by, chain = queue.popleft()
            held = spread.standing.get(path)
            known = held is not None and (held > level or events <= spread.events[path])
            if known or path not in self._facts.entries:
                continue
            if held is None:
                spread.standing[path], spread.events[path], spread.via[path] = level, events, (by, chain)
            else:
                spread.events[path] |= events
            from_test = self._roles.of(path) is Role.TEST
            for target, hop in self._pulls.of(path).items():
                if not from_test or self._roles.of(target) is Role.TEST:
                    queue.append((target, path, (hop,)))

    def _hosted(self) -> Iterator[Seed]:
        """Settings that the hosting service itself reads."""
        for path in self._facts.paths:
            if path in _READ_BY_SERVICES:
                hop = Hop(path, 1, "read by the hosting service")
                yield Seed(path, Standing.AUTOMATED, (hop,), frozenset({Event.SCHEDULE}))

    def _of_commands(self) -> Iterator[Seed]:
        started: dict[str, list[tuple[Run, frozenset[Event]]]] = defaultdict(list)
        live = False
        for run, used in self._started:
            automatic = _is_automatic(run)
            live |= automatic
            for system in used.systems:
                started[system].append((run, _events(run)))
            yield from self._of_run(run, used, automatic)
        if live:
            yield from self._settings()
        yield from self._of_pipelines(started)

    def _of_run(self, run: Run, used: Used, automatic: bool) -> Iterator[Seed]:
        """What one command starts; a build that only compiles and tests starts its tests and none of the product."""
        level = Standing.AUTOMATED if automatic else Standing.MANUAL
        events = frozenset(run.events & AUTOMATIC) if automatic else _events(run)
        for index, hop in enumerate(run.chain):
            yield Seed(hop.path, level, run.chain[:index], events)
        builds = run.program in BUILDERS and not run.purposes & _DELIVERING
        for path in used.files:
            if builds and self._roles.of(path) is not Role.TEST:
                yield Seed(path, Standing.MANUAL, run.chain, frozenset({Event.MANUAL}))
            else:
                yield Seed(path, level, run.chain, events)
        for path in used.moved:
            yield Seed(path, Standing.RUNTIME if automatic else Standing.MANUAL, run.chain, events)

    def _used(self, run: Run) -> Used:
        base = run.chain[-1].path if run.chain else ""
        if run.program != "uses":
            used = self._targets.of((run.program, *run.arguments), base)
            if "test" in run.purposes and used.kind is Kind.RUN and run.program not in CONTAINERS:
                tests = self._targets.of(("pytest", *run.arguments), base)
                used = replace(used, files=tuple(dict.fromkeys((*used.files, *tests.files))))
        else:
            used = self._used_by_package(run, base)
        named = (run.command.lower(), *(basename(f).lower() for f in used.files[:20]))
        if any(mark in name for name in named for mark in _HOSTED_DBT):
            used = replace(used, systems=used.systems | {"dbt"})
        return used

    def _used_by_package(self, run: Run, base: str) -> Used:
        """What a packaged step or a workflow of elsewhere takes: files and folders among its inputs."""
        if run.purposes and run.purposes <= _ONLY_READING:
            return Used(Kind.RUN, ())
        inputs = [value for name, value in run.options if name.lower() not in _SCRIPTS and "\n" not in value]
        texts = [w for value in inputs for w in value.replace("=", " ").replace(",", " ").split()[:200]]
        reference = basename(run.arguments[0].lower()) if run.arguments else ""
        if "test" in run.purposes or ("test" in reference and not any(word in reference for word in _ABOUT_RESULTS)):
            return self._targets.of(("pytest", *texts), base)
        folders = [
            value
            for name, value in run.options
            if "test" in name.lower() and value.strip("./") in self._targets.folders
        ]
        if folders:
            return self._targets.of(("pytest", *folders), base)
        files = self._targets.texts([t for t in texts if "." in t or "/" in t], base)
        if "docker" in reference and "build" in reference and not any("ockerfile" in f for f in files):
            files = (*files, *self._targets.of(("docker", "build", *texts), base).files)
        return Used(Kind.RUN, files)

    def _of_pipelines(self, started: dict[str, list[tuple[Run, frozenset[Event]]]]) -> Iterator[Seed]:
        for pipeline in self._pipelines:
            hop = Hop(pipeline.path, pipeline.trigger_line or pipeline.line, f"{pipeline.system} {pipeline.name}")
            own = pipeline.events & AUTOMATIC
            automatic = bool(own) and not pipeline.paused and self._is_scheduled(pipeline)
            level = Standing.AUTOMATED if automatic else Standing.MANUAL
            for path in (pipeline.path, *pipeline.files):
                yield Seed(path, level, (hop,), frozenset(own) if automatic else frozenset({Event.MANUAL}))
            for run, events in started.get(pipeline.system, ()):
                level = Standing.AUTOMATED if _is_automatic(run) else Standing.MANUAL
                for path in (pipeline.path, *pipeline.files):
                    yield Seed(path, level, (*run.chain, hop), events)

    def _is_scheduled(self, pipeline: Pipeline) -> bool:
        if pipeline.system not in self._schedulers:
            self._schedulers[pipeline.system] = known_scheduler(pipeline.system, self._facts, self._roles) is not None
        return self._schedulers[pipeline.system]

    def _settings(self) -> Iterator[Seed]:
        """Scripts that a variable of a CI file names; the job that reads the variable runs them.

        A file with jobs speaks for its own jobs; one that holds variables alone, for those of all files.
        """
        every, own = self._automatic_events()
        for path in self._facts.paths:
            events = own.get(path, every)
            if path not in CI_FILES or not events or self._roles.of(path) is not Role.PRODUCT:
                continue
            try:
                text = code_text(path, self._facts.text(path))
            except Unavailable:
                continue
            for match in _SETTING.finditer(text):
                key = match[0].partition(":")[0].strip(" -\"'\n").lower()
                if key in _NO_SETTING:
                    continue
                line = text.count("\n", 0, match.start(1)) + 1
                for file in self._targets.mentions.resolve(match[1], path):
                    if self._roles.of(file) is Role.PRODUCT and basename(file) != basename(path):
                        yield Seed(file, Standing.AUTOMATED, (Hop(path, line, match[0].strip()),), events)

    def _automatic_events(self) -> tuple[frozenset[Event], dict[str, frozenset[Event]]]:
        """What starts commands by itself: in all, and by each file that the commands' chains pass through."""
        every: set[Event] = set()
        own: dict[str, set[Event]] = defaultdict(set)
        for run in self._commands:
            events = run.events & AUTOMATIC if _is_automatic(run) else frozenset()
            every |= events
            for hop in run.chain:
                own[hop.path] |= events
        return frozenset(every), {path: frozenset(events) for path, events in own.items()}


_DELIVERING = frozenset({"deploy", "release", "publish-package", "push-image", "model-deploy", "docs-site", "train"})
"""A build that only compiles and tests runs nothing of the product."""


def _is_automatic(run: Run) -> bool:
    return run.live and bool(run.events & AUTOMATIC) and run.system not in BY_PERSONS


def _events(run: Run) -> frozenset[Event]:
    return run.events or frozenset({Event.MANUAL})
