"""The errors that mean that the database itself cannot be used.

A loop over incoming items stops at such an error and tries again later. Any other error concerns one item only.
"""

from typing import Final

from django.db import InterfaceError, OperationalError

DATABASE_UNAVAILABLE: Final = (OperationalError, InterfaceError)
"""No connection, no space, a lock. Other errors of a database come from one statement and its values."""
