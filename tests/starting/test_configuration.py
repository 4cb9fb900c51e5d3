from __future__ import annotations

import pytest
from assess.model.assessment import Assessment, ProposalInfo, TraitInfo
from assess.pipeline import load_rubric
from assess.starting.configuration import propose, text
from assess.yaml_source import load_own

from tests.output.sample import sample


def _seen(*denied: str, added: tuple[str, ...] = ()) -> Assessment:
    """A scan by the default profile that denies and adds traits."""
    settings = load_rubric().settings
    members = settings.profiles[settings.default_profile].traits
    traits = tuple(TraitInfo(id=name, holds=name in members, set_by="profile") for name in settings.traits)
    proposals = tuple(
        ProposalInfo(trait=name, holds=name in added, reason=f"Why {name}.") for name in (*denied, *added)
    )
    changed = sample().configuration.model_copy(update={"traits": traits, "proposals": proposals})
    return sample().model_copy(update={"configuration": changed})


@pytest.mark.parametrize(
    ("seen", "profile"),
    [
        pytest.param(_seen(), "ml-product", id="nothing speaks against a model product"),
        pytest.param(_seen("trains-models", "uses-models", "serves-online", "moves-data", "stores-data"), "service",
                     id="a database without models"),
        pytest.param(_seen("trains-models", "uses-models", "serves-online"), "service", id="it also moves data"),
        pytest.param(_seen("trains-models", "uses-models", "serves-online", "owns-database"), "data-pipeline",
                     id="data without a database"),
        pytest.param(_seen("trains-models", "uses-models", "serves-online", "owns-database", "moves-data"), "platform",
                     id="neither models nor data flows"),
        pytest.param(_seen("trains-models", "moves-data", added=("uses-llm",)), "llm-application", id="a hosted model"),
        pytest.param(_seen("deploys", "operated", "handles-data", "moves-data", "stores-data", "owns-database",
                           "runs-infrastructure", "serves-online", added=("library",)), "ml-library", id="a library"),
    ],
)  # fmt: skip
def test_the_profile_that_needs_the_fewest_corrections(seen: Assessment, profile: str) -> None:
    assert propose(seen, load_rubric().settings).profile == profile


def test_what_differs_from_the_profile_is_written_with_its_reason() -> None:
    found = propose(_seen("personal-data"), load_rubric().settings)
    assert (found.profile, found.traits) == ("ml-product", (("personal-data", False, "Why personal-data."),))


def test_a_named_profile_is_kept_and_corrected() -> None:
    found = propose(_seen("trains-models"), load_rubric().settings, "service")
    held = {trait for trait, holds, _ in found.traits if holds}
    assert found.profile == "service"
    assert {"serves-online", "uses-models"} <= held
    assert "trains-models" not in held


def test_the_text_is_a_configuration() -> None:
    seen = _seen("personal-data")
    named = seen.model_copy(update={"subject": seen.subject.model_copy(update={"name": 'odd: "name"\n- x # y'})})
    written = load_own(text(propose(named, load_rubric().settings), named), "config.yaml").data
    assert written["profile"] == "ml-product"
    assert written["traits"] == {"personal-data": {"holds": False, "reason": "Why personal-data."}}
    assert written["gate"]["min_score"] <= (named.summary.if_confirmed.proven or 0)
