"""Estimates prices of flats."""
