"""One response added, changed or withdrawn in the text of `answers.yaml`; pure, no file is touched.

What a caller does, step by step (`assess.questionnaire.store.AnswerStore` does the file's side):

    response = beside(sheet.answers.answers.get(identifier), answer)    # or decided(...), without(...)
    text = with_responses(sheet.text, "answers.yaml", rubric, {identifier: response})

- `beside(response, answer)`: the answer of one person beside those of others; the same person's earlier one is
  replaced, and so is one that names nobody.
- `without(response, who)`: the person's answer withdrawn; None when nothing is left.
- `decided(response, answer)`: a reviewer's decision set; `None` takes it away.
- `with_responses(text, name, rubric, changes)`: the new text; None as a response withdraws everything under the id.
- `fingerprint(response)`: what a form, a page or a spreadsheet keeps to notice that an answer has changed meanwhile.

Comments, order and spelling of everything that stays are kept byte for byte. The new text is read again by the same
reader as every other answers file: a value that does not fit its question is refused here, before anything is saved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from assess.model.answer import Answer, Response
from assess.model.rubric import Rubric
from assess.questionnaire.loading import load_answers
from assess.yaml_source import load_own
from assess.yaml_splice import same, spliced

_TEXTS = ("who", "when", "evidence", "note", "reason")
Changes = Mapping[str, Response | None]
"""Question to its new response; None withdraws it."""


def fingerprint(response: Response | None) -> str:
    """Twelve hexadecimal digits that change when the response does; empty where there is none."""
    if response is None:
        return ""
    written = {
        "answers": [written_answer(answer) for answer in response.answers],
        "decision": written_answer(response.decision) if response.decision else None,
    }
    return sha256(json.dumps(written, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:12]


def beside(response: Response | None, answer: Answer) -> Response:
    """The responses with one person's answer added, or put in the place of that person's earlier one."""
    others = response.answers if response else ()
    place = next((i for i, one in enumerate(others) if same_person(one.who, answer.who)), None)
    if place is None:
        place = next((i for i, one in enumerate(others) if not one.who.strip()), len(others))
    answers = (*others[:place], answer, *others[place + 1 :])
    return Response(answers=answers, decision=response.decision if response else None)


def without(response: Response | None, who: str) -> Response | None:
    """The responses without those of one person; None when no response is left, whatever had been decided."""
    kept = tuple(one for one in response.answers if not same_person(one.who, who)) if response else ()
    return Response(answers=kept, decision=response.decision if response else None) if kept else None


def decided(response: Response, decision: Answer | None) -> Response:
    """The responses with a reviewer's decision, or without one."""
    return Response(answers=response.answers, decision=decision)


def same_person(one: str, other: str) -> bool:
    """Whether two names are written alike, but for capitals and spaces."""
    return one.casefold().split() == other.casefold().split()


def with_responses(text: str, name: str, rubric: Rubric, changes: Changes) -> str:
    """The text of an answers file with some responses changed; `name` is what errors call the file.

    Raises: Problems when the text holds mistakes already, or a new response is one; InputError when the file is
    written in a form that cannot be changed safely.
    """
    before = load_answers(text, name, rubric)
    data = load_own(text, name).data
    new = spliced(text, name, _changed(data, rubric, changes))
    after = load_answers(new, name, rubric)
    expected = {**before.answers, **changes}
    assert _plain(after.answers) == _plain({key: value for key, value in expected.items() if value is not None})
    return new


def written_answer(answer: Answer) -> dict[str, Any]:
    """An answer as it is written down: only what was said."""
    texts = {key: value.isoformat() if key == "when" else value for key in _TEXTS if (value := getattr(answer, key))}
    return {"value": answer.value, **texts}


def _plain(answers: Mapping[str, Response]) -> dict[str, str]:
    return {key: fingerprint(response) for key, response in answers.items()}


def _changed(data: Any, rubric: Rubric, changes: Changes) -> dict[str, Any]:
    """The document's data with the changes in it; a renamed question keeps the name that it has in the file."""
    document: dict[str, Any] = {"rubric": rubric.settings.id} if data is None else dict(data)
    answers: dict[str, Any] = dict(document.get("answers") or {})
    keys = {rubric.settings.aliases.get(key, key): key for key in answers}
    for identifier, response in changes.items():
        key = keys.get(identifier, identifier)
        if response is None:
            answers.pop(key, None)
        else:
            answers[key] = _under(answers.get(key), response)
    return {**document, "answers": answers or None}


def _under(old: Any, response: Response) -> Any:
    """What stands under a question: the bare value or map of one answer, or several with a decision."""
    several = isinstance(old, dict) and ("answers" in old or "decision" in old)
    if not several and len(response.answers) == 1 and response.decision is None:
        return _one(old, response.answers[0])
    listed = old.get("answers") if isinstance(old, dict) and several else [old]
    before = [one for one in listed if one is not None] if isinstance(listed, list) else []
    under: dict[str, Any] = {
        "answers": [_one(_earlier(before, answer, i), answer) for i, answer in enumerate(response.answers)]
    }
    if response.decision is not None:
        under["decision"] = _one(old.get("decision") if isinstance(old, dict) else None, response.decision)
    return under


def _earlier(written: list[Any], answer: Answer, index: int) -> Any:
    """The item of a list that an answer stood in: the one that says the same, else the one in its place."""
    same_words = next((item for item in written if same(_one(item, answer), item)), None)
    return written[index] if same_words is None and index < len(written) else same_words


def _one(old: Any, answer: Answer) -> Any:
    """One answer, each part spelt as before where it says the same."""
    new = written_answer(answer)
    if old is not None and not isinstance(old, dict):
        return answer.value if list(new) == ["value"] and not isinstance(answer.value, dict) else new
    parts = old or {}
    return {key: value if key == "value" else _spelt(parts.get(key), value) for key, value in new.items()}


def _spelt(old: Any, new: Any) -> Any:
    return old if isinstance(new, str) and isinstance(old, str | int | float) and str(old).strip() == new else new
