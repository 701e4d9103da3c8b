"""Senders' retry plans over REST."""
