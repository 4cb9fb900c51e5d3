"""Conditions as they are written in YAML, turned into checked nodes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assess.errors import InputError
from assess.model.document import Document
from assess.model.rubric import All, AnyOf, AtLeast, Condition, Not, Probe
from assess.rubric.files import Merged
from assess.suggestion import did_you_mean
from assess.validation import problem_of
from assess.yaml_source import Path as KeyPath

_MOST_TERMS = 12


@dataclass(frozen=True, slots=True)
class ProbeForm:
    """What the loader knows of a probe family."""

    params: type[Document]
    measures: bool


class Conditions:
    """Reads conditions; every mistake goes to `problems` with its place."""

    def __init__(
        self,
        forms: Mapping[str, ProbeForm],
        terms: Mapping[str, Merged],
        vocabulary: Mapping[str, tuple[str, ...]],
        traits: frozenset[str],
        problems: list[InputError],
    ) -> None:
        self._forms = forms
        self._terms = terms
        self._vocabulary = vocabulary
        self._traits = traits
        self._problems = problems

    def read(
        self, data: Any, path: KeyPath, merged: Merged, *, negation: bool = False, depth: int = 0
    ) -> Condition | None:
        """The condition at a key path, or None after noting what is wrong."""
        if not isinstance(data, dict) or not data:
            return self._wrong("a condition is a map: all, any, at_least, term or a probe", path, merged)
        if "of" in data:
            return self._at_least(data, path, merged, negation, depth)
        keys = [key for key in data if key != "at_least"]
        if len(keys) != 1:
            return self._wrong(
                f"one probe or word is expected here, found {', '.join(map(repr, keys))}",
                path,
                merged,
                "join them with all: or any:",
            )
        key = keys[0]
        if key in ("all", "any"):
            parts = self._parts(data[key], (*path, key), merged, negation, depth)
            return None if parts is None else (All(parts) if key == "all" else AnyOf(parts))
        if key == "not":
            return self._negated(data, path, merged, negation, depth)
        if key == "term":
            return self._term(data["term"], (*path, "term"), merged, negation, depth)
        return self._probe(key, data, path, merged)

    def _wrong(self, message: str, path: KeyPath, merged: Merged, hint: str | None = None) -> Condition | None:
        """Note a problem; always None, the condition that could not be read."""
        self._problems.append(InputError(message, merged.place(*path), hint))
        return None

    def _parts(
        self, data: Any, path: KeyPath, merged: Merged, negation: bool, depth: int
    ) -> tuple[Condition, ...] | None:
        if not isinstance(data, list) or not data:
            self._wrong("a list of conditions is expected here", path, merged)
            return None
        parts = [self.read(item, (*path, i), merged, negation=negation, depth=depth) for i, item in enumerate(data)]
        return tuple(p for p in parts if p is not None) if all(p is not None for p in parts) else None

    def _at_least(
        self, data: dict[str, Any], path: KeyPath, merged: Merged, negation: bool, depth: int
    ) -> Condition | None:
        count = data.get("at_least")
        if set(data) != {"at_least", "of"} or not isinstance(count, int) or count < 1:
            return self._wrong("`at_least` takes a whole number and `of` a list", path, merged)
        parts = self._parts(data["of"], (*path, "of"), merged, negation, depth)
        if parts is not None and count > len(parts):
            return self._wrong(f"at least {count} of only {len(parts)} conditions can never hold", path, merged)
        return None if parts is None else AtLeast(count, parts)

    def _negated(
        self, data: dict[str, Any], path: KeyPath, merged: Merged, negation: bool, depth: int
    ) -> Condition | None:
        if not negation:
            hint = "so that finding more evidence never lowers a rung"
            return self._wrong("`not` stands only inside caps, refutations and proposals", (*path, "not"), merged, hint)
        part = self.read(data["not"], (*path, "not"), merged, negation=True, depth=depth)
        return None if part is None else Not(part)

    def _term(self, name: Any, path: KeyPath, merged: Merged, negation: bool, depth: int) -> Condition | None:
        merged_terms = self._terms.get(str(name))
        if merged_terms is None:
            return self._wrong(f"no term is called {name!r}", path, merged, did_you_mean(str(name), self._terms))
        if depth >= _MOST_TERMS:
            return self._wrong(f"the term {name!r} contains itself", path, merged)
        condition = merged_terms.data["terms"][name]
        return self.read(condition, ("terms", name), merged_terms, negation=negation, depth=depth + 1)

    def _probe(self, name: str, data: dict[str, Any], path: KeyPath, merged: Merged) -> Condition | None:
        form = self._forms.get(name)
        if form is None:
            known = [*self._forms, "all", "any", "term", "not"]
            return self._wrong(f"no probe is called {name!r}", (*path, name), merged, did_you_mean(name, known))
        threshold = data.get("at_least")
        if form.measures and not _is_share(threshold):
            return self._wrong(f"{name} measures a share: write at_least beside it, 0 < share <= 1", path, merged)
        if threshold is not None and not form.measures:
            return self._wrong(f"{name} measures nothing, so at_least has no meaning", (*path, "at_least"), merged)
        written = self._expanded(data[name] if data[name] is not None else {}, (*path, name), merged)
        if name == "trait" and isinstance(written, dict) and written.get("trait") not in self._traits:
            return self._wrong(f"no trait is called {written.get('trait')!r}", (*path, name), merged)
        try:
            params = form.params.model_validate_json(json.dumps(written), strict=True)
        except ValidationError as error:
            self._problems += [
                problem_of(form.params, detail, lambda inner: merged.place(*path, name, *inner))
                for detail in error.errors()
            ]
            return None
        return Probe(name, params, float(threshold) if threshold is not None else None, merged.place(*path, name))

    def _expanded(self, data: Any, path: KeyPath, merged: Merged) -> Any:
        """Lists with `$name` replaced by the vocabulary's words."""
        if isinstance(data, dict):
            return {key: self._expanded(value, (*path, key), merged) for key, value in data.items()}
        if not isinstance(data, list):
            return data
        out: list[Any] = []
        for index, item in enumerate(data):
            if isinstance(item, str) and item.startswith("$") and item[1:2].isalpha():
                words = self._vocabulary.get(item[1:])
                if words is None:
                    self._wrong(
                        f"the vocabulary has no list {item!r}",
                        (*path, index),
                        merged,
                        did_you_mean(item[1:], self._vocabulary),
                    )
                out += words or ()
            else:
                out.append(self._expanded(item, (*path, index), merged))
        return out


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1
