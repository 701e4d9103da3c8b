"""Tells operators which accounts and requests were removed. A call is repeated until the operator answers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from contracts import service, service_service
from far.callbacks.operator_calls import call_operator
from far.callbacks.removals import BATCH_SIZE, TRANSITIONS, State
from far.models import RemovalFlag, ServiceSupplier
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.soap.call_failures import CallFailed
from infra.soap.messages.faults import FaultReceived
from infra.texts import EMPTY, Text
from infra.work.backoff import Backoff, is_due
from infra.work.leases import RELEASED, claim_rows, is_free, new_holder

BACKOFF: Final = Backoff(first=timedelta(seconds=10), longest=timedelta(hours=4))
MAX_ATTEMPTS: Final = 24
"""After so many, some three days, a flag is given up. It stays, and can be sent again."""
LEASE: Final = timedelta(minutes=5)
"""Longer than a call can take: settings.SOAP_READ_SECONDS."""


def due_suppliers() -> list[int]:
    """The operators (primary keys) that have something to be told now."""
    return list(_due().order_by("supplier").values_list("supplier", flat=True).distinct())


def send_due_flags(supplier_id: int) -> int:
    """Tell an operator of up to a thousand removed accounts, or requests, in one call.

    Returns how many it has been told of: 0 where nothing is due, another worker is at it, or the call failed.
    """
    holder = new_holder()
    flags = _claim(supplier_id, holder)
    if not flags:
        return 0
    held = RemovalFlag.objects.filter(supplier=supplier_id, claimed_by=holder)
    try:
        _tell_operator(ServiceSupplier.objects.get(pk=supplier_id), flags)
    except FaultReceived as refusal:
        _record_failure(held, refusal.fault.text, is_permanent=refusal.fault.is_permanent)
    except CallFailed as problem:
        _record_failure(held, problem.text, is_permanent=False)
    else:
        return TRANSITIONS.move_rows(
            held, State.DUE, State.SENT, finished_at=clock.now(), last_error=EMPTY, **RELEASED
        )
    return 0


def _due() -> QuerySet[RemovalFlag]:
    now = clock.now()
    return RemovalFlag.objects.filter(is_due(now, BACKOFF.longest), is_free(LEASE), state=State.DUE)


def _claim(supplier_id: int, holder: str) -> Sequence[RemovalFlag]:
    due = _due().filter(supplier=supplier_id).order_by("due_at", "pk")
    first = due.first()
    if first is None:
        return []
    ids = list(due.filter(kind=first.kind).values_list("pk", flat=True)[:BATCH_SIZE])
    claim_rows(RemovalFlag.objects.filter(pk__in=ids, state=State.DUE), holder, LEASE)
    return list(RemovalFlag.objects.filter(pk__in=ids, claimed_by=holder).order_by("pk"))


def _tell_operator(supplier: ServiceSupplier, flags: Sequence[RemovalFlag]) -> None:
    request = service_service.FlagRemovedAccounts(
        arg0=service.Type(flags[0].kind), arg1=list(dict.fromkeys(flag.recipient for flag in flags))
    )
    call_operator(supplier, request, service_service.FlagRemovedAccountsResponse)


def _record_failure(held: QuerySet[RemovalFlag], why: Text, *, is_permanent: bool) -> None:
    now, attempts = clock.now(), F("attempts") + 1
    last = Q() if is_permanent else Q(attempts__gte=MAX_ATTEMPTS - 1)
    TRANSITIONS.move_rows(
        held.filter(last), State.DUE, State.FAILED, attempts=attempts, finished_at=now, last_error=why, **RELEASED
    )
    for tried in set(held.values_list("attempts", flat=True)):
        waiting = held.filter(attempts=tried, state=State.DUE)
        due_at = now + BACKOFF.jittered_pause_after(tried)
        with write_transaction():
            waiting.update(attempts=attempts, due_at=due_at, last_error=why, **RELEASED)
