"""Declared infrastructure, what applies it and how workloads run."""
