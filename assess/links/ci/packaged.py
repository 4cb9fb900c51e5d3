"""What well-known packaged steps run of the repository's own: scripts in their inputs, hooks, image builds."""

from __future__ import annotations

from assess.facts.ci.model import Script
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.docker_expanders import dockerfile_next
from assess.links.ci.hook_expanders import configured_hooks
from assess.links.ci.next_steps import Next

_TEXTS = frozenset(
    {"run", "script", "command", "commands", "runcmd", "cmd", "run-command", "test-command", "inlinescript", "run_command",
     "test", "build", "start", "app-build-command", "test_command"}
)  # fmt: skip
_NOT_SHELL = (
    "github-script",
    "script@",
    "slack",
    "azurecli",
    "bash@",
    "powershell@",
    "cmdline@",
    "pythonscript",
    "docker@",
)
_IMAGES = ("build-push-action", "docker/build", "docker-build", "docker@", "kaniko", "docker.build", "build-and-push", "/build_and_push", "acr-build", "build-image", "aws-ecr/")  # fmt: skip


def packaged_next(
    index: BuildIndex, reference: str, options: tuple[tuple[str, str], ...], folder: str, path: str, line: int
) -> tuple[Next, ...]:
    """Next steps of a packaged step; empty for most."""
    lowered = reference.lower()
    given = {name.lower(): value for name, value in options}
    if "pre-commit" in lowered.split("@")[0] or "prek-action" in lowered:
        words = given.get("extra_args", given.get("extra-args", "")).split()
        return configured_hooks(index, "", [w for w in words if not w.startswith("-")])
    if any(mark in lowered for mark in _IMAGES):
        return _image(index, given, folder)
    if any(mark in lowered for mark in _NOT_SHELL):
        return ()
    texts = [
        value for name, value in options if name.lower() in _TEXTS and value.strip() and not value.strip().isdigit()
    ]
    return tuple(
        Next(path, (Script(line, text),), folder, f"input {path} {line} {n}")
        for n, text in enumerate(texts)
        if " " in text or "/" in text
    )


def _image(index: BuildIndex, given: dict[str, str], folder: str) -> tuple[Next, ...]:
    command = given.get("command", "build")
    if "build" not in command.lower():
        return ()
    file = given.get("file") or given.get("dockerfile") or ""
    context = (
        given.get("context") or given.get("path") or given.get("build_context") or given.get("buildcontext") or "."
    )
    if "*" in file:
        file = file.rsplit("*", 1)[-1].lstrip("/")
        found = [p for p in index.dockerfiles if p == file or p.endswith("/" + file)]
        return tuple(n for p in found[:3] for n in dockerfile_next(index, "", p, "."))
    if "://" in context or "{{" in context:
        context = "."
    if given.get("dockerfile") and given.get("path") and "/" not in file:
        file = f"{context.rstrip('/')}/{file}"
    return dockerfile_next(index, folder, file, context)
