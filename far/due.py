"""When the register has something to do next."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min

from far.consents.expiry import time_to_sign
from far.consents.states import State
from far.models import Account, Consent, Departure, PendingRequest, RemovalFlag
from infra import clock


def next_due() -> datetime | None:
    """When the next request or consent expires, an operator leaves, or an operator is told of something."""
    return min(_moments(), default=None)


def _moments() -> Iterator[datetime]:
    open_consents = Consent.objects.exclude(state=State.ENDED)
    found = (
        PendingRequest.objects.aggregate(next=Min("expires_at"))["next"],
        Account.objects.filter(pending=True).aggregate(next=Min("pending_until"))["next"],
        RemovalFlag.objects.filter(state=RemovalFlag.State.DUE).aggregate(next=Min("due_at"))["next"],
    )
    yield from filter(None, found)
    unsigned = open_consents.filter(state=State.SIGNING_INCOMPLETE).aggregate(next=Min("created_at"))["next"]
    if unsigned is not None:
        yield unsigned + time_to_sign()
    if (last_day := open_consents.aggregate(next=Min("ends_on"))["next"]) is not None:
        yield clock.midnight(last_day + timedelta(days=1))
    if (leaves := Departure.objects.filter(ended_at=None).aggregate(next=Min("leaves_on"))["next"]) is not None:
        yield clock.midnight(leaves)
