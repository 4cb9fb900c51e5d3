"""Orchestrated flows as one file defines them: one module per orchestrator, found by walking the package."""
