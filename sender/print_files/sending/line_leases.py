"""Which worker has which letters of a file: claimed a thousand at a time, for a while that is renewed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.work.leases import held_columns, is_free, new_holder, release_leases, renew_leases
from sender.print_files.models import BatchFile, BatchLine

WAITING: Final = BatchLine.State.WAITING
LEASE: Final = timedelta(seconds=settings.RELAY_LEASE_SECONDS)
RENEWED_AFTER: Final = LEASE / 3


class LineLeases:
    """The letters of one file that one worker holds."""

    def __init__(self, file: BatchFile) -> None:
        self._file = file
        self._holder = new_holder()
        self._renewed = clock.real_now()

    def claim_lines(self, limit: int) -> list[BatchLine]:
        """Claim the first letters that wait. None: there are no more, or enough workers have some.

        A letter waits while another worker has an earlier one to the same recipient, so that letters to one
        person are handed over in the order of the file.
        """
        now = clock.real_now()
        with write_transaction():
            # One worker at a time: what another one claims in this moment must be seen.
            BatchFile.objects.select_for_update().get(pk=self._file.pk)
            others = _lines_of_others(self._file)
            if len({line.claimed_by for line in others}) >= settings.RELAY_WORKERS:
                return []
            busy = {line.recipient for line in others}
            found = [line for line in _free_lines(self._file)[:limit] if line.recipient not in busy]
            BatchLine.objects.filter(pk__in=[line.pk for line in found]).update(
                **held_columns(self._holder, LEASE)
            )
        self._renewed = now
        return found

    def still_held(self, lines: Sequence[BatchLine]) -> set[int]:
        """Of these, the keys of those that are still this worker's, locked until the transaction ends."""
        now = clock.real_now()
        if now - self._renewed > RENEWED_AFTER:
            renew_leases(self._waiting_lines(), [self._holder], LEASE)
            self._renewed = now
        held = self._waiting_lines().filter(pk__in=[line.pk for line in lines], claimed_by=self._holder)
        return set(held.select_for_update().values_list("pk", flat=True))

    def release_lines(self) -> None:
        """Release the letters that this worker holds and has not handed over."""
        # The condition lets the database use the index of claimed lines.
        release_leases(self._file.letters.filter(claimed_until__isnull=False), self._holder)

    def _waiting_lines(self) -> QuerySet[BatchLine]:
        return BatchLine.objects.filter(file=self._file, state=WAITING)


@contextmanager
def leases_of_worker(file: BatchFile) -> Iterator[LineLeases]:
    """A worker's leases. Letters that it has not handed over when the block ends are released."""
    leases = LineLeases(file)
    try:
        yield leases
    finally:
        leases.release_lines()


def _lines_of_others(file: BatchFile) -> list[BatchLine]:
    claimed = BatchLine.objects.filter(file=file, claimed_until__isnull=False)
    return list(claimed.exclude(is_free(LEASE)).only("claimed_by", "recipient"))


def _free_lines(file: BatchFile) -> QuerySet[BatchLine]:
    rows = BatchLine.objects.filter(is_free(LEASE), file=file, state=WAITING).order_by("number")
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows
