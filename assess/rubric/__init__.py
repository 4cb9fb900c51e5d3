"""Find, load, overlay, check and test rubrics."""
