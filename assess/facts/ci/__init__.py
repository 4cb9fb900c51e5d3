"""CI and CD definitions of every known system, read into one model."""
