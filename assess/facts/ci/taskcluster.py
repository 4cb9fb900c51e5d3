"""Taskcluster: tasks of `.taskcluster.yml`, and kinds of a taskgraph folder."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.commands_of import script_of
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_FILES = Globs(("/.taskcluster.{yml,yaml}", "**/taskcluster/**/kind.{yml,yaml}", "taskcluster/**/kind.{yml,yaml}"))
_EVENTS = {
    "github-pull-request": s.CHANGE, "pull_request": s.CHANGE, "github-push": s.PUSH, "push": s.PUSH, "github-release": s.RELEASE,
    "cron": s.SCHEDULE, "action": s.MANUAL,
}  # fmt: skip
DEPTH_LIMIT = 30


class Taskcluster:
    """Reads one file of tasks."""

    name = "ci-taskcluster"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The hook's file, and kinds of a taskgraph."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Tasks."""
        return "task" in text or "job" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """All tasks as jobs; None when there are none. Raises: Unparsable."""
        top = document(path, text)
        words = tuple(event for word, event in _EVENTS.items() if word in text)
        whole = tuple(dict.fromkeys(words)) or (s.CHANGE, s.PUSH)
        if "github-push" in text and "branch" not in text:
            whole = (*whole, s.TOPIC)
        found = _kinds(top) if "kind." in path else _tasks(top.get("tasks"), None, 0)
        jobs = tuple(found)
        return Workflow("taskcluster", path, top.line, jobs=jobs, scenarios=whole, trigger_line=1) if jobs else None


def _tasks(node: Node, starts: tuple[s.Scenario, ...] | None, depth: int) -> Iterator[Job]:
    """Tasks wherever templates hide them: each mapping with a payload, under the conditions around it."""
    if depth > DEPTH_LIMIT:
        return
    if node.is_map and node.get("payload").is_map:
        yield from _task(node, starts)
    elif node.is_map:
        condition = node.get("$if").text
        for key, child in node.items():
            inner = starts
            if condition and "tasks_for" in condition:
                inner = _allowed(condition, starts, otherwise=key == "else")
            yield from _tasks(child, inner, depth + 1)
    elif node.is_list:
        for child in node.children():
            yield from _tasks(child, starts, depth + 1)


def _allowed(condition: str, starts: tuple[s.Scenario, ...] | None, *, otherwise: bool) -> tuple[s.Scenario, ...]:
    every = starts if starts is not None else tuple(dict.fromkeys(_EVENTS.values()))
    named = {event for word, event in _EVENTS.items() if f'"{word}"' in condition or f"'{word}'" in condition}
    negated = "!=" in condition and "==" not in condition
    return tuple(event for event in every if (event in named) != (otherwise or negated))


def _task(node: Node, starts: tuple[s.Scenario, ...] | None) -> Iterator[Job]:
    payload = node.get("payload")
    events = node.get("extra").get("github").get("events").texts
    own = tuple(dict.fromkeys(event for text in events for word, event in _EVENTS.items() if text.startswith(word)))
    name = node.get("metadata").get("name").text or "task"
    script = _script(payload.get("command"))
    if script is not None:
        steps = (Step(payload.line, scripts=(script,), env=payload.get("env").pairs),)
        yield Job(name, node.line, steps, own or starts, image=payload.get("image").text)


def _script(command: Node) -> Script | None:
    if command.is_text:
        return Script(command.text_line, command.text)
    words = [node for node in command.elements() if node.is_text]
    nested = [child for child in command.children() if child.is_list]
    if nested:
        words = [node for node in nested[0].elements() if node.is_text]
    shells = [i for i, node in enumerate(words) if node.text.rsplit("/", 1)[-1] in ("bash", "sh")]
    return script_of(words[shells[0] :] if shells else words)


def _kinds(top: Node) -> Iterator[Job]:
    defaults = top.get("task-defaults", "job-defaults")
    for part in ("tasks", "jobs", "job-template"):
        for name, node in top.get(part).items():
            run = node.get("run")
            body = run.get("command") if run.has("command") else node.get("worker").get("command")
            script = _script(body) if not body.is_empty else _script(run.get("pre-command"))
            allowed = (
                node.get("run-on-tasks-for") if node.has("run-on-tasks-for") else defaults.get("run-on-tasks-for")
            ).texts
            scenarios = tuple(
                dict.fromkeys(event for text in allowed for word, event in _EVENTS.items() if text.startswith(word))
            )
            if script is not None:
                yield Job(name, node.line, (Step(body.line, scripts=(script,)),), scenarios or None)


EXTRACTOR = Taskcluster()
