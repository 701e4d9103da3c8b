"""Senders' address registers over REST."""
