"""Assessment in, bytes out: one module per format, each declaring NAME, SUFFIXES and `render`."""
