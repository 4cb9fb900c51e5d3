"""Golden assessments of three small repositories; `python -m tests.golden` rewrites the summaries."""
