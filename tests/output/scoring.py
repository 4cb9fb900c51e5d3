"""The score formula of the product over plain data, for the sample assessment."""

from __future__ import annotations

from typing import Any

LAYERS = {
    "devops": "DevOps",
    "data-automation": "Data automation",
    "platform-automation": "Platform automation",
    "mlops": "MLOps",
}
AREAS = {
    "software-engineering": "Software engineering",
    "data-engineering": "Data engineering",
    "modeling": "Modeling",
    "business-problem": "Business problem",
}
THRESHOLD = 60.0


class Scoring:
    """The score formula of the product, in plain floats, over finding dictionaries."""

    def __init__(self, findings: list[dict[str, Any]]) -> None:
        self.findings = findings
        self.value: dict[str, float] = {}
        for finding in findings:
            cell = [f for f in findings if (f["layer"], f["area"]) == (finding["layer"], finding["area"])]
            self.value[finding["criterion"]] = 6.25 * finding["weight"] / sum(f["weight"] for f in cell)

    def mean(self, end: str, **where: str) -> float | None:
        """Score of a layer, an area or a cell at one end, foundations ignored."""
        chosen = [f for f in self.applying() if all(f[key] == wanted for key, wanted in where.items())]
        whole = sum(self.value[f["criterion"]] for f in chosen)
        return 100 * sum(self.value[f["criterion"]] * f["score"][end] for f in chosen) / whole if whole else None

    def applying(self) -> list[dict[str, Any]]:
        """The findings that apply."""
        return [f for f in self.findings if f["applies"]["value"]]

    def foundation(self, layer: str, end: str) -> float:
        """Factor that the layers below leave."""
        below = list(LAYERS)[: list(LAYERS).index(layer)]
        return min([1.0, *((self.mean(end, layer=k) or 0) / THRESHOLD for k in below)])

    def total(self, end: str, gated: bool = True, **where: str) -> float:
        """The gated score over everything, or over an area."""
        chosen = [f for f in self.applying() if all(f[key] == wanted for key, wanted in where.items())]
        whole = sum(self.value[f["criterion"]] for f in chosen)
        factor = {layer: self.foundation(layer, end) if gated else 1.0 for layer in LAYERS}
        return 100 * sum(factor[f["layer"]] * self.value[f["criterion"]] * f["score"][end] for f in chosen) / whole
