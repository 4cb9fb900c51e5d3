"""The shared base of everything that is read from or written to a document."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A frozen, closed pydantic model: unknown keys are mistakes."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )
