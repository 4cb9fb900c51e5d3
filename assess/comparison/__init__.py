"""Two assessments side by side: what changed, criterion by criterion, and why; pure functions."""
