"""Joins the stages: repository and answers in, assessment out."""

from assess.pipeline.cases import CaseResult, run_cases
from assess.pipeline.request import Request
from assess.pipeline.running import Explanation, explain, proposed, run, run_over
from assess.pipeline.settled import Settled
from assess.pipeline.settling import load_rubric, settle

__all__ = [
    "CaseResult",
    "Explanation",
    "Request",
    "Settled",
    "explain",
    "load_rubric",
    "proposed",
    "run",
    "run_cases",
    "run_over",
    "settle",
]
