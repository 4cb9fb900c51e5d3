"""All links of one snapshot, each computed on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assess.facts.store import Facts

if TYPE_CHECKING:
    from assess.links.code.modules import ModuleGraph
    from assess.links.code.reach import Reach
    from assess.links.kinds import Pipeline, Run
    from assess.links.platform.resources import Resources
    from assess.links.scope.roles import Roles


class Links:
    """Links over the facts of one snapshot; `excluded` and `marked` as in `Roles`."""

    def __init__(self, facts: Facts, excluded: tuple[str, ...] = (), *, marked: bool = True) -> None:
        self.facts = facts
        self.excluded = excluded
        self._marked = marked

    @cached_property
    def roles(self) -> Roles:
        """What each path is to the product."""
        from assess.links.scope.roles import Roles

        return Roles(self.facts, self.excluded, marked=self._marked)

    @cached_property
    def commands(self) -> tuple[Run, ...]:
        """Every command that CI reaches, with its chain, in file order."""
        from assess.links.ci.commands import reached_commands

        return reached_commands(self.facts, self.roles)

    @cached_property
    def modules(self) -> ModuleGraph:
        """Who imports whom in the first-party Python code."""
        from assess.links.code.modules import ModuleGraph

        return ModuleGraph(self.facts, self.roles)

    @cached_property
    def pipelines(self) -> tuple[Pipeline, ...]:
        """Every orchestrated flow that the product defines."""
        from assess.links.flows.pipelines import product_pipelines

        return product_pipelines(self.facts, self.roles)

    @cached_property
    def resources(self) -> Resources:
        """Every piece of infrastructure that the product declares."""
        from assess.links.platform.resources import product_resources

        return product_resources(self.facts, self.roles)

    @cached_property
    def reach(self) -> Reach:
        """How far automation reaches each file."""
        from assess.links.code.reach import Reach

        return Reach(self.facts, self.roles, self.modules, self.commands, self.pipelines)
