"""The verdict of a gate in words, and as part of a Markdown summary; rendered from its document alone."""
