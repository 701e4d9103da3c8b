"""Signatures for a change of an account: their signers, how they are counted, and what they were given for."""
