"""Accounts: how they begin, move and end, which senders they accept, and what waits for signatures.

The functions take and return values of their own, so that every version of the contract is a thin translation.
Each takes the operator that calls, which acts for its own customers and for new ones.
"""
