"""Registers accounts in small transactions, so that a running simulator goes on beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from django.db import connection

from far.models import Account, ServiceSupplier
from far.supervision import record_change
from infra import clock
from infra.authorship import Origin
from infra.database import prepared_sql
from infra.database.columns.storage import tidy_after_load
from infra.database.write_transaction import write_transaction
from infra.errors import ServiceProviderDoesNotExist

BATCH: Final = 2_000
"""Accounts in one transaction: SQLite's only writer is held for some twenty milliseconds."""
BATCH_ON_SERVER: Final = 10_000
"""The same where the database has many writers."""
OPERATION: Final = "loadAccounts"
"""The name in the register's log."""
STATE_OPERATOR: Final = "minmyndighetspost.se"

Item = TypeVar("Item")


class NewAccount(NamedTuple):
    """An account to be registered."""

    recipient: str
    supplier: ServiceSupplier
    type: str = Account.Type.SECURE


@dataclass
class LoadResult:
    """How many accounts were registered, and how many were there before."""

    added: int = 0
    known: int = 0


def supplier_named(name: str, suppliers: Mapping[str, ServiceSupplier]) -> ServiceSupplier:
    """The operator with this internet domain among those known.

    Raises:
        ServiceProviderDoesNotExist: there is none (8004).
    """
    if name not in suppliers:
        known = ", ".join(sorted(filter(None, suppliers)))
        raise ServiceProviderDoesNotExist(
            f"Brevlådeoperatören {name!r} finns inte. De som finns: {known}.",
            f"There is no mailbox operator {name!r}. There are: {known}.",
            slug="account-file-operator-unknown",
        )
    return suppliers[name]


def all_suppliers() -> dict[str, ServiceSupplier]:
    """The operators by their internet domain."""
    return {supplier.name: supplier for supplier in ServiceSupplier.objects.all()}


def load_accounts(
    accounts: Iterable[NewAccount], progress: Callable[[int], object] = lambda _: None
) -> LoadResult:
    """Register those that have no account; leave every account that is there as it is.

    Each batch is a transaction of its own with an entry of its own in the log, so a run that was stopped has
    registered whole batches and the next run adds the rest. `progress` hears of the number of accounts in each
    batch that is done. At the end the table is tidied up.
    """
    result = LoadResult()
    size = BATCH if connection.vendor == "sqlite" else BATCH_ON_SERVER
    for batch in _batches(accounts, size):
        added = _load_batch(batch)
        result.added += added
        result.known += len(batch) - added
        progress(len(batch))
    if result.added:
        tidy_after_load(Account)
    return result


def _load_batch(batch: Sequence[NewAccount]) -> int:
    """Register the new ones of a batch. Returns how many there were."""
    numbers = {account.recipient for account in batch}
    known = set(Account.objects.filter(recipient__in=numbers).values_list("recipient", flat=True))
    missing = {account.recipient: account for account in batch if account.recipient not in known}
    if not missing:
        return 0
    now = clock.now()
    rows = [
        Account(recipient=new.recipient, type=new.type, supplier_id=new.supplier.pk, registered_at=now)
        for new in missing.values()
    ]
    with write_transaction():
        # Somebody may have registered one of them meanwhile: theirs stays.
        prepared_sql.insert_all(rows, ignore_conflicts=True)
        _record(list(missing.values()))
    return len(rows)


def _record(added: Sequence[NewAccount]) -> None:
    operators = ", ".join(sorted({new.supplier.name for new in added}))
    first, *others = (new.recipient for new in added)
    changed = {"accounts": len(added), "operators": operators}
    record_change(Origin.COMMAND, OPERATION, first, changed=changed, others=others)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
