"""Image builds: the Dockerfile that a command builds, and the services that compose starts."""

from __future__ import annotations

from posixpath import dirname, join

from assess.facts.ci.cloud_build import EXTRACTOR as CLOUD_BUILD
from assess.facts.ci.model import Script
from assess.facts.compose import ComposeFile
from assess.facts.containers import Dockerfile
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.next_steps import Call, Next
from assess.links.ci.places import folder_of, located

_VALUED = frozenset(
    {"-t", "--tag", "--build-arg", "--target", "--cache-from", "--cache-to", "--platform", "--label", "--network", "--secret",
     "--ssh", "-o", "--output", "--progress", "--builder", "--iidfile", "--add-host", "--shm-size", "--ulimit", "--memory",
     "-m", "--isolation", "--registry", "-r", "--image", "-g", "--resource-group", "--config", "--project", "--region",
     "--substitutions", "--timeout", "--machine-type", "--metadata-file", "--build-context", "--provenance", "--sbom"}
)  # fmt: skip


def docker_next(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    """`docker build`, `docker buildx build`, `docker image build`, `docker compose ...`."""
    words = list(call.arguments)
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in ("-H", "--context", "-c", "-l") else words[1:]
    if words[:1] == ["compose"]:
        return compose_next(index, Call("docker-compose", tuple(words[1:]), call.folder, call.path, call.values))
    if words[:1] in (["buildx"], ["image"], ["builder"]):
        words = words[1:]
    if words[:1] not in (["build"], ["bud"], ["build-using-dockerfile"]):
        return ()
    return _built(index, call.folder, words[1:])


def image_next(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    """Kaniko, `gcloud builds submit`, `az acr build`."""
    words = list(call.arguments)
    if call.program == "gcloud":
        if "builds" not in words or "submit" not in words:
            return ()
        if config := _flag(words, ("--config",)):
            return _hosted(index, call.folder, config)
        words = words[words.index("submit") + 1 :]
    elif call.program == "az":
        if words[:2] != ["acr", "build"]:
            return ()
        words = words[2:]
    else:
        folder = _flag(words, ("--context", "-c")).replace("dir://", "")
        file = _flag(words, ("--dockerfile", "-f"))
        return dockerfile_next(index, call.folder, file, folder or ".")
    return _built(index, call.folder, words)


def _hosted(index: BuildIndex, folder: str, config: str) -> tuple[Next, ...]:
    """The steps of a hosted build that a command submits and waits for."""
    path = located(index.facts.entries, folder, config)
    found = index.facts.of(CLOUD_BUILD).get(path)
    if found is None:
        return ()
    scripts = tuple(script for job in found.jobs for step in job.steps for script in step.scripts)
    return (Next(path, scripts, folder, f"hosted {path}"),)


def _flag(words: list[str], names: tuple[str, ...]) -> str:
    for position, word in enumerate(words):
        flag, equals, value = word.partition("=")
        if flag in names:
            return value if equals else "".join(words[position + 1 : position + 2])
    return ""


def _built(index: BuildIndex, folder: str, words: list[str]) -> tuple[Next, ...]:
    file, context = "", ""
    position = 0
    while position < len(words):
        flag, equals, value = words[position].partition("=")
        if flag in ("-f", "--file"):
            file = value if equals else "".join(words[position + 1 : position + 2])
            position += not equals
        elif flag in _VALUED:
            position += not equals
        elif not words[position].startswith("-"):
            context = words[position]
        position += 1
    return dockerfile_next(index, folder, file, context)


def dockerfile_next(index: BuildIndex, folder: str, file: str, context: str) -> tuple[Next, ...]:
    """The RUN commands of the Dockerfile that a build reads."""
    place = folder_of(folder, context) if context not in ("", ".", "-") else folder
    wanted = file or join(place, "Dockerfile")
    entries = index.facts.entries
    path = located(entries, folder, wanted) if file else located(entries, "", wanted)
    if not path and file:
        path = located(entries, place, file)
    if not path and "$" in wanted:
        path = next(iter(index.dockerfiles), "") if len(index.dockerfiles) == 1 else ""
    found = index.dockerfile(path) if path else None
    return (_runs(found, place),) if found is not None else ()


def _runs(found: Dockerfile, folder: str) -> Next:
    return Next(found.path, run_scripts(found), folder, f"image {found.path}")


def run_scripts(found: Dockerfile) -> tuple[Script, ...]:
    """The RUN instructions as scripts."""
    return tuple(Script(i.line, _shell_form(i.text), "sh", False, False) for i in found.runs)


def _shell_form(text: str) -> str:
    plain = text.strip()
    if plain.startswith("[") and plain.endswith("]") and '"' in plain:
        return " ".join(f"'{w}'" if " " in w else w for w in (p.strip().strip('"') for p in plain[1:-1].split('",')))
    first, _, rest = plain.partition("\n")
    if rest and first.startswith("<<"):
        return rest
    return plain


def compose_next(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    """Images that compose builds, and the commands of services that it starts."""
    files: list[str] = []
    plain: list[str] = []
    position = 0
    words = call.arguments
    while position < len(words):
        flag, equals, value = words[position].partition("=")
        if flag in ("-f", "--file"):
            files.append(value if equals else "".join(words[position + 1 : position + 2]))
            position += not equals
        elif flag in ("-p", "--project-name", "--env-file", "--profile", "-e", "-u", "-w"):
            position += not equals
        elif not words[position].startswith("-"):
            plain.append(words[position])
        position += 1
    verb, services = (plain[0], plain[1:]) if plain else ("", [])
    if verb not in ("build", "up", "run", "start", "create"):
        return ()
    wanted = services[:1] if verb == "run" else services
    own = verb == "up" or (verb == "run" and len(services) == 1)
    steps = [n for file in index.compose(call.folder, tuple(files)) for n in _services(index, file, wanted, own)]
    return tuple({step.key: step for step in steps}.values())


def _services(index: BuildIndex, file: ComposeFile, wanted: list[str], own_command: bool) -> list[Next]:
    """`own_command`: services run what the file says, not another command that was given."""
    found: list[Next] = []
    for service in file.services:
        if wanted and service.name not in wanted:
            continue
        image = index.dockerfile(service.dockerfile) if service.dockerfile else None
        if image is not None:
            found.append(_runs(image, service.context))
        if service.command and own_command:
            script = Script(service.line, service.command, "sh")
            found.append(
                Next(file.path, (script,), service.context or dirname(file.path), f"service {file.path} {service.name}")
            )
    return found
