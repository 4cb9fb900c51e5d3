"""Tests inside of the little repositories are theirs."""

collect_ignore_glob = ["bare/*", "ordinary/*", "exemplary/*"]
