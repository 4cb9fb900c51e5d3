"""Questions about what kind of thing the subject is, where no scan can tell: yes or no, with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from assess.model.assessment import Assessment
from assess.model.expression import parse
from assess.model.rubric import Rubric


@dataclass(frozen=True, slots=True)
class TraitQuestion:
    """One trait that holds until somebody says that it does not."""

    identifier: str
    title: str
    criteria: int
    """How many criteria would not apply without it."""

    @property
    def asks(self) -> str:
        """The question itself."""
        return f"Is this so? {self.title}."

    @property
    def hangs(self) -> str:
        """What it is asked for, in a sentence."""
        return f"{self.criteria} {'criterion applies' if self.criteria == 1 else 'criteria apply'} only if it is so."


def trait_questions(assessment: Assessment, rubric: Rubric) -> tuple[TraitQuestion, ...]:
    """Traits that no rule can see, that hold by the profile alone and that some criterion hangs on."""
    held = frozenset(trait.id for trait in assessment.configuration.traits if trait.holds)
    found = []
    for trait in assessment.configuration.traits:
        known = rubric.settings.traits.get(trait.id)
        if known is None or known.holds_when is not None or not trait.holds or trait.set_by != "profile":
            continue
        applying = [parse(criterion.applies) for criterion in rubric.criteria]
        hanging = sum(one.holds(held) and not one.holds(held - {trait.id}) for one in applying)
        if hanging:
            found.append(TraitQuestion(trait.id, known.title, hanging))
    return tuple(found)
