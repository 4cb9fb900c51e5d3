"""Formats that build servers and forges read."""
