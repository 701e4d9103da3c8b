"""Snapshots over REST."""
