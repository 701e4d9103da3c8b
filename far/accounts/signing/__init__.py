"""Signatures for a change of an account: who may give them, how they are counted, and what they were given for."""
