from __future__ import annotations

from assess.model.scale import Truth
from assess.probes.trait import PARAMS, observe

from tests.probes.viewing import view


def test_trait() -> None:
    subject = view(traits=frozenset({"deploys"}))
    assert observe(PARAMS(trait="library"), subject).value is Truth.NO
    assert observe(PARAMS(trait="deploys"), subject).value is Truth.YES
