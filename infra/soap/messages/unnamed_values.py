"""The values of calls by the contracts without version, and version 2, which have no names of their own."""

from typing import Final

UNNAMED: Final = ("arg0", "arg1", "arg2")
"""What these contracts call the values of a call, in order."""
SENDER_FIRST: Final = frozenset({"isReachable", "getAllReachableAccounts", "isSenderAccepted"})
"""Operations with the sender's number as the first value. Other numbers are of those that the call is about."""
