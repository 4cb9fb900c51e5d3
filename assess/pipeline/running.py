"""One run: open, read, observe, judge, assemble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assess.errors import InputError
from assess.model.answer import AnswersFile
from assess.model.assessment import Assessment, TraitInfo
from assess.model.config import Config, Waiver
from assess.model.evidence import Evaluation
from assess.model.finding import Finding
from assess.model.rubric import Criterion, Rubric
from assess.pipeline.answering import read_answers
from assess.pipeline.assembly import assemble
from assess.pipeline.judging import Judge
from assess.pipeline.material import Material
from assess.pipeline.observer import Observer, conditions_of, globs_of, searches_of
from assess.pipeline.request import Request
from assess.pipeline.settling import settle
from assess.questionnaire.testimony import trait_answer
from assess.snapshot.opening import open_snapshot
from assess.snapshot.protocol import Snapshot
from assess.snapshot.tree_folder import inside
from assess.suggestion import did_you_mean

ALWAYS_HELD = ("people-affected", "personal-data")
"""Traits that hold in every profile until somebody says that they do not."""

Progress = Callable[[str], None]


def quiet(_: str) -> None:
    """Progress that nobody reads."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one criterion came out as it did, condition by condition."""

    criterion: Criterion
    finding: Finding
    steps: tuple[tuple[str, Evaluation], ...]


def run(request: Request, progress: Progress = quiet) -> Assessment:
    """Assess one repository. Raises: RepositoryError, InputError, Problems."""
    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    return run_over(snapshot, request, progress)


def run_over(snapshot: Snapshot, request: Request, progress: Progress = quiet) -> Assessment:
    """Assess a snapshot that is open already. Raises: InputError, Problems."""
    subject = _Subject(snapshot, request)
    progress(f"reading {subject.snapshot.subject.name}: {len(subject.snapshot.entries)} files")
    judge = subject.judge()
    judged = []
    for number, criterion in enumerate(subject.rubric.criteria, 1):
        progress(f"judging {number}/{len(subject.rubric.criteria)}: {criterion.id}")
        judged.append(judge.judge(criterion))
    progress("scoring")
    return assemble(subject.material(judge), tuple(judged))


def explain(request: Request, criterion_id: str) -> Explanation:
    """One criterion, every condition of it evaluated. Raises: as `run`, InputError for an unknown criterion."""
    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    subject = _Subject(snapshot, request)
    criterion = subject.rubric.criterion(criterion_id)
    if criterion is None:
        hint = did_you_mean(criterion_id, [c.id for c in subject.rubric.criteria])
        raise InputError(f"no criterion is called {criterion_id!r}", hint=hint)
    thorough = subject.judge(thorough=True)
    judged = tuple(
        thorough.judge(c) if c.id == criterion.id else subject.judge().judge(c) for c in subject.rubric.criteria
    )
    assessment = assemble(subject.material(thorough), judged)
    finding = next(f for f in assessment.findings if f.criterion == criterion.id)
    decision = next(j.decision for j in judged if j.criterion.id == criterion.id)
    steps = (decision.steps if decision else ()) + thorough.evaluations(criterion)
    return Explanation(criterion, finding, steps)


def proposed(request: Request, criteria: tuple[str, ...]) -> dict[str, str | None]:
    """Why the scan believes that each of these criteria does not apply; None where it has no such belief.

    Raises: as `run`; the ids must be of the rubric.
    """
    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    subject = _Subject(snapshot, request)
    judge = subject.judge()
    known = {criterion.id: criterion for criterion in subject.rubric.criteria}
    return {name: judge.proposal(known[name]) for name in criteria}


