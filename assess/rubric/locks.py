"""Scoring locks: made from a rubric, found beside it, checked, and laid over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources.abc import Traversable

from assess.errors import InputError, Place, Problems
from assess.model.lock import Lock, LockedCredits, LockedCriterion, LockedLayer
from assess.model.rubric import Credits, Criterion, Rubric, RubricSettings
from assess.rubric.files import LOCKS, levels_of
from assess.rubric.loading import in_cell_order
from assess.suggestion import did_you_mean
from assess.validation import validated
from assess.yaml_source import load_own

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,60}")


def lock_of(rubric: Rubric) -> Lock:
    """The lock of a rubric as it is now."""
    settings = rubric.settings
    return Lock(
        rubric=settings.id,
        version=settings.version,
        layers={layer.id: LockedLayer(weight=layer.weight, threshold=layer.threshold) for layer in settings.layers},
        areas={area.id: area.weight for area in settings.areas},
        credits=LockedCredits(**settings.credits.model_dump()),
        criteria={
            c.id: LockedCriterion(layer=c.layer, area=c.area, tier=c.tier, weight=c.weight) for c in rubric.criteria
        },
    )


def lock_text(lock: Lock) -> str:
    """The lock's file: equal locks, equal bytes."""
    lines = [
        "# The numbers of this version; written by `assess rubric lock`, not by hand.",
        f"rubric: {lock.rubric}",
        f'version: "{lock.version}"',
        "layers:",
        *(
            f"  {name}: {{weight: {_number(la.weight)}, threshold: {_number(la.threshold)}}}"
            for name, la in lock.layers.items()
        ),
        "areas:",
        *(f"  {name}: {_number(weight)}" for name, weight in lock.areas.items()),
        "credits:",
        *(f"  {name}: {_number(credit)}" for name, credit in lock.credits.model_dump().items()),
        "criteria:",
        *(
            f"  {name}: {{layer: {c.layer}, area: {c.area}, tier: {c.tier.value}, weight: {_number(c.weight)}}}"
            for name, c in lock.criteria.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    """As people write it, and nothing lost."""
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)


def find_lock(folder: Traversable | None, version: str, rubric: Rubric, at: Place | None = None) -> Lock:
    """The lock of that version, beside the rubric or one that it extends. Raises: InputError, Problems."""
    known: dict[str, tuple[str, Traversable]] = {}
    for name, root in levels_of(folder):
        locks = root / LOCKS
        for entry in locks.iterdir() if locks.is_dir() else ():
            if entry.name.endswith(".yaml"):
                known.setdefault(entry.name.removesuffix(".yaml"), (f"{name}/{LOCKS}/{entry.name}", entry))
    if version not in known:
        hint = did_you_mean(version, known) or f"there are: {', '.join(sorted(known)) or 'none'}"
        shown = version if _VERSION.fullmatch(version) else repr(version[:60])
        raise InputError(f"there is no scoring lock {shown} of the rubric {rubric.settings.id}", at, hint)
    name, entry = known[version]
    try:
        text = entry.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the scoring lock cannot be read: {error}", Place(name)) from error
    return read_lock(text, name, rubric, version)


def read_lock(text: str, name: str, rubric: Rubric, version: str | None = None) -> Lock:
    """A lock from its text, checked against the rubric that it is for. Raises: Problems with every mistake."""
    loaded = load_own(text, name)
    lock = validated(Lock, loaded.data, lambda path: loaded.place(*path))
    if problems := list(_problems(lock, rubric, version, loaded.place)):
        raise Problems(problems)
    return lock


def _problems(lock: Lock, rubric: Rubric, version: str | None, place: Callable[..., Place]) -> Iterator[InputError]:
    settings = rubric.settings
    if lock.rubric != settings.id:
        message = f"this lock is of the rubric {lock.rubric!r}, not of {settings.id!r}"
        yield InputError(message, place("rubric"))
    if version is not None and lock.version != version:
        yield InputError(f"the file is called {version}, but holds version {lock.version!r}", place("version"))
    layers, areas = [layer.id for layer in settings.layers], [area.id for area in settings.areas]
    for key, given, known in (("layers", lock.layers, layers), ("areas", lock.areas, areas)):
        for one in given:
            if one not in known:
                yield InputError(f"the rubric has no {key[:-1]} {one!r}", place(key, one), did_you_mean(one, known))
    for one, weight in lock.areas.items():
        if not 0 < weight < float("inf"):
            yield InputError(f"areas.{one}: a weight is greater than 0", place("areas", one))
    for name, criterion in lock.criteria.items():
        for key, value, known_here in (("layer", criterion.layer, lock.layers), ("area", criterion.area, lock.areas)):
            if value not in known_here:
                hint = did_you_mean(value, known_here)
                yield InputError(f"{name}: the lock has no {key} {value!r}", place("criteria", name, key), hint)


def locked(rubric: Rubric, lock: Lock) -> Rubric:
    """Today's rules with the lock's numbers. Criteria that it does not know are `newer` and count nowhere."""
    aliases = rubric.settings.aliases
    known = {aliases.get(name, name): criterion for name, criterion in lock.criteria.items()}
    settings = _settings(rubric.settings, lock)
    criteria = [_criterion(one, known[one.id]) if one.id in known else one for one in rubric.criteria]
    today = {one.id for one in rubric.criteria}
    return replace(
        rubric,
        settings=settings,
        criteria=in_cell_order(settings, criteria),
        lock=lock.version,
        newer=frozenset(today - known.keys()),
        gone=tuple(name for name in known if name not in today),
    )


def _settings(settings: RubricSettings, lock: Lock) -> RubricSettings:
    layers = tuple(
        layer.model_copy(update={"weight": own.weight, "threshold": own.threshold})
        if (own := lock.layers.get(layer.id))
        else layer
        for layer in settings.layers
    )
    areas = tuple(area.model_copy(update={"weight": lock.areas.get(area.id, area.weight)}) for area in settings.areas)
    return settings.model_copy(
        update={"layers": layers, "areas": areas, "credits": Credits(**lock.credits.model_dump())}
    )


def _criterion(criterion: Criterion, own: LockedCriterion) -> Criterion:
    return replace(criterion, layer=own.layer, area=own.area, tier=own.tier, weight=own.weight)
