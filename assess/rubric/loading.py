"""A rubric from its files: every mistake in all of them is reported in one run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from assess.errors import InputError, Place, Problems
from assess.model.expression import ExpressionError, parse
from assess.model.question import Question, QuestionType
from assess.model.rubric import (
    Cap,
    Condition,
    Criterion,
    Elsewhere,
    Overlay,
    Proposal,
    Refutation,
    Rubric,
    RubricSettings,
    Rule,
    Source,
    Step,
)  # fmt: skip
from assess.model.scale import Rung
from assess.rubric.conditions import Conditions, ProbeForm
from assess.rubric.documents import BecauseText, CriterionText, RuleText, SourcesText, TermsText, VocabularyText, read
from assess.rubric.files import SETTINGS, SOURCES, TERMS, VOCABULARY, Merged, RubricFiles, read_rubric_files
from assess.suggestion import did_you_mean
from assess.yaml_source import Path as KeyPath

_SPECIAL = (SETTINGS, SOURCES, TERMS, VOCABULARY)
_FOLDERS = ("terms/", "vocabulary/")


def load_rubric(folder: Traversable | None, forms: Mapping[str, ProbeForm]) -> Rubric:
    """The built-in rubric (None) or that of a folder, overlays applied. Raises: Problems."""
    return _Loading(read_rubric_files(folder), forms).rubric()


class _Loading:
    """One run of the loader; collects problems."""

    def __init__(self, files: RubricFiles, forms: Mapping[str, ProbeForm]) -> None:
        self._files = files
        self._forms = forms
        self._problems: list[InputError] = []

    def rubric(self) -> Rubric:
        settings = read(RubricSettings, self._files.files[SETTINGS], self._problems)
        if settings is None:
            raise Problems(self._problems)
        sources = self._sources()
        conditions = self._conditions(settings)
        criteria = self._criteria(settings, sources, conditions)
        traits = self._traits(settings, conditions)
        self._check_settings(settings, criteria)
        if self._problems:
            raise Problems(self._problems)
        return Rubric(
            settings=settings,
            digest=self._files.digest,
            criteria=in_cell_order(settings, criteria),
            sources=sources or {},
            traits=traits,
            overlays=self._overlays(),
            removed=settings.remove,
        )

    def _sources(self) -> dict[str, Source] | None:
        """None when the file is mistaken: whether its names exist cannot be said then."""
        found = read(SourcesText, self._files.files.get(SOURCES, Merged({"sources": {}})), self._problems)
        return dict(found.sources) if found else None

    def _conditions(self, settings: RubricSettings) -> Conditions:
        vocabulary: dict[str, tuple[str, ...]] = {}
        for merged in self._shared(VOCABULARY):
            words = read(VocabularyText, merged, self._problems)
            for name, listed in words.vocabulary.items() if words else ():
                self._once(name, vocabulary, merged, "vocabulary")
                vocabulary[name] = listed
        terms: dict[str, Merged] = {}
        for merged in self._shared(TERMS):
            named = read(TermsText, merged, self._problems)
            for name in named.terms if named else ():
                self._once(name, terms, merged, "terms")
                terms[name] = merged
        return Conditions(self._forms, terms, vocabulary, frozenset(settings.traits), self._problems)

    def _shared(self, name: str) -> list[Merged]:
        """The files that rules share: `terms.yaml`, and every file of a folder `terms/`."""
        folder = name.removesuffix(".yaml") + "/"
        return [merged for path, merged in sorted(self._files.files.items()) if path == name or path.startswith(folder)]

    def _once(self, name: str, known: Mapping[str, object], merged: Merged, key: str) -> None:
        if name in known:
            self._wrong(f"{name!r} stands in two files", merged, (key, name))

    def _traits(self, settings: RubricSettings, conditions: Conditions) -> dict[str, Condition | None]:
        merged = self._files.files[SETTINGS]
        return {
            name: None
            if trait.holds_when is None
            else conditions.read(trait.holds_when, ("traits", name, "holds_when"), merged, negation=True)
            for name, trait in settings.traits.items()
        }

    def _criteria(
        self, settings: RubricSettings, sources: Mapping[str, Source] | None, conditions: Conditions
    ) -> list[Criterion]:
        removed = {removal.id for removal in settings.remove}
        found: dict[str, Criterion] = {}
        for relative, merged in sorted(self._files.files.items()):
            if relative in _SPECIAL or relative.startswith(_FOLDERS):
                continue
            cell = self._cell(relative, merged, settings)
            text = read(CriterionText, merged, self._problems)
            if cell is None or text is None:
                continue
            identifier = relative.rsplit("/", 1)[1].rsplit(".", 1)[0]
            if identifier in found:
                self._wrong(f"criterion {identifier!r} stands in two cells", merged, ())
            if identifier in removed:
                continue
            self._check_criterion(text, merged, settings, sources)
            found[identifier] = self._criterion(identifier, cell, text, merged, conditions)
        for index, removal in enumerate(settings.remove):
            if not any(path.endswith(f"/{removal.id}.yaml") for path in self._files.files):
                self._wrong(
                    f"no criterion is called {removal.id!r}",
                    self._files.files[SETTINGS],
                    ("remove", index, "id"),
                    did_you_mean(removal.id, found),
                )
        return list(found.values())

    def _cell(self, relative: str, merged: Merged, settings: RubricSettings) -> tuple[str, str] | None:
        parts = relative.split("/")
        layers, areas = [x.id for x in settings.layers], [x.id for x in settings.areas]
        if len(parts) != 3:
            self._wrong("a criterion stands at <layer>/<area>/<id>.yaml", merged, ())
            return None
        for word, known, kind in ((parts[0], layers, "layer"), (parts[1], areas, "area")):
            if word not in known:
                self._wrong(f"no {kind} is called {word!r}", merged, (), did_you_mean(word, known))
                return None
        return parts[0], parts[1]

    def _check_criterion(
        self, text: CriterionText, merged: Merged, settings: RubricSettings, sources: Mapping[str, Source] | None
    ) -> None:
        if text.rule is None and text.question is None:
            self._wrong("a criterion needs a rule, a question or both", merged, ())
        try:
            unknown = sorted(parse(text.applies).names() - set(settings.traits))
        except ExpressionError as error:
            self._wrong(f"applies: {error}", merged, ("applies",), "for example: trains-models and not library")
            unknown = []
        for name in unknown:
            self._wrong(f"no trait is called {name!r}", merged, ("applies",), did_you_mean(name, settings.traits))
        for index, source in enumerate(text.sources):
            if sources is not None and source.split(" ")[0] not in sources:
                self._wrong(
                    f"no source is called {source.split(' ')[0]!r}",
                    merged,
                    ("sources", index),
                    did_you_mean(source, sources),
                )
        if text.question is not None:
            self._check_question(text.question, merged)

    def _check_question(self, question: Question, merged: Merged) -> None:
        needs = {
            QuestionType.CHOICE: ("choices", question.choices),
            QuestionType.NUMBER: ("bands", question.bands),
            QuestionType.DATE: ("bands", question.bands),
            QuestionType.STRUCTURED: ("fields", question.fields),
        }
        key, value = needs.get(question.type, ("", (True,)))
        if not value:
            self._wrong(f"a question of type {question.type.value} needs {key}", merged, ("question",))

    def _criterion(
        self, identifier: str, cell: tuple[str, str], text: CriterionText, merged: Merged, conditions: Conditions
    ) -> Criterion:
        because = {
            name: self._because(getattr(text, name), (name,), merged, conditions) for name in ("proposal", "elsewhere")
        }
        proposal, elsewhere = because["proposal"], because["elsewhere"]
        return Criterion(
            id=identifier,
            title=text.title,
            layer=cell[0],
            area=cell[1],
            tier=text.tier,
            weight=text.weight,
            applies=text.applies,
            rationale=text.rationale,
            remedy=text.remedy,
            effort_days=text.effort_days,
            sources=text.sources,
            since=text.since,
            rule=self._rule(text.rule, merged, conditions) if text.rule else None,
            question=text.question,
            means=conditions.read(text.means, ("means",), merged) if text.means else None,
            proposal=Proposal(*proposal) if proposal else None,
            elsewhere=Elsewhere(*elsewhere) if elsewhere else None,
            cases=text.cases,
            places={".".join(map(str, path)): place for path, place in merged.places.items()},
        )

    def _rule(self, text: RuleText, merged: Merged, conditions: Conditions) -> Rule:
        steps = []
        for rung in (Rung.WIRED, Rung.PRESENT, Rung.DECLARED):
            step = getattr(text, rung.value)
            if step is None:
                continue
            condition = conditions.read(step.when, ("rule", rung.value, "when"), merged)
            if condition is not None:
                steps.append(Step(rung, step.says, condition))
        if not any(getattr(text, rung.value) for rung in (Rung.WIRED, Rung.PRESENT, Rung.DECLARED)):
            self._wrong("a rule needs at least one rung: declared, present or wired", merged, ("rule",))
        caps = []
        for index, cap in enumerate(text.caps):
            condition = conditions.read(cap.when, ("rule", "caps", index, "when"), merged, negation=True)
            if condition is not None:
                caps.append(Cap(cap.at_most, condition, cap.because))
        refuted = self._because(text.refuted, ("rule", "refuted"), merged, conditions)
        return Rule(tuple(steps), tuple(caps), Refutation(*refuted) if refuted else None, text.nothing)

    def _because(
        self, text: BecauseText | None, path: KeyPath, merged: Merged, conditions: Conditions
    ) -> tuple[Condition, str] | None:
        if text is None:
            return None
        condition = conditions.read(text.when, (*path, "when"), merged, negation=True)
        return None if condition is None else (condition, text.because)

    def _check_settings(self, settings: RubricSettings, criteria: list[Criterion]) -> None:
        merged = self._files.files[SETTINGS]
        for name, profile in settings.profiles.items():
            for index, trait in enumerate(profile.traits):
                if trait not in settings.traits:
                    where = ("profiles", name, "traits", index)
                    self._wrong(f"no trait is called {trait!r}", merged, where, did_you_mean(trait, settings.traits))
        if settings.default_profile not in settings.profiles:
            self._wrong(
                f"no profile is called {settings.default_profile!r}",
                merged,
                ("default_profile",),
                did_you_mean(settings.default_profile, settings.profiles),
            )
        known = {criterion.id for criterion in criteria}
        for old, new in settings.aliases.items():
            if new not in known:
                self._wrong(
                    f"the alias {old!r} leads to no criterion", merged, ("aliases", old), did_you_mean(new, known)
                )

    def _overlays(self) -> tuple[Overlay, ...]:
        upper = self._files.chain[1:]
        return tuple(Overlay(str(x.data.get("id")), str(x.data.get("version")), name) for name, x in upper)

    def _wrong(self, message: str, merged: Merged, path: KeyPath, hint: str | None = None) -> None:
        place = merged.place(*path)
        self._problems.append(InputError(message, place if place.path else Place("rubric"), hint))


def in_cell_order(settings: RubricSettings, criteria: list[Criterion]) -> tuple[Criterion, ...]:
    """Criteria by layer from the bottom up, area and id."""
    layers = {layer.id: number for number, layer in enumerate(settings.layers)}
    areas = {area.id: number for number, area in enumerate(settings.areas)}
    return tuple(sorted(criteria, key=lambda c: (layers[c.layer], areas[c.area], c.id)))
