"""Ends the accounts of operators on the day that they leave."""

import time
from typing import Final

from django.db import transaction
from django.db.models import F

from far.callbacks.removals import flag_removed
from far.consents.expiry import end_closed
from far.models import Account, Consent, Departure, PendingRequest, RemovalFlag, ServiceSupplier
from far.supervision import CLOCK, record_change
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.versions import register_version

BATCH_SIZE: Final = 1_000
SECONDS: Final = 10.0
"""A task stays short: the next one goes on."""
Kind, Reason = RemovalFlag.Kind, RemovalFlag.Reason


def end_departed() -> int:
    """End the accounts of operators that are past their last day, for some seconds. Returns how many ended.

    An account begins with a leaving operator until the day; after that the operator is suspended, so none can.
    What was signed for stays: far.models.Agreement.
    """
    ended, ends = 0, time.monotonic() + SECONDS
    for departure in Departure.objects.filter(ended_at=None, leaves_on__lte=clock.today()):
        while time.monotonic() < ends:
            batch = _end_next(departure.pk)
            ended += batch
            if not batch:
                break
    return ended


def _end_next(supplier_id: int) -> int:
    """End up to a thousand accounts in one transaction; when none is left, note that the operator has left."""
    with write_transaction():
        departure = Departure.objects.select_for_update().filter(pk=supplier_id, ended_at=None).first()
        if departure is None:
            return 0
        supplier = ServiceSupplier.objects.get(pk=supplier_id)
        if not supplier.suspended:
            supplier.suspended = True
            supplier.save(update_fields=["suspended"])
            transaction.on_commit(register_version.advance)
        ended = _end_accounts(supplier)
        count = ended or _withdraw_moves(supplier)
        changes = {"ended": F("ended") + ended} if count else {"ended_at": clock.now()}
        Departure.objects.filter(pk=supplier_id).update(**changes)
    return count


def _end_accounts(supplier: ServiceSupplier) -> int:
    rows = Account.objects.select_for_update().filter(supplier=supplier).order_by("recipient")
    accounts = list(rows.values_list("recipient", "pending")[:BATCH_SIZE])
    for kind, pending in ((Kind.ACCOUNT, False), (Kind.REQUEST, True)):
        removed = [recipient for recipient, is_pending in accounts if is_pending == pending]
        if removed:
            flag_removed(supplier, removed, Reason.OPERATOR_LEFT, kind)
    ended = [recipient for recipient, _ in accounts]
    end_closed(Consent.objects.filter(account__in=ended).exclude(state=Consent.State.ENDED))
    Account.objects.filter(recipient__in=ended).delete()
    if ended:
        record_change(CLOCK, "endAccounts", supplier.organisation, others=ended)
    return len(ended)


def _withdraw_moves(supplier: ServiceSupplier) -> int:
    """Other operators' customers who were about to come stay where they are."""
    waiting = PendingRequest.objects.filter(supplier=supplier).order_by("pk")
    requests = dict(waiting.values_list("pk", "account")[:BATCH_SIZE])
    flag_removed(supplier, requests.values(), Reason.OPERATOR_LEFT, Kind.REQUEST)
    PendingRequest.objects.filter(pk__in=requests).delete()
    return len(requests)
