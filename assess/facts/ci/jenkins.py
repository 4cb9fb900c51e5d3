"""Jenkins pipelines, declarative and scripted, read as text: stages, shell steps, triggers, conditions."""

from __future__ import annotations

from dataclasses import dataclass

import re2

from assess.facts.ci import scenarios as s
from assess.facts.ci.groovy import Block, Source
from assess.facts.ci.model import Job, Remote, Script, Step, Workflow
from assess.facts.globs import Globs

_FILES = Globs(("Jenkinsfile", "Jenkinsfile.*", "Jenkinsfile-*", "*.jenkinsfile", "*.Jenkinsfile", "*Jenkinsfile", "*.jenkins", "**/jenkins/**/*.groovy", "**/.jenkins/**", "**/vars/*.groovy"))  # fmt: skip
_SHELL = re2.compile(r"\b(sh|bat|powershell|pwsh|sshCommand)\b\s*[\s(]")
_TRIGGER = re2.compile(r"\b(cron|pollSCM|upstream|githubPush|gitlab|GenericTrigger|bitbucketPush)\s*[\s(]")
_PACKAGED = re2.compile(
    r"\b(withSonarQubeEnv|waitForQualityGate|junit|publishCoverage|recordIssues|recordCoverage|cobertura|docker\.build|"
    r"dockerfile|kubernetesDeploy|dependencyCheck|snykSecurity|input|withCredentials|withAWS|ansiblePlaybook|"
    r"archiveArtifacts|nexusArtifactUploader|rtUpload|slackSend|emailext|mail|catchError|checkmarx|aquaMicroscanner|"
    r"publishHTML|withMaven|terraform|azureWebAppPublish|openshiftDeploy|sshPublisher|deploy|cloudFormation|cfnUpdate|ecrLogin)\b"
)
_IMAGE_CALL = re2.compile(r"\.(push|withRun|inside)\s*\(")
_NAMED_SCRIPT = re2.compile(r"^[^;{}]*?\bscript\s*:")
_DOWNSTREAM = re2.compile(r"\bbuild\s*\(?\s*(?:job\s*:)")
_LIBRARY = re2.compile(r"@Library|\blibrary\s*[\s(]")
_BRANCH = re2.compile(
    r"\b(branch|tag|buildingTag|changeRequest|expression|triggeredBy|environment|equals|not|anyOf|allOf)\b"
)
_SWALLOWS = frozenset({"catchError", "warnError"})
MOST_BLOCKS = 3_000
MOST_STEPS = 2_000
_STAGES = frozenset({"stage"})


