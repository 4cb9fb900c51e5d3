"""Questions about what kind of thing the subject is, on the page: yes or no, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assess.answering.forms import Filled, Form
from assess.answering.views import Said, own_answer, said_view
from assess.model.answer import Answer, Response
from assess.questionnaire.editing import fingerprint
from assess.questionnaire.replies import written
from assess.questionnaire.trait_questions import TraitQuestion

_SHORTEST_REASON = 3
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class TraitView:
    """One question with its form."""

    identifier: str
    asks: str
    hangs: str
    """What hangs on it, in a sentence."""
    state: str
    mood: str
    """`open` or `done`."""
    chosen: str
    reason: str
    said: tuple[Said, ...]
    seen: str
    messages: tuple[str, ...] = ()


def trait_view(
    question: TraitQuestion,
    response: Response | None,
    who: str,
    draft: Form | None = None,
    messages: tuple[str, ...] = (),
) -> TraitView:
    """The form as it should stand: what this visitor typed last, else what was answered under the same name."""
    own = own_answer(response, who)
    kept = {"say": written(own.value), "reason": own.reason or own.note} if own else {}
    form = draft if draft is not None else kept
    given = response is not None
    return TraitView(
        identifier=question.identifier,
        asks=question.asks,
        hangs=question.hangs,
        state="Answered; it counts from the next scan on" if given else "Not answered yet: taken to be so",
        mood="done" if given else "open",
        chosen=form.get("say", ""),
        reason=form.get("reason", ""),
        said=tuple(said_view(answer) for answer in response.answers) if response else (),
        seen=fingerprint(response),
        messages=messages,
    )


def trait_filled(form: Form, who: str, today: date) -> Filled:
    """The answer of one form; without a yes or no and a reason it is none."""
    said, reason = form.get("say", ""), " ".join(form.get("reason", "").split())
    wrong = [] if said in ("yes", "no") else ["choose yes or no first"]
    if len(reason) < _SHORTEST_REASON:
        wrong.append("say why: it counts only with a reason")
    elif len(reason) > _LONGEST_REASON:
        wrong.append(f"the reason is longer than {_LONGEST_REASON:,} characters")
    if wrong:
        return Filled(None, tuple(wrong))
    return Filled(Answer(value=said, who=who.strip(), when=today, reason=reason))
