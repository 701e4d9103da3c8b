"""Leases on rows: a worker that holds a row has it for itself until the lease runs out.

A worker that is alive renews its leases in time or releases them. One that was killed does neither, so
others take its rows over when the lease has run out. The rows hold all of this: workers on several
hosts share the work without knowing of one another.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import models

from infra import clock
from infra.database.write_transaction import write_transaction


class Leased(models.Model):
    """A row that one worker at a time may work on."""

    claimed_by = models.CharField(max_length=32, blank=True)
    """The holder: a name that `new_holder` made. Empty: nobody."""
    claimed_until = models.DateTimeField(null=True, blank=True)
    """When the lease runs out; null: nobody holds the row."""

    class Meta:
        abstract = True


RELEASED: Final[Mapping[str, Any]] = {"claimed_by": "", "claimed_until": None}
"""The columns of a row that nobody holds, for an UPDATE that changes others with them."""


def new_holder() -> str:
    """A name for one worker's leases: 32 characters, used once."""
    return uuid.uuid4().hex


def is_free(lease: timedelta, column: str = "claimed_until") -> models.Q:
    """The rows without a lease, or with one that has run out.

    By the machine's clock: workers must not lose what they hold when testers move the simulator's.
    A lease that ends further ahead than any that is given now was given before the clock was set back.
    `column`: when the lease ends.
    """
    now = clock.real_now()
    ended = models.Q(**{f"{column}__lt": now}) | models.Q(**{f"{column}__gt": now + 2 * lease})
    return ended | models.Q(**{f"{column}__isnull": True})


def held_columns(holder: str, lease: timedelta) -> dict[str, Any]:
    """The columns of a row that the holder has from now on."""
    return {"claimed_by": holder, "claimed_until": clock.real_now() + lease}


def claim_rows(rows: models.QuerySet[Any], holder: str, lease: timedelta) -> int:
    """Take those of the rows that are free. Returns how many."""
    with write_transaction():
        return rows.filter(is_free(lease)).update(**held_columns(holder, lease))


def renew_leases(rows: models.QuerySet[Any], holders: Collection[str], lease: timedelta, **changes: Any) -> int:
    """Let the holders keep what they still hold of the rows. Returns how many; `changes`: further columns."""
    with write_transaction():
        held = rows.filter(claimed_by__in=holders)
        return held.update(claimed_until=clock.real_now() + lease, **changes)


def release_leases(rows: models.QuerySet[Any], holder: str) -> int:
    """Give back those of the rows that the holder still holds. Returns how many."""
    with write_transaction():
        return rows.filter(claimed_by=holder).update(**RELEASED)