class Jenkins:
    """Reads one Jenkinsfile."""

    name = "ci-jenkins"
    version = 1
    limit_bytes = 400_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Something of a pipeline must be there."""
        return any(word in text for word in ("pipeline", "node", "stage", "@Library", "sh "))

    def extract(self, path: str, text: str) -> Workflow | None:
        """The pipeline; None when the file holds none."""
        source = Source(text)
        blocks = list(source.blocks())[:MOST_BLOCKS]
        if "vars/" in path and not any(b.name == "pipeline" for b in blocks):
            return None
        library = _LIBRARY.search(source.code)
        jobs = _jobs(source, blocks)
        if not jobs and library is None:
            return None
        line = source.line(library.start()) if library else 0
        return Workflow(
            "jenkins",
            path,
            1,
            jobs=jobs,
            scenarios=_scenarios(source, blocks),
            trigger_line=next((source.line(b.start) for b in blocks if b.name == "triggers"), 1),
            remotes=(Remote(_library_name(source, library.start()), line),) if library else (),
        )


def _library_name(source: Source, offset: int) -> str:
    literal = source.literal_from(offset)
    return literal.value if literal else "library"


def _scenarios(source: Source, blocks: list[Block]) -> tuple[s.Scenario, ...]:
    """Ordinary build stages count as triggered by changes; `triggers` adds schedules and other pipelines' ends."""
    found: list[s.Scenario] = [s.CHANGE, s.TOPIC, s.PUSH, s.LATENT_TAG]
    zones = [(b.opened, b.closed) for b in blocks if b.name in ("triggers", "pipelineTriggers", "properties")]
    if not zones and "pipelineTriggers" in source.code:
        at = source.code.index("pipelineTriggers")
        zones = [(at, at + 2000)]
    for start, end in zones:
        for match in _TRIGGER.finditer(source.code[start:end]):
            word = match.group(1)
            found.append({"cron": s.SCHEDULE, "upstream": s.PIPELINE}.get(word, s.PUSH))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds an offset."""

    stages: tuple[Block, ...]
    swallowed: bool
    branch_if: Block | None = None


def _place(blocks: list[Block], offset: int) -> _Place:
    around = [b for b in blocks if b.opened < offset < b.closed]
    return _Place(
        tuple(b for b in around if b.name in _STAGES),
        any(b.name in _SWALLOWS for b in around),
        next(
            (b for b in reversed(around) if b.name == "if" and ("BRANCH" in b.argument or "CHANGE_ID" in b.argument)),
            None,
        ),
    )


def _jobs(source: Source, blocks: list[Block]) -> tuple[Job, ...]:
    steps: dict[tuple[int, str, int], list[Step]] = {}
    places: dict[tuple[int, str, int], _Place] = {}
    for offset, step in sorted([*_shell_steps(source, blocks), *_packaged_steps(source, blocks)], key=lambda p: p[0])[
        :MOST_STEPS
    ]:
        place = _place(blocks, offset)
        inner = place.stages[-1] if place.stages else None
        branch = place.branch_if.opened if place.branch_if else 0
        key = (inner.start, _stage_name(inner), branch) if inner else (0, "", branch)
        steps.setdefault(key, []).append(step)
        places[key] = place
    return tuple(_job(source, blocks, key[:2], tuple(steps[key]), places[key]) for key in sorted(steps))


def _stage_name(block: Block) -> str:
    return block.argument.removeprefix("stage").strip(" '\"()").split("'")[0].split('"')[0]


def _job(source: Source, blocks: list[Block], key: tuple[int, str], steps: tuple[Step, ...], place: _Place) -> Job:
    scenarios: tuple[s.Scenario, ...] | None = None
    disabled = False
    for stage in place.stages:
        for when in (b for b in blocks if b.name == "when" and stage.opened < b.opened < stage.closed):
            if any(
                stage.opened < b.opened < when.opened < b.closed < stage.closed for b in blocks if b.name == "stage"
            ):
                continue
            found = _when(source, when)
            if found is not None:
                scenarios = found if scenarios is None else tuple(one for one in scenarios if one in found)
            disabled = disabled or _never(source, when)
    if place.branch_if is not None:
        found = _by_condition(place.branch_if.argument)
        scenarios = found if scenarios is None or not found else tuple(one for one in scenarios if one in found)
    environment = key[1] if key[1].lower().startswith(("deploy", "release", "promote")) else ""
    return Job(
        key[1] or "pipeline",
        source.line(key[0]) if key[0] else 1,
        steps,
        scenarios=scenarios,
        disabled=disabled,
        environment=environment,
        image=_image(source, blocks, place),
    )


def _image(source: Source, blocks: list[Block], place: _Place) -> str:
    zones = [b for b in blocks if b.name == "docker"]
    inside = place.stages[-1] if place.stages else None
    for zone in reversed(zones):
        if (
            inside is None
            or inside.opened < zone.opened < inside.closed
            or not any(b.name == "stage" and b.opened < zone.opened < b.closed for b in blocks)
        ):
            literal = source.literal_from(zone.opened)
            body = source.raw(zone.opened + 1, zone.closed)
            return (
                body.split("image")[-1].strip(" \n'\"").split("'")[0].split("\n")[0]
                if "image" in body
                else literal.value
                if literal
                else ""
            )
    return ""


def _never(source: Source, when: Block) -> bool:
    body = " ".join(source.code[when.opened + 1 : when.closed].split())
    return body in (
        "expression { false }",
        "expression { return false }",
        "expression {false}",
        "expression {return false}",
    )


def _when(source: Source, when: Block) -> tuple[s.Scenario, ...] | None:
    """What a `when` block lets through; None when it can't be told."""
    body = source.raw(when.opened + 1, when.closed)
    code = source.code[when.opened + 1 : when.closed]
    if "allOf" in code and "not" in code:
        return None
    negated = code.split("{")[0].split()[-1:] == ["not"]
    found: list[s.Scenario] = []
    for match in _BRANCH.finditer(code):
        word = match.group(1)
        literal = source.literal_from(when.opened + 1 + match.end(), 60)
        if word == "branch" and literal is not None:
            pattern = literal.value
            found += s.push_scenarios((pattern,))
        elif word in ("tag", "buildingTag"):
            found.append(s.TAG)
        elif word == "changeRequest":
            found.append(s.CHANGE)
        elif word == "triggeredBy":
            found.append(s.SCHEDULE if "TimerTrigger" in body else s.MANUAL)
        elif word == "expression":
            found += _by_expression(body)
    if not found:
        return None
    if negated:
        every = (s.CHANGE, s.TOPIC, s.PUSH, s.TAG, s.SCHEDULE)
        return tuple(
            one for one in every if one not in found and not (one is s.PUSH and any(f.event == "push" for f in found))
        )
    return tuple(dict.fromkeys(found))


