"""Webhooks: senders are told what becomes of each letter, signed, in order, until they have answered."""
