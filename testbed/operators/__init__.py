"""Mailbox operators that behave in a known way, so that senders can test how they react.

They follow the contract like the other operators. Those that take no letters verify nothing and store nothing.
"""
