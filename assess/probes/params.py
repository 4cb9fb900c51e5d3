"""What every probe's parameters share: the scope of what it looks at."""

from __future__ import annotations

from typing import Annotated, Literal

import re2
from pydantic import AfterValidator

from assess.facts.matches import Search, compiled
from assess.model.document import Document


def _linear(pattern: str) -> str:
    try:
        compiled(pattern)
    except re2.error as error:
        message = f"not a pattern of linear time (RE2): {pattern!r}: {error}"
        raise ValueError(message) from error
    return pattern


Pattern = Annotated[str, AfterValidator(_linear)]
"""A pattern in RE2's language; `^` and `$` match at line ends."""


class ProbeParams(Document):
    """The base of all parameters; what a rule writes under a probe's name."""

    def searches(self) -> tuple[Search, ...]:
        """Patterns (RE2) that the one matching pass should look for, and where."""
        return ()


Scope = Literal["product", "test", "docs", "any"]
ReachName = Literal["any", "product", "runtime", "automated", "gating"]


class InFiles(ProbeParams):
    """Parameters of probes that look into files."""

    paths: tuple[str, ...] = ()
    """Globs; empty means every path the probe can read."""
    not_paths: tuple[str, ...] = ()
    """Globs of paths to leave out."""
    scope: Scope = "product"
    """Which roles of paths count. `product` takes product code and configuration; `any` takes tests and docs besides.
    Vendored, generated, template, archived, sample and excluded paths never count."""
    reached: ReachName = "any"
    """`product`: not dead code; `runtime`: run by the deployed system or by automation; `automated`: run by live CI, an
    orchestrator or a schedule; `gating`: the same, and not only by steps whose failure is lost."""
