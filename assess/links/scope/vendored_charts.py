"""Helm charts that a chart has downloaded and keeps beside itself: somebody else's work.

Source: https://helm.sh/docs/helm/helm_dependency/ (`helm dependency update` unpacks into `charts/`).
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname, join

from assess.facts.store import Facts
from assess.snapshot.protocol import Unavailable
from assess.yaml_source import NotYaml, load_foreign

LIMIT_BYTES = 1_000_000
_REMOTE = ("http://", "https://", "oci://", "@", "alias:")


def vendored_charts(facts: Facts) -> tuple[str, ...]:
    """Folders, each with a trailing slash, of charts that another chart names with a repository they come from."""
    charts = {dirname(p) for p in facts.paths if basename(p) == "Chart.yaml"}
    outer = [chart for chart in charts if any(other.startswith(join(chart, "charts/")) for other in charts)]
    found = set()
    for path, text in facts.texts(sorted(join(chart, "Chart.yaml") for chart in outer), LIMIT_BYTES):
        if not isinstance(text, Unavailable):
            found |= {join(dirname(path), "charts", name, "") for name in _downloaded(path, text) if name}
    return tuple(sorted(found))


def _downloaded(path: str, text: str) -> Iterator[str]:
    """Names of the dependencies that come from a chart repository."""
    try:
        documents = load_foreign(text, path)
    except NotYaml:
        return
    for document in documents:
        data = document.data if isinstance(document.data, dict) else {}
        entries = data.get("dependencies")
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and str(entry.get("repository", "")).startswith(_REMOTE):
                yield str(entry.get("name", ""))
