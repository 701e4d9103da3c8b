"""Supervision: the register's tamper-evident log, and counts of calls.

Code that changes the register calls `record_change` in the transaction of the change. SOAP calls
need nothing: every one is logged and counted by itself.
"""

from far.supervision.chain import CLOCK
from far.supervision.changes import record_change

__all__ = ["CLOCK", "record_change"]
