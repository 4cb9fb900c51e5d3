"""Drone and Woodpecker: pipelines of container steps with events and branches."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, documents
from assess.facts.globs import Globs

_FILES = Globs(
    ("/.drone.{yml,yaml}", ".drone/**/*.{yml,yaml}", "/.woodpecker.{yml,yaml}", ".woodpecker/**/*.{yml,yaml}")
)
_EVENTS = {
    "push": (s.TOPIC, s.PUSH), "pull_request": (s.CHANGE,), "tag": (s.TAG,), "release": (s.RELEASE,), "cron": (s.SCHEDULE,),
    "promote": (s.MANUAL,), "rollback": (s.MANUAL,), "manual": (s.MANUAL,), "custom": (s.MANUAL,), "deployment": (s.MANUAL,),
    "pull_request_closed": (s.MERGED,),
}  # fmt: skip


class Drone:
    """Reads one file of pipelines."""

    name = "ci-drone"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The names of both systems."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Steps."""
        return "steps" in text or "pipeline" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """Every pipeline as a job; None when there is none. Raises: Unparsable."""
        system = "woodpecker" if path.startswith(".woodpecker") else "drone"
        jobs = tuple(job for top in documents(path, text) if top.is_map for job in _jobs(top))
        return (
            Workflow(system, path, 1, jobs=jobs, scenarios=(s.CHANGE, s.TOPIC, s.PUSH, s.LATENT_TAG), trigger_line=1)
            if jobs
            else None
        )


def _jobs(top: Node) -> Iterator[Job]:
    if top.has("kind") and top.get("kind").text != "pipeline":
        return
    whole = _when(top.get("trigger", "when"), (s.CHANGE, s.TOPIC, s.PUSH, s.LATENT_TAG))
    services = top.get("services")
    names = services.keys if services.is_map else tuple(n.get("image").text for n in services.elements())
    for name, node in _named(top.get("steps", "pipeline")):
        steps = _steps(node)
        if steps:
            label = node.get("name").text or name
            scenarios = _when(node.get("when"), whole)
            lost = node.get("failure").text == "ignore"
            yield Job(label, node.line, steps, scenarios, may_fail=lost, image=node.get("image").text, services=names)


def _named(steps: Node) -> Iterator[tuple[str, Node]]:
    if steps.is_map:
        yield from steps.items()
    else:
        yield from ((str(number), node) for number, node in enumerate(steps.elements(), start=1))


def _steps(node: Node) -> tuple[Step, ...]:
    commands = node.get("commands")
    scripts = tuple(Script(c.text_line, c.text, "sh") for c in commands.elements() if c.text)
    if scripts:
        return (Step(node.line, scripts=scripts, env=node.get("environment").pairs),)
    image = node.get("image").text
    return (Step(node.line, uses=image.split(":")[0], options=node.get("settings").pairs),) if image else ()


def _when(node: Node, base: tuple[s.Scenario, ...]) -> tuple[s.Scenario, ...]:
    """What a `when` or `trigger` lets through; a list of them is a choice."""
    if node.is_empty:
        return base
    found: list[s.Scenario] = []
    for one in node.elements():
        found += _single(one, base)
    return tuple(dict.fromkeys(found))


def _single(node: Node, base: tuple[s.Scenario, ...]) -> list[s.Scenario]:
    event, branch, ref = node.get("event"), node.get("branch"), node.get("ref")
    include = event.get("include").texts if event.is_map else event.texts
    exclude = event.get("exclude").texts if event.is_map else ()
    chosen = [one for word in include for one in _EVENTS.get(word, ())] if include else list(base)
    chosen = [one for one in chosen if not any(one in _EVENTS.get(word, ()) for word in exclude)]
    if not branch.is_empty:
        allowed = s.push_scenarios(
            branch.get("include").texts if branch.is_map else branch.texts,
            branch.get("exclude").texts if branch.is_map else (),
        )
        pushes = [
            one
            for one in allowed
            if any(c.event in ("change", "push") and c.kind in ("topic", "branch") for c in chosen)
        ]
        chosen = [one for one in chosen if one.kind not in ("topic", "branch")] + pushes
    if any("refs/tags" in text for text in ref.texts):
        chosen = [s.TAG]
    return chosen


EXTRACTOR = Drone()
