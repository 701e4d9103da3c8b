"""Changes that wait for more signatures: what is asked for, begun, and added to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings

from far.models import Account, PendingRequest, PendingSignature, RequestKind, ServiceSupplier
from far.signatures import VerifiedSignature
from far.supervision import record_change
from infra import clock

OPERATIONS: Final[Mapping[RequestKind, str]] = {
    RequestKind.CREATE: "register",
    RequestKind.DELETE: "deregister",
    RequestKind.CHANGE_SUPPLIER: "changeServiceSupplier",
    RequestKind.PREFERENCES: "storeAccountPreferences",
}


@dataclass(frozen=True)
class GivenSignature:
    """A signature that has been verified, now or earlier."""

    number: str
    name: str
    signed_at: datetime
    is_mocked: bool

    @classmethod
    def of(cls, fresh: VerifiedSignature) -> "GivenSignature":
        return cls(fresh.number, fresh.name, fresh.signed_at, fresh.is_mocked)


@dataclass(frozen=True)
class ChangeOrder:
    """What is asked to be signed for."""

    kind: RequestKind
    operator: ServiceSupplier
    """The one that calls."""
    supplier: ServiceSupplier
    """The one that it is about."""
    agreement_text: str
    agreed_on: date | None = None
    accepted_senders: frozenset[str] = frozenset()
    refused_senders: frozenset[str] = frozenset()

    @property
    def operation(self) -> str:
        """The contract's word for it, as the register's log has it."""
        return OPERATIONS[self.kind]

    def is_of(self, request: PendingRequest) -> bool:
        """Whether the waiting request asks for the same, in the same words."""
        return (
            request.agreement_text == self.agreement_text
            and request.supplier_id == self.supplier.pk
            and frozenset(request.accepted_senders) == self.accepted_senders
        )


def expiry_from(begun: datetime) -> datetime:
    """When a request that begins then expires. Source: setting MM_PENDING_HOURS."""
    return begun + timedelta(hours=settings.PENDING_HOURS)


def waiting_request(account: Account | None, kind: RequestKind) -> PendingRequest | None:
    """The request of this kind that waits for signatures. The account is locked: nothing of it has expired."""
    waiting = account.waiting_requests if account else ()
    return next((request for request in waiting if request.kind == kind), None)


def signatures_of(request: PendingRequest) -> dict[str, GivenSignature]:
    """The stored signatures of a request, by the number of the person, in the order in which they came."""
    rows = request.signatures.order_by("pk")
    return {row.person: GivenSignature(row.person, row.name, row.signed_at, row.is_mocked) for row in rows}


def keep_waiting(
    account: Account, request: PendingRequest | None, order: ChangeOrder, signatures: Iterable[GivenSignature]
) -> None:
    """Store the signatures with the request, or as the first of a new one. A person's latest one stands."""
    request = request or _begin(account, order)
    given = list(signatures)
    waits = {"signatures": len(given), "supplier": order.supplier.name, "waits": True}
    record_change(order.operator.organisation, order.operation, account.recipient, changed=waits)
    PendingSignature.objects.bulk_create(
        [
            PendingSignature(
                request=request,
                person=each.number,
                name=each.name,
                signed_at=each.signed_at,
                is_mocked=each.is_mocked,
            )
            for each in given
        ],
        update_conflicts=True,
        unique_fields=["request", "person"],
        update_fields=["name", "signed_at", "is_mocked"],
    )


def _begin(account: Account, order: ChangeOrder) -> PendingRequest:
    now = clock.now()
    return PendingRequest.objects.create(
        account=account,
        kind=order.kind,
        operator=order.operator,
        supplier=order.supplier,
        agreement_text=order.agreement_text,
        agreed_on=order.agreed_on,
        accepted_senders=sorted(order.accepted_senders),
        refused_senders=sorted(order.refused_senders),
        begun_at=now,
        expires_at=account.pending_until if order.kind is RequestKind.CREATE else expiry_from(now),
    )
