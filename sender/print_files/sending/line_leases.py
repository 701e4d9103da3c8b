"""Which worker is at which letters of a file: claimed a thousand at a time, for a while that is renewed."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from infra import clock
from infra.database.sqlite_write_lock import writing
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.states import is_free

WAITING: Final = BatchLine.State.WAITING
LEASE: Final = timedelta(seconds=settings.RELAY_LEASE_SECONDS)
RENEWED_AFTER: Final = LEASE / 3


class LineClaims:
    """What one worker has of one file."""

    def __init__(self, file: BatchFile) -> None:
        self._file = file
        self._name = uuid.uuid4().hex
        self._renewed = clock.now()

    def take(self, most: int) -> list[BatchLine]:
        """Claim the first letters that wait. None: there are no more, or enough workers are at it.

        A letter waits while another worker has an earlier one to the same recipient, so that letters to one
        person are handed over in the order of the file.
        """
        now = clock.now()
        with writing():
            # One at a time: what another one takes in this moment must be seen.
            BatchFile.objects.select_for_update().get(pk=self._file.pk)
            others = _others(self._file, now)
            if len({line.claimed_by for line in others}) >= settings.RELAY_WORKERS:
                return []
            busy = {line.recipient for line in others}
            found = [line for line in _free(self._file, now)[:most] if line.recipient not in busy]
            BatchLine.objects.filter(pk__in=[line.pk for line in found]).update(**self._mark(now))
        self._renewed = now
        return found

    def held(self, lines: Sequence[BatchLine]) -> set[int]:
        """Of these, the keys of those that are still this worker's, locked until the transaction ends."""
        now = clock.now()
        if now - self._renewed > RENEWED_AFTER:
            BatchLine.objects.filter(file=self._file, claimed_by=self._name, state=WAITING).update(
                **self._mark(now)
            )
            self._renewed = now
        keys = [line.pk for line in lines]
        rows = BatchLine.objects.filter(pk__in=keys, claimed_by=self._name, state=WAITING).select_for_update()
        return set(rows.values_list("pk", flat=True))

    def let_go(self) -> None:
        with writing():
            BatchLine.objects.filter(file=self._file, claimed_until__isnull=False, claimed_by=self._name).update(
                claimed_by="", claimed_until=None
            )

    def _mark(self, now: datetime) -> dict[str, object]:
        return {"claimed_by": self._name, "claimed_until": now + LEASE}


@contextmanager
def worker(file: BatchFile) -> Iterator[LineClaims]:
    """A worker's claims; what it has not handed over when the block ends is free again."""
    claims = LineClaims(file)
    try:
        yield claims
    finally:
        claims.let_go()


def _others(file: BatchFile, now: datetime) -> list[BatchLine]:
    held = {"claimed_until__gte": now, "claimed_until__lte": now + 2 * LEASE, "claimed_until__isnull": False}
    rows = BatchLine.objects.filter(file=file, **held)
    return list(rows.only("claimed_by", "recipient"))


def _free(file: BatchFile, now: datetime) -> QuerySet[BatchLine]:
    rows = BatchLine.objects.filter(is_free(now, LEASE), file=file, state=WAITING).order_by("number")
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows
