"""Orchestrated flows, what starts them and whom they tell."""
