"""Whether the subject has a trait, by profile, configuration or answer."""

from __future__ import annotations

from assess.model.evidence import Evidence, Observation
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View


class TraitParams(ProbeParams):
    """Which trait."""

    trait: str
    """Its name, as in the rubric's settings."""


PARAMS = TraitParams


def observe(params: TraitParams, view: View) -> Observation:
    """Yes when it holds."""
    if params.trait in view.traits:
        return Observation(Truth.YES, (Evidence(kind="note", text=f"the subject has the trait {params.trait}"),))
    return Observation(Truth.NO)
