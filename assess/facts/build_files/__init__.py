"""Build and task files: named targets and the commands that each runs."""
