"""Kills a process that saves answers, again and again: `python -m tests.questionnaire.killing FOLDER COUNT`.

After every kill the file must be whole, and hold everything that had been reported as saved.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

from assess.model.answer import Answer, Response
from assess.questionnaire.store import AnswerStore

from tests.questionnaire.subjects import small_rubric

LONG = "x" * 60_000
"""Long enough for a kill to fall into the writing."""


def write_for_ever(store: AnswerStore, report: int) -> None:
    """Counts up, and reports each number once it is saved."""
    sheet = store.read()
    found = sheet.response("number")
    count = int(found.answers[0].value) if found else 0
    while True:
        count += 1
        response = Response(answers=(Answer(value=count, who="Ana", when=date(2026, 1, 1), note=LONG),))
        sheet = store.save("number", response, seen=sheet.fingerprint("number"))
        os.write(report, f"{count}\n".encode())


def kill_once(store: AnswerStore, chance: random.Random) -> int:
    """Starts a writer, kills it at any moment, and gives the last number that it had reported (0: none)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write_for_ever(store, writing)
    os.close(writing)
    time.sleep(chance.uniform(0.001, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        numbers = pipe.read().split()
    return int(numbers[-1]) if numbers else 0


def main(folder: Path, count: int) -> str:
    """Kills `count` times. Raises: AssertionError when an answer was lost; Problems when the file is broken."""
    path = folder / ".maturity" / "answers.yaml"
    store, chance = AnswerStore(path, small_rubric()), random.Random(7)
    before, inside = 0, 0
    for _ in range(count):
        reported = kill_once(store, chance)
        inside += any(path.parent.glob(".answers.yaml.*.part"))
        found = store.read().response("number")
        saved = int(found.answers[0].value) if found else 0
        assert max(before, reported) <= saved <= max(before, reported) + 1, (before, reported, saved)
        before = saved
    store.save("number", None, seen=store.read().fingerprint("number"))
    assert [entry.name for entry in path.parent.iterdir()] == ["answers.yaml"]
    return f"{count} kills, {inside} of them while a file was being written, {before} saves, nothing lost"


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1]), int(sys.argv[2])) + "\n")
