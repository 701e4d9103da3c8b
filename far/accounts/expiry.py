"""Expired requests: the operators that have begun the registrations and deregistrations are told of it."""

from collections import defaultdict
from typing import Final

from django.db.models import QuerySet

from far.callbacks.removals import flag_removed
from far.models import PendingRequest, RemovalFlag, RequestKind, ServiceSupplier
from far.supervision import CLOCK, record_change

ACCOUNT_KINDS: Final = frozenset({RequestKind.CREATE, RequestKind.DELETE})
"""Those of the contract's AccountRequestTypes."""


def flag_expired(requests: QuerySet[PendingRequest]) -> None:
    """Log that the requests expire, and let operators be told of those about accounts; before they are deleted."""
    recipients: dict[ServiceSupplier, list[str]] = defaultdict(list)
    for request in requests.select_related("operator"):
        record_change(CLOCK, "expireRequest", request.account_id, changed={"kind": request.kind})
        if request.kind in ACCOUNT_KINDS:
            recipients[request.operator].append(request.account_id)
    for operator, numbers in recipients.items():
        flag_removed(operator, numbers, RemovalFlag.Reason.EXPIRED, RemovalFlag.Kind.REQUEST)
