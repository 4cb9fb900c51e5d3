"""The cheapest steps to a target: exact re-scoring, and a search that proves how good its answer is; pure functions."""
