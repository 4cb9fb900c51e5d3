"""CircleCI: workflows, jobs, commands, parameters, inline and packaged orbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assess.facts.ci import scenarios as s
from assess.facts.ci.circleci_filters import filtered, switched
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_FILES = Globs((".circleci/**/*.{yml,yaml}", "circle.yml"))
_BUILT_IN = frozenset(
    {"checkout", "save_cache", "restore_cache", "store_artifacts", "store_test_results", "persist_to_workspace",
     "attach_workspace", "add_ssh_keys", "setup_remote_docker", "unless", "when", "run", "steps"}
)  # fmt: skip
DEPTH_LIMIT = 6

Arguments = Mapping[str, Node]


class CircleCi:
    """Reads one configuration file; a set-up configuration names others as included."""

    name = "ci-circleci"
    version = 1
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """The `.circleci` folder."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Jobs must be there."""
        return "jobs" in text or "test:" in text or "steps" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """The configuration; None when nothing runs. Raises: Unparsable."""
        top = document(path, text)
        jobs = tuple(_Reader(top).jobs())
        setup = top.get("setup").is_true()
        if not jobs:
            return None
        return Workflow(
            "circleci",
            path,
            top.line,
            "",
            jobs,
            (s.TOPIC, s.PUSH),
            top.get("workflows").line,
            root=path in (".circleci/config.yml", ".circleci/config.yaml", "circle.yml"),
            includes=tuple(_continued(top, jobs)) if setup else (),
        )


def _continued(top: Node, jobs: tuple[Job, ...]) -> Iterator[tuple[str, int]]:
    """Configuration files that a set-up workflow goes on with."""
    named = False
    for job in jobs:
        for options in (job.options, *(step.options for step in job.steps)):
            for key, value in options:
                if key in ("configuration_path", "config-path", "configuration-path") and value:
                    named = True
                    yield value, job.line
    if not named:
        yield ".circleci/continue_config.yml", top.line
        yield ".circleci/continue-config.yml", top.line


@dataclass(frozen=True, slots=True)
class _Reader:
    top: Node

    def jobs(self) -> Iterator[Job]:
        flows = [(name, flow) for name, flow in self.top.get("workflows").items() if flow.is_map]
        if not flows:
            for name, node in self.top.get("jobs").items():
                yield self._job(name, node, {}, name)
            return
        for _, flow in flows:
            starts = self._starts(flow)
            for entry in flow.get("jobs").elements():
                yield from self._entry(entry, starts)

    def _starts(self, flow: Node) -> tuple[s.Scenario, ...] | None:
        """What starts a workflow; None when pushes do."""
        if any(trigger.has("schedule") for trigger in flow.get("triggers").elements()):
            return (s.SCHEDULE,)
        if flow.has("when") or flow.has("unless"):
            return switched(flow, self.top.get("parameters"))
        return None

    def _entry(self, entry: Node, starts: tuple[s.Scenario, ...] | None) -> Iterator[Job]:
        name, settings = (entry.text, entry.get("-")) if entry.is_text else next(entry.items(), ("", entry))
        if not name:
            return
        if settings.get("type").text == "approval":
            return
        found = filtered(settings.get("filters"), starts)
        job = self._named(name, settings)
        yield replace(
            job,
            name=settings.get("name").text or name,
            line=settings.line if not entry.is_text else entry.line,
            scenarios=found,
            needs=settings.get("requires").texts,
            matrix=tuple((key, child.texts) for key, child in settings.get("matrix").get("parameters").items()),
        )

    def _named(self, name: str, settings: Node) -> Job:
        arguments = dict(settings.items())
        node = self.top.get("jobs").get(name)
        if node.is_map:
            around = (*self._steps(settings.get("pre-steps"), arguments, 0),)
            job = self._job(name, node, arguments, name)
            return replace(job, steps=(*around, *job.steps, *self._steps(settings.get("post-steps"), arguments, 0)))
        orb, _, part = name.partition("/")
        inline = self.top.get("orbs").get(orb)
        if part and inline.is_map:
            return self._job(name, inline.get("jobs").get(part), arguments, name)
        reference = self._reference(name)
        return Job(
            name,
            settings.line,
            (Step(settings.line, name, uses=reference, options=settings.pairs),),
            options=settings.pairs,
        )

    def _reference(self, name: str) -> str:
        """`circleci/docker/build@2.5.0` for `docker/build`."""
        orb, _, part = name.partition("/")
        whole, _, version = self.top.get("orbs").get(orb).text.partition("@")
        return f"{whole or orb}/{part}@{version}" if part else f"{whole or name}"

    def _job(self, name: str, node: Node, given: Arguments, label: str) -> Job:
        arguments = _with_defaults(node.get("parameters"), given)
        executor = node
        wanted = node.get("executor").text or node.get("executor").get("name").text
        if wanted and self.top.get("executors").get(wanted).is_map:
            executor = self.top.get("executors").get(wanted)
        images = [
            _filled(image.get("image").text, arguments)
            for image in (executor if not node.has("docker") else node).get("docker").elements()
        ]
        return Job(
            label,
            node.line,
            tuple(self._steps(node.get("steps"), arguments, 0)),
            env=node.get("environment").pairs,
            directory=_folder(node.get("working_directory").text),
            image=images[0] if images else "",
            services=tuple(images[1:]),
        )

    def _steps(self, steps: Node, arguments: Arguments, depth: int) -> Iterator[Step]:
        if depth > DEPTH_LIMIT:
            return
        for step in steps.elements():
            yield from self._step(step, arguments, depth)

    def _step(self, step: Node, arguments: Arguments, depth: int) -> Iterator[Step]:
        if step.is_text:
            given = arguments.get(_parameter(step.text))
            if given is not None:
                yield from self._steps(given, arguments, depth + 1)
            else:
                yield from self._command(step.text, step, {}, step, depth)
            return
        for name, body in step.items():
            if name == "run":
                yield _run(body, arguments)
            elif name in ("when", "unless"):
                yield from self._steps(body.get("steps"), arguments, depth + 1)
            elif name == "steps":
                yield from self._steps(arguments.get(_parameter(body.text), body), arguments, depth + 1)
            else:
                yield from self._command(name, body, dict(body.items()), step, depth)

    def _command(self, name: str, body: Node, given: Arguments, step: Node, depth: int) -> Iterator[Step]:
        if name in _BUILT_IN:
            return
        orb, _, part = name.partition("/")
        command = self.top.get("commands").get(name)
        if not command.is_map and part and self.top.get("orbs").get(orb).is_map:
            command = self.top.get("orbs").get(orb).get("commands").get(part)
        if command.is_map:
            yield from self._steps(command.get("steps"), _with_defaults(command.get("parameters"), given), depth + 1)
        else:
            yield Step(step.line, name, uses=self._reference(name), options=body.pairs if body.is_map else ())


