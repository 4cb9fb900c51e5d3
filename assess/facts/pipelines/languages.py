"""Flows in languages of their own: Snakemake, Nextflow, R targets."""

from __future__ import annotations

from itertools import islice

import re2

from assess.facts.pipelines.flow import Flow, Flows, FlowStep
from assess.facts.pipelines.reading import TextReader

TARGETS_LIMIT = 1000
_RULE = re2.compile(r"^(?:rule|checkpoint)\s+(\w+)\s*:")
_SECTION = re2.compile(
    r"^\s+(input|output|shell|script|notebook|run|retries|params|resources|log|conda|threads|benchmark|wrapper|message)\s*:(.*)$"
)
_QUOTED = re2.compile(r"[\"']([^\"'\n]+)[\"']")
_RULE_REFERENCE = re2.compile(r"rules\.(\w+)\.output")
_PROCESS = re2.compile(r"^\s*process\s+(\w+)\s*\{")
_STATEMENT = re2.compile(r"(?m)^[ \t]*(?:(?:def\s+)?(\w+)\s*=\s*)?([A-Za-z_][\w.]*)[ \t]*(?:\(|$)")
CALL_LENGTH = 3000
_CALL = re2.compile(r"\b([A-Za-z_]\w*)\s*\(")
_WORD = re2.compile(r"[A-Za-z_.][\w.]*")
_TARGET = re2.compile(
    r"\btar_(?:target|file|qs|rds|parquet|url|render|quarto|map|force|change|age|cue|stan\w*|group\w*)\s*\(\s*(?:name\s*=\s*)?([A-Za-z_.][\w.]*)\s*,"
)


def read_snakemake(path: str, text: str) -> Flows:
    """Rules, ordered by the files that one writes and another reads."""
    rules: list[tuple[str, int, dict[str, list[str]]]] = []
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _RULE.match(line):
            rules.append((str(found.group(1)), number, {}))
            section = ""
        elif rules and line[:1] not in {" ", "\t", "", "#"}:
            section = ""
        elif rules and (found := _SECTION.match(line)):
            section = str(found.group(1))
            rules[-1][2].setdefault(section, []).append(str(found.group(2)))
        elif rules and section:
            rules[-1][2][section].append(line)
    kept = [(n, i, s) for n, i, s in rules if n != "all"]
    made = {out: name for name, _, parts in kept for out in _quoted(parts, "output")}
    steps = []
    for name, start, parts in kept:
        reads = _quoted(parts, "input")
        needs = dict.fromkeys(made[r] for r in reads if made.get(r, name) != name)
        needs.update(dict.fromkeys(str(r) for t in parts.get("input", []) for r in _RULE_REFERENCE.findall(t)))
        runs = tuple(" ".join(parts[k]).strip() for k in ("shell", "script", "notebook", "run") if k in parts)
        writes = tuple(_quoted(parts, "output"))
        steps.append(FlowStep(name, start, tuple(needs), runs, "retries" in parts, reads=tuple(reads), makes=writes))
    return _one(path, "snakemake", steps)


def _quoted(parts: dict[str, list[str]], section: str) -> list[str]:
    return [str(q) for text in parts.get(section, []) for q in _QUOTED.findall(text)]


def _one(path: str, system: str, steps: list[FlowStep]) -> Flows:
    if not steps:
        return Flows()
    name = path.rsplit("/", 1)[-1].split(".")[0] or system
    return Flows((Flow(name, system, steps[0].line, tuple(steps), retries=any(s.retries for s in steps)),))


def read_nextflow(path: str, text: str) -> Flows:
    """Processes that the workflow blocks call, ordered by the outputs that one hands to another."""
    lines = text.split("\n")
    processes = {str(m.group(1)): n for n, line in enumerate(lines, 1) if (m := _PROCESS.match(line))}
    imported = {
        str(w): n
        for n, line in enumerate(lines, 1)
        if line.strip().startswith("include") and "{" in line
        for w in _WORD.findall(line.partition("{")[2].partition("}")[0])
        if w[:1].isupper()
    }
    known = {**imported, **processes}
    start = next((n for n, line in enumerate(lines) if line.strip().startswith("workflow")), len(lines))
    called = _calls("\n".join(lines[start:]), known)
    steps = [FlowStep(name, known[name], needs) for name, needs in called.items()]
    if not steps:
        steps = [FlowStep(name, line) for name, line in processes.items()]
    retries = "errorStrategy 'retry'" in text or 'errorStrategy "retry"' in text or "maxRetries" in text
    folder = path.split("/")[-2] if "/" in path and path.endswith("/main.nf") else path.rsplit("/", 1)[-1].split(".")[0]
    return Flows((Flow(folder, "nextflow", steps[0].line, tuple(steps), retries=retries),)) if steps else Flows()


def _calls(body: str, known: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """Calls in order with the processes whose outputs their arguments carry, through channels as well."""
    found: dict[str, tuple[str, ...]] = {}
    channels: dict[str, set[str]] = {}
    for match in islice(_STATEMENT.finditer(body), TARGETS_LIMIT):
        channel, name = match.group(1), str(match.group(2))
        closing = body.find(")", match.end(), match.end() + CALL_LENGTH) if str(match.group(0)).endswith("(") else 0
        words = {str(w) for w in _WORD.findall(body[match.end() : max(closing, match.end())])}
        needs = {k for w in words for k in found if w == k or w.startswith(k + ".")}
        needs |= {n for w in words for n in channels.get(w.split(".")[0], ())}
        if name in known:
            found[name] = tuple(sorted({*found.get(name, ()), *needs} - {name}))
            if channel:
                channels.setdefault(str(channel), set()).add(name)
        elif channel:
            source = name.split(".")[0]
            channels.setdefault(str(channel), set()).update(
                needs | ({source} if source in found else channels.get(source, set()))
            )
    return found


def read_targets(path: str, text: str) -> Flows:
    """Targets of an R pipeline, ordered by the names that their commands use."""
    found = [(str(m.group(1)), m.start()) for m in islice(_TARGET.finditer(text), TARGETS_LIMIT)]
    names = {name for name, _ in found}
    steps = []
    for index, (name, start) in enumerate(found):
        end = found[index + 1][1] if index + 1 < len(found) else len(text)
        body = text[start:end][:4000]
        words = {str(w) for w in _WORD.findall(body)}
        calls = tuple(str(c) for c in _CALL.findall(body) if not str(c).startswith("tar_"))
        steps.append(
            FlowStep(name, text.count("\n", 0, start) + 1, tuple(sorted((words & names) - {name})), calls[:10])
        )
    return _one(path, "targets", steps)


READERS = (
    TextReader(("Snakefile", "*.smk", "Snakefile.*"), ("rule ", "checkpoint "), read_snakemake),
    TextReader(("*.nf",), ("process", "workflow"), read_nextflow),
    TextReader(("_targets.R",), ("tar_",), read_targets),
)
