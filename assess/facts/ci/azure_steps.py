"""Steps of Azure Pipelines: scripts, and what well-known tasks run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assess.facts.ci.model import Script, Step
from assess.facts.ci.nodes import Node

_SCRIPTS = {"script": "sh", "bash": "bash", "pwsh": "pwsh", "powershell": "pwsh"}
_INLINE = ("inlineScript", "script", "InlineScript", "Inline")
_FILES = ("scriptPath", "filePath", "ScriptPath", "scriptFile")


def steps_of(entries: Iterable[Node]) -> Iterator[Step]:
    """Steps in order; entries of other kinds (checkout, download) are left out."""
    for entry in entries:
        kind = next((key for key in _SCRIPTS if entry.has(key)), "")
        if kind:
            body = entry.get(kind)
            errexit = kind == "pwsh" or kind == "powershell"
            script = Script(body.text_line, body.text, _SCRIPTS[kind], errexit, False)
            yield _step(entry, scripts=(script,))
        elif entry.get("task").text:
            task = entry.get("task").text
            yield _step(entry, scripts=_of_task(task, entry.get("inputs")), uses=task)
        elif entry.get("template").text:
            reference = entry.get("template").text
            if "@" in reference and not reference.endswith("@self"):
                yield _step(entry, uses=reference)
            else:
                yield _step(entry, calls=reference.removesuffix("@self"))


def _step(entry: Node, scripts: tuple[Script, ...] = (), uses: str = "", calls: str = "") -> Step:
    inputs = entry.get("inputs") if entry.has("inputs") else entry.get("parameters")
    folder = entry.get("workingDirectory").text or inputs.get("workingDirectory", "cwd", "workingFolder").text
    return Step(
        entry.line,
        entry.get("displayName", "name").text,
        scripts,
        uses,
        calls,
        inputs.pairs,
        entry.get("env").pairs,
        _folder(folder),
        entry.get("condition").text,
        entry.get("enabled").is_false() or entry.get("condition").is_false(),
        entry.get("continueOnError").is_true(),
    )


def _folder(text: str) -> str:
    for start in ("$(Build.SourcesDirectory)", "$(System.DefaultWorkingDirectory)", "$(Pipeline.Workspace)/s"):
        if text.lower().startswith(start.lower()):
            return text[len(start) :].strip("/\\")
    return text


def _of_task(task: str, inputs: Node) -> tuple[Script, ...]:
    name = task.split("@")[0].rsplit(".", 1)[-1].lower()
    inline = next((inputs.get(key) for key in _INLINE if inputs.get(key).text), None)
    shell = "pwsh" if "powershell" in name or inputs.get("scriptType").text.lower() in ("ps", "pscore") else "bash"
    file = next((inputs.get(key) for key in _FILES if inputs.get(key).text), None)
    arguments = inputs.get("arguments", "scriptArguments").text.replace("\n", " ")
    if name == "pythonscript" and file is not None and not inline:
        return (Script(file.line, f"python {_folder(file.text)} {arguments}".strip()),)
    if name == "pythonscript" and inline is not None:
        return (Script(inline.text_line, inline.text, "python"),)
    if inline is not None and not (
        file is not None and inputs.get("targetType", "scriptLocation").text.lower() in ("filepath", "scriptpath")
    ):
        return (Script(inline.text_line, inline.text, shell, shell == "pwsh", False),)
    if file is not None:
        starter = "pwsh" if shell == "pwsh" else "bash"
        return (Script(file.line, f"{starter} {_folder(file.text)} {arguments}".strip()),)
    written = _COMMANDS.get(name)
    return (Script(inputs.line, line),) if written and (line := written(inputs)) else ()


def _npm(inputs: Node) -> str:
    command = inputs.get("command").text or "install"
    return f"npm {inputs.get('customCommand').text if command == 'custom' else command}"


def _dotnet(inputs: Node) -> str:
    command = inputs.get("command").text or "build"
    projects = inputs.get("projects").text.split("\n")[0]
    return f"dotnet {inputs.get('custom').text if command == 'custom' else command} {projects}".strip()


_COMMANDS: dict[str, Callable[[Node], str]] = {
    "npm": _npm,
    "dotnetcorecli": _dotnet,
    "maven": lambda i: f"mvn {i.get('goals').text or 'package'}",
    "gradle": lambda i: f"gradle {i.get('tasks').text or 'build'}",
    "go": lambda i: f"go {i.get('command').text} {i.get('arguments').text}".strip(),
    "make": lambda i: "make",
    "cmake": lambda i: f"cmake {i.get('cmakeArgs').text}".strip(),
}
