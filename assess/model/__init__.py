"""Frozen values that pass between stages; no input or output happens here."""
