"""The stored account of a holder, and one change of it at a time."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError

from far.accounts.expiry import flag_expired
from far.models import Account, PendingRequest
from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.identity import RecipientId

Result = TypeVar("Result")


def change_account(change: Callable[[], Result]) -> Result:
    """Run the change in a transaction, in which `lock_account` finds what earlier changes have left.

    A holder without an account has no row to lock: of two that register at the same moment, the database
    refuses the second insert. The change runs once more then, and finds the account of the first.
    """
    try:
        with writing():
            return change()
    except IntegrityError:
        with writing():
            return change()


def lock_account(holder: RecipientId) -> Account | None:
    """The holder's account, locked for this transaction. What has expired is deleted first."""
    rows = Account.objects.select_for_update(of=("self",)).select_related("supplier")
    account = rows.filter(recipient=holder.value).first()
    if account is None:
        return None
    requests = PendingRequest.objects.filter(account=account)
    if account.has_expired_at(clock.now()):
        flag_expired(requests)
        account.delete()
        return None
    expired = requests.expired_at(clock.now())
    if expired.exists():
        flag_expired(expired)
        expired.delete()
    return account


def find_account(holder: RecipientId) -> Account | None:
    """The holder's account as it is, to be looked at only. One that has expired is none."""
    account = Account.objects.select_related("supplier").filter(recipient=holder.value).first()
    return None if account is None or account.has_expired_at(clock.now()) else account
