"""What is in a file: one module per extractor. A fact depends on one blob (and its path) alone."""
