"""What the team writes for this tool is no evidence about the product."""

from __future__ import annotations

from assess.pipeline import load_rubric

from .subjects import TODAY, TRAINING, assessed_files

SHOP = {"README.md": "# Shop\n\nIt says who will leave.\n", "shop/train.py": TRAINING, "pyproject.toml": "[project]\nname = 's'\n"}  # fmt: skip
OWN = {
    ".maturity/config.yaml": "profile: ml-product\n"
    "not_applicable: {labels-controlled: Nothing shows that people make the labels; no labelling by annotators.}\n",
    ".maturity/answers.yaml": "## Is there labelling, an SLO, a runbook, a model card, a data contract?\nanswers: {}\n",
    ".maturity/baseline.json": '{"runbook": "annotators follow the labelling guideline"}\n',
}


def test_configuration_and_answers_of_the_tool_itself_are_no_evidence() -> None:
    rubric = load_rubric(None)
    assert rubric.criterion("labels-controlled") is not None
    bare, described = (assessed_files(files, rubric=None, as_of=TODAY) for files in (SHOP, {**SHOP, **OWN}))
    (setting,) = described.configuration.not_applicable
    assert (setting.criterion, setting.state) == ("labels-controlled", "active")
    rungs = [{f.criterion: (f.rung, f.evidence) for f in one.findings} for one in (bare, described)]
    assert rungs[0] == rungs[1]
    assert described.configuration.left_out == bare.configuration.left_out
