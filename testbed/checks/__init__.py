"""Checks before anything is sent: an envelope with all that is wrong in it, and a sender's readiness."""
