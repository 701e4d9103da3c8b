"""Webhooks: subscribers get signed events about their letters, in order, until they have answered."""
