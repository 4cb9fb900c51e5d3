"""The page of the probe families."""

from __future__ import annotations

from collections.abc import Iterator

from assess.cli.reference.keys import keys
from assess.probes.registry import families


def page() -> Iterator[str]:
    """Every probe family with its parameters."""
    known = sorted(families().items())
    yield from ("# Probes", "", "What a rule can ask, by the name that it writes in YAML:", "")
    yield from (f"- [{name}](#{name}): {family.summary}" for name, family in known)
    for name, family in known:
        yield from ("", f"## {name}", "", family.summary)
        if family.measures:
            yield from ("", "Measures a share; a rule puts `at_least` beside it.")
        yield ""
        yield from keys(family.params)
