"""What a file says of a flow: steps, triggers, retries and where failures are sent."""

from __future__ import annotations

from dataclasses import dataclass

SCHEDULE = "schedule"
DATA = "data"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step as it is written."""

    name: str
    line: int
    needs: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    """Commands, images, modules and paths as written."""
    retries: bool = False
    timeout: bool = False
    reads: tuple[str, ...] = ()
    """Files that it reads, where steps of several files find each other by them."""
    makes: tuple[str, ...] = ()
    """Files that it writes."""
    task: str = ""
    """An imported callable that is a step only if some file declares it a task; empty when this file is certain."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow as one file defines it."""

    name: str
    system: str
    line: int
    steps: tuple[FlowStep, ...] = ()
    triggers: frozenset[str] = frozenset()
    """`schedule` or `data`."""
    trigger_line: int = 0
    paused: bool = False
    retries: bool = False
    timeout: bool = False
    alerts: str = ""
    """Where failures are sent, as written."""
    alert_line: int = 0
    mentions: tuple[str, ...] = ()
    """Paths, modules and commands besides those of the steps."""
    key: str = ""
    """The name by which other files speak of it; the name itself when empty."""
    starts: tuple[str, ...] = ()
    """Names of flows that this one starts when it runs."""
    selects_nothing: bool = False
    """It runs none of the graph that it stands beside, such as a Dagster job of checks alone."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A schedule or event that starts a flow which stands elsewhere."""

    name: str
    system: str
    line: int
    targets: tuple[str, ...]
    """Names, addresses, paths or `path:function` of flows; the first that is known is meant."""
    events: frozenset[str]
    trigger_line: int = 0
    paused: bool = False
    retries: bool = False
    timeout: bool = False
    alerts: str = ""
    alert_line: int = 0


@dataclass(frozen=True, slots=True)
class Flows:
    """Everything one file says about flows."""

    flows: tuple[Flow, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    tasks: frozenset[str] = frozenset()
    """Names that this file declares to be tasks (decorated functions, components)."""

    def __bool__(self) -> bool:
        return bool(self.flows or self.triggers or self.tasks)

    def joined(self, other: Flows) -> Flows:
        """Both together."""
        return Flows(self.flows + other.flows, self.triggers + other.triggers, self.tasks | other.tasks)
