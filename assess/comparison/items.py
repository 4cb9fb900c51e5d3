"""Which pieces differ between two sides, and what may have changed each."""

from __future__ import annotations

from collections.abc import Iterator

from assess.comparison.changes import Cause, Inputs
from assess.comparison.mixture import Item, Pair, Piece
from assess.comparison.sides import Record, Side, holds

_RULES = frozenset({Cause.RULES})


def pair_of(before: Side, after: Side, inputs: Inputs) -> Pair:
    """The two sides with everything that leads from the one to the other, by id under each piece, whichever side is the first."""
    items = [Item(Piece.SETTINGS, "", _RULES)] if _settings(before) != _settings(after) else []
    for name in dict.fromkeys((*after.records, *before.records)):
        was, now = before.records.get(name), after.records.get(name)
        if was is None or now is None:
            items.append(Item(Piece.WORTH, name, _RULES))
        else:
            items += _items(name, was, now, (before, after), inputs)
    return Pair.of(before, after, tuple(sorted(items, key=lambda item: (item.piece, item.criterion))))


def _settings(side: Side) -> tuple[object, ...]:
    settings = side.settings
    layers = [(la.id, la.weight, la.threshold) for la in settings.layers]
    return (layers, [(area.id, area.weight) for area in settings.areas], settings.credits)


def _items(name: str, was: Record, now: Record, sides: tuple[Side, Side], inputs: Inputs) -> list[Item]:
    found = list(_pieces(name, was, now, sides, inputs))
    unmoved = not found and (was.worked, was.outcome) != (now.worked, now.outcome)
    silent = unmoved and _settings(sides[0]) == _settings(sides[1])
    return [Item(Piece.SHOWN, name, repository_causes(inputs, now))] if silent else found


def _pieces(name: str, was: Record, now: Record, sides: tuple[Side, Side], inputs: Inputs) -> Iterator[Item]:
    if was.worth != now.worth:
        yield Item(Piece.WORTH, name, _RULES)
    fits = [
        (holds(was, side.held), holds(now, side.held), record.set_aside)
        for side, record in zip(sides, (was, now), strict=True)
    ]
    if fits[0] != fits[1]:
        yield Item(Piece.FIT, name, frozenset({Cause.CONFIGURATION}))
    if was.told != now.told:
        yield Item(Piece.TOLD, name, frozenset({_answer_cause(was, now, inputs)}))
    if was.shown != now.shown:
        yield Item(Piece.SHOWN, name, repository_causes(inputs, now))


def repository_causes(inputs: Inputs, record: Record) -> frozenset[Cause]:
    """What can have changed what the repository shows; more than one cannot be told apart."""
    found = {Cause.CODE} if inputs.code else set()
    if inputs.rules:
        found.add(Cause.RULES)
    if inputs.exclusions or record.reads_traits & set(inputs.traits):
        found.add(Cause.CONFIGURATION)
    return frozenset(found or {Cause.CODE})


def _answer_cause(was: Record, now: Record, inputs: Inputs) -> Cause:
    """What became of the answer: the same words come to something else by time or by rules alone."""
    if was.words == now.words and "disagreement" not in (was.told.state, now.told.state):
        if inputs.time:
            return Cause.ANSWER_EXPIRED if "expired" in (was.told.state, now.told.state) else Cause.TIME
        if inputs.rules:
            return Cause.RULES
    paid = [(told.credit or 0) * (2 if told.attested else 1) for told in (was.told, now.told)]
    if was.told.state == "none" or now.told.state == "none":
        return Cause.ANSWER_GIVEN if was.told.state == "none" else Cause.ANSWER_WITHDRAWN
    return Cause.ANSWER_GIVEN if paid[1] >= paid[0] else Cause.ANSWER_WITHDRAWN
