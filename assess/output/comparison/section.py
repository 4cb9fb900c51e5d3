"""The comparison as templates want it: a page of its own, or a section of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, ModuleType

from assess.model.comparison import Comparison, ScoreChange
from assess.output.comparison import wording


@dataclass(frozen=True, slots=True)
class Section:
    """A comparison with its words and numbers at hand."""

    comparison: Comparison
    anchors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Criterion to where its finding stands in the same page."""

    @property
    def words(self) -> ModuleType:
        """What puts numbers and states into words."""
        return wording

    @property
    def whole(self) -> ScoreChange | None:
        """The change of the score itself."""
        return wording.overall(self.comparison)

    @property
    def scores(self) -> tuple[ScoreChange, ...]:
        """Areas, layers and cells that moved."""
        return tuple(wording.moved(self.comparison, "area", "layer", "cell"))
