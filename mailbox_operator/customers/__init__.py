"""Calls of an operator to the register for its customers: accounts, choices, consents, and rights to act."""
