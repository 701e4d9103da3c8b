"""The stored account of a holder, and one change of it at a time."""

from collections.abc import Callable
from typing import Final, TypeVar

from django.db import IntegrityError

from far import actors
from far.accounts.expiry import flag_expired
from far.models import Account, PendingRequest
from infra import clock
from infra.database.prepared_sql import Objects
from infra.database.write_transaction import write_transaction
from infra.identity import RecipientId

Result = TypeVar("Result")
_ACCOUNTS: Final = Objects(Account, where=["recipient"], locked=True)
_REQUESTS: Final = Objects(PendingRequest, where=["account"])


def change_account(change: Callable[[], Result]) -> Result:
    """Run the change in a transaction, in which `lock_account` finds what earlier changes have left.

    A holder without an account has no row to lock: of two that register at the same moment, the database
    refuses the second insert. The change runs once more then, and finds the account of the first.
    """
    try:
        with write_transaction():
            return change()
    except IntegrityError:
        with write_transaction():
            return change()


def lock_account(holder: RecipientId) -> Account | None:
    """The holder's account with what waits of it, locked for this transaction. What has expired is deleted."""
    account = _locked(holder)
    if account is None or not _is_overdue(account):
        return account
    requests = PendingRequest.objects.filter(account=account).expired_at(clock.now())
    flag_expired(requests)
    if account.has_expired_at(clock.now()):
        account.delete()
    else:
        requests.delete()
    return _locked(holder)


def _locked(holder: RecipientId) -> Account | None:
    # Without a join: PostgreSQL leaves the row out when, while this waits for the lock, its supplier changes.
    account = next(iter(_ACCOUNTS.find(holder.value)), None)
    if account is None:
        return None
    account.requests_when_locked = _REQUESTS.find(holder.value)
    if supplier := actors.current_actors().suppliers.get(account.supplier_id):
        account.supplier = supplier
    return account


def _is_overdue(account: Account) -> bool:
    """Whether the account, or anything that waits of it, has expired."""
    now = clock.now()
    return account.has_expired_at(now) or any(request.has_expired_at(now) for request in account.waiting_requests)


def find_account(holder: RecipientId) -> Account | None:
    """The holder's account as it is, to be looked at only. One that has expired is none."""
    account = Account.objects.select_related("supplier").filter(recipient=holder.value).first()
    return None if account is None or account.has_expired_at(clock.now()) else account
