"""Two assessments compared; where rules or exclusions differ, the commits are assessed again to tell causes apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assess import __version__
from assess.comparison.stages import Again, check_comparable, compared, differing, traits_matter
from assess.errors import AssessError
from assess.model.assessment import Assessment
from assess.model.comparison import Comparison
from assess.model.rubric import Rubric
from assess.pipeline.request import Request
from assess.pipeline.running import Progress, quiet, run


def compare(
    before: Assessment, after: Assessment, rubric: Rubric, request: Request | None, progress: Progress = quiet
) -> Comparison:
    """The comparison; `request` names the repository to assess commits of again, `rubric` today's rules.

    Raises: InputError when the two cannot be compared.
    """
    check_comparable(before, after)
    again = _again(before, after, rubric, request, progress) if request else None
    return compared(before, after, again, rubric.settings.aliases)


def _again(before: Assessment, after: Assessment, rubric: Rubric, request: Request, progress: Progress) -> Again:
    """Whatever must be assessed again, as far as it can be read."""
    found, problems = Again(), []
    try:
        if differing(before, after).rules:
            old_rules = not _is_todays(after, rubric)
            late = _run(after, rubric, request, progress) if old_rules else None
            early = _run(before, rubric, request, progress, later=after)
            found = replace(found, before=early, after=late)
        if traits_matter(before, after):
            found = replace(found, configured=_run(before, rubric, request, progress, configured=after, later=after))
    except AssessError as error:
        problems.append(f"A commit could not be assessed again: {error}.")
    return replace(found, problems=tuple(problems))


def _is_todays(assessment: Assessment, rubric: Rubric) -> bool:
    return assessment.rubric.digest == rubric.digest and assessment.tool.version == __version__


def _run(
    assessment: Assessment,
    rubric: Rubric,
    request: Request,
    progress: Progress,
    *,
    configured: Assessment | None = None,
    later: Assessment | None = None,
) -> Assessment:
    """The commit of an assessment by today's rules, with its own or another configuration and scoring lock."""
    subject, settings = assessment.subject, (configured or assessment).configuration
    if subject.commit is None or subject.dirty:
        raise AssessError(f"{subject.name} was assessed with uncommitted changes or without git")
    progress(f"assessing {subject.commit[:12]} again")
    return run(
        replace(
            request,
            ref=subject.commit,
            folder=subject.path or "",
            as_of=date.fromisoformat(assessment.as_of),
            name=subject.name,
            profile=settings.profile if settings.profile in rubric.settings.profiles else None,
            traits=tuple((trait.id, trait.holds) for trait in settings.traits if trait.id in rubric.settings.traits),
            exclude=settings.exclude,
            lock=(later or assessment).rubric.lock or "",
        ),
        progress,
    )
