"""The page of the output formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from assess.output.registry import formats


def page() -> Iterator[str]:
    """Every output format with its suffixes."""
    yield from ("# Output formats", "", "`-o FILE` chooses the format by the file's suffix.", "")
    for one in (f for f in formats() if not f.origin):
        doc = (sys.modules[one.render.__module__].__doc__ or "").strip().split("\n")[0]
        yield f"- {', '.join(f'`{suffix}`' for suffix in one.suffixes)} ({one.name}): {doc}"
