"""Credentials in tracked text, found by few precise rules and never shown."""
