"""The words that links speak: roles of paths, events, hops, runs and standings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a path is to the product."""

    PRODUCT = "product"
    TEST = "test"
    DOCS = "docs"
    SAMPLE = "sample"
    TEMPLATE = "template"
    VENDORED = "vendored"
    GENERATED = "generated"
    ARCHIVED = "archived"
    EXCLUDED = "excluded"
    """Left out by configuration."""
    OUTSIDE = "outside"
    """Beside the folder that is the product: other products of the same repository."""


NO_CREDIT = frozenset(
    {Role.SAMPLE, Role.TEMPLATE, Role.VENDORED, Role.GENERATED, Role.ARCHIVED, Role.EXCLUDED, Role.OUTSIDE}
)


class Event(StrEnum):
    """What starts an automated run."""

    CHANGE = "change"
    """A proposed change: pull or merge request, or a push to any branch."""
    PUSH = "push"
    """A push or merge to the default branch."""
    TAG = "tag"
    """A tag or a release."""
    SCHEDULE = "schedule"
    DATA = "data"
    """New data, a message, another run's end, an API or webhook event."""
    MANUAL = "manual"


AUTOMATIC = frozenset({Event.CHANGE, Event.PUSH, Event.TAG, Event.SCHEDULE, Event.DATA})


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain: where it is written and what stands there."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """One simple command that automation (or a script that automation reaches) executes.

    `program` and `arguments` are the words after wrappers such as `poetry run`, `sudo`, `env A=b` are taken off. A step that
    uses a packaged action, orb, plug-in or template has `program = "uses"` and the reference as its first argument.
    """

    command: str
    program: str
    arguments: tuple[str, ...]
    system: str
    """`github-actions`, `gitlab-ci`, `azure-pipelines`, `circleci`, `jenkins`, ..., or `dockerfile` and `none` for
    commands that only a person starts."""
    job: str
    chain: tuple[Hop, ...]
    """From the CI step down to the command; the last hop is where the command is written."""
    events: frozenset[Event]
    live: bool
    """False for `if: false`, `when: never`, disabled jobs."""
    may_fail: bool
    """Its failure is lost: continue-on-error, allow_failure, `|| true`, --exit-zero."""
    purposes: frozenset[str] = field(default_factory=frozenset)
    """What the command is for, by the words of `links.purposes`."""
    environment: str = ""
    """Deployment environment of the job, when it names one."""
    options: tuple[tuple[str, str], ...] = ()
    """`with:` inputs of a packaged step, as texts."""
    folder: str = ""
    """Where it runs, as far as `working-directory`, `cd` and the like tell; empty for the top and where nothing tells."""


class Standing(IntEnum):
    """How far automation reaches a file, weakest first."""

    DEAD = 0
    """No entry point, pipeline, image or import of the product reaches it."""
    MANUAL = 1
    """A person can start it: an entry point, a notebook, a script."""
    RUNTIME = 2
    """The deployed application, image or service runs it."""
    AUTOMATED = 3
    """A live CI job, an orchestrator or a scheduled pipeline runs it without a person."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one path is reached, by which chain and which events."""

    standing: Standing
    chain: tuple[Hop, ...] = ()
    events: frozenset[Event] = frozenset()


@dataclass(frozen=True, slots=True)
class PipelineStep:
    """One task of a pipeline definition."""

    name: str
    line: int
    needs: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    """Commands, images, modules or paths that the step names."""
    retries: bool = False
    timeout: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One orchestrated flow: DAG, job, workflow, stages."""

    name: str
    system: str
    """`airflow`, `dagster`, `prefect`, `dvc`, `kubeflow`, `azure-ml`, `step-functions`, `argo`, `dbt`, ..."""
    path: str
    line: int
    steps: tuple[PipelineStep, ...]
    events: frozenset[Event] = frozenset()
    """What starts it by its own definition (schedule, sensor, data)."""
    trigger_line: int = 0
    """Line of the schedule or trigger; 0 when there is none."""
    paused: bool = False
    retries: bool = False
    timeout: bool = False
    alerts: str = ""
    """Where failures are sent, as written; empty when nowhere."""
    alert_line: int = 0
    files: tuple[str, ...] = ()
    """Repository files that the pipeline runs or imports directly."""

    @property
    def dependent_steps(self) -> int:
        """Steps that wait for another one."""
        return sum(bool(step.needs) for step in self.steps)
