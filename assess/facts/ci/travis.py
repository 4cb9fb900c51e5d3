"""Travis CI: build phases, stages, deployments."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document

_PHASES = ("before_install", "install", "before_script", "script")
_AFTER = ("after_success", "after_script", "after_failure")
_DEFAULTS = {
    "node_js": "npm test", "go": "go test ./...", "ruby": "rake test", "java": "mvn test", "scala": "sbt test", "r": "R CMD check .",
    "rust": "cargo test", "julia": "julia -e 'using Pkg; Pkg.test()'", "elixir": "mix test", "haskell": "cabal test",
    "clojure": "lein test", "dart": "dart test", "php": "phpunit",
}  # fmt: skip
_EVERY = (s.CHANGE, s.TOPIC, s.PUSH)


class Travis:
    """Reads `.travis.yml`."""

    name = "ci-travis"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The one name, at the top."""
        return path in (".travis.yml", ".travis.yaml")

    def concerns(self, text: str) -> bool:
        """Anything but comments."""
        return any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n"))

    def extract(self, path: str, text: str) -> Workflow | None:
        """The build; None when nothing runs. Raises: Unparsable."""
        top = document(path, text)
        if not top.is_map:
            return None
        included = [n for n in top.get("jobs", "matrix").get("include").elements() if n.is_map]
        jobs = [_job(top, node, number) for number, node in enumerate(included, start=1)]
        if not jobs or top.has("script"):
            jobs.insert(0, _job(top, top, 0))
        branches = top.get("branches")
        pushed = s.push_scenarios(branches.get("only").texts, branches.get("except").texts)
        return Workflow(
            "travis", path, top.line, jobs=tuple(jobs), scenarios=(s.CHANGE, *pushed, s.LATENT_TAG), trigger_line=1
        )


def _job(top: Node, node: Node, number: int) -> Job:
    steps: list[Step] = []
    language = node.get("language").text or top.get("language").text
    for phase in _PHASES:
        body = node.get(phase) if node.has(phase) else top.get(phase)
        scripts = tuple(Script(c.text_line, c.text, "bash") for c in body.elements() if c.text)
        if phase == "script" and not scripts and not node.has("script") and language in _DEFAULTS:
            scripts = (Script(node.line, _DEFAULTS[language]),)
        if scripts:
            steps.append(Step(scripts[0].line, phase, scripts, env=_env(node)))
    for phase in _AFTER:
        body = node.get(phase) if node.has(phase) else top.get(phase)
        scripts = tuple(Script(c.text_line, c.text, "bash") for c in body.elements() if c.text)
        if scripts:
            steps.append(Step(scripts[0].line, phase, scripts, may_fail=True))
    steps += _deployments(node.get("deploy") if node.has("deploy") else top.get("deploy"))
    name = node.get("name").text or node.get("stage").text or (f"job {number}" if number else "build")
    return Job(
        name, node.line, tuple(steps), condition=node.get("if").text, env=_env(node), stage=node.get("stage").text
    )


def _env(node: Node) -> tuple[tuple[str, str], ...]:
    lines = [text for child in (node.get("env"), node.get("env").get("global")) for text in child.texts]
    pairs = (word.partition("=") for line in lines for word in line.split())
    return tuple((name, value.strip("'\"")) for name, equals, value in pairs if equals)


def _deployments(deploy: Node) -> Iterator[Step]:
    for node in deploy.elements():
        provider = node.get("provider").text
        on = node.get("on")
        branch = on.get("branch").text or ("" if on.get("all_branches").is_true() else "master")
        condition = (
            "tag" if on.get("tags").is_true() else f'type != pull_request && branch == "{branch}"' if branch else ""
        )
        if provider == "script":
            scripts = tuple(Script(c.text_line, c.text) for c in node.get("script").elements() if c.text)
            yield Step(node.line, "deploy", scripts, condition=condition)
        elif provider:
            yield Step(node.line, "deploy", uses=f"travis/{provider}", options=node.pairs, condition=condition)


EXTRACTOR = Travis()
