"""Supervision: how much the register, relays and operators are asked, by whom, and the register's log."""
