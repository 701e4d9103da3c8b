"""Supervision: the register's tamper-evident log, and counts of calls.

Whoever changes something in the register calls `record_change` in the transaction that changes it. SOAP calls
need nothing: every one is logged and counted by itself.
"""

from far.supervision.chain import CLOCK
from far.supervision.changes import record_change

__all__ = ["CLOCK", "record_change"]
