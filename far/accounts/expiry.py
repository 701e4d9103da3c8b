"""Requests whose time is over: the operators that have begun registrations and deregistrations are told."""

from collections import defaultdict
from typing import Final

from django.db.models import QuerySet

from far.callbacks.removals import flag_removed
from far.models import PendingRequest, RemovalFlag, RequestKind, ServiceSupplier

ACCOUNT_KINDS: Final = frozenset({RequestKind.CREATE, RequestKind.DELETE})
"""Those of the contract's AccountRequestTypes."""


def flag_expired(requests: QuerySet[PendingRequest]) -> None:
    """Let operators be told of those of the requests that are about accounts. Call it before they are deleted."""
    recipients: dict[ServiceSupplier, list[str]] = defaultdict(list)
    for request in requests.filter(kind__in=ACCOUNT_KINDS).select_related("operator"):
        recipients[request.operator].append(request.account_id)
    for operator, numbers in recipients.items():
        flag_removed(operator, numbers, RemovalFlag.Reason.EXPIRED, RemovalFlag.Kind.REQUEST)
