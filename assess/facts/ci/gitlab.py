"""GitLab CI: one file as it is written; `extends`, defaults and includes are joined later, over all files."""

from __future__ import annotations

from dataclasses import dataclass

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Remote, Rule, Script
from assess.facts.ci.nodes import Node, documents
from assess.facts.globs import Globs

_FILES = Globs((".gitlab-ci.{yml,yaml}", ".gitlab-ci*.{yml,yaml}", "*.gitlab-ci.{yml,yaml}", "**/.gitlab/**/*.{yml,yaml}", "**/{ci,.ci,gitlab,gitlab-ci,.gitlab-ci,ci-templates}/**/*.{yml,yaml}"))  # fmt: skip
_KEYWORDS = frozenset(
    {"default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script",
     "pages:deploy", "spec", "types"}
)  # fmt: skip
_JOB_KEYS = frozenset({"script", "extends", "trigger", "run", "before_script", "rules", "only", "stage"})


@dataclass(frozen=True, slots=True)
class Reference:
    """`!reference [job, key]`, put in place when files are joined."""

    job: str
    key: str


Lines = tuple["Script | Reference", ...]


@dataclass(frozen=True, slots=True)
class GitlabJob:
    """One job or hidden job; None stands for what it does not say."""

    name: str
    line: int
    extends: tuple[str, ...] = ()
    script: Lines | None = None
    before: Lines | None = None
    after: Lines | None = None
    rules: tuple[Rule | Reference, ...] | None = None
    scenarios: tuple[s.Scenario, ...] | None = None
    """From `only` and `except`."""
    when: str | None = None
    may_fail: bool | None = None
    environment: str | None = None
    needs: tuple[str, ...] | None = None
    image: str | None = None
    services: tuple[str, ...] | None = None
    variables: tuple[tuple[str, str], ...] = ()
    matrix: tuple[tuple[str, tuple[str, ...]], ...] = ()
    trigger_local: tuple[str, ...] = ()
    trigger_remote: str = ""
    id_token: bool | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class GitlabFile:
    """One GitLab file."""

    path: str
    jobs: tuple[GitlabJob, ...]
    defaults: GitlabJob
    workflow_rules: tuple[Rule | Reference, ...] | None
    variables: tuple[tuple[str, str], ...]
    local: tuple[tuple[str, int], ...]
    packaged: tuple[tuple[str, int], ...]
    remote: tuple[Remote, ...]


class GitlabCi:
    """Reads one GitLab file; files that nothing includes stay unused."""

    name = "ci-gitlab"
    version = 1
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """The well-known name and the usual places of included files."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Something must run or be included."""
        return "script" in text or "include" in text or "trigger" in text or "extends" in text

    def extract(self, path: str, text: str) -> GitlabFile | None:
        """The file; None when it is something else. Raises: Unparsable."""
        found = [node for node in documents(path, text) if node.is_map]
        top = next((node for node in found if not node.has("spec")), None)
        if top is None or top.has("apiVersion") or top.has("on"):
            return None
        jobs = tuple(_job(name, node) for name, node in top.items() if name not in _KEYWORDS and _is_job(node))
        included = tuple(top.get("include").elements())
        if not jobs and not included and not top.has("default"):
            return None
        return GitlabFile(
            path,
            jobs,
            _job("default", top.get("default"), top),
            _rules(top.get("workflow").get("rules")),
            _variables(top.get("variables")),
            tuple((text, node.line) for node in included for text in _locals(node)),
            tuple((name, node.line) for node in included for name in _packaged(node)),
            tuple(Remote(name, node.line) for node in included for name in _remote(node)),
        )


def _is_job(node: Node) -> bool:
    return node.is_map and any(node.has(key) for key in _JOB_KEYS)


def _locals(node: Node) -> tuple[str, ...]:
    if node.is_text:
        return (node.text,) if not node.text.startswith(("http://", "https://")) else ()
    return node.get("local").texts


def _packaged(node: Node) -> tuple[str, ...]:
    return (*node.get("template").texts, *(c for c in node.get("component").texts))


def _remote(node: Node) -> tuple[str, ...]:
    if node.is_text:
        return (node.text,) if node.text.startswith(("http://", "https://")) else ()
    if node.has("remote"):
        return node.get("remote").texts
    project = node.get("project").text
    return tuple(f"{project}:{file}" for file in node.get("file").texts or ("",)) if project else ()


