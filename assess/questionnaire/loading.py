"""Reads `.maturity/answers.yaml`: every mistake with its place, all of them in one run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.model.answer import Answer, AnswersFile, Response
from assess.model.question import Question
from assess.model.rubric import Rubric
from assess.questionnaire.scales import NOT_APPLICABLE, UNKNOWN
from assess.questionnaire.values import Asked, asked, day, faults, shown, word
from assess.suggestion import did_you_mean
from assess.yaml_source import Loaded, Path, read_own

_ANSWER_KEYS = ("value", "who", "when", "evidence", "note", "reason")
_SEVERAL_KEYS = ("answers", "decision")
_TOP_KEYS = ("rubric", "answers")


def load_answers(text: str, name: str, rubric: Rubric) -> AnswersFile:
    """The answers of one file, under today's ids; `name` is what errors call the file.

    Under an id stands one answer (a map with `value`, or the bare value) or `answers:` with a list and perhaps a
    `decision:`. A trait's id may be answered, too: yes or no, with a reason. Raises: Problems.
    """
    loaded, unreadable = read_own(text, name)
    reader = _Reader(loaded, rubric)
    answers = reader.file()
    if unreadable or reader.problems:
        raise Problems((*unreadable, *reader.problems))
    return answers


class _Reader:
    """Walks the document and collects problems instead of stopping."""

    def __init__(self, loaded: Loaded, rubric: Rubric) -> None:
        self.loaded = loaded
        self.rubric = rubric
        self.problems: list[InputError] = []
        self._criteria = {criterion.id: criterion for criterion in rubric.criteria}

    def file(self) -> AnswersFile:
        data = self.loaded.data
        if data is None:
            return AnswersFile()
        if not isinstance(data, dict):
            self._problem(f"expected a map with the key `answers`, got {shown(data)}", ())
            return AnswersFile()
        self._only(data, _TOP_KEYS, ())
        name = data.get("rubric")
        if name is not None:
            self._same_rubric(name)
        return AnswersFile(rubric=name if isinstance(name, str) else None, answers=self._responses(data.get("answers")))

    def _same_rubric(self, name: Any) -> None:
        settings = self.rubric.settings
        known = [settings.id, *(overlay.id for overlay in self.rubric.overlays)]
        if settings.extends:
            known.append(settings.extends)
        if name not in known:
            hint = f"the rubric in force is {settings.id!r}"
            self._problem(f"these answers are for another rubric: {shown(name)}", ("rubric",), hint)

    def _responses(self, data: Any) -> dict[str, Response]:
        if data is None:
            return {}
        if not isinstance(data, dict):
            self._problem(f"expected a map from questions to answers, got {shown(data)}", ("answers",))
            return {}
        found: dict[str, Response] = {}
        written: dict[str, str] = {}
        for key, value in data.items():
            path: Path = ("answers", key)
            identifier = self.rubric.settings.aliases.get(str(key), str(key))
            if identifier in written:
                self._problem(f"{key!r} is answered twice", path, f"it is the same as {written[identifier]!r}")
                continue
            written[identifier] = key
            response = self._under(identifier, value, path)
            if response is not None:
                found[identifier] = response
        return found

    def _under(self, identifier: str, value: Any, path: Path) -> Response | None:
        if identifier in self._criteria:
            return self._response(asked(self._criteria[identifier].question), value, path)
        if identifier in self.rubric.traits or identifier in self.rubric.settings.traits:
            return self._trait(value, path)
        if any(identifier == removal.id for removal in self.rubric.removed):
            return None
        known = [*self._criteria, *self.rubric.settings.aliases, *self.rubric.settings.traits]
        hint = did_you_mean(str(path[-1]), known) or "`assess questionnaire` lists the questions"
        self._problem(f"no question is called {path[-1]!r}", path, hint)
        return None

    def _trait(self, value: Any, path: Path) -> Response | None:
        response = self._response(asked(None), value, path)
        if response is not None and not all(one.reason or one.note for one in response.answers):
            self._problem("an answer about a trait needs a reason", path, "add `reason:`")
        return response

    def _response(self, how: Asked, data: Any, path: Path) -> Response | None:
        if not isinstance(data, dict) or not any(key in data for key in _SEVERAL_KEYS):
            single = self._answer(how, data, path)
            return Response(answers=(single,)) if single else None
        self._only(data, _SEVERAL_KEYS, path)
        listed = data.get("answers")
        if not isinstance(listed, list) or not listed:
            self._problem(f"expected a list of answers, got {shown(listed)}", (*path, "answers"))
            return None
        answers = [self._answer(how, one, (*path, "answers", i)) for i, one in enumerate(listed)]
        decision = None
        if data.get("decision") is not None:
            decision = self._answer(how, data["decision"], (*path, "decision"))
        return Response(answers=tuple(one for one in answers if one), decision=decision) if all(answers) else None

    def _answer(self, how: Asked, data: Any, path: Path) -> Answer | None:
        if not isinstance(data, dict):
            data, inside = {"value": data}, path
        else:
            self._only(data, _ANSWER_KEYS, path)
            inside = (*path, "value")
        value = data.get("value")
        if value is None:
            self._problem("the answer has no value", inside, "leave the question out, or write `value: unknown`")
            return None
        before = len(self.problems)
        texts = {key: self._text(data, key, path) for key in ("who", "evidence", "note", "reason")}
        when = self._when(data, path)
        self._value(how, value, inside, texts["reason"] or texts["note"])
        return Answer(value=value, when=when, **texts) if len(self.problems) == before else None

    def _value(self, how: Asked, value: Any, path: Path, reason: str) -> None:
        if not isinstance(value, dict) and word(value) == UNKNOWN:
            return
        if not isinstance(value, dict) and word(value) == NOT_APPLICABLE:
            self._not_applicable(how.question, path, reason)
            return
        for fault in faults(how, value):
            at = (*path, fault.key) if fault.key is not None else path
            self._problem(fault.message, at, fault.hint)

    def _not_applicable(self, question: Question | None, path: Path, reason: str) -> None:
        if question is None or not question.not_applicable:
            hint = "write down a trait in .maturity/config.yaml, or answer `unknown`"
            self._problem("this question cannot be answered 'not-applicable'", path, hint)
        elif not reason.strip():
            self._problem("'not-applicable' needs a reason", path, "add `reason:`")

    def _text(self, data: Mapping[str, Any], key: str, path: Path) -> str:
        value = data.get(key)
        if value is None:
            return ""
        if isinstance(value, bool | dict | list):
            self._problem(f"`{key}` is a text, got {shown(value)}", (*path, key))
            return ""
        return str(value).strip()

    def _when(self, data: Mapping[str, Any], path: Path) -> date | None:
        value = data.get("when")
        if value is None:
            return None
        found = day(value)
        if found is None:
            self._problem(f"`when` is a date, got {shown(value)}", (*path, "when"), "write it as 2026-03-31")
        return found

    def _only(self, data: Mapping[str, Any], known: tuple[str, ...], path: Path) -> None:
        for key in data:
            if key not in known:
                hint = did_you_mean(key, known) or f"known keys: {', '.join(known)}"
                self._problem(f"unknown key {key!r}", (*path, key), hint)

    def _problem(self, message: str, path: Path, hint: str | None = None) -> None:
        place: Place = self.loaded.place(*path)
        self.problems.append(InputError(message, place, hint))
