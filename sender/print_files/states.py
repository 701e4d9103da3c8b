"""The states of a print file, which may follow which, and the lease of the worker that has it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from infra import clock
from infra.work.leases import RELEASED, claim_rows, new_holder, release_leases, renew_leases
from infra.work.transitions import TransitionTable
from sender.print_files.models import BatchFile

State = BatchFile.State

TRANSITIONS: Final = TransitionTable(
    {
        State.UPLOADING: frozenset({State.RECEIVED}),
        State.RECEIVED: frozenset({State.READING}),
        State.READING: frozenset({State.READING, State.RUNNING, State.REFUSED}),
        State.RUNNING: frozenset({State.DONE}),
        State.DONE: frozenset(),
        State.REFUSED: frozenset(),
    }
)
"""Reading that was cut off begins again. All that can refuse the file as a whole is found while it is read, so
nothing of a refused file has been sent."""
FINAL: Final = TRANSITIONS.final
LEASE: Final = timedelta(seconds=60)
"""A worker renews the lease of its file in time; after a dead one, others take over after so long."""


class LeaseLost(Exception):
    """Another worker has taken the file over, and this one must stop."""


def move_file(file: BatchFile, to: State, **changes: Any) -> None:
    """Bring the file into a state. `changes`: further columns.

    Raises:
        IllegalTransition: `to` cannot follow the state that it is in.
        LeaseLost: another worker has moved it, or has taken it over.
    """
    if to in FINAL:
        changes |= {"finished_at": clock.now(), **RELEASED}
    rows = BatchFile.objects.filter(pk=file.pk, claimed_by=file.claimed_by)
    if not TRANSITIONS.move_rows(rows, State(file.state), to, **changes):
        raise LeaseLost(file.name)
    for name, value in {"state": to, **changes}.items():
        setattr(file, name, value)


@contextmanager
def claimed_file(file_id: int) -> Iterator[BatchFile | None]:
    """The file, for this worker alone while the block lasts; None when another worker has it."""
    holder, rows = new_holder(), BatchFile.objects.filter(pk=file_id)
    if not claim_rows(rows.exclude(state__in=FINAL), holder, LEASE):
        yield None
        return
    try:
        yield BatchFile.objects.get(pk=file_id)
    finally:
        release_leases(rows, holder)


def renew_lease(file: BatchFile, **changes: Any) -> None:
    """Keep the file for longer. `changes`: further columns, which note how far it has come.

    Raises:
        LeaseLost: another worker has it.
    """
    if not renew_leases(BatchFile.objects.filter(pk=file.pk), [file.claimed_by], LEASE, **changes):
        raise LeaseLost(file.name)
