"""Who imports whom, what starts a file, and which tests run it."""
