"""Tell trouble of the database from trouble with what is to be stored.

A loop over what people send ends at the first, and tries again later; the second stops only the one item.
"""

from typing import Final

from django.db import InterfaceError, OperationalError

DATABASE_TROUBLE: Final = (OperationalError, InterfaceError)
"""No connection, no space, a lock. Other errors of a database come from one statement and its values."""
