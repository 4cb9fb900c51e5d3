"""Conditions evaluated in Kleene's logic: what certainly holds, what may hold, and where it was seen."""

from __future__ import annotations

from collections.abc import Callable

from assess.model.evidence import Evaluation, Evidence, Observation
from assess.model.rubric import All, AnyOf, AtLeast, Condition, Not, Probe
from assess.model.scale import Truth

Observe = Callable[[Probe], Observation]
MOST_EVIDENCE = 8


def evaluate(condition: Condition, observe: Observe, *, thorough: bool = False) -> Evaluation:
    """The condition's truth with evidence. Parts that cannot change it are looked at only when `thorough`."""
    if isinstance(condition, Probe):
        return _probe(condition, observe)
    if isinstance(condition, Not):
        inner = evaluate(condition.part, observe, thorough=thorough)
        return Evaluation("not", inner.value.negated, inner.evidence, (inner,))
    needed = 1 if isinstance(condition, AnyOf) else len(condition.parts)
    label = {All: "all", AnyOf: "any"}.get(type(condition), "")
    if isinstance(condition, AtLeast):
        needed, label = condition.count, f"at least {condition.count}"
    return _several(label, condition.parts, needed, observe, thorough)


def _probe(probe: Probe, observe: Observe) -> Evaluation:
    observation = observe(probe)
    value, note = observation.value, observation.note
    if probe.at_least is not None and observation.share is not None:
        low, high = observation.share
        value = Truth.YES if low >= probe.at_least else Truth.NO if high < probe.at_least else Truth.UNKNOWN
        measured = f"{low:.0%}" if low == high else f"{low:.0%} to {high:.0%}"
        note = f"{measured}, needed {probe.at_least:.0%}" + (f"; {note}" if note else "")
    return Evaluation(described(probe), value, observation.evidence, note=note)


def described(probe: Probe) -> str:
    """A probe as a rule writes it, defaults left out."""
    set_values = probe.params.model_dump(exclude_defaults=True)
    inside = ", ".join(f"{key}: {_short(value)}" for key, value in set_values.items())
    return f"{probe.name}({inside})"


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return text if len(text) <= 60 else text[:59] + "\u2026"


def _several(label: str, parts: tuple[Condition, ...], needed: int, observe: Observe, thorough: bool) -> Evaluation:
    seen: list[Evaluation] = []
    for index, part in enumerate(parts):
        seen.append(evaluate(part, observe, thorough=thorough))
        yes = sum(e.value is Truth.YES for e in seen)
        possible = yes + sum(e.value is Truth.UNKNOWN for e in seen) + len(parts) - index - 1
        if not thorough and (yes >= needed or possible < needed):
            break
    yes = sum(e.value is Truth.YES for e in seen)
    maybe = sum(e.value is not Truth.NO for e in seen)
    value = Truth.YES if yes >= needed else Truth.UNKNOWN if maybe >= needed else Truth.NO
    return Evaluation(label, value, _gathered(seen, value), tuple(seen))


def _gathered(parts: list[Evaluation], value: Truth) -> tuple[Evidence, ...]:
    """Evidence of the parts that carry the result, each place once; nothing for a plain no."""
    if value is Truth.NO:
        return ()
    carrying = [e for part in parts if part.value >= value for e in part.evidence]
    return tuple(dict.fromkeys(carrying))[:MOST_EVIDENCE]
