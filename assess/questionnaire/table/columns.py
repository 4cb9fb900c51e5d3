"""The table of questions: its columns, and the rows that are sent out."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.answer import Answer, Response
from assess.model.question import QuestionType
from assess.questionnaire.cards import PEOPLE, Card
from assess.questionnaire.editing import fingerprint
from assess.questionnaire.replies import day_of, value_of, written
from assess.questionnaire.scales import DELIVERY_STEPS, NOT_APPLICABLE, UNKNOWN
from assess.questionnaire.trait_questions import TraitQuestion
from assess.questionnaire.values import Asked, asked
from assess.spreadsheet import table

ID = "question id"
ANSWER, WHO, WHEN, EVIDENCE, NOTE, REASON = "answer", "who", "when", "evidence", "note", "reason if not applicable"
FILLED = (ANSWER, WHO, WHEN, EVIDENCE, NOTE, REASON)
"""Columns that people fill in."""
STATE = "do not change"
"""What the row was made from: the responses' fingerprint, and that of the row's own cells."""
COLUMNS = (
    ID,
    "question",
    "why it is asked",
    "a good answer",
    "who can usually answer",
    "layer",
    "area",
    "what the repository shows",
    "answered so far",
    "how to answer",
    *FILLED,
    "what counts as evidence",
    STATE,
)


def written_table(found: tuple[Card, ...], traits: tuple[TraitQuestion, ...] = ()) -> bytes:
    """One row for each card and trait; UTF-8 with a byte order mark, commas, no cell a formula."""
    return table([COLUMNS, *(row(card) for card in found), *(trait_row(trait) for trait in traits)])


def row(card: Card) -> tuple[str, ...]:
    """A card's cells; what one person has answered stands in the cells to fill in, what several have beside them."""
    own = only_answer(card.response)
    cells = filled_cells(own)
    return (
        card.identifier,
        card.asks,
        card.why,
        card.good,
        PEOPLE[card.role],
        card.criterion.layer,
        card.criterion.area,
        "\n".join(card.seen),
        "\n".join(_said(answer) for answer in card.response.answers) if card.response and own is None else "",
        "\n".join(ways(card.how)),
        *(cells[name] for name in FILLED),
        card.evidence,
        state(card.response, cells, card.how),
    )


def trait_row(trait: TraitQuestion) -> tuple[str, ...]:
    """A question about what kind of thing the subject is, which nobody has answered yet."""
    cells = filled_cells(None)
    how = asked(None)
    told = {
        ID: trait.identifier,
        "question": trait.asks,
        "why it is asked": trait.hangs,
        "how to answer": f"yes\nno\nwith the reason in the column {REASON!r}",
        STATE: state(None, cells, how),
        **cells,
    }
    return tuple(told.get(column, "") for column in COLUMNS)


def only_answer(response: Response | None) -> Answer | None:
    """The answer of a question that one person answered and nobody decided."""
    single = response is not None and len(response.answers) == 1 and response.decision is None
    return response.answers[0] if response is not None and single else None


def filled_cells(answer: Answer | None) -> dict[str, str]:
    """The cells to fill in, as they are for one answer."""
    if answer is None:
        return dict.fromkeys(FILLED, "")
    return {
        ANSWER: written(answer.value),
        WHO: answer.who,
        WHEN: answer.when.isoformat() if answer.when else "",
        EVIDENCE: answer.evidence,
        NOTE: answer.note,
        REASON: answer.reason,
    }


def state(response: Response | None, cells: dict[str, str], how: Asked) -> str:
    """What a row was made from; begins with a letter, so that no spreadsheet takes it for a number."""
    return f"v{fingerprint(response)}.{cells_fingerprint(cells, how)}"


def cells_fingerprint(cells: dict[str, str], how: Asked) -> str:
    """Of the cells to fill in, however a spreadsheet has spelt them; empty when there is no answer."""
    read = answer_of(cells, how)
    return fingerprint(Response(answers=(read,))) if read else ""


def answer_of(cells: dict[str, str], how: Asked) -> Answer | None:
    """The answer in the cells, whether it fits or not; None when no answer was filled in."""
    said = cells[ANSWER].strip()
    if not said:
        return None
    texts = {"who": cells[WHO], "evidence": cells[EVIDENCE], "note": cells[NOTE], "reason": cells[REASON]}
    clean = {key: "\n".join(text.strip().splitlines()) for key, text in texts.items()}
    return Answer(value=value_of(how, said)[0], when=day_of(cells[WHEN]), **clean)


def ways(how: Asked) -> Iterator[str]:
    """How the answer cell may be filled in."""
    if how.words is not None:
        titles = {choice.value: choice.title for choice in (how.question.choices if how.question else ())}
        yield from (f"{word}: {titles[word]}" if word in titles else word for word in how.words)
    elif how.fields:
        yield "one line in the cell for each part:"
        titles = {field.id: field.title for field in how.question.fields} if how.question else {}
        for part in how.fields:
            yield f"{part}: {titles.get(part, '')}{_steps(part) if how.type is QuestionType.DORA else ''}"
    else:
        unit = f": {how.question.unit}" if how.question and how.question.unit else ""
        kinds = {QuestionType.NUMBER: f"a number{unit}", QuestionType.DATE: "a date such as 2026-03-31"}
        yield kinds.get(how.type, "a sentence")
    yield UNKNOWN
    if how.question is not None and how.question.not_applicable:
        yield f"{NOT_APPLICABLE} (with the reason)"


def _steps(part: str) -> str:
    """What may stand in a part of the delivery scale."""
    return f" ({', '.join(DELIVERY_STEPS.get(part, ('percent',)))})"


def _said(answer: Answer) -> str:
    return f"{written(answer.value)} ({answer.who or 'nobody named'}{f', {answer.when}' if answer.when else ''})"
