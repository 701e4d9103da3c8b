"""Timing over REST: `/api/v1/timing`, `/api/v1/held`."""
