"""Supervision over REST."""