def _by_condition(argument: str) -> tuple[s.Scenario, ...] | None:
    if "CHANGE_ID" in argument and "!" not in argument:
        return (s.CHANGE,)
    return _by_expression(argument) or None


def _by_expression(body: str) -> tuple[s.Scenario, ...]:
    flat = body.replace('"', "'")
    names = re2.findall(r"(?:BRANCH_NAME|GIT_BRANCH)\s*==~?\s*'([^']*)'", flat)
    return tuple(one for name in names for one in s.push_scenarios((name.removeprefix("origin/"),)))


def _shell_steps(source: Source, blocks: list[Block]) -> list[tuple[int, Step]]:
    found: list[tuple[int, Step]] = []
    for match in _SHELL.finditer(source.code):
        if len(found) >= MOST_STEPS:
            break
        if match.start() and source.code[match.start() - 1] in ".$":
            continue
        head = match.end() - 1
        literal = _script_literal(source, head)
        if literal is None:
            continue
        start, value = literal
        shell = {"sh": "sh", "bat": "cmd"}.get(match.group(1), "pwsh" if "p" in match.group(1)[:1] else "sh")
        stripped = value.lstrip("\n")
        line = source.line(start) + len(value) - len(stripped)
        tail = source.code[head : head + len(value) + 300].split("\n")[0]
        lost = _place(blocks, match.start()).swallowed or "returnStatus" in tail
        errexit = not stripped.lstrip().startswith("#!")
        text = stripped.replace("${params.", "${").replace("${env.", "${")
        script = Script(line, text, shell, errexit, False)
        found.append(
            (
                match.start(),
                Step(
                    source.line(match.start()),
                    scripts=(script,),
                    may_fail=lost,
                    directory=_directory(source, blocks, match.start()),
                ),
            )
        )
    return found


def _script_literal(source: Source, head: int) -> tuple[int, str] | None:
    """The command of a shell step: its `script:` argument, or its first text, with `+` joined texts."""
    tail = source.code[head : head + 400].split("\n\n")[0]
    named = _NAMED_SCRIPT.search(tail)
    start = head + named.end() if named else head
    literal = source.literal_from(start, 60)
    if literal is None or source.code[start : literal.start].strip(" \t\n(["):
        return None
    value, end = literal.value, literal.end
    while source.code[end : end + 40].lstrip().startswith("+"):
        following = source.literal_from(end, 120)
        if following is None or "\n\n" in source.code[end : following.start]:
            break
        value += following.value
        end = following.end
    return literal.start, value


def _directory(source: Source, blocks: list[Block], offset: int) -> str:
    folders = [b.argument.strip(" '\"") for b in blocks if b.name == "dir" and b.opened < offset < b.closed]
    return "/".join(folders)


def _packaged_steps(source: Source, blocks: list[Block]) -> list[tuple[int, Step]]:
    found: list[tuple[int, Step]] = []
    for match in _PACKAGED.finditer(source.code):
        before = source.code[match.start() - 1] if match.start() else "\n"
        after = source.code[match.end() : match.end() + 2].lstrip()[:1]
        literal = source.literal_from(match.end(), 3)
        if before in "._$" or before.isalnum() or not (after in ("(", "{", ":") or literal):
            continue
        given = source.literal_from(match.end(), 120)
        options = (("argument", given.value),) if given else ()
        found.append(
            (match.start(), Step(source.line(match.start()), uses=f"jenkins/{match.group(1)}", options=options))
        )
    for match in _DOWNSTREAM.finditer(source.code):
        given = source.literal_from(match.end())
        options = (("argument", given.value),) if given else ()
        found.append((match.start(), Step(source.line(match.start()), uses="jenkins/build", options=options)))
    pushes = [m.start() for m in _IMAGE_CALL.finditer(source.code) if m.group(1) == "push" and "docker" in source.code]
    return found + [(at, Step(source.line(at), uses="jenkins/docker.push")) for at in pushes]


EXTRACTOR = Jenkins()
