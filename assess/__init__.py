"""Maturity assessment and readiness auditing of repositories.

`run(Request(...))` gives an `Assessment`; what a caller can do something about is raised as an `AssessError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assess.errors import AssessError

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.pipeline import Request, run

__version__ = "0.1.0"
__all__ = ["AssessError", "Assessment", "Request", "__version__", "run"]

_LATE = {"Assessment": "assess.model.assessment", "Request": "assess.pipeline", "run": "assess.pipeline"}
"""Loaded on first use, so that `assess --help` imports nothing heavy."""


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'assess' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
