"""Generated sides of a comparison: criteria with rungs, answers, traits and places, changed piece by piece."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from assess.comparison.changes import Inputs
from assess.comparison.sides import Record, Shown, Side, Told, Worked, Worth, work
from assess.engine.score import Scored
from assess.engine.witnesses import Weighed
from assess.model.rubric import Credits, RubricSettings
from assess.model.scale import LADDER, Basis, Outcome, Rung, Tier, Truth
from hypothesis import strategies as st

from tests.engine.strategies import THRESHOLDS, WEIGHTS, rubric_settings

PAIRS = st.integers(0, 2**32).map(lambda seed: a_pair(Random(seed)))
"""A side and what became of it; one number stands for all choices, which is much faster than choosing one by one."""

TRAITS = ("deploys", "trains-models")
CREDITS = (Credits(), Credits(declared=0.1, claimed=0.75))
INPUTS = Inputs(code=True, rules=False, exclusions=False, traits=(), traits_by_answer=False, time=True)


def a_side(rng: Random) -> Side:
    """Any side: a few layers and areas, up to two criteria in a cell."""
    layers, areas = rng.randint(1, 4), rng.randint(1, 2)
    settings = _settings(rng, layers, areas)
    held = frozenset(trait for trait in TRAITS if rng.random() < 0.5)
    records = [
        a_record(rng, f"c{layer}{area}{number}", layer, area, held, settings.credits)
        for layer in range(layers)
        for area in range(areas)
        for number in range(rng.randint(0, 2))
    ]
    return Side(settings, held, frozenset(TRAITS), {record.criterion: record for record in records})


def a_pair(rng: Random) -> tuple[Side, Side]:
    """A side and what became of it: any of its pieces changed, criteria gone and new."""
    before = a_side(rng)
    settings = before.settings
    if rng.randint(0, 3) == 0:
        settings = _settings(rng, len(settings.layers), len(settings.areas))
    held = before.held if rng.random() < 0.5 else frozenset(trait for trait in TRAITS if rng.random() < 0.5)
    records: dict[str, Record] = {}
    for name, record in before.records.items():
        if rng.randint(0, 9) == 0:
            continue
        other = a_record(rng, name, int(name[1]), int(name[2]), held, settings.credits)
        took = [rng.randint(0, 2) == 0 for _ in range(4)]
        mixed = replace(
            record,
            worth=other.worth if took[0] else record.worth,
            shown=other.shown if took[1] else record.shown,
            told=other.told if took[2] else record.told,
            set_aside=other.set_aside if took[3] else record.set_aside,
        )
        records[name] = worked(mixed, held, settings.credits)
    for layer in range(len(settings.layers)):
        if rng.randint(0, 5) == 0:
            name = f"n{layer}0"
            records[name] = a_record(rng, name, layer, 0, held, settings.credits)
    return before, Side(settings, held, frozenset(TRAITS), records)


def a_record(rng: Random, name: str, layer: int, area: int, held: frozenset[str], paying: Credits) -> Record:
    kind = rng.choice(("repository", "question", "both"))
    rungs = sorted((rng.choice((LADDER)), rng.choice(LADDER)), key=lambda rung: rung.height)
    refuted = rng.choice((Truth.NO, Truth.NO, Truth.NO, Truth.UNKNOWN, Truth.YES))
    low = Rung.ABSENT if refuted is not Truth.NO else rungs[0]
    high = Rung.ABSENT if refuted is Truth.YES else rungs[1]
    seen = kind != "question"
    state = rng.choice(("none", "given", "given", "expired", "unknown", "not-applicable"))
    record = Record(
        criterion=name,
        title=f"Criterion {name}",
        worth=Worth(
            f"l{layer}",
            f"a{area}",
            rng.choice(tuple(Tier)),
            Fraction(str(rng.choice(WEIGHTS))),
            kind == "both",
            rng.choice(("any", "deploys", "trains-models or not deploys")),
        ),
        shown=Shown(
            low if seen else None,
            high if seen else None,
            refuted if seen else Truth.NO,
            rng.random() < 0.5,
            rng.randint(0, 9) == 0,
        ),
        told=Told(
            state,  # type: ignore[arg-type]
            rng.choice((Fraction(0), Fraction(1, 4), Fraction(1))) if state == "given" else None,
            rng.random() < 0.5,
        ),
        words=(rng.choice(("yes", "no")),),
        set_aside=rng.randint(0, 9) == 0,
        worked=Worked(False, Fraction(), Fraction()),
        outcome=Outcome.NOT_MET,
        observed=rng.random() < 0.5,
        waived=False,
        reads_traits=frozenset(),
    )
    return worked(record, held, paying)


def worked(record: Record, held: frozenset[str], paying: Credits) -> Record:
    """The record with what its pieces come to."""
    done = work(record.worth, record.shown, record.told, held, paying, set_aside=record.set_aside)
    outcome = Weighed(done.low, done.high, Basis.NONE).outcome if done.applies else Outcome.NOT_APPLICABLE
    return replace(record, worked=done, outcome=outcome)


def scored(side: Side) -> tuple[Scored, ...]:
    """The criteria of a side as the engine scores them."""
    return tuple(
        Scored(
            name, one.worth.layer, one.worth.area, one.worth.tier, one.worth.weight, one.worked.applies,
            one.worked.low, one.worked.high, one.observed, one.waived,
        )
        for name, one in side.records.items()
    )  # fmt: skip


def _settings(rng: Random, layers: int, areas: int) -> RubricSettings:
    made = rubric_settings(rng.choices(THRESHOLDS, k=layers), areas, rng.choices(WEIGHTS, k=layers))
    return made.model_copy(update={"credits": rng.choice(CREDITS)})
