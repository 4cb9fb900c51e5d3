"""Joins the stages: repository and answers in, assessment out."""

from assess.pipeline.cases import CaseResult, run_cases
from assess.pipeline.request import Request
from assess.pipeline.running import Explanation, explain, load_rubric, run, run_over

__all__ = ["CaseResult", "Explanation", "Request", "explain", "load_rubric", "run", "run_cases", "run_over"]
