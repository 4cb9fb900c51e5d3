"""Asks probes, each question once; the one place where a probe may fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from assess.facts.matches import Matches, Search
from assess.facts.store import Facts
from assess.links.web import Links
from assess.model.evidence import Diagnostic, Observation, cut
from assess.model.rubric import Condition, Criterion, Not, Probe
from assess.model.scale import Truth
from assess.probes.params import InFiles
from assess.probes.registry import families
from assess.probes.trait import TraitParams
from assess.probes.view import View
from assess.snapshot.protocol import Snapshot

_PARTS_SHOWN = 3
"""Of the path of a rubric's file: layer, area and criterion."""


class Observer:
    """Probes over one subject, with memory.

    Excluded paths and linguist marks take away credit and never evidence against: `against` looks at everything;
    `observe` leaves them out, and never sees more than there is in everything, so leaving out can't raise a score.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        traits: frozenset[str],
        as_of: date,
        searches: Iterable[Search],
        globs: Iterable[tuple[str, ...]] = (),
        excluded: tuple[str, ...] = (),
    ) -> None:
        self.facts = Facts(snapshot)
        self.facts.path_sets.announce(globs)
        matches = Matches(self.facts, searches)
        self.links = Links(self.facts, excluded)
        self._view = View(snapshot, self.facts, self.links, matches, traits, as_of)
        leaves_out = bool(excluded) or self.links.roles.marks_leave_out
        whole = Links(self.facts, marked=False) if leaves_out else self.links
        self._whole = View(snapshot, self.facts, whole, matches, traits, as_of) if leaves_out else self._view
        self._known: dict[tuple[str, str, bool], Observation] = {}
        self._failures: list[Diagnostic] = []
        self._unread: list[Diagnostic] = []

    @property
    def leaves_out(self) -> bool:
        """Whether `observe` and `against` may differ."""
        return self._whole is not self._view

    def observe(self, probe: Probe) -> Observation:
        """What the probe sees for the subject's credit."""
        seen = self._ask(probe, self._view, whole=False)
        return weaker(seen, self.against(probe)) if self.leaves_out else seen

    def against(self, probe: Probe) -> Observation:
        """What the probe sees when evidence against is sought: nothing hides."""
        return self._ask(probe, self._whole, whole=self.leaves_out)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Unreadable candidates and failed probes, one per path and message."""
        known = self.facts.diagnostics()
        paths = {d.path for d in known}
        unread = {(d.path, d.message): d for d in self._unread if d.path not in paths}
        return (*known, *unread.values(), *self._failures)

    def _ask(self, probe: Probe, view: View, *, whole: bool) -> Observation:
        key = (probe.name, probe.params.model_dump_json(exclude_defaults=True), whole)
        if key not in self._known:
            self._known[key] = seen = self._safely(probe, view)
            if seen.value is Truth.UNKNOWN and not seen.doubted:
                self._unread += [Diagnostic(e.path, e.text, e.line) for e in seen.evidence if e.path and e.text]
        return self._known[key]

    def _safely(self, probe: Probe, view: View) -> Observation:
        try:
            return families()[probe.name].observe(probe.params, view)
        except Exception as error:  # noqa: BLE001 - a failing probe must not end the run
            where = "/".join(probe.place.path.split("/")[-_PARTS_SHOWN:])
            text = f"the probe {probe.name} failed: {type(error).__name__}: {without_folders(str(error))}"
            failure = Diagnostic(where, cut(text), probe.place.line or None, severity="error")
            if failure not in self._failures:
                self._failures.append(failure)
            return Observation(Truth.UNKNOWN, share=(0.0, 1.0), note="the probe failed")


def without_folders(text: str) -> str:
    """A text without absolute paths, which name a machine and its user."""
    return " ".join("\u2026" if word.lstrip("'\"([<").startswith(("/", "~", "\\")) else word for word in text.split())


def weaker(seen: Observation, whole: Observation) -> Observation:
    """What holds without the paths left out, as far as it also holds with them; shares are those of the whole."""
    value = min(seen.value, whole.value)
    shown = seen if seen.value is value else whole
    if seen.share is None or whole.share is None:
        return replace(shown, value=value, share=None)
    scale = seen.counted / whole.counted if seen.counted is not None and whole.counted else 1.0
    low, high = (min(part * scale, of_whole) for part, of_whole in zip(seen.share, whole.share, strict=True))
    return replace(shown, value=value, share=(low, high))


def probes_in(condition: Condition | None) -> Iterator[Probe]:
    """Every probe of a condition."""
    if condition is None:
        return
    if isinstance(condition, Probe):
        yield condition
        return
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    for part in parts:
        yield from probes_in(part)


def conditions_of(criterion: Criterion) -> Iterator[Condition]:
    """Every condition of a criterion."""
    rule = criterion.rule
    if rule is not None:
        yield from (step.when for step in rule.steps)
        yield from (cap.when for cap in rule.caps)
        if rule.refuted is not None:
            yield rule.refuted.when
    if criterion.means is not None:
        yield criterion.means
    yield from (part.when for part in (criterion.proposal, criterion.elsewhere) if part is not None)


def globs_of(conditions: Iterable[Condition | None]) -> tuple[tuple[str, ...], ...]:
    """The globs of paths that the probes of some conditions look at or leave out."""
    probes = [probe.params for c in conditions for probe in probes_in(c) if isinstance(probe.params, InFiles)]
    return tuple(dict.fromkeys(globs for p in probes for globs in (p.paths, p.not_paths) if globs))


def searches_of(conditions: Iterable[Condition | None]) -> tuple[Search, ...]:
    """Every search that the probes of some conditions announce, each once."""
    found = (search for c in conditions for probe in probes_in(c) for search in probe.params.searches())
    return tuple(dict.fromkeys(found))


def traits_read(conditions: Iterable[Condition | None]) -> tuple[str, ...]:
    """The traits that some conditions look at, in alphabetical order."""
    found = {p.params.trait for c in conditions for p in probes_in(c) if isinstance(p.params, TraitParams)}
    return tuple(sorted(found))
