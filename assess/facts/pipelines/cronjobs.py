"""Things that only have a schedule: Kubernetes CronJobs, crontabs that images install, systemd timers."""

from __future__ import annotations

import re2

from assess.facts.pipelines.documents import items, kinds, mapping, name_of, texts, word
from assess.facts.pipelines.flow import SCHEDULE, Flow, Flows, FlowStep
from assess.facts.pipelines.reading import DocumentReader, TextReader
from assess.yaml_source import Loaded

_CRON_LINE = re2.compile(
    r"^\s*(@(?:hourly|daily|midnight|weekly|monthly|yearly|annually|reboot)|(?:[\d*/,\-A-Za-z]+\s+){4}[\d*/,\-A-Za-z]+)\s+(\S.*)$"
)
_TIMER_LINE = re2.compile(r"^\s*(OnCalendar|OnUnitActiveSec|OnUnitInactiveSec)\s*=\s*\S")


def read_kubernetes(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Every CronJob, one step per container."""
    found = []
    for document, thing, place in kinds(documents, "CronJob"):
        spec = mapping(thing.get("spec"))
        job = mapping(mapping(spec.get("jobTemplate")).get("spec"))
        pod = mapping(mapping(job.get("template")).get("spec"))
        at = (*place, "spec", "jobTemplate", "spec", "template", "spec", "containers")
        steps = tuple(
            FlowStep(word(mapping(c).get("name")) or "job", document.line(*at, i), runs=texts(c))
            for i, c in enumerate(items(pod.get("containers")))
        )
        events = frozenset({SCHEDULE}) if spec.get("schedule") else frozenset()
        retries = ("backoffLimit" in job and job["backoffLimit"] != 0) or pod.get("restartPolicy") == "OnFailure"
        found.append(
            Flow(
                name_of(thing) or "cronjob", "kubernetes", document.line(*place, "kind"), steps, events,
                document.line(*place, "spec", "schedule"), spec.get("suspend") is True, retries,
                "activeDeadlineSeconds" in job,
            )
        )  # fmt: skip
    return Flows(tuple(found))


def read_crontab(path: str, text: str) -> Flows:
    """A crontab, one step per entry."""
    steps: list[FlowStep] = []
    alert = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("#") or number > 2000:
            continue
        if line.strip().upper().startswith("MAILTO="):
            alert = line.partition("=")[2].strip().strip("\"'")
        elif found := _CRON_LINE.match(line):
            command = str(found.group(2))
            steps.append(FlowStep(command[:80], number, runs=(command,)))
    if not steps:
        return Flows()
    first = steps[0].line
    return Flows(
        (Flow(path.rsplit("/", 1)[-1], "cron", first, tuple(steps), frozenset({SCHEDULE}), first, alerts=alert),)
    )


def read_timer(path: str, text: str) -> Flows:
    """A systemd timer; its unit is found by the name."""
    unit = path.rsplit("/", 1)[-1].removesuffix(".timer")
    for number, line in enumerate(text.split("\n"), 1):
        if _TIMER_LINE.match(line):
            step = FlowStep(unit, number, runs=(f"{unit}.service",))
            return Flows((Flow(unit, "systemd", number, (step,), frozenset({SCHEDULE}), number),))
    return Flows()


READERS = (
    DocumentReader(("*.yaml", "*.yml", "*.json"), (("CronJob",), ("schedule",)), read_kubernetes),
    TextReader(("crontab", "*.crontab", "crontab.*", "*.cron", "**/cron.d/*", "**/crontabs/*"), (), read_crontab),
    TextReader(("*.timer",), ("[Timer]",), read_timer),
)
