"""The gate: limits in force, the conditions that they make, the verdict, and what would mend a miss; pure functions."""
