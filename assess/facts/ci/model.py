"""The one model of continuous integration: workflows, jobs and steps as they are written, before links join files.

What starts a job is kept as scenarios (see `scenarios`) and unevaluated conditions, because a called workflow inherits
the caller's. References to other files are kept as written.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assess.facts.ci.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Script:
    """Shell text of a step; `line` is where its first line stands in the file."""

    line: int
    text: str
    shell: str = "bash"
    """`bash`, `sh`, `pwsh`, `cmd`, `python`, `R`, ..."""
    errexit: bool = True
    pipefail: bool = True
    may_fail: bool = False
    """Its failure is ignored by whoever starts it."""
    path: str = ""
    """The file that it is written in, when that is not the step's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of an ordered list of rules: the first whose condition holds decides."""

    condition: str = ""
    runs: bool = True
    manual: bool = False
    may_fail: bool | None = None
    unsure: bool = False
    """It also asks what is not known here, such as which files changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job: a script, a packaged step, or a call of a local file."""

    line: int
    name: str = ""
    scripts: tuple[Script, ...] = ()
    uses: str = ""
    """Reference of a packaged action, task, orb command or plug-in."""
    calls: str = ""
    """Path of a local template or action, as written."""
    options: tuple[tuple[str, str], ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    """Environment variables of this step, with their values as written."""
    directory: str = ""
    condition: str = ""
    disabled: bool = False
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One job (or stage without jobs, or build) with what governs it."""

    name: str
    line: int
    steps: tuple[Step, ...] = ()
    scenarios: tuple[Scenario, ...] | None = None
    """What starts this job when it differs from its workflow; None takes the workflow's."""
    condition: str = ""
    rules: tuple[Rule, ...] = ()
    disabled: bool = False
    may_fail: bool = False
    manual: bool = False
    """A person must release it after an event queued it."""
    environment: str = ""
    environment_line: int = 0
    permissions: tuple[tuple[str, str], ...] | None = None
    """None when the job does not say; `("*", "write-all")` for a blanket."""
    needs: tuple[str, ...] = ()
    matrix: tuple[tuple[str, tuple[str, ...]], ...] = ()
    calls: str = ""
    """A local reusable workflow or job template, as written."""
    uses: str = ""
    """A reusable workflow, job template or pipeline kept elsewhere."""
    options: tuple[tuple[str, str], ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    directory: str = ""
    services: tuple[str, ...] = ()
    image: str = ""
    id_token: bool = False
    """It asks for a short-lived identity token."""
    stage: str = ""
    path: str = ""
    """The file that it is written in, when that is not the workflow's."""


@dataclass(frozen=True, slots=True)
class Remote:
    """Something a workflow takes from elsewhere and that cannot be read here."""

    reference: str
    line: int


@dataclass(frozen=True, slots=True)
class Workflow:
    """One CI file, or one pipeline of it."""

    system: str
    path: str
    line: int
    name: str = ""
    jobs: tuple[Job, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    trigger_line: int = 0
    permissions: tuple[tuple[str, str], ...] | None = None
    env: tuple[tuple[str, str], ...] = ()
    rules: tuple[Rule, ...] = ()
    """Rules of the whole workflow."""
    root: bool = True
    """False for templates, composite actions and files that run only when called or included."""
    after: tuple[str, ...] = ()
    """Names of workflows whose end starts this one."""
    after_branches: tuple[str, ...] = ()
    includes: tuple[tuple[str, int], ...] = ()
    """Local files that this one includes, as written, with lines."""
    packaged: tuple[tuple[str, int], ...] = ()
    """Packaged templates by name, such as GitLab's `Security/SAST`."""
    remotes: tuple[Remote, ...] = ()
    concurrency: bool = False
    problems: tuple[tuple[int, str], ...] = field(default=())
    """Parts that could not be read, with lines."""
