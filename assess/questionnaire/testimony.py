"""What the responses to one question come to at a given date; pure."""

from __future__ import annotations

from datetime import date, timedelta

from assess.model.answer import NO_TESTIMONY, Answer, Response, Testimony
from assess.model.question import QuestionType
from assess.model.rubric import Criterion
from assess.questionnaire.scales import NOT_APPLICABLE, UNKNOWN, is_attested
from assess.questionnaire.values import Asked, asked, credit, faults, word

EXPIRES_DAYS = 365
"""How long an answer holds where the rubric asks no question of its own."""


def testify(
    criterion: Criterion, response: Response | None, as_of: date, *, type_if_no_question: str = "yes-no"
) -> Testimony:
    """The testimony on a criterion: a reviewer's decision counts; without one, disagreement is unknown.

    `credit` is in 0..1 before the factor for claims. Answers that have expired are left out while fresh ones remain.
    """
    if response is None:
        return NO_TESTIMONY
    return _heard(asked(criterion.question, type_if_no_question), response, as_of)


def trait_answer(response: Response, as_of: date) -> tuple[bool, str] | None:
    """What people say of a trait, with their reason; None when they do not know, disagree, or said it too long ago."""
    said = _heard(asked(None), response, as_of)
    if said.state != "given" or said.answer is None:
        return None
    return said.credit == 1.0, said.answer.reason or said.answer.note


def _heard(how: Asked, response: Response, as_of: date) -> Testimony:
    read = [_read(how, answer, as_of) for answer in response.answers]
    if response.decision is not None:
        return _decided(_read(how, response.decision, as_of), read, response.answers)
    fresh = [one for one in read if one.state != "expired"] or read
    return _agreed(fresh, response.answers)


def _read(how: Asked, answer: Answer, as_of: date) -> Testimony:
    """One answer by itself."""
    lifetime = how.question.expires_days if how.question else EXPIRES_DAYS
    if answer.when is not None and answer.when > as_of:
        return Testimony("unknown", answer=answer, note=f"it is dated {answer.when}, after {as_of}")
    if answer.when is not None and answer.when + timedelta(days=lifetime) < as_of:
        return Testimony("expired", answer=answer, note=f"it was given on {answer.when} and held for {lifetime} days")
    if word(answer.value) == UNKNOWN:
        return Testimony("unknown", answer=answer, note="the answer is 'unknown'")
    attested = is_attested(answer)
    if word(answer.value) == NOT_APPLICABLE:
        return _left_out(how, answer, attested)
    if faults(how, answer.value):
        return Testimony("unknown", answer=answer, note="the answer does not fit the question")
    if how.type is QuestionType.TEXT and not attested:
        note = "a text counts when it names who, when and evidence"
        return Testimony("unknown", answer=answer, note=note)
    worth = credit(how, answer.value, as_of)
    if worth is None:
        return Testimony("unknown", answer=answer, note="a part of the answer is unknown or lies in the future")
    return Testimony("given", worth, attested, answer)


def _left_out(how: Asked, answer: Answer, attested: bool) -> Testimony:
    reason = answer.reason or answer.note
    if how.question is None or not how.question.not_applicable:
        return Testimony("unknown", answer=answer, note="this question cannot be answered 'not-applicable'")
    if not reason.strip():
        return Testimony("unknown", answer=answer, note="'not-applicable' needs a reason")
    return Testimony("not-applicable", None, attested, answer, note=reason)


def _decided(decision: Testimony, read: list[Testimony], responses: tuple[Answer, ...]) -> Testimony:
    """The decision; an answer that says the same lends it its evidence."""
    attested = decision.attested or any(_same(one, decision) and one.attested for one in read)
    return _with(decision, attested, responses)


def _agreed(read: list[Testimony], responses: tuple[Answer, ...]) -> Testimony:
    """What all say; an attested answer speaks for those that agree with it."""
    first = read[0]
    if not all(_same(one, first) for one in read):
        said = ", ".join(dict.fromkeys(word(one.answer.value) or "a map" for one in read if one.answer))
        return Testimony("disagreement", answer=first.answer, responses=responses, note=f"responses differ: {said}")
    speaker = max(read, key=lambda one: (one.attested, one.answer.when or date.min if one.answer else date.min))
    return _with(speaker, speaker.attested, responses)


def _same(one: Testimony, other: Testimony) -> bool:
    return (one.state, one.credit) == (other.state, other.credit)


def _with(one: Testimony, attested: bool, responses: tuple[Answer, ...]) -> Testimony:
    return Testimony(one.state, one.credit, attested, one.answer, responses, one.place, one.note)