class _Subject:
    """Everything that one request names, read and checked."""

    def __init__(self, snapshot: Snapshot, request: Request) -> None:
        self.request = request
        self.snapshot = snapshot
        settled = request.settled or settle(request, snapshot)
        self.config, self.rubric = settled.located.config, settled.rubric
        read = read_answers(request, self.snapshot, self.rubric)
        self.answers, self.records = read.file, read.records
        today = self.rubric.settings.aliases
        self.waivers = tuple(_renamed(w, self.rubric) for w in self.config.waivers if _in_scope(w, snapshot.root))
        self.not_applicable = {today.get(name, name): why for name, why in self.config.not_applicable.items()}
        self.profile = _profile(request, self.config, self.rubric)
        self.traits = _traits(request, self.config, self.answers, self.rubric, self.profile)
        self.exclude = self.config.exclude if request.exclude is None else request.exclude
        self.held = frozenset(trait.id for trait in self.traits if trait.holds)
        conditions = [c for criterion in self.rubric.criteria for c in conditions_of(criterion)]
        conditions = [*conditions, *(c for c in self.rubric.traits.values() if c is not None)]
        searches, globs = searches_of(conditions), globs_of(conditions)
        self.observer = Observer(self.snapshot, self.held, request.as_of, searches, globs, self.exclude)

    def judge(self, *, thorough: bool = False) -> Judge:
        """A judge for this subject."""
        return Judge(
            self.rubric,
            self.observer,
            self.held,
            self.answers,
            self.request.as_of,
            thorough=thorough,
            not_applicable=self.not_applicable,
        )

    def material(self, judge: Judge) -> Material:
        """What the assessment is assembled from, beside the judged criteria."""
        facts = self.snapshot.subject
        written = {t.id: t.holds for t in self.traits if t.set_by != "profile"}
        return Material(
            rubric=self.rubric,
            subject=replace(facts, name=self.request.name or self.config.name or facts.name),
            root=self.snapshot.root,
            files=len(self.snapshot.entries),
            as_of=self.request.as_of,
            profile=self.profile,
            traits=self.traits,
            beliefs=judge.beliefs(written),
            records=self.records,
            waivers=self.waivers,
            left_out=self.observer.links.roles.left_out(),
            exclude=self.exclude,
            not_applicable=self.not_applicable,
            diagnostics=self.observer.diagnostics(),
        )


def _profile(request: Request, config: Config, rubric: Rubric) -> str:
    chosen = request.profile or config.profile or rubric.settings.default_profile
    if chosen not in rubric.settings.profiles:
        known = rubric.settings.profiles
        hint = did_you_mean(chosen, known) or f"known: {', '.join(known)}"
        raise InputError(f"no profile is called {chosen!r}", hint=hint)
    return chosen


def _in_scope(waiver: Waiver, root: str) -> bool:
    """Whether a waiver is for what is assessed: everything, or the folder that it names."""
    return waiver.path is None or inside(waiver.path) == root.rstrip("/")


def _renamed(waiver: Waiver, rubric: Rubric) -> Waiver:
    """The waiver under today's id of its criterion."""
    today = rubric.settings.aliases.get(waiver.criterion, waiver.criterion)
    return waiver.model_copy(update={"criterion": today})


def _traits(
    request: Request, config: Config, answers: AnswersFile, rubric: Rubric, profile: str
) -> tuple[TraitInfo, ...]:
    """Every trait of the rubric, and who set it: command line before configuration, answer and profile."""
    known = rubric.settings.traits
    for name in [*config.traits, *(name for name, _ in request.traits)]:
        if name not in known:
            raise InputError(f"no trait is called {name!r}", hint=did_you_mean(name, known))
    on_command_line = dict(request.traits)
    members = {*rubric.settings.profiles[profile].traits, *ALWAYS_HELD}
    found = []
    for name in known:
        response = answers.answers.get(name)
        said = trait_answer(response, request.as_of) if response is not None else None
        if name in on_command_line:
            found.append(TraitInfo(id=name, holds=on_command_line[name], set_by="command line"))
        elif name in config.traits:
            setting = config.traits[name]
            found.append(TraitInfo(id=name, holds=setting.holds, set_by="configuration", reason=setting.reason))
        elif said is not None:
            found.append(TraitInfo(id=name, holds=said[0], set_by="answer", reason=said[1]))
        else:
            found.append(TraitInfo(id=name, holds=name in members, set_by="profile"))
    return tuple(found)
