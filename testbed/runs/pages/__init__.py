"""Runs and resets in the console."""
