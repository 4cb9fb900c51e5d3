"""Probe families, found by walking the package: a module with `PARAMS` and `observe` is a probe of its own name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import assess.probes
from assess.model.evidence import Observation
from assess.probes.params import ProbeParams
from assess.probes.view import View


@dataclass(frozen=True, slots=True)
class Family:
    """One probe family; `measures` when it gives a share that a rule must put a threshold to."""

    name: str
    params: type[ProbeParams]
    observe: Callable[[ProbeParams, View], Observation]
    measures: bool
    summary: str


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """Every probe family by name (module name with `-` for `_`)."""
    found: dict[str, Family] = {}
    for info in pkgutil.iter_modules(assess.probes.__path__):
        module = importlib.import_module(f"assess.probes.{info.name}")
        params = getattr(module, "PARAMS", None)
        if params is None:
            continue
        name = info.name.replace("_", "-")
        summary = (module.__doc__ or "").strip().split("\n", maxsplit=1)[0]
        found[name] = Family(name, params, module.observe, bool(getattr(module, "MEASURES", False)), summary)
    return found