def _variables(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((key, child.text or child.get("value").text) for key, child in node.items())


def _job(name: str, node: Node, top: Node | None = None) -> GitlabJob:
    def part(key: str) -> Node:
        found = node.get(key)
        return found if top is None or node.has(key) else top.get(key)

    environment = node.get("environment")
    trigger = node.get("trigger")
    image = part("image")
    failure = node.get("allow_failure")
    return GitlabJob(
        name,
        node.line,
        node.get("extends").texts,
        _scripts(node.get("script")) if node.has("script") else None,
        _scripts(part("before_script")) if not part("before_script").is_empty or node.has("before_script") else None,
        _scripts(part("after_script")) if node.has("after_script") else None,
        _rules(node.get("rules")),
        _filters(node) if node.has("only") or node.has("except") else None,
        node.get("when").text or None,
        None if failure.is_empty else failure.is_true() or failure.is_map,
        (environment.text or environment.get("name").text) or None,
        _needs(node) if node.has("needs") or node.has("dependencies") else None,
        (image.text or image.get("name").text) or None,
        tuple(c.text or c.get("name").text for c in part("services").elements()) if part("services").is_list else None,
        _variables(node.get("variables")),
        _matrix(node.get("parallel").get("matrix")),
        _triggered(trigger),
        trigger.text or trigger.get("project").text or "".join(_remotes_of(trigger.get("include"))[:1]),
        True if node.has("id_tokens") else None,
        node.get("stage").text or None,
    )


def _triggered(trigger: Node) -> tuple[str, ...]:
    return tuple(text for node in trigger.get("include").elements() for text in _locals(node))


def _remotes_of(included: Node) -> tuple[str, ...]:
    return tuple(
        name
        for node in included.elements()
        for name in (*_remote(node), *(node.get("artifact").texts and ("generated",)))
    )


def _needs(node: Node) -> tuple[str, ...]:
    found = node.get("needs") if node.has("needs") else node.get("dependencies")
    return tuple(name for child in found.elements() if (name := child.text or child.get("job").text))


def _matrix(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, child.texts) for row in node.elements() for key, child in row.items())


def _scripts(node: Node) -> Lines:
    if node.is_text:
        return (Script(node.text_line, node.text),)
    found: list[Script | Reference] = []
    for child in node.children():
        texts = child.texts
        if child.is_list and len(texts) == 2 and texts[1] in ("script", "before_script", "after_script"):
            found.append(Reference(texts[0], texts[1]))
        elif child.is_text:
            found.append(Script(child.text_line, child.text))
        else:
            found += [Script(one.text_line, one.text) for one in child.elements() if one.is_text]
    return tuple(found)


def _rules(node: Node) -> tuple[Rule | Reference, ...] | None:
    if node.is_empty:
        return None
    found: list[Rule | Reference] = []
    for child in node.children():
        texts = child.texts
        if child.is_list and len(texts) == 2 and texts[1] == "rules":
            found.append(Reference(texts[0], "rules"))
            continue
        for one in child.elements():
            when = one.get("when").text
            failure = one.get("allow_failure")
            found.append(
                Rule(
                    one.get("if").text,
                    when != "never",
                    when == "manual",
                    None if failure.is_empty else failure.is_true(),
                    one.has("changes") or one.has("exists"),
                )
            )
    return tuple(found)


_BY_KEYWORD = {
    "branches": (s.TOPIC, s.PUSH), "pushes": (s.TOPIC, s.PUSH), "tags": (s.TAG,), "merge_requests": (s.CHANGE,),
    "external_pull_requests": (s.CHANGE,), "schedules": (s.SCHEDULE,), "web": (s.MANUAL,), "api": (s.API,),
    "triggers": (s.API,), "pipelines": (s.PIPELINE,), "chat": (s.MANUAL,), "external": (s.API,),
}  # fmt: skip


def _filters(node: Node) -> tuple[s.Scenario, ...]:
    only = node.get("only")
    refs = only.get("refs").texts if only.is_map else only.texts
    found: list[s.Scenario] = []
    for ref in refs or ("branches",):
        found += _BY_KEYWORD.get(ref) or s.push_scenarios((ref.split("@")[0],))
    excluded = node.get("except")
    for ref in excluded.get("refs").texts if excluded.is_map else excluded.texts:
        if ref in _BY_KEYWORD:
            found = [one for one in found if one not in _BY_KEYWORD[ref]]
        elif s.TOPIC in found or s.PUSH in found:
            kept = s.push_scenarios((), (ref,))
            found = [one for one in found if one.event != "push" or one in kept or (one.branch and one.branch != ref)]
    return tuple(dict.fromkeys(found))


EXTRACTOR = GitlabCi()
