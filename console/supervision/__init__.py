"""Supervision: counts of calls to the register, relays and operators by actor, and the register's log."""
