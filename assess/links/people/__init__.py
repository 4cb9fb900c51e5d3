"""Who changed what, and who owns it."""
