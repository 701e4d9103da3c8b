"""Changes that wait for more signatures: begun, added to, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from far.accounts.collecting import Collected
from far.models import Account, PendingRequest, PendingSignature, RequestKind, ServiceSupplier
from infra import clock


@dataclass(frozen=True)
class Wish:
    """What is asked to be signed for."""

    kind: RequestKind
    operator: ServiceSupplier
    """The one that calls."""
    supplier: ServiceSupplier
    """The one that it is about."""
    agreement_text: str
    agreed_on: date | None = None
    accepted_senders: Sequence[str] = ()
    refused_senders: Sequence[str] = ()


def expiry_from(begun: datetime) -> datetime:
    """When a request that begins now expires. Source: setting MM_PENDING_HOURS."""
    return begun + timedelta(hours=settings.PENDING_HOURS)


def waiting_request(account: Account | None, kind: RequestKind) -> PendingRequest | None:
    """The request of this kind that waits for signatures. The account is locked: nothing in it has expired."""
    if account is None:
        return None
    return account.pending_requests.filter(kind=kind).select_related("operator", "supplier").first()


def keep_waiting(account: Account, request: PendingRequest | None, wish: Wish, collected: Collected) -> None:
    """Store the signatures that count, with the request or as the first of a new one."""
    request = request or _begin(account, wish)
    PendingSignature.objects.bulk_create(
        [
            PendingSignature(
                request=request,
                person=each.number,
                name=each.name,
                signed_at=each.signed_at,
                is_mocked=each.is_mocked,
            )
            for each in collected.counted
        ],
        update_conflicts=True,
        unique_fields=["request", "person"],
        update_fields=["name", "signed_at", "is_mocked"],
    )


def _begin(account: Account, wish: Wish) -> PendingRequest:
    now = clock.now()
    return PendingRequest.objects.create(
        account=account,
        kind=wish.kind,
        operator=wish.operator,
        supplier=wish.supplier,
        agreement_text=wish.agreement_text,
        agreed_on=wish.agreed_on,
        accepted_senders=list(wish.accepted_senders),
        refused_senders=list(wish.refused_senders),
        begun_at=now,
        expires_at=account.pending_until if wish.kind is RequestKind.CREATE else expiry_from(now),
    )
