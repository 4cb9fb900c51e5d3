"""Google Cloud Build: steps of builder images. Its triggers are kept in the service."""

from __future__ import annotations

from assess.facts.ci import scenarios as s
from assess.facts.ci.commands_of import script_of
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_NAMED = Globs(("*cloudbuild*.{yml,yaml,json}", "*cloud-build*.{yml,yaml}", "*cloud_build*.{yml,yaml}", "**/{cloudbuild,cloud-build,cloud_build}/**/*.{yml,yaml}"))  # fmt: skip


_BY_CONTENT = Globs(
    ("**/{build,builds,ci,cd,cicd,ci-cd,ci_cd,.ci,deploy,deployment,pipelines,gcp,.gcp}/**/*.{yml,yaml}",)
)
"""Where builds stand under names of their own; their content must then leave no doubt."""
_BUILDERS = ("gcr.io/", "docker.pkg.dev", "waitFor:")


class CloudBuild:
    """Reads one build configuration."""

    name = "ci-cloud-build"
    version = 2
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The usual names, and the folders where builds stand under other ones."""
        return path in _NAMED or path in _BY_CONTENT

    def concerns(self, text: str) -> bool:
        """Steps."""
        return "steps" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """The build; None when the file is something else. Raises: Unparsable."""
        if path not in _NAMED and not any(word in text for word in _BUILDERS):
            return None
        top = document(path, text)
        if not top.get("steps").is_list or top.has("apiVersion") or top.has("trigger"):
            return None
        nodes = [node for node in top.get("steps").elements() if node.get("name").text]
        if not nodes or (path not in _NAMED and not _certain(nodes)):
            return None
        steps = [_step(node) for node in nodes]
        images = top.get("images")
        if not images.is_empty:
            steps.append(Step(images.line, uses="cloud-build/images", options=(("images", " ".join(images.texts)),)))
        job = Job("build", top.get("steps").line, tuple(steps), env=top.get("substitutions").pairs)
        return Workflow("cloud-build", path, top.line, jobs=(job,), scenarios=(s.MANUAL,), trigger_line=1)


def _certain(nodes: list[Node]) -> bool:
    """Whether steps are those of builder images: each with arguments or a script, and none of another system."""
    return all(
        (node.has("args") or node.has("script") or node.has("entrypoint"))
        and not node.has("uses")
        and not node.has("run")
        for node in nodes
    )


def _step(node: Node) -> Step:
    image = node.get("name").text
    program = image.split("@")[0].rsplit("/", 1)[-1].split(":")[0]
    entry = node.get("entrypoint").text
    arguments = [*node.get("args").elements()]
    script = node.get("script")
    line = node.get("args").line if arguments else node.line
    found: Script | None
    if script.text:
        found = Script(script.text_line, script.text, "bash")
    elif len(arguments) == 1 and " " in arguments[0].text and not entry:
        found = Script(arguments[0].text_line, f"{program} {arguments[0].text}")
    else:
        found = script_of(arguments, (entry or {"executor": "/kaniko/executor"}.get(program, program),), line)
    text = found.text.replace("$$", "$") if found else ""
    scripts = (Script(found.line, text, found.shell, found.errexit, found.pipefail),) if found else ()
    lost = node.get("allowFailure").is_true() or bool(node.get("allowExitCodes").texts)
    folder = node.get("dir").text
    return Step(node.line, node.get("id").text, scripts, env=node.get("env").pairs, directory=folder, may_fail=lost)


EXTRACTOR = CloudBuild()
