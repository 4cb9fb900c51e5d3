"""By what a request is judged, once it was read."""

from __future__ import annotations

from dataclasses import dataclass

from assess.configuration import Located
from assess.model.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Settled:
    """The configuration in force and the rubric that it names, checked against each other."""

    located: Located
    rubric: Rubric
