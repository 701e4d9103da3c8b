"""The queue of removed accounts and requests that operators are told of, and its states."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from far.models import RemovalFlag, ServiceSupplier
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.queue.wakeups import WakeupSender
from infra.work.transitions import TransitionTable

State, Kind, Reason = RemovalFlag.State, RemovalFlag.Kind, RemovalFlag.Reason
SEND_TASK: Final = "far.send_removal_flags"
TRANSITIONS: Final = TransitionTable(
    {
        State.DUE: frozenset({State.SENT, State.FAILED}),
        State.SENT: frozenset(),
        # Somebody asks for it to be sent again.
        State.FAILED: frozenset({State.DUE}),
    }
)
BATCH_SIZE: Final = 1_000
_wakeups = WakeupSender(SEND_TASK)


def flag_removed_account(supplier: ServiceSupplier, recipient: str, reason: RemovalFlag.Reason) -> None:
    """Let the operator be told that it has lost a customer. Call it in the transaction that ends the account."""
    flag_removed(supplier, [recipient], reason)


def flag_removed_request(supplier: ServiceSupplier, recipient: str, reason: RemovalFlag.Reason) -> None:
    """Let the operator be told that a registration that waited for signatures with it is gone."""
    flag_removed(supplier, [recipient], reason, Kind.REQUEST)


def flag_removed(
    supplier: ServiceSupplier,
    recipients: Iterable[str],
    reason: RemovalFlag.Reason,
    kind: RemovalFlag.Kind = Kind.ACCOUNT,
) -> None:
    """Let the operator be told of many removed accounts or requests at once."""
    now = clock.now()
    flags = (
        RemovalFlag(supplier=supplier, kind=kind, reason=reason, recipient=recipient, created_at=now, due_at=now)
        for recipient in recipients
    )
    RemovalFlag.objects.bulk_create(flags, batch_size=BATCH_SIZE)
    transaction.on_commit(lambda: _wakeups.add(supplier.pk))


def send_again(supplier: ServiceSupplier) -> int:
    """Let the flags of the operator that were given up be sent again. Returns how many."""
    now = clock.now()
    with write_transaction():
        failed = RemovalFlag.objects.filter(supplier=supplier)
        count = TRANSITIONS.move_rows(failed, State.FAILED, State.DUE, due_at=now, attempts=0, finished_at=None)
        transaction.on_commit(lambda: _wakeups.add(supplier.pk))
    return count