def _with_defaults(parameters: Node, given: Arguments) -> Arguments:
    found = {name: node.get("default") for name, node in parameters.items() if node.has("default")}
    return {**found, **given}


def _parameter(text: str) -> str:
    inner = text.strip()
    if inner.startswith("<<") and inner.endswith(">>"):
        return inner[2:-2].strip().removeprefix("parameters.")
    return ""


def _filled(text: str, arguments: Arguments) -> str:
    """Parameters put in; what is not known stays as `$name`, which no shell reading mistakes for a heredoc."""
    out: list[str] = []
    rest = text
    while "<<" in rest:
        before, _, after = rest.partition("<<")
        inner, closing, tail = after.partition(">>")
        name = inner.strip()
        if (
            not closing
            or "\n" in inner
            or not name.replace(".", "").replace("-", "").replace("_", "").isalnum()
            or before.endswith("\\")
        ):
            out.append(before + "<<")
            rest = after
            continue
        node = arguments.get(name.removeprefix("parameters."))
        out.append(
            before
            + (node.text if node is not None and node.is_text else "$" + name.rsplit(".", 1)[-1].replace("-", "_"))
        )
        rest = tail
    return "".join(out) + rest


def _run(body: Node, arguments: Arguments) -> Step:
    command = body if body.is_text else body.get("command")
    shell = body.get("shell").text
    name = shell.split()[0].rsplit("/", 1)[-1] if shell else "bash"
    script = Script(
        command.text_line, _filled(command.text, arguments), name, not shell or "-e" in shell or "o" in shell, not shell
    )
    return Step(
        body.line,
        _filled(body.get("name").text, arguments) if body.is_map else "",
        (script,) if command.text else (),
        env=body.get("environment").pairs,
        directory=_folder(_filled(body.get("working_directory").text, arguments)),
    )


def _folder(text: str) -> str:
    if text.startswith(("~/project", "/home/circleci/project")):
        return text.partition("project")[2].strip("/")
    return "" if text.startswith(("~", "/")) else text


EXTRACTOR = CircleCi()
