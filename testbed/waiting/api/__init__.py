"""Waits and verdicts over REST: `/api/v1/messages/wait` and its like, `/api/v1/verify`."""
